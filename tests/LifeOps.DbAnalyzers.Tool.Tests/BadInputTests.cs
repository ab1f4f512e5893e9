using System.Net;
using System.Net.Sockets;
using LifeOps.DbAnalyzers.Tool.Commands;
using LifeOps.DbAnalyzers.Tool.Files;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>Servers, files and folders that do not do what they should: the exit code says so, and the old file stays whole.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lifeops-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ServerThatIsNotThere_LeavesTheFile()
    {
        var file = Write("old.schema.sql", "SELECT 1;");

        Assert.Equal(ExitCode.ServerFailed, await SnapshotAsync("-o", file, "-c", $"Host=127.0.0.1;Port={ClosedPort()};Username=a;Password=secret;Database=b;Timeout=5"));
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
    }

    [SkippableFact]
    public async Task ServerThatGoesAway_LeavesTheFile()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("CREATE TABLE t (id int PRIMARY KEY)");
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new CuttingProxy(settings.Port, bytesToClient: 700);
        settings.Port = proxy.Port;
        var file = Write("old.schema.sql", "SELECT 1;");

        AssertOneSentence(ExitCode.ServerFailed, "Exception while", Run("-o", file, "-c", settings.ConnectionString + ";Password=secret"));
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public async Task ConnectionThatTheServerEnds_LeavesTheFile()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED)");
        var file = Write("old.schema.sql", "SELECT 1;");
        // The expression of a generated column is written with its table open: the reader waits for this lock in the middle of its work.
        await using var locked = await database.OpenAsync();
        await using var transaction = await locked.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE t", locked))
            await command.ExecuteNonQueryAsync();

        var run = Task.Run(() => Run("-o", file, "-c", database.ConnectionString));
        await using var killer = await database.OpenAsync();
        await using var kill = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'lifeops-db' AND wait_event_type = 'Lock'", killer);
        while (!run.IsCompleted && (long)(await kill.ExecuteScalarAsync())! == 0)
            await Task.Delay(50);

        AssertOneSentence(ExitCode.ServerFailed, "terminating connection due to administrator command", await run);
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public async Task RoleThatMayNotConnect_ReadsWhy()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("DROP ROLE IF EXISTS snapshot_stranger; CREATE ROLE snapshot_stranger LOGIN");
        await database.ExecuteAsync($"REVOKE CONNECT ON DATABASE {database.Name} FROM PUBLIC");

        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "snapshot_stranger", Password = "secret" };
        AssertOneSentence(ExitCode.ServerFailed, "permission denied for database", Run("-c", settings.ConnectionString));
    }

    [SkippableFact]
    public async Task CheckOfANewerSnapshot_NamesTheFileAndTheUpdate()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
        var file = Write("a.schema.sql", "-- lifeops:snapshot 99\nCREATE TABLE a (id int);\n");

        AssertOneSentence(ExitCode.BadInput, file + ":1:1: the snapshot has format 99", Run("--check", "-o", file, "-c", database.ConnectionString));
    }

    [SkippableFact]
    public async Task FolderThatCannotBeWritten_IsNamed()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("CREATE TABLE t (id int PRIMARY KEY)");
        // A file where a folder should be: nobody can write there, an administrator neither.
        var file = Path.Combine(Write("taken", "x"), "new.schema.sql");

        AssertOneSentence(ExitCode.BadInput, Path.Combine(_folder, "taken"), Run("-o", file, "-c", database.ConnectionString));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_folder, "taken")));
    }

    [SkippableFact]
    public async Task FolderWithoutPermission_LeavesTheFile()
    {
        Skip.If(Environment.UserName == "root", "An administrator may write everywhere.");
        if (OperatingSystem.IsWindows())
            throw new SkipException("Windows has other permissions.");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "closed")).FullName;
        var file = Write("closed/old.schema.sql", "SELECT 1;");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => FileReplacement.WriteAsync(file, "SELECT 2;", CancellationToken.None));
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task FileBesideThatCannotBeWritten_LeavesTheFile()
    {
        var file = Write("old.schema.sql", "SELECT 1;");
        // A folder of the name that the new file has until it is whole.
        Directory.CreateDirectory(file + ".tmp-" + Environment.ProcessId);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => FileReplacement.WriteAsync(file, "SELECT 2;", CancellationToken.None));
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
    }

    [SkippableFact]
    public async Task ReaderWithoutRights_StillReadsTheCatalog()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(
            "DROP ROLE IF EXISTS snapshot_nobody; CREATE ROLE snapshot_nobody LOGIN; CREATE SCHEMA closed; CREATE TABLE closed.t (id int PRIMARY KEY, \"*/ \n \"\"x\" text); COMMENT ON TABLE closed.t IS E'*/\\n-- lifeops:rows 5';");
        var file = Path.Combine(_folder, "new.schema.sql");

        Assert.Equal(ExitCode.Success, await SnapshotAsync("-o", file, "-c", database.ConnectionString.Replace("Username=postgres", "Username=snapshot_nobody", StringComparison.Ordinal)));
        var table = Assert.Single((await SchemaSource.ReadAsync(file, CancellationToken.None)).Tables);
        Assert.Equal(("*/ \n \"x", "*/\n-- lifeops:rows 5", null), (table.Columns[1].Name, table.Comment, table.RowEstimate));
    }

    [Fact]
    public async Task NewerSnapshot_IsRefusedWithItsPlace()
    {
        var file = Write("a.schema.sql", "-- lifeops:snapshot 99\nCREATE TABLE a (id int);\n");

        var problem = await Assert.ThrowsAsync<FormatException>(() => SchemaSource.ReadAsync(file, CancellationToken.None));

        Assert.StartsWith(file + ":1:1: the snapshot has format 99", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await DiffAsync(file, file));
    }

    [Fact]
    public async Task BrokenSql_IsRefusedWithItsPlace()
    {
        var file = Write("a.sql", "CREATE TABLE a (id int);\n\n  CREATE TABEL b (id int);\n");

        var problem = await Assert.ThrowsAsync<FormatException>(() => SchemaSource.ReadAsync(file, CancellationToken.None));

        Assert.StartsWith(file + ":3:10: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_TellsSameFromDifferent()
    {
        var before = Write("a.sql", "CREATE TABLE a (id int);");
        Directory.CreateDirectory(Path.Combine(_folder, "migrations"));
        Write("migrations/V2__b.sql", "ALTER TABLE a ADD name text;");
        Write("migrations/V1__a.sql", "CREATE TABLE a (id int);");

        Assert.Equal(ExitCode.Success, await DiffAsync(before, before));
        Assert.Equal(ExitCode.Different, await DiffAsync(before, Path.Combine(_folder, "migrations")));
        Assert.Equal(ExitCode.Different, await DiffAsync(before, Path.Combine(_folder, "migrations"), "--format", "json"));
        Assert.Equal(ExitCode.BadInput, await DiffAsync(before, Path.Combine(_folder, "missing.sql")));
    }

    [Fact]
    public async Task FileThatIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "taken"));

        await Assert.ThrowsAnyAsync<Exception>(() => FileReplacement.WriteAsync(Path.Combine(_folder, "taken"), "SELECT 1;", CancellationToken.None));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task CancelledWrite_LeavesTheFile()
    {
        var file = Write("old.schema.sql", "SELECT 1;");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FileReplacement.WriteAsync(file, "SELECT 2;", new(canceled: true)));
        Assert.Equal("SELECT 1;", await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFiles(_folder));
    }

    /// <summary>The tool as a user runs it, with what it writes.</summary>
    private static ProcessResult Run(params string[] arguments) =>
        ProcessRunner.Run("dotnet", [typeof(SnapshotCommand).Assembly.Location, "snapshot", .. arguments], timeout: TimeSpan.FromMinutes(2));

    /// <summary>A reason, in words, without a stack trace or a password.</summary>
    private static void AssertOneSentence(int exitCode, string reason, ProcessResult result)
    {
        Assert.True(exitCode == result.ExitCode, $"{result.ExitCode}: {result.Output}");
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Output, StringComparison.Ordinal);
    }

    private static Task<int> SnapshotAsync(params string[] arguments) => SnapshotCommand.Create().Parse(arguments).InvokeAsync();

    private static Task<int> DiffAsync(params string[] arguments) => DiffCommand.Create().Parse(arguments).InvokeAsync();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Passes bytes on to a server and cuts each connection after some of its answer.</summary>
    private sealed class CuttingProxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _loop;

        public CuttingProxy(int serverPort, int bytesToClient)
        {
            _listener.Start();
            _loop = AcceptAsync(serverPort, bytesToClient);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _loop;
            _listener.Stop();
            _stop.Dispose();
        }

        private async Task AcceptAsync(int serverPort, int bytesToClient)
        {
            var connections = new List<Task>();
            try
            {
                while (true)
                    connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token), serverPort, bytesToClient));
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(connections);
            }
        }

        private async Task PassAsync(TcpClient client, int serverPort, int bytesToClient)
        {
            using var near = client;
            using var far = new TcpClient();
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, serverPort, _stop.Token);
                var toServer = near.GetStream().CopyToAsync(far.GetStream(), _stop.Token);
                var buffer = new byte[512];
                for (var passed = 0; passed < bytesToClient;)
                {
                    var count = await far.GetStream().ReadAsync(buffer, _stop.Token);
                    if (count == 0)
                        break;
                    await near.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
                    passed += count;
                }

                near.Close();
                far.Close();
                await toServer;
            }
            catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Cut: what the proxy is for.
            }
        }
    }
}
