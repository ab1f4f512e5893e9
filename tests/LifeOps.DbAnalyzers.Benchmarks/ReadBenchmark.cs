using System.Diagnostics;
using System.Net;
using Dapper;
using LifeOps.GeneratedCode.Main;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>100,000 rows of sensor_readings from a server on this machine: the generated Read, the same by hand, and Dapper, in turns; as queries against a server, and without the server's time.</summary>
internal static class ReadBenchmark
{
    private const int Rows = 100_000;
    private const int DefaultRounds = 41;
    private const int WarmUps = 5;

    private const string Query = "SELECT user_id, sensor_key, reading_at, value, quality, is_outlier, payload FROM sensor_readings";

    internal const string Schema = """
        CREATE TABLE sensor_readings (
          user_id uuid NOT NULL, sensor_key text NOT NULL, reading_at timestamptz NOT NULL, value double precision NOT NULL,
          quality smallint NOT NULL DEFAULT 100, is_outlier boolean NOT NULL DEFAULT false, payload jsonb NOT NULL DEFAULT '{}');
        INSERT INTO sensor_readings
        SELECT '00000000-0000-4000-8000-000000000001', 'temp-living', timestamptz '2026-01-01 00:00:00+00' + n * interval '207 seconds',
               20 + 5 * sin(n / 417.0), 95 + (n % 6), n % 997 = 0, jsonb_build_object('fw', '1.' || n % 3, 'rssi', -40 - n % 30)
        FROM generate_series(1, 100000) n;
        """;

    /// <summary>The readers; those that come in pairs do the same work in the same way.</summary>
    private static readonly (string Name, Func<NpgsqlConnection, int> Read)[] Readers =
    [
        ("rows left unread", Drain),
        ("hand-written", ReadByHand),
        ("generated Read", ReadGenerated),
        // The same code once more: its ratio to the first says how much of a difference is noise.
        ("hand-written, again", ReadByHand),
        ("Dapper Query", ReadByDapper),
        ("generated, async", connection => ReadGeneratedAsync(connection).GetAwaiter().GetResult()),
        ("Dapper QueryAsync", connection => ReadByDapperAsync(connection).GetAwaiter().GetResult()),
        ("generated, no list", StreamGenerated),
        ("Dapper, unbuffered", connection => connection.Query<SensorReading>(Query, buffered: false).Count()),
    ];

    public static async Task RunAsync(int? rounds)
    {
        var count = rounds ?? DefaultRounds;
        var server = PostgresServer.TryGet() ?? throw new InvalidOperationException("No PostgreSQL server binaries found.");
        await using var database = await server.CreateDatabaseAsync(Schema, "VACUUM ANALYZE sensor_readings");
        Console.WriteLine($"Read of {Rows:N0} sensor_readings, {count} rounds in turns, PostgreSQL {server.Major} on loopback");

        await using (var connection = await database.OpenAsync())
            Measure("The whole query, with what the server takes to answer", connection, count, relay: null);

        var (relay, relayed) = await OpenRelayAsync(database);
        using (relay)
        await using (relayed)
        {
            Measure("The reader's own time, from when the whole answer is there", relayed, count, relay);
            Measure("The same, with collections when they come: each reader pays for garbage, its own and that of the one before it", relayed, count, relay, collectsBefore: false);
        }
    }

    internal static async Task<(AnswerRelay Relay, NpgsqlConnection Connection)> OpenRelayAsync(TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var relay = new AnswerRelay(new(IPAddress.Loopback, settings.Port));
        settings.Host = "127.0.0.1";
        settings.Port = relay.Port;
        settings.SslMode = SslMode.Disable;
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        settings.Pooling = false;
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return (relay, connection);
    }

    private static void Measure(string title, NpgsqlConnection connection, int rounds, AnswerRelay? relay, bool collectsBefore = true)
    {
        var times = Readers.Select(_ => new List<double>()).ToArray();
        var bytes = Readers.Select(_ => new List<double>()).ToArray();
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < Readers.Length; turn++)
            {
                // The order turns, so that no reader always runs behind the same one.
                var i = (turn + round + WarmUps) % Readers.Length;
                if (collectsBefore)
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }

                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var start = Stopwatch.GetTimestamp();
                var count = Readers[i].Read(connection);
                var time = Stopwatch.GetElapsedTime(relay?.Released ?? start).TotalMilliseconds;
                allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
                if (count != Rows)
                    throw new InvalidOperationException($"{Readers[i].Name} read {count} rows.");
                if (round < 0)
                    continue;
                times[i].Add(time);
                bytes[i].Add(allocated);
            }
        }

        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"{"",-22}{"median",11}{"mean",11}{"best",11}{"of hand-written",17}{"best",8}{"bytes/row",11}");
        for (var i = 0; i < Readers.Length; i++)
        {
            Console.WriteLine(
                $"{Readers[i].Name,-22}{Median(times[i]),8:F1} ms{times[i].Average(),8:F1} ms{times[i].Min(),8:F1} ms{Median(times[i]) / Median(times[1]),17:F3}{times[i].Min() / times[1].Min(),8:F3}{Median(bytes[i]) / Rows,11:F1}");
        }

        foreach (var (dapper, generated) in (ReadOnlySpan<(int, int)>)[(4, 2), (6, 5), (8, 7)])
        {
            Console.WriteLine(
                $"{Readers[dapper].Name} : {Readers[generated].Name} = {Median(times[dapper]) / Median(times[generated]):F2} (mean {times[dapper].Average() / times[generated].Average():F2}, best {times[dapper].Min() / times[generated].Min():F2}); "
                + $"above the rows left unread {(Median(times[dapper]) - Median(times[0])) / (Median(times[generated]) - Median(times[0])):F2} (best {(times[dapper].Min() - times[0].Min()) / (times[generated].Min() - times[0].Min()):F2})");
        }
    }

    /// <summary>What Npgsql takes to give the rows without a column read: no reader on top of it can be faster.</summary>
    private static int Drain(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var count = 0;
        while (reader.Read())
            count++;
        return count;
    }

    internal static int ReadByDapper(NpgsqlConnection connection) => connection.Query<SensorReading>(Query).AsList().Count;

    internal static async Task<int> ReadByDapperAsync(NpgsqlConnection connection) => (await connection.QueryAsync<SensorReading>(Query)).AsList().Count;

    internal static async Task<int> ReadGeneratedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<SensorReading>();
        while (await reader.ReadAsync())
            rows.Add(SensorReading.Read(reader));
        return rows.Count;
    }

    private static int StreamGenerated(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var count = 0;
        while (reader.Read())
            count += SensorReading.Read(reader) is null ? 0 : 1;
        return count;
    }

    internal static int ReadGenerated(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<SensorReading>();
        while (reader.Read())
            rows.Add(SensorReading.Read(reader));
        return rows.Count;
    }

    internal static int ReadByHand(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<SensorReading>();
        while (reader.Read())
        {
            rows.Add(new SensorReading
            {
                UserId = reader.GetGuid(0),
                SensorKey = reader.GetString(1),
                ReadingAt = reader.GetDateTime(2),
                Value = reader.GetDouble(3),
                Quality = reader.GetInt16(4),
                IsOutlier = reader.GetBoolean(5),
                Payload = reader.GetString(6),
            });
        }

        return rows.Count;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
