using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// <c>lifeops-db snapshot</c>, packed and installed as a user installs it, and <c>pg_dump -s</c> in turn on one database of 2,000 tables of
/// 12 columns with two indexes and a foreign key each: wall time of both, and the catalog queries that the server saw.
/// </summary>
internal static class SnapshotBenchmark
{
    private const int Tables = 2000;

    /// <param name="rounds">Measured rounds; one more warms the server's caches.</param>
    public static async Task RunAsync(int rounds)
    {
        var server = PostgresServer.TryGet() ?? throw new InvalidOperationException("No PostgreSQL server binaries were found.");
        await using var database = await server.CreateDatabaseAsync(CreateTables());
        await database.ExecuteAsync("VACUUM ANALYZE");
        var folder = Directory.CreateTempSubdirectory("lifeops-snapshot-").FullName;
        try
        {
            var tool = Install(folder);
            string[] snapshot = ["snapshot", "-o", Path.Combine(folder, "snapshot.sql"), "-c", database.ConnectionString];
            string[] dump = ["-s", "-h", "127.0.0.1", "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-f", Path.Combine(folder, "dump.sql"), database.Name];
            var pgDump = File.Exists(Path.Combine(server.BinFolder, "pg_dump")) ? Path.Combine(server.BinFolder, "pg_dump") : "pg_dump";
            var (own, theirs, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                var (first, second) = (Measure(tool, snapshot), Measure(pgDump, dump));
                if (round == 0)
                    continue;
                own.Add(first);
                theirs.Add(second);
                ratios.Add(first / second);
            }

            Console.WriteLine($"PostgreSQL {server.Major}, {Tables:N0} tables, {rounds} rounds, medians");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lifeops-db snapshot  {Median(own):0.000} s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pg_dump -s           {Median(theirs):0.000} s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of wall times  {Median(ratios):0.00} (from {ratios.Min():0.00} to {ratios.Max():0.00})"));
            Console.WriteLine($"catalog queries      {await CountQueriesAsync(database, tool, snapshot)}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Packs the tool for this platform, installs it below the folder, and gives the command.</summary>
    private static string Install(string folder)
    {
        // A version of its own: NuGet never looks again at one that it has already unpacked.
        var version = "0.1.0-bench" + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var (packages, tools) = (Path.Combine(folder, "packages"), Path.Combine(folder, "tools"));
        Measure("dotnet", "pack", Path.Combine(SharedFiles.RepositoryRoot, "src", "LifeOps.DbAnalyzers.Tool"), "-c", "Release", "-v", "quiet", "--nologo", "-o", packages, "-p:Version=" + version, "-p:CompileAhead=" + RuntimeInformation.RuntimeIdentifier);
        Measure("dotnet", "tool", "install", "LifeOps.DbAnalyzers.Tool", "--tool-path", tools, "--add-source", packages, "--version", version);
        return Path.Combine(tools, "lifeops-db");
    }

    private static string CreateTables() =>
        $$"""
        DO $$
        BEGIN
          FOR i IN 1..{{Tables}} LOOP
            EXECUTE format('CREATE TABLE table_%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint REFERENCES table_%s (id) ON DELETE CASCADE, name text NOT NULL, code varchar(20) NOT NULL DEFAULT ''new'', amount numeric(12,2),'
              ' is_active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz, data jsonb, kind integer NOT NULL DEFAULT 0, note text, ref uuid)', i, greatest(i - 1, 1));
            EXECUTE format('CREATE INDEX ON table_%s (parent_id)', i);
            EXECUTE format('CREATE INDEX ON table_%s (kind, created_at DESC)', i);
            -- A transaction of all tables needs more locks than a server has.
            IF i % 200 = 0 THEN COMMIT; END IF;
          END LOOP;
        END $$
        """;

    private static double Measure(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Not started: " + program);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        clock.Stop();
        return process.ExitCode == 0
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error}");
    }

    /// <summary>The COPY statements of one run, as the server's own log has them.</summary>
    private static async Task<int> CountQueriesAsync(TestDatabase database, string tool, string[] snapshot)
    {
        await using var connection = await database.OpenAsync();
        async Task<string> ReadAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (await command.ExecuteScalarAsync())?.ToString() ?? "";
        }

        await ReadAsync("ALTER SYSTEM SET log_statement = 'all'");
        await ReadAsync("ALTER SYSTEM SET log_line_prefix = '%a|'");
        await ReadAsync("SELECT pg_reload_conf()");
        Measure(tool, snapshot);
        await ReadAsync("ALTER SYSTEM RESET ALL");
        await ReadAsync("SELECT pg_reload_conf()");
        var log = await ReadAsync("SELECT pg_read_file(regexp_replace(current_setting('data_directory'), '[^/]*$', 'log'))");
        return log.Split('\n').Count(line => line.StartsWith("lifeops-db|", StringComparison.Ordinal) && line.Contains(": COPY (", StringComparison.Ordinal));
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
