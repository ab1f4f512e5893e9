using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Queries;

public sealed class CountedToExistTests
{
    private const string Model = """
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; public List<int> Tags { get; set; } = new(); }
        public class Shop : DbContext { public DbSet<Customer> Customers { get; set; } = null!; }
        """;

    private static Task Verify(string members, string? fixedMembers = null, params DiagnosticResult[] expected)
    {
        var test = new CSharpCodeFixTest<CountedToExist, CountedToExistFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers ?? members) };
        test.Sources.Add(("Model.cs", Model));
        test.ExpectedDiagnostics.AddRange(expected);
        test.FixedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    [Fact]
    public Task EfCore() => Verify("""
            public bool A(int id) => _db.Customers.[|Count|](c => c.Id == id) > 0;
            public bool B(int id) => _db.Customers.Where(c => c.Id == id).[|Count|]() == 0;
            public async Task<bool> C(int id, CancellationToken ct) => await _db.Customers.[|CountAsync|](c => c.Id == id, ct) > 0;
            public async Task<bool> D() => await _db.Customers.[|LongCountAsync|]().ConfigureAwait(false) != 0 && true;
            public async Task<bool> E() => (await _db.Customers.[|CountAsync|]()) < 1;
            public bool F() => 0 < _db.Customers.[|Count|]();
            public async Task G() { if (1 <= await _db.Customers.[|CountAsync|]()) return; }
        """, """
            public bool A(int id) => _db.Customers.Any(c => c.Id == id);
            public bool B(int id) => !_db.Customers.Where(c => c.Id == id).Any();
            public async Task<bool> C(int id, CancellationToken ct) => await _db.Customers.AnyAsync(c => c.Id == id, ct);
            public async Task<bool> D() => await _db.Customers.AnyAsync().ConfigureAwait(false) && true;
            public async Task<bool> E() => !(await _db.Customers.AnyAsync());
            public bool F() => _db.Customers.Any();
            public async Task G() { if (await _db.Customers.AnyAsync()) return; }
        """);

    [Fact]
    public Task Dapper() => Verify("""
            public bool A(string name) => _conn.[|ExecuteScalar|]<int>("SELECT count(*) FROM customers WHERE name = @name", new { name }) > 0;
            public async Task<bool> B() => await _conn.[|ExecuteScalarAsync|]<long>(@"SELECT COUNT(1)
                FROM customers") == 0;
        """, """
            public bool A(string name) => _conn.ExecuteScalar<bool>("SELECT EXISTS (SELECT FROM customers WHERE name = @name)", new { name });
            public async Task<bool> B() => !await _conn.ExecuteScalarAsync<bool>(@"SELECT EXISTS (SELECT FROM customers)");
        """);

    [Fact]
    public Task OtherForms_HaveNoFix() => Verify("""
            private const string Sql = "SELECT count(*) FROM customers";
            public bool A() => _conn.[|QuerySingle|]<int>("SELECT count(*) FROM customers") > 0;
            public bool B() => _conn.[|ExecuteScalar|]<int>(Sql) > 0;
            public bool C() => _conn.[|ExecuteScalar|]<int>("SELECT count(name) FROM customers") > 0;
            public bool D() { using var cmd = new NpgsqlCommand("SELECT count(*) FROM customers", _conn); return (long)cmd.[|ExecuteScalar|]()! > 0; }
            public bool E() { using var cmd = new NpgsqlCommand("SELECT count(*) FROM customers", _conn); return Convert.ToInt32(cmd.[|ExecuteScalar|]()) == 0; }
            public bool F() { var n = _db.Customers.[|Count|](); return n > 0; }
            public async Task G() { var n = await _conn.[|ExecuteScalarAsync|]<int>("SELECT count(*) FROM customers"); if (n == 0) await Task.Yield(); if (n > 0) return; }
            public bool H() => _db.Customers.Where(c => c.Id > 5).[|ToList|]().Count > 0;
            public bool I() => _db.Customers.[|ToList|]().Any();
            public async Task<bool> J() => (await _db.Customers.[|ToListAsync|]()).Count() == 0;
            public bool K() => _db.Customers.[|ToArray|]().Length != 0;
        """);

    [Fact]
    public Task RealCounts_AreNotReported() => Verify("""
            public bool A() => _db.Customers.Count() > 1;
            public bool B(int n) => _db.Customers.Count() > n;
            public int C() => _db.Customers.Count();
            public int D() { var n = _db.Customers.Count(); return n > 0 ? n : -1; }
            public bool E(List<Customer> list) => list.Count > 0 && list.Count(c => c.Id > 1) > 0;
            public bool F(Customer c) => c.Tags.Count > 0;
            public bool G() => _conn.ExecuteScalar<int>("SELECT max(id) FROM customers") > 0;
            public bool H() => _conn.ExecuteScalar<int>("SELECT count(*) FROM customers GROUP BY name") > 0;
            public bool I() => _conn.Execute("DELETE FROM customers WHERE id = 1") > 0;
            public bool J() { var all = _db.Customers.ToList(); return all.Count > 0; }
            public List<Customer> K() => _db.Customers.Where(c => c.Tags.Count > 0).ToList();
            public bool L() => _db.Customers.ToList().Any(c => c.Name == "x");
            public bool M() => _db.Customers.Sum(c => c.Id) > 0;
            public bool N() => _db.Customers.Any();
        """);

    [Fact]
    public Task Message() => Verify(
        "    public bool A() => _conn.{|#0:QuerySingle|}<int>(\"SELECT count(*) FROM customers\") > 0;", null,
        new DiagnosticResult("LDB1018").WithLocation(0).WithMessage("This counts all rows of customers to know whether there is one: EXISTS stops at the first"));
}
