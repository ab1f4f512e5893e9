using BenchmarkDotNet.Attributes;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>100,000 rows of sensor_readings from an answer that is ready: the same list by hand, by the generated Read, and by Dapper.</summary>
[MemoryDiagnoser]
public class RowReading
{
    private TestDatabase _database = null!;
    private AnswerRelay _relay = null!;
    private NpgsqlConnection _connection = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        var server = PostgresServer.TryGet() ?? throw new InvalidOperationException("No PostgreSQL server binaries found.");
        _database = await server.CreateDatabaseAsync(ReadBenchmark.Schema, "VACUUM ANALYZE sensor_readings");
        (_relay, _connection) = await ReadBenchmark.OpenRelayAsync(_database);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _connection.DisposeAsync();
        _relay.Dispose();
        await _database.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public int ByHand() => ReadBenchmark.ReadByHand(_connection);

    [Benchmark]
    public int Generated() => ReadBenchmark.ReadGenerated(_connection);

    [Benchmark]
    public int DapperQuery() => ReadBenchmark.ReadByDapper(_connection);

    [Benchmark]
    public Task<int> GeneratedAsync() => ReadBenchmark.ReadGeneratedAsync(_connection);

    [Benchmark]
    public Task<int> DapperQueryAsync() => ReadBenchmark.ReadByDapperAsync(_connection);
}
