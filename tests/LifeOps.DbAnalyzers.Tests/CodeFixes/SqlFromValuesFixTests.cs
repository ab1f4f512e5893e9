using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

public sealed class SqlFromValuesFixTests
{
    private const string Schema = "CREATE TABLE customers (id uuid PRIMARY KEY, name text NOT NULL, city varchar(40), note text);";

    private const string Model = """
        global using Dapper;
        global using Npgsql;
        public class Customer { public string Name { get; set; } = ""; public string? Note { get; set; } }
        """;

    private static Task Verify(string members, string? fixedMembers = null, string? batchFixed = null)
    {
        var test = new CSharpCodeFixTest<SqlFromValues, SqlFromValuesFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers ?? members) };
        test.Sources.Add(("Model.cs", Model));
        test.AdditionalFiles.Add(("db/app.schema.sql", Schema));
        return test.RunAsync();
    }

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n\n" + members + "\n}";

    [Fact]
    public Task Dapper() => Verify("""
            public void A(string name) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}'");
            public void B(string name) => _conn.Execute("DELETE FROM customers WHERE name = '" + [|name|] + "' AND true");
            public void C(Customer c, int n) => _conn.Execute($"UPDATE customers SET city = 'x' WHERE name = '{[|c.Name|]}' AND @n > 0", new { n });
            public void D(string text) => _conn.Query<int>($"SELECT 1 FROM customers WHERE name LIKE '%{[|text|]}%'");
            public void E(Customer c) => _conn.Execute($"UPDATE customers SET note = '{[|c.Note|]}' WHERE name = 'a'", commandTimeout: 5);
            public void F(string? name) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}'");
        """, """
            public void A(string name) => _conn.Execute($"DELETE FROM customers WHERE name = @name", new { name });
            public void B(string name) => _conn.Execute("DELETE FROM customers WHERE name = @name AND true", new { name });
            public void C(Customer c, int n) => _conn.Execute($"UPDATE customers SET city = 'x' WHERE name = @name AND @n > 0", new { n, name = c.Name });
            public void D(string text) => _conn.Query<int>($"SELECT 1 FROM customers WHERE name LIKE '%' || @text || '%'", new { text });
            public void E(Customer c) => _conn.Execute($"UPDATE customers SET note = @note WHERE name = 'a'", new { note = c.Note ?? "" }, commandTimeout: 5);
            public void F(string? name) => _conn.Execute($"DELETE FROM customers WHERE name = @name", new { name = name ?? "" });
        """);

    [Fact]
    public Task TwoValues() => Verify("""
            public void A(string name, string city) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}' AND city = '{[|city|]}'");
        """, """
            public void A(string name, string city) => _conn.Execute($"DELETE FROM customers WHERE name = @name AND city = @city", new { name, city });
        """);

    [Fact]
    public Task Command() => Verify("""
            public void A(string name)
            {
                using var cmd = new NpgsqlCommand($"DELETE FROM customers WHERE name = '{[|name|]}'", _conn);
                cmd.ExecuteNonQuery();
            }

            public void B(string name, NpgsqlCommand cmd)
            {
                cmd.CommandText = $"DELETE FROM customers WHERE name = '{[|name|]}'";
                cmd.ExecuteNonQuery();
            }
        """, """
            public void A(string name)
            {
                using var cmd = new NpgsqlCommand($"DELETE FROM customers WHERE name = @name", _conn);
                cmd.Parameters.AddWithValue("name", name);
                cmd.ExecuteNonQuery();
            }

            public void B(string name, NpgsqlCommand cmd)
            {
                cmd.CommandText = $"DELETE FROM customers WHERE name = @name";
                cmd.Parameters.AddWithValue("name", name);
                cmd.ExecuteNonQuery();
            }
        """);

    [Fact]
    public Task WhereAParameterWouldMeanSomethingElse_HasNoFix() => Verify("""
            private string _sql = "";
            public void A(string id) => _conn.Execute($"DELETE FROM customers WHERE id = '{[|id|]}'");
            public void B(string id) => _conn.Execute($"DELETE FROM customers WHERE id = {[|id|]}");
            public void C(string table) => _conn.Execute($"DELETE FROM {[|table|]} WHERE true");
            public void D(string name) => _conn.Execute($"DELETE FROM unknown WHERE name = '{[|name|]}'");
            public void E(string name) => _conn.Execute($"SELECT '{[|name|]}'");
            public void F(string name, object p) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|name|]}'", p);
            public void G(string a, string b) => _conn.Execute($"DELETE FROM customers WHERE name = '{[|a|]}{[|b|]}'");
            public void H(string name) { var sql = $"DELETE FROM customers WHERE name = '{[|name|]}'"; _conn.Execute(sql); _sql = sql; }
        """);
}
