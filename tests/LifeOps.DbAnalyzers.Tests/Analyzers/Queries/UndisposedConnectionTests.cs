using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.CodeFixes;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Queries;

public sealed class UndisposedConnectionTests
{
    private const string Model = """
        global using System.Data;
        global using System.Data.Common;
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using Npgsql;
        public class Shop : DbContext { }
        """;

    private static Task Verify(string members, string? fixedMembers = null)
    {
        var test = new CSharpCodeFixTest<UndisposedConnection, UndisposedConnectionFix> { TestCode = Wrap(members), FixedCode = Wrap(fixedMembers ?? members) };
        test.Sources.Add(("Model.cs", Model));
        return test.RunAsync();
    }

    private static string Wrap(string members) =>
        "public class Service\n{\n    private readonly NpgsqlDataSource _source = null!;\n    private NpgsqlConnection _conn = null!;\n    private readonly Shop _db = new();\n\n" + members + "\n}";

    [Fact]
    public Task Sync() => Verify("""
            public int Count(string cs)
            {
                var [|conn|] = new NpgsqlConnection(cs);
                conn.Open();
                var [|cmd|] = new NpgsqlCommand("SELECT 1", conn);
                // the rows
                var [|reader|] = cmd.ExecuteReader();
                return reader.Read() ? 1 : 0;
            }
        """, """
            public int Count(string cs)
            {
                using var conn = new NpgsqlConnection(cs);
                conn.Open();
                using var cmd = new NpgsqlCommand("SELECT 1", conn);
                // the rows
                using var reader = cmd.ExecuteReader();
                return reader.Read() ? 1 : 0;
            }
        """);

    [Fact]
    public Task Async() => Verify("""
            public async Task<int> Count()
            {
                var [|conn|] = await _source.OpenConnectionAsync();
                NpgsqlCommand [|cmd|] = conn.CreateCommand();
                cmd.CommandText = "SELECT 1";
                var [|reader|] = await cmd.ExecuteReaderAsync().ConfigureAwait(false);
                IDbConnection [|other|] = _source.OpenConnection();
                var first = conn.ExecuteScalar<int>("SELECT 1");
                return other.ExecuteScalar<int>("SELECT 1") + first;
            }
        """, """
            public async Task<int> Count()
            {
                await using var conn = await _source.OpenConnectionAsync();
                await using NpgsqlCommand cmd = conn.CreateCommand();
                cmd.CommandText = "SELECT 1";
                await using var reader = await cmd.ExecuteReaderAsync().ConfigureAwait(false);
                using IDbConnection other = _source.OpenConnection();
                var first = conn.ExecuteScalar<int>("SELECT 1");
                return other.ExecuteScalar<int>("SELECT 1") + first;
            }
        """);

    [Fact]
    public Task InALambda() => Verify("""
            public Func<Task<int>> Make() => async () =>
            {
                var [|conn|] = await _source.OpenConnectionAsync();
                return await conn.ExecuteScalarAsync<int>("SELECT 1");
            };
        """, """
            public Func<Task<int>> Make() => async () =>
            {
                await using var conn = await _source.OpenConnectionAsync();
                return await conn.ExecuteScalarAsync<int>("SELECT 1");
            };
        """);

    [Fact]
    public Task Inline_HasNoFix() => Verify("""
            public void Run(NpgsqlConnection conn)
            {
                new [|NpgsqlCommand|]("SELECT 1", conn).ExecuteNonQuery();
                _source.[|OpenConnection|]().Execute("SELECT 1");
            }
        """);

    [Fact]
    public Task SwitchSection_HasNoFix() => Verify("""
            public void Run(int n)
            {
                switch (n)
                {
                    case 1:
                        var [|cmd|] = _source.CreateCommand("SELECT 1");
                        cmd.ExecuteNonQuery();
                        break;
                }
            }
        """);

    [Fact]
    public Task Disposed_IsNotReported() => Verify("""
            public async Task Run(string cs)
            {
                using var a = new NpgsqlConnection(cs);
                await a.OpenAsync();
                await using var b = await _source.OpenConnectionAsync();
                using (var c = new NpgsqlCommand("SELECT 1", a))
                    c.ExecuteNonQuery();
                await using (var d = new NpgsqlCommand("SELECT 1", a))
                    d.ExecuteNonQuery();
                var e = new NpgsqlConnection(cs);
                try { e.Open(); } finally { e.Dispose(); }
                var f = _source.OpenConnection();
                f.Close();
                var g = _source.CreateCommand("SELECT 1");
                using (g)
                    g.ExecuteNonQuery();
                var h = _source.CreateCommand("SELECT 1");
                h?.Dispose();
            }
        """);

