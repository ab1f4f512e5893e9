using System.Diagnostics;
using Dapper;
using LifeOps.GeneratedCode.Main;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>100,000 rows of sensor_readings from a server on this machine: the generated Read, the same by hand, and Dapper, in turns.</summary>
internal static class ReadBenchmark
{
    private const int Rows = 100_000;
    private const int Rounds = 61;

    private const string Query = "SELECT user_id, sensor_key, reading_at, value, quality, is_outlier, payload FROM sensor_readings";

    private const string Schema = """
        CREATE TABLE sensor_readings (
          user_id uuid NOT NULL, sensor_key text NOT NULL, reading_at timestamptz NOT NULL, value double precision NOT NULL,
          quality smallint NOT NULL DEFAULT 100, is_outlier boolean NOT NULL DEFAULT false, payload jsonb NOT NULL DEFAULT '{}');
        INSERT INTO sensor_readings
        SELECT '00000000-0000-4000-8000-000000000001', 'temp-living', timestamptz '2026-01-01 00:00:00+00' + n * interval '207 seconds',
               20 + 5 * sin(n / 417.0), 95 + (n % 6), n % 997 = 0, jsonb_build_object('fw', '1.' || n % 3, 'rssi', -40 - n % 30)
        FROM generate_series(1, 100000) n;
        """;

    public static async Task RunAsync()
    {
        var server = PostgresServer.TryGet() ?? throw new InvalidOperationException("No PostgreSQL server binaries found.");
        await using var database = await server.CreateDatabaseAsync(Schema, "VACUUM ANALYZE sensor_readings");
        await using var connection = await database.OpenAsync();

        // The second hand-written reader is the same code: its ratio to the first says how much of a difference is noise.
        (string Name, Func<NpgsqlConnection, int> Read, List<double> Wall, List<double> Cpu, List<double> Bytes)[] readers =
        [
            ("hand-written Npgsql", ReadByHand, [], [], []),
            ("generated Read", ReadGenerated, [], [], []),
            ("Dapper", ReadWithDapper, [], [], []),
            ("hand-written, again", ReadByHand, [], [], []),
        ];

        for (var round = -5; round < Rounds; round++)
        {
            for (var i = 0; i < readers.Length; i++)
            {
                // The order turns, so that no reader always runs behind the same one.
                var reader = readers[(i + round + 5) % readers.Length];
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var cpu = Environment.CpuUsage.TotalTime;
                var clock = Stopwatch.StartNew();
                var count = reader.Read(connection);
                clock.Stop();
                cpu = Environment.CpuUsage.TotalTime - cpu;
                bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
                if (count != Rows)
                    throw new InvalidOperationException($"{reader.Name} read {count} rows.");
                if (round < 0)
                    continue;
                reader.Wall.Add(clock.Elapsed.TotalMilliseconds);
                reader.Cpu.Add(cpu.TotalMilliseconds);
                reader.Bytes.Add(bytes);
            }
        }

        Console.WriteLine($"Read of {Rows:N0} sensor_readings, {Rounds} rounds in turns, PostgreSQL {server.Major} on loopback");
        Console.WriteLine("CPU is this process's time in user and kernel mode: unlike the wall clock it says little about what else the machine does.");
        Console.WriteLine($"{"",-22}{"wall median",13}{"CPU best",10}{"CPU median",12}{"ratio of best",15}{"of medians",12}{"bytes/row",11}");
        var byHand = readers[0];
        foreach (var reader in readers)
        {
            Console.WriteLine(
                $"{reader.Name,-22}{Median(reader.Wall),10:F1} ms{reader.Cpu.Min(),7:F1} ms{Median(reader.Cpu),9:F1} ms"
                + $"{reader.Cpu.Min() / byHand.Cpu.Min(),15:F3}{Median(reader.Cpu) / Median(byHand.Cpu),12:F3}{Median(reader.Bytes) / Rows,11:F1}");
        }
    }

    private static int ReadGenerated(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<SensorReading>(Rows);
        while (reader.Read())
            rows.Add(SensorReading.Read(reader));
        return rows.Count;
    }

    private static int ReadByHand(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<SensorReading>(Rows);
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

    private static int ReadWithDapper(NpgsqlConnection connection) => connection.Query<SensorReading>(Query).AsList().Count;

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
