using System.CommandLine;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Connections;
using LifeOps.DbAnalyzers.Tool.Files;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using Npgsql;
using Spectre.Console;

namespace LifeOps.DbAnalyzers.Tool.Commands;

/// <summary><c>lifeops-db snapshot</c>: a live database as one schema file, or the proof that a file still is that database.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--output", "-o") { Description = "The file to write, for example db/app.schema.sql; standard output when left out." };
        var connection = new Option<string?>("--connection", "-c") { Description = "Connection string (Host=...;Database=...) or postgresql:// URI. Default: the service, then PGHOST, PGPORT, PGDATABASE, PGUSER." };
        var service = new Option<string?>("--service") { Description = "A service of pg_service.conf." };
        var schema = new Option<string[]>("--schema") { Description = "Only these schemas.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var exclude = new Option<string[]>("--exclude") { Description = "Not these schemas.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var check = new Option<bool>("--check") { Description = "Write nothing: compare the database with the file of --output and exit with 1 when they differ." };
        var bodies = new Option<bool>("--bodies") { Description = "Write the bodies of functions and procedures too, not only their signatures." };
        var grants = new Option<bool>("--grants") { Description = "Write GRANT and REVOKE too; the roles have to be there when the file is replayed." };
        var command = new Command("snapshot", "Writes a live PostgreSQL or TimescaleDB database as a readable, deterministic schema file.") { output, connection, service, schema, exclude, bodies, grants, check };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(output),
            result.GetValue(connection),
            result.GetValue(service),
            new SnapshotContent { Schemas = new(result.GetValue(schema) ?? [], result.GetValue(exclude) ?? []), Bodies = result.GetValue(bodies), Grants = result.GetValue(grants) },
            result.GetValue(check),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? output, string? connection, string? service, SnapshotContent content, bool isCheck, CancellationToken cancellationToken)
    {
        if (isCheck && output is null)
        {
            Console.Error.WriteLine("--check needs the file to compare with: -o FILE");
            return ExitCode.BadInput;
        }

        try
        {
            var settings = ConnectionSource.System.Resolve(connection, service);
            await using var dataSource = LiveCatalogReader.CreateDataSource(settings);
            var snapshot = await ReadAsync(dataSource, content, cancellationToken);
            if (isCheck)
                return await CheckAsync(output!, snapshot, cancellationToken);
            if (output is null)
                await Console.Out.WriteAsync(snapshot.AsMemory(), cancellationToken);
            else
                await FileReplacement.WriteAsync(output, snapshot, cancellationToken);
            return ExitCode.Success;
        }
        catch (Exception problem)
        {
            return Failure.Report(problem);
        }
    }

    private static async Task<string> ReadAsync(NpgsqlDataSource dataSource, SnapshotContent content, CancellationToken cancellationToken)
    {
        var reader = new LiveCatalogReader(dataSource, content.Grants);
        if (Console.IsErrorRedirected)
            return await WriteAsync(null);
        // Progress goes to standard error, so that a snapshot on standard output stays clean.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Status().StartAsync(
            "connecting",
            status => WriteAsync(new Progress<string>(section => status.Status("reading " + Markup.Escape(section)))));

        Task<string> WriteAsync(IProgress<string>? progress) => reader.ReadAsync(catalog => SnapshotWriter.Write(catalog, content), progress, cancellationToken);
    }

    private static async Task<int> CheckAsync(string path, string snapshot, CancellationToken cancellationToken)
    {
        var file = (await File.ReadAllTextAsync(path, cancellationToken)).ReplaceLineEndings("\n");
        SchemaSource.RequireKnownFormat(path, file);
        // Estimates change with every ANALYZE, and are others in the database of a build.
        file = StatisticsComments.Remove(file);
        snapshot = StatisticsComments.Remove(snapshot);
        if (file == snapshot)
            return ExitCode.Success;

        Console.Error.WriteLine($"{path} does not match the database. In the file (-), in the database (+):");
        foreach (var line in SnapshotDifference.Lines(file, snapshot))
            Console.Out.WriteLine(line);
        return ExitCode.Different;
    }
}
