using System.CommandLine;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Connections;
using LifeOps.DbAnalyzers.Tool.Diffs;
using LifeOps.DbAnalyzers.Tool.Files;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Comparison;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Commands;

/// <summary><c>lifeops-db diff</c>: what changed between two schemas, object by object.</summary>
internal static class DiffCommand
{
    private const string DatabaseName = "(database)";

    public static Command Create()
    {
        var before = new Argument<string>("OLD") { Description = "A snapshot or other .sql file, or a folder of migrations." };
        var after = new Argument<string?>("NEW") { Description = "Another one; the database of --connection when left out.", Arity = ArgumentArity.ZeroOrOne };
        var connection = new Option<string?>("--connection", "-c") { Description = "The database to compare with when NEW is left out: a connection string or a postgresql:// URI." };
        var service = new Option<string?>("--service") { Description = "A service of pg_service.conf." };
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var estimates = new Option<bool>("--estimates") { Description = "Compare row estimates, sizes and column statistics too." };
        var command = new Command("diff", "Shows what changed between two snapshots, or a snapshot and a database.") { before, after, connection, service, format, estimates };
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var old = result.GetValue(before)!;
                var now = result.GetValue(after);
                var oldSchema = await SchemaSource.ReadAsync(old, cancellationToken);
                var newSchema = now is not null
                    ? await SchemaSource.ReadAsync(now, cancellationToken)
                    : await ReadDatabaseAsync(result.GetValue(connection), result.GetValue(service), cancellationToken);
                Warn(oldSchema, newSchema);
                var changes = SchemaComparison.Compare(oldSchema, newSchema, result.GetValue(estimates));
                if (result.GetValue(format) == "json")
                {
                    using var output = Console.OpenStandardOutput();
                    JsonDiff.Write(output, old, now ?? DatabaseName, changes);
                    output.WriteByte((byte)'\n');
                }
                else
                {
                    foreach (var line in TextDiff.Lines(changes))
                        Console.Out.WriteLine(line);
                }

                return changes.Count == 0 ? ExitCode.Success : ExitCode.Different;
            }
            catch (Exception problem)
            {
                return Failure.Report(problem);
            }
        });
        return command;
    }

    private static async Task<DatabaseSchema> ReadDatabaseAsync(string? connection, string? service, CancellationToken cancellationToken)
    {
        await using var dataSource = LiveCatalogReader.CreateDataSource(ConnectionSource.System.Resolve(connection, service));
        var snapshot = await new LiveCatalogReader(dataSource).ReadAsync(catalog => SnapshotWriter.Write(catalog), null, cancellationToken);
        return SchemaSource.Fold([(DatabaseName, snapshot)], cancellationToken);
    }

    /// <summary>Statements that could not be applied: the comparison is without them.</summary>
    private static void Warn(params DatabaseSchema[] schemas)
    {
        foreach (var problem in schemas.SelectMany(schema => schema.Problems))
            Console.Error.WriteLine($"{problem.Location.File}: {problem.Message}");
    }
}
