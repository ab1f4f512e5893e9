using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace LifeOps.Testing;

/// <summary>
/// A private PostgreSQL server on a free loopback port, started from installed binaries in a temporary folder, one per test
/// process and major version, stopped and deleted when that process ends.
/// </summary>
/// <remarks>
/// Without binaries the tests that need a server are skipped; with <c>LIFEOPS_REQUIRE_POSTGRES=1</c> (the README's test
/// command sets it) a missing server fails them instead.
/// </remarks>
public sealed class PostgresServer
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, PostgresServer> Running = [];

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly int _port;
    private int _databases;

    private PostgresServer(PostgresBinaries binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        _port = port;
    }

    /// <summary>Major version, for example 15.</summary>
    public int Major => _binaries.Major;

    /// <summary>Folder of the server's programs (psql and pg_dump may be elsewhere).</summary>
    public string BinFolder => _binaries.Folder;

    /// <summary>Loopback port.</summary>
    public int Port => _port;

    /// <summary>A connection string for a database of this server; the user is a superuser without a password.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "postgres", Database = database, Timeout = 30, IncludeErrorDetail = true }.ConnectionString;

    /// <summary>A server of that major version (any, when null), or null when there are no such binaries.</summary>
    public static PostgresServer? TryGet(int? major = null)
    {
        lock (Gate)
        {
            if (Running.Values.FirstOrDefault(server => major is null || server.Major == major) is { } running)
                return running;
            if (PostgresBinaries.FindAll().FirstOrDefault(found => major is null || found.Major == major) is not { } binaries)
                return null;

            var started = Start(binaries);
            Running.Add(binaries.Major, started);
            return started;
        }
    }

    /// <summary>A server, or the test is skipped (failed when <c>LIFEOPS_REQUIRE_POSTGRES=1</c>).</summary>
    /// <param name="major">Major version; only the default (any version) is ever required.</param>
    public static PostgresServer GetOrSkip(int? major = null)
    {
        var server = TryGet(major);
        if (server is null && major is null && Environment.GetEnvironmentVariable("LIFEOPS_REQUIRE_POSTGRES") == "1")
            Assert.Fail("LIFEOPS_REQUIRE_POSTGRES is set, but no PostgreSQL server binaries were found.");
        Skip.If(server is null, major is null ? "No PostgreSQL server binaries found." : $"No PostgreSQL {major} server binaries found.");
        return server!;
    }

    /// <summary>Makes a database of its own and runs SQL in it.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(params string[] scripts)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using (var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
            await create.ExecuteNonQueryAsync();
        }

        var database = new TestDatabase(this, name);
        foreach (var script in scripts)
            await database.ExecuteAsync(script);
        return database;
    }

    private static PostgresServer Start(PostgresBinaries binaries)
    {
        var folder = Directory.CreateTempSubdirectory("lifeops-pg-").FullName;
        var data = Path.Combine(folder, "data");
        var port = FreePort();
        var server = new PostgresServer(binaries, folder, port);

        // initdb and postgres refuse to run as root: use the account that Debian's package makes.
        if (Environment.UserName == "root")
            server.Require("chown", ["postgres", folder]);

        server.RunAsOwner("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
        File.AppendAllText(Path.Combine(data, "postgresql.conf"), $"""

            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            fsync = off
            synchronous_commit = off
            full_page_writes = off
            max_connections = 200
            timezone = 'UTC'
            {(binaries.HasLibrary("pg_stat_statements") ? "shared_preload_libraries = 'pg_stat_statements'" : "")}
            """);
        server.RunAsOwner("pg_ctl", ["-D", data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "start"]);
        server.StopWhenThisProcessEnds();
        return server;
    }

    /// <summary>A test host may be killed without any exit event, so a small shell outside waits for its end, stops the server and deletes the folder.</summary>
    private void StopWhenThisProcessEnds()
    {
        const string Script = """
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$2" -D "$3/data" -m immediate stop; else "$2" -D "$3/data" -m immediate stop; fi
            rm -rf "$3"
            """;
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Path.Combine(_binaries.Folder, "pg_ctl"), _folder])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Process.Start(start)?.Dispose();
    }

    private void RunAsOwner(string program, string[] arguments)
    {
        var path = Path.Combine(_binaries.Folder, program);
        if (Environment.UserName == "root")
            Require("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Require(path, arguments);
    }

    private void Require(string program, string[] arguments)
    {
        var result = ProcessRunner.Run(program, arguments, workingDirectory: _folder, timeout: TimeSpan.FromMinutes(2));
        if (result.ExitCode == 0)
            return;
        var log = Path.Combine(_folder, "log");
        throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Output}{(File.Exists(log) ? File.ReadAllText(log) : "")}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
