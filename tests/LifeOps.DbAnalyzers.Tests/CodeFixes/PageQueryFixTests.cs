using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.CodeFixes;

public sealed class PageQueryFixTests
{
    private const string Schema = """
        CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), number text NOT NULL);
        CREATE TABLE lines (order_id integer NOT NULL REFERENCES orders (id), no integer NOT NULL, PRIMARY KEY (order_id, no));
        """;

    private const string Model = """
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public Customer? Customer { get; set; } public string Number { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<Customer> Customers { get; set; } = null!; public DbSet<Order> Orders { get; set; } = null!; }
        """;

    private static Task Verify(string members, string fixedMembers, string? pageSize = null)
    {
        var test = new CSharpCodeFixTest<UnpaginatedQuery, PageQueryFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers) };
        test.Sources.Add(("Model.cs", Model));
        test.AdditionalFiles.Add(("db/shop.schema.sql", Schema));
        if (pageSize is not null)
            test.Options.Add("lifeops_db.page_size", pageSize);
        return test.RunAsync();
    }

    private static Task VerifyNotOffered(string members) => Verify(members, members);

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    [Fact]
    public Task Dapper_NoParameters() => Verify("""
            public Task<IEnumerable<Customer>> All() => _conn.[|QueryAsync|]<Customer>("SELECT id, name FROM customers");
        """, """
            public Task<IEnumerable<Customer>> All() => _conn.QueryAsync<Customer>("SELECT id, name FROM customers ORDER BY id LIMIT @page_size", new { page_size = 100 });
        """);

    [Fact]
    public Task Dapper_PageSizeByOption() => Verify("""
            public IEnumerable<Customer> All() => _conn.[|Query|]<Customer>("SELECT id, name FROM customers");
        """, """
            public IEnumerable<Customer> All() => _conn.Query<Customer>("SELECT id, name FROM customers ORDER BY id LIMIT @page_size", new { page_size = 20 });
        """, "20");

    [Fact]
    public Task Dapper_AnonymousParameters() => Verify("""
            public IEnumerable<Order> Of(int id) => _conn.[|Query|]<Order>("SELECT * FROM orders WHERE customer_id = @id", new { id });
        """, """
            public IEnumerable<Order> Of(int id) => _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @id ORDER BY id LIMIT @page_size", new { id, page_size = 100 });
        """);

    [Fact]
    public Task Dapper_OrderIsKeptAndMadeUnique() => Verify("""
            public IEnumerable<Order> Of(int id) => _conn.[|Query|]<Order>("SELECT * FROM orders WHERE customer_id = @id ORDER BY number DESC;", new { id });
        """, """
            public IEnumerable<Order> Of(int id) => _conn.Query<Order>("SELECT * FROM orders WHERE customer_id = @id ORDER BY number DESC, id LIMIT @page_size;", new { id, page_size = 100 });
        """);

    [Fact]
    public Task Dapper_JoinQualifiesKey() => Verify("""
            public IEnumerable<Order> All(NpgsqlTransaction tx) => _conn.[|Query|]<Order>("SELECT o.* FROM orders o JOIN customers c ON c.id = o.customer_id", transaction: tx);
        """, """
            public IEnumerable<Order> All(NpgsqlTransaction tx) => _conn.Query<Order>("SELECT o.* FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT @page_size", new { page_size = 100 }, transaction: tx);
        """);

    [Fact]
    public Task Dapper_RawLiteralInLocal() => Verify(""""
            public IEnumerable<Order> Of(int id)
            {
                var sql = """
                    SELECT *
                    FROM orders
                    WHERE customer_id = @id
                    """;
                return _conn.[|Query|]<Order>(sql, new { id });
            }
        """", """"
            public IEnumerable<Order> Of(int id)
            {
                var sql = """
                    SELECT *
                    FROM orders
                    WHERE customer_id = @id ORDER BY id LIMIT @page_size
                    """;
                return _conn.Query<Order>(sql, new { id, page_size = 100 });
            }
        """");

    [Fact]
    public Task Npgsql_Named() => Verify("""
            public List<string> All(int id)
            {
                var result = new List<string>();
                using var command = new NpgsqlCommand("SELECT number FROM orders WHERE customer_id = @id", _conn);
                command.Parameters.AddWithValue("id", id);
                using var reader = command.[|ExecuteReader|]();
                while (reader.Read())
                    result.Add(reader.GetString(0));
                return result;
            }
        """, """
            public List<string> All(int id)
            {
                var result = new List<string>();
                using var command = new NpgsqlCommand("SELECT number FROM orders WHERE customer_id = @id ORDER BY id LIMIT @page_size", _conn);
                command.Parameters.AddWithValue("id", id);
                command.Parameters.AddWithValue("page_size", 100);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    result.Add(reader.GetString(0));
                return result;
            }
        """);

    [Fact]
    public Task Npgsql_Positional() => Verify("""
            public async Task<List<string>> All(int id)
            {
                var result = new List<string>();
                await using var command = new NpgsqlCommand("SELECT number FROM orders WHERE customer_id = $1", _conn);
                command.Parameters.AddWithValue(id);
                await using var reader = await command.[|ExecuteReaderAsync|]();
                while (await reader.ReadAsync())
                    result.Add(reader.GetString(0));
                return result;
            }
        """, """
            public async Task<List<string>> All(int id)
            {
                var result = new List<string>();
                await using var command = new NpgsqlCommand("SELECT number FROM orders WHERE customer_id = $1 ORDER BY id LIMIT $2", _conn);
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue(100);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    result.Add(reader.GetString(0));
                return result;
            }
        """);

    [Fact]
    public Task Ef_Set() => Verify("""
            public Task<List<Customer>> All() => _db.Customers.[|ToListAsync|]();
        """, """
            public Task<List<Customer>> All() => _db.Customers.OrderBy(c => c.Id).Take(100).ToListAsync();
        """);

    [Fact]
    public Task Ef_OrderedFilteredProjected() => Verify("""
            public Task<List<string>> Of(int id) => _db.Orders.Where(order => order.CustomerId == id).OrderBy(order => order.Number).Select(order => order.Number).[|ToListAsync|]();
        """, """
            public Task<List<string>> Of(int id) => _db.Orders.Where(order => order.CustomerId == id).OrderBy(order => order.Number).ThenBy(order => order.Id).Take(100).Select(order => order.Number).ToListAsync();
        """);

    [Fact]
    public Task Ef_OrderedByKey() => Verify("""
            public List<Order> All() => _db.Orders.OrderByDescending(o => o.Id).[|ToList|]();
        """, """
            public List<Order> All() => _db.Orders.OrderByDescending(o => o.Id).Take(100).ToList();
        """);

    [Fact]
    public Task Ef_QuerySyntax() => Verify("""
            public List<Order> All() => (from o in _db.Orders where o.Number != "" select o).[|ToList|]();
        """, """
            public List<Order> All() => (from o in _db.Orders where o.Number != "" select o).OrderBy(x => x.Id).Take(100).ToList();
        """);

    [Fact]
    public Task Ef_QueryInLocal() => Verify("""
            public Task<Order[]> All(bool named)
            {
                var query = _db.Orders.AsNoTracking();
                if (named)
                    query = query.Where(o => o.Number != "");
                return query.[|ToArrayAsync|]();
            }
        """, """
            public Task<Order[]> All(bool named)
            {
                var query = _db.Orders.AsNoTracking();
                if (named)
                    query = query.Where(o => o.Number != "");
                return query.OrderBy(x => x.Id).Take(100).ToArrayAsync();
            }
        """);

    [Fact]
    public Task Dapper_ConstantOfOthers_NotOffered() => VerifyNotOffered("""
            private const string Sql = "SELECT * FROM orders";
            public IEnumerable<Order> All() => _conn.[|Query|]<Order>(Sql);
        """);

    [Fact]
    public Task Dapper_ParametersFromElsewhere_NotOffered() => VerifyNotOffered("""
            public IEnumerable<Order> All(object args) => _conn.[|Query|]<Order>("SELECT * FROM orders", args);
        """);

    [Fact]
    public Task CompositeKey_NotOffered() => VerifyNotOffered("""
            public IEnumerable<int> All() => _conn.[|Query|]<int>("SELECT no FROM lines");
        """);

    [Fact]
    public Task SetOperation_NotOffered() => VerifyNotOffered("""
            public IEnumerable<int> All() => _conn.[|Query|]<int>("SELECT id FROM orders UNION ALL SELECT id FROM customers");
        """);
}
