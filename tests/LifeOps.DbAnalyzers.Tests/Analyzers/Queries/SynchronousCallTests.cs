using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Queries;

public sealed class SynchronousCallTests
{
    private const string Model = """
        global using System.Data;
        global using System.Data.Common;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<Customer> Customers { get; set; } = null!; }
        """;

    private static Task Verify(string members, string? fixedMembers = null)
    {
        var test = new CSharpCodeFixTest<SynchronousCall, SynchronousCallFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers ?? members) };
        test.Sources.Add(("Model.cs", Model));
        return test.RunAsync();
    }

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly NpgsqlConnection _conn = new(\"\");\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    [Fact]
    public Task Dapper() => Verify("""
            public async Task<List<Customer>> All(CancellationToken ct)
            {
                await _conn.OpenAsync(ct);
                _conn.[|Execute|]("DELETE FROM customers WHERE id = 1");
                var count = _conn.[|ExecuteScalar|]<int>("SELECT count(*) FROM customers");
                return _conn.[|Query|]<Customer>("SELECT id, name FROM customers LIMIT 3").ToList();
            }
        """, """
            public async Task<List<Customer>> All(CancellationToken ct)
            {
                await _conn.OpenAsync(ct);
                await _conn.ExecuteAsync("DELETE FROM customers WHERE id = 1");
                var count = await _conn.ExecuteScalarAsync<int>("SELECT count(*) FROM customers");
                return (await _conn.QueryAsync<Customer>("SELECT id, name FROM customers LIMIT 3")).ToList();
            }
        """);

    [Fact]
    public Task AdoNet() => Verify("""
            public async Task<int> Sum()
            {
                _conn.[|Open|]();
                using var tx = _conn.[|BeginTransaction|]();
                await using var cmd = new NpgsqlCommand("SELECT 1", _conn);
                var first = (int)cmd.[|ExecuteScalar|]()!;
                cmd.[|Prepare|]();
                using (var reader = cmd.[|ExecuteReader|]())
                {
                    while (reader.[|Read|]())
                        first += reader.GetInt32(0);
                }

                tx.[|Commit|]();
                return first;
            }
        """, """
            public async Task<int> Sum()
            {
                await _conn.OpenAsync();
                using var tx = await _conn.BeginTransactionAsync();
                await using var cmd = new NpgsqlCommand("SELECT 1", _conn);
                var first = (int)(await cmd.ExecuteScalarAsync())!;
                await cmd.PrepareAsync();
                using (var reader = await cmd.ExecuteReaderAsync())
                {
                    while (await reader.ReadAsync())
                        first += reader.GetInt32(0);
                }

                await tx.CommitAsync();
                return first;
            }
        """);

    [Fact]
    public Task EfCore() => Verify("""
            public async Task<string> Names(int id)
            {
                await Task.Yield();
                var all = _db.Customers.Where(c => c.Id > id).[|ToList|]();
                var one = _db.Customers.[|FirstOrDefault|](c => c.Id == id)?.Name;
                var found = _db.Customers.[|Find|](id);
                if (!_db.Customers.[|Any|]())
                    _db.[|SaveChanges|]();
                var query = _db.Customers.AsNoTracking();
                query = query.Where(c => c.Id < 5);
                _db.Customers.Where(c => c.Id == id).[|ExecuteDelete|]();
                _db.Database.[|ExecuteSqlRaw|]("SELECT 1");
                return all[0].Name + one + found + query.[|Count|]();
            }
        """, """
            public async Task<string> Names(int id)
            {
                await Task.Yield();
                var all = await _db.Customers.Where(c => c.Id > id).ToListAsync();
                var one = (await _db.Customers.FirstOrDefaultAsync(c => c.Id == id))?.Name;
                var found = await _db.Customers.FindAsync(id);
                if (!await _db.Customers.AnyAsync())
                    await _db.SaveChangesAsync();
                var query = _db.Customers.AsNoTracking();
                query = query.Where(c => c.Id < 5);
                await _db.Customers.Where(c => c.Id == id).ExecuteDeleteAsync();
                await _db.Database.ExecuteSqlRawAsync("SELECT 1");
                return all[0].Name + one + found + await query.CountAsync();
            }
        """);

    [Fact]
    public Task LambdasAndLocalFunctions() => Verify("""
            public void Start()
            {
                Func<Task<int>> count = async () => { await Task.Yield(); return _conn.[|ExecuteScalar|]<int>("SELECT 1"); };
                async Task Run()
                {
                    await Task.Yield();
                    _conn.[|Execute|]("SELECT 1");
                }
            }
        """, """
            public void Start()
            {
                Func<Task<int>> count = async () => { await Task.Yield(); return await _conn.ExecuteScalarAsync<int>("SELECT 1"); };
                async Task Run()
                {
                    await Task.Yield();
                    await _conn.ExecuteAsync("SELECT 1");
                }
            }
        """);

    [Fact]
    public Task UnknownQuery_HasNoFix() => Verify("""
            public async Task<int> Count(IQueryable<Customer> customers)
            {
                await Task.Yield();
                return customers.[|Count|]();
            }
        """);

    [Fact]
    public Task ConditionalAccess_HasNoFix() => Verify("""
            public async Task Run(NpgsqlConnection? connection)
            {
                await Task.Yield();
                connection?.[|Execute|]("SELECT 1");
            }
        """);

    [Fact]
    public Task OrdinaryMethods_AreNotReported() => Verify("""
            public int Count() => _conn.ExecuteScalar<int>("SELECT 1");
            public Task<int> CountAsync() => Task.FromResult(_conn.ExecuteScalar<int>("SELECT 1"));
            public async Task<int> InBackground() => await Task.Run(() => _conn.ExecuteScalar<int>("SELECT 1"));
            public async Task Each(List<int> ids) { await Task.Yield(); ids.ForEach(id => _conn.Execute("SELECT @id", new { id })); }
        """);

    [Fact]
    public Task UnbufferedQuery_IsNotReported() => Verify("""
            public async Task Print()
            {
                foreach (var customer in _conn.Query<Customer>("SELECT id, name FROM customers", buffered: false))
                    await Console.Out.WriteLineAsync(customer.Name);
            }
        """);

    [Fact]
    public Task NothingToAwait_IsNotReported() => Verify("""
            private readonly object _gate = new();
            public async Task<int> Run(IDbCommand command, List<Customer> list, DataTable table)
            {
                await _conn.CloseAsync();
                _conn.Close();
                _conn.Dispose();
                command.ExecuteNonQuery();
                var names = list.Where(c => c.Id > 1).ToList();
                var rows = _db.Customers.AsEnumerable().Where(c => c.Id > 1).ToList();
                var open = await _db.Customers.Where(c => _db.Customers.Any(o => o.Id == c.Id)).ToListAsync();
                _db.Customers.Add(new Customer());
                using var file = new StreamReader("x");
                file.Read();
                lock (_gate)
                    return _conn.ExecuteScalar<int>("SELECT 1");
            }
        """);
}
