using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Queries;

public sealed class SqlFromValuesTests
{
    private const string Model = """
        global using System.Data;
        global using System.Data.Common;
        global using System.Text;
        global using System.Text.Json;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Microsoft.EntityFrameworkCore.Migrations;
        global using Npgsql;
        public enum Status { Open, Paid }
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; public Status Status { get; set; } }
        public class Shop : DbContext { public DbSet<Customer> Customers { get; set; } = null!; }
        public class Settings { public string Schema { get; set; } = "app"; }
        """;

    private static Task Verify(string members, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<SqlFromValues>
        {
            TestCode = "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n    private readonly Shop _db = new();\n    private readonly Settings _settings = new();\n    private readonly string _table = \"customers\";\n\n" + members + "\n}",
        };
        test.Sources.Add(("Model.cs", Model));
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    public sealed class Values
    {
        [Theory]
        [InlineData("public void M(string name) => _conn.Execute($\"DELETE FROM customers WHERE name = '{[|name|]}'\");")]
        [InlineData("public void M(string name) => _conn.Execute(\"DELETE FROM customers WHERE name = '\" + [|name|] + \"'\");")]
        [InlineData("public void M(string name) => _conn.Execute(string.Format(\"DELETE FROM customers WHERE name = '{0}'\", [|name|]));")]
        [InlineData("public void M(string name) => _conn.Query<int>($\"SELECT id FROM customers WHERE name LIKE '%{[|name|]}%'\");")]
        [InlineData("public void M(string name) => _conn.Query<int>($\"SELECT id FROM customers WHERE name ILIKE '{[|name.Trim()|]}%'\");")]
        [InlineData("public void M(string id) => _conn.Query<int>($\"SELECT id FROM customers WHERE id = {[|id|]}\");")]
        [InlineData("public void M(string limit) => _conn.Query<int>($\"SELECT id FROM customers ORDER BY id LIMIT {[|limit|]}\");")]
        [InlineData("public void M(Customer customer) => _conn.Execute($\"INSERT INTO customers (name) VALUES ('{[|customer.Name|]}')\");")]
        [InlineData("public void M(Customer customer) => _conn.Execute($\"UPDATE customers SET name = '{[|customer.Name|]}' WHERE id = {customer.Id}\");")]
        [InlineData("public void M(string[] names) => _conn.Query<int>($\"SELECT id FROM customers WHERE name = '{[|names[0]|]}'\");")]
        [InlineData("public void M(string line) { var parts = line.Split(';'); _conn.Execute($\"DELETE FROM customers WHERE name = '{[|parts[1]|]}'\"); }")]
        [InlineData("public void M(List<string> names) => _conn.Query<int>($\"SELECT id FROM customers WHERE name IN ({[|string.Join(\",\", names.Select(n => \"'\" + n + \"'\"))|]})\");")]
        [InlineData("public void M(List<Customer> all) => _conn.Query<int>($\"SELECT id FROM customers WHERE name IN ({[|string.Join(\",\", all.Select(c => $\"'{c.Name}'\"))|]})\");")]
        [InlineData("public void M(IEnumerable<string> ids) => _conn.Query<int>($\"SELECT id FROM customers WHERE id IN ({[|string.Join(\",\", ids)|]})\");")]
        [InlineData("public void M(List<string> names) { foreach (var name in names) _conn.Execute($\"DELETE FROM customers WHERE name = '{[|name|]}'\"); }")]
        [InlineData("public void M(List<Customer> all) { foreach (var c in all) _conn.Execute($\"DELETE FROM customers WHERE name = '{[|c.Name|]}'\"); }")]
        [InlineData("public void M() { var name = [|Console.ReadLine()|]; _conn.Execute($\"DELETE FROM customers WHERE name = '{name}'\"); }")]
        [InlineData("public void M(DbDataReader reader) => _conn.Execute($\"DELETE FROM customers WHERE name = '{[|reader.GetString(0)|]}'\");")]
        [InlineData("public void M(JsonElement json) => _conn.Execute($\"DELETE FROM customers WHERE name = '{[|json.GetString()|]}'\");")]
        [InlineData("public void M(string? name) => _conn.Execute($\"DELETE FROM customers WHERE name = '{[|name ?? \"none\"|]}'\");")]
        [InlineData("public void M(string name, bool all) => _conn.Query<int>(\"SELECT id FROM customers\" + (all ? \"\" : $\" WHERE name = '{[|name|]}'\"));")]
        public Task FromOutside_AreReported(string member) => Verify(member);

        [Fact]
        public Task ThroughLocals() => Verify("""
            public void M(string name, bool active)
            {
                var filter = [|name.ToLower()|];
                var where = $"name = '{filter}'";
                var sql = "SELECT id FROM customers WHERE " + where;
                if (active)
                    sql += " AND active";
                _conn.Query<int>(sql);
            }
            """);

        [Fact]
        public Task ThroughStringBuilder() => Verify("""
            public void M(string name, int? id)
            {
                var sb = new StringBuilder("SELECT id FROM customers WHERE true");
                sb.Append($" AND name = '{[|name|]}'").Append(" AND true");
                if (id is not null)
                    sb.Append(" AND id = ").Append(id.Value);
                using var cmd = new NpgsqlCommand(sb.ToString(), _conn);
                cmd.ExecuteNonQuery();
            }
            """);

        [Fact]
        public Task ThroughPrivateMethods() => Verify("""
            public void Public(string name) => Run(name);
            private void Run(string name) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}'");

            public void Constants() { Constant("a"); Constant(nameof(Customer)); }
            private void Constant(string name) => _conn.Execute($"DELETE FROM customers WHERE name = '{name}'");

            private void NeverCalled(string name) => _conn.Execute($"DELETE FROM customers WHERE name = '{name}'");

            public void WithLocalFunction(string name)
            {
                void Local(string value) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|value|]}'");
                Local(name);
            }
            """);

        [Fact]
        public Task EveryLibrary() => Verify("""
            public async Task M(string name, NpgsqlDataSource source, IDbCommand old)
            {
                await using var a = new NpgsqlCommand($"DELETE FROM customers WHERE name = '{[|name|]}'", _conn);
                await using var b = source.CreateCommand($"DELETE FROM customers WHERE name = '{[|name|]}'");
                old.CommandText = "DELETE FROM customers WHERE name = '" + [|name|] + "'";
                await _conn.ExecuteAsync(new CommandDefinition($"DELETE FROM customers WHERE name = '{[|name|]}'"));
                _db.Database.ExecuteSqlRaw($"DELETE FROM customers WHERE name = '{[|name|]}'");
                await _db.Customers.FromSqlRaw("SELECT * FROM customers WHERE name = '" + [|name|] + "'").ToListAsync();
            }
            """);

        [Fact]
        public Task EndpointLambda() => Verify("""
            public static void Map(string pattern, Delegate handler) { }
            public void M() => Map("/x", (string name) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}'"));
            """);

        [Fact]
        public Task Message() => Verify(
            "public void M(string name) => _conn.Execute(\"DELETE FROM customers WHERE name = '\" + {|#0:name|} + \"'\");",
            new DiagnosticResult("LDB1010").WithLocation(0).WithMessage("name becomes part of the SQL text: send it as a parameter"));
    }

    public sealed class Names
    {
        [Theory]
        [InlineData("public void M(string table) => _conn.Query<int>($\"SELECT id FROM {[|table|]}\");")]
        [InlineData("public void M(string sort) => _conn.Query<int>($\"SELECT id FROM customers ORDER BY {[|sort|]} LIMIT 10\");")]
        [InlineData("public void M(string column, int value) => _conn.Query<int>($\"SELECT id FROM customers WHERE {[|column|]} = @value\", new { value });")]
        public Task UncheckedParameters_AreReported(string member) => Verify(member);

        [Theory]
        [InlineData("public void M() => _conn.Query<int>($\"SELECT id FROM {_table}\");")]
        [InlineData("public void M() => _conn.Query<int>($\"SELECT id FROM {_settings.Schema}.customers\");")]
        [InlineData("public void M<T>() => _conn.Query<int>($\"SELECT id FROM {typeof(T).Name}\");")]
        [InlineData("public void M() => _conn.Query<int>($\"SELECT {nameof(Customer.Id)} FROM {nameof(Customer)}\");")]
        [InlineData("public void M(Status s) => _conn.Query<int>($\"SELECT id FROM customers_{s}\");")]
        [InlineData("public void M(int year) => _conn.Query<int>($\"SELECT id FROM events_{year}\");")]
        [InlineData("public void M(string sort) => _conn.Query<int>($\"SELECT id FROM customers ORDER BY {(sort == \"name\" ? \"name\" : \"id\")}\");")]
        [InlineData("public void M(string sort) { if (sort != \"id\" && sort != \"name\") throw new ArgumentException(sort); _conn.Query<int>($\"SELECT id FROM customers ORDER BY {sort}\"); }")]
        [InlineData("private static readonly HashSet<string> Allowed = new() { \"id\" }; public void M(string sort) { if (!Allowed.Contains(sort)) return; _conn.Query<int>($\"SELECT id FROM customers ORDER BY {sort}\"); }")]
        [InlineData("public void M(string table) => _conn.Query<int>($\"SELECT id FROM {new NpgsqlCommandBuilder().QuoteIdentifier(table)}\");")]
        [InlineData("public void M(string sort) { var column = sort switch { \"n\" => \"name\", _ => \"id\" }; _conn.Query<int>($\"SELECT id FROM customers ORDER BY {column}\"); }")]
        public Task ChosenOrQuoted_AreNotReported(string member) => Verify(member);
    }

    public sealed class Harmless
    {
        [Theory]
        [InlineData("public void M(int id) => _conn.Query<int>($\"SELECT id FROM customers WHERE id = {id}\");")]
        [InlineData("public void M(Guid id) => _conn.Query<int>($\"SELECT id FROM customers WHERE id = '{id}'\");")]
        [InlineData("public void M(DateTime from) => _conn.Query<int>($\"SELECT id FROM customers WHERE at > '{from:O}'\");")]
        [InlineData("public void M(Status status) => _conn.Query<int>($\"SELECT id FROM customers WHERE status = '{status}'\");")]
        [InlineData("public void M(int[] ids) => _conn.Query<int>($\"SELECT id FROM customers WHERE id IN ({string.Join(\",\", ids)})\");")]
        [InlineData("public void M(List<Customer> all) => _conn.Query<int>($\"SELECT id FROM customers WHERE id IN ({string.Join(\",\", all.Select(c => c.Id))})\");")]
        [InlineData("public void M(string[] names) => _conn.Query<int>($\"SELECT id FROM customers WHERE name IN ({string.Join(\",\", names.Select((n, i) => $\"@p{i}\"))})\");")]
        [InlineData("public void M(string[] names) => _conn.Query<int>($\"SELECT id FROM customers WHERE name IN ({string.Join(\",\", names.Select((n, i) => \"@p\" + i))})\");")]
        [InlineData("public void M(string name) => _conn.Execute($\"DELETE FROM customers WHERE name = '{name.Replace(\"'\", \"''\")}'\");")]
        [InlineData("public void M(string name) { name = name.Replace(\"'\", \"''\"); _conn.Execute($\"DELETE FROM customers WHERE name = '{name}'\"); }")]
        [InlineData("public void M(string name) => _conn.Execute(\"DELETE FROM customers WHERE name = @name\", new { name });")]
        [InlineData("private const string Kind = \"open\"; public void M() => _conn.Execute($\"DELETE FROM customers WHERE kind = '{Kind}'\");")]
        [InlineData("private static string Escape(string s) => s; public void M(string name) => _conn.Execute($\"DELETE FROM customers WHERE name = '{Escape(name)}'\");")]
        [InlineData("public void M(string sql) => _conn.Execute(sql);")]
        [InlineData("public void M(string where) => _conn.Query<int>(\"SELECT id FROM customers \" + where);")]
        [InlineData("public void M(string condition) => _conn.Query<int>($\"SELECT id FROM customers WHERE {condition}\");")]
        [InlineData("public void M(string name) => _db.Database.ExecuteSqlInterpolated($\"DELETE FROM customers WHERE name = {name}\");")]
        [InlineData("public void M(string name) => _db.Database.ExecuteSql($\"DELETE FROM customers WHERE name = {name}\");")]
        [InlineData("public void M(string name) => _db.Customers.FromSql($\"SELECT * FROM customers WHERE name = {name}\").ToList();")]
        [InlineData("public void M(string name) => _db.Customers.FromSqlInterpolated($\"SELECT * FROM customers WHERE name = {name}\").ToList();")]
        [InlineData("public void M(string name) => _db.Database.ExecuteSqlRaw(\"DELETE FROM customers WHERE name = {0}\", name);")]
        [InlineData("public void M(MigrationBuilder migration, string name) => migration.Sql($\"UPDATE customers SET name = '{name}'\");")]
        [InlineData("public void M(string channel) => _conn.Execute($\"LISTEN {channel}\");")]
        [InlineData("public void M(string role, string password) => _conn.Execute($\"CREATE ROLE {role} PASSWORD '{password}'\");")]
        [InlineData("public void M() => _conn.Execute($\"DELETE FROM customers WHERE name = '{_settings.Schema}'\");")]
        [InlineData("public void M() { foreach (var kind in new[] { \"a\", \"b\" }) _conn.Execute($\"DELETE FROM customers WHERE kind = '{kind}'\"); }")]
        [InlineData("public void M(string name) => Console.WriteLine($\"SELECT id FROM customers WHERE name = '{name}'\");")]
        [InlineData("public void M(object value) => _conn.Execute($\"DELETE FROM customers WHERE id = {value}\");")]
        [InlineData("public void M(bool active) { var filter = active ? \"active\" : \"not active\"; _conn.Query<int>($\"SELECT id FROM customers WHERE {filter} AND name = '{filter}'\"); }")]
        public Task NotReported(string member) => Verify(member);
    }
}