    [Fact]
    public Task HandedOn_IsNotReported() => Verify("""
            public NpgsqlConnection Open() { var conn = _source.OpenConnection(); return conn; }
            public NpgsqlDataReader Read(NpgsqlConnection conn) { var cmd = new NpgsqlCommand("SELECT 1", conn); var reader = cmd.ExecuteReader(); Keep(cmd); return reader; }
            public NpgsqlDataReader ReadAndClose(string cs)
            {
                var conn = new NpgsqlConnection(cs);
                conn.Open();
                using var cmd = new NpgsqlCommand("SELECT 1", conn);
                return cmd.ExecuteReader(CommandBehavior.CloseConnection);
            }
            public void Store() { var conn = _source.OpenConnection(); _conn = conn; }
            public void Pass() { var conn = _source.OpenConnection(); Keep(conn); }
            public Action Capture() { var conn = _source.OpenConnection(); return () => conn.Dispose(); }
            public (NpgsqlConnection, int) Tuple() { var conn = _source.OpenConnection(); return (conn, 1); }
            public void Batch(NpgsqlBatch batch) { var command = new NpgsqlBatchCommand("SELECT 1"); batch.BatchCommands.Add(command); }
            private static void Keep(object x) { }
        """);

    [Fact]
    public Task NotOpenedOrNotOwned_IsNotReported() => Verify("""
            public int Closed(string cs)
            {
                var conn = new NpgsqlConnection(cs);
                return conn.ExecuteScalar<int>("SELECT 1") + new NpgsqlConnection(cs).ExecuteScalar<int>("SELECT 1");
            }
            public void Shared() { var conn = _db.Database.GetDbConnection(); conn.Open(); }
            public void Given(NpgsqlConnection conn) { var same = conn; same.Open(); }
            public void Mine() { var conn = Make(); conn.Open(); }
            private NpgsqlConnection Make() => _conn;
        """);

    [Fact]
    public Task DataSourcePerCall() => Verify("""
            public async Task<int> Count(string cs)
            {
                await using var source = NpgsqlDataSource.[|Create|](cs);
                await using var conn = await source.OpenConnectionAsync();
                return await conn.ExecuteScalarAsync<int>("SELECT 1");
            }

            public int Built(string cs)
            {
                var source = new NpgsqlDataSourceBuilder(cs).[|Build|]();
                using var conn = source.OpenConnection();
                return conn.ExecuteScalar<int>("SELECT 1");
            }
        """);

    [Fact]
    public Task DataSourceOfTheProgram_IsNotReported() => Verify("""
            private readonly NpgsqlDataSource _mine;
            public Service(string cs) => _mine = NpgsqlDataSource.Create(cs);
            public static NpgsqlDataSource Make(string cs) { var source = NpgsqlDataSource.Create(cs); return source; }
            public static void Register(string cs) { var source = NpgsqlDataSource.Create(cs); Add(source); }
            private static void Add(object service) { }
            public static async Task Main() { await using var source = NpgsqlDataSource.Create("Host=x"); await using var conn = await source.OpenConnectionAsync(); }
        """);

    [Fact]
    public Task PoolingOff() => Verify("""
            private const string Setting = "Host=db;pooling = False";
            public void Run(string host, DbContextOptionsBuilder options)
            {
                using var a = new NpgsqlConnection([|"Host=db;Pooling=false"|]);
                using var b = new NpgsqlConnection([|Setting|]);
                using var c = new NpgsqlConnection([|$"Host={host};Pooling=false;Timeout=5"|]);
                options.UseNpgsql([|"Host=db;Pooling=no"|]);
                var d = new NpgsqlConnectionStringBuilder { Host = host, [|Pooling = false|] };
                using var e = new NpgsqlConnection("Host=db;Pooling=true");
                using var f = new NpgsqlConnection("Host=db;Application Name=No Pooling=false");
                d.Pooling = true;
            }
        """);
}
