using System.Data;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.PostgreSql.Tests.Schema.Truth;

/// <summary>
/// The DDL statements of one file of PostgreSQL's regression suite, executed one by one on a live server; those that the server takes are
/// folded, then both are compared.
/// </summary>
public sealed class RegressionFile
{
    private static readonly Lazy<ILookup<string, string>?> Files = new(ReadFiles);

    public required string Name { get; init; }

    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>All files with their DDL; empty when the corpus is not there.</summary>
    public static IEnumerable<string> Names => Files.Value?.Select(file => file.Key) ?? [];

    public static RegressionFile? Find(string name) =>
        Files.Value is { } files && files.Contains(name) ? new() { Name = name, Statements = [.. files[name]] } : null;

    /// <summary>What differs after the whole file: facts, and statements that the server takes and folding reports.</summary>
    public async Task<string> CompareAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        var builder = new SchemaBuilder(database.Server.Major);
        var report = new StringBuilder();
        await ExecuteAsync(connection, Settings);
        for (var i = 0; i < Statements.Count && report.Length == 0; i++)
        {
            var statement = Statements[i];
            if (!await ExecuteAsync(connection, statement))
                continue;
            if (connection.FullState != ConnectionState.Open)
                return "the server ended the connection at: " + statement;
            var before = builder.ToProblems().Count;
            builder.Apply("", statement);
            foreach (var problem in builder.ToProblems().Skip(before))
                report.Append("! ").Append(problem.Message).Append(" in: ").AppendLine(statement.ReplaceLineEndings(" "));
            // Files end by dropping what they made: look in between as well.
            if (i % 25 == 24 || i == Statements.Count - 1)
                report.Append(await CompareAsync(connection, builder, $"after statement {i + 1}: {statement.ReplaceLineEndings(" ")}"));
        }

        return report.ToString();
    }

    private const string Settings = "SET statement_timeout = '20s'; SET check_function_bodies = off; SET client_min_messages = error";

    private static async Task<string> CompareAsync(NpgsqlConnection connection, SchemaBuilder builder, string place)
    {
        await using var path = new NpgsqlCommand("SHOW search_path", connection);
        var searchPath = (string)(await path.ExecuteScalarAsync())!;
        await ExecuteAsync(connection, "SET search_path = public");
        var server = await CatalogFacts.ReadLiveAsync(connection);
        await ExecuteAsync(connection, "SET search_path = " + (searchPath.Length == 0 ? "''" : searchPath));
        var differences = SchemaFacts.Compare(server, ModelFacts.Read(builder.ToSchema()));
        return differences.Length == 0 ? "" : place + Environment.NewLine + differences;
    }

    private static async Task<bool> ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement, connection) { AllResultTypesAreUnknown = true };
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
        catch (Exception exception) when (exception is NotSupportedException or NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ILookup<string, string>? ReadFiles()
    {
        if (SharedFiles.Find("corpus", "pg18-regress.jsonl.gz") is not { } path)
            return null;

        var statements = new List<(string File, string Sql)>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var row = JsonDocument.Parse(line).RootElement;
            if (!row.GetProperty("accepted").GetBoolean())
                continue;
            var sql = row.GetProperty("sql").GetString()!;
            var origin = row.GetProperty("origin").GetString()!;
            if (IsFoldable(sql))
                statements.Add((origin[..origin.LastIndexOf(':')], sql));
        }

        return statements.ToLookup(statement => statement.File, statement => statement.Sql);
    }

    /// <summary>Statements that change the schema of one database: no roles, no transactions, nothing that outlives the database.</summary>
    private static bool IsFoldable(string sql)
    {
        var script = SqlParser.Parse(sql);
        return script.Statements.Count == 1 && script.Statements[0].Stmt switch
        {
            CreateStmt or CreateTableAsStmt or ViewStmt or IndexStmt or AlterTableStmt or RenameStmt or AlterObjectSchemaStmt or CommentStmt
                or CreateEnumStmt or AlterEnumStmt or CompositeTypeStmt or CreateRangeStmt or CreateDomainStmt or AlterDomainStmt
                or CreateSeqStmt or AlterSeqStmt or CreateFunctionStmt or CreateTrigStmt or DefineStmt or CreateCastStmt => true,
            CreateExtensionStmt extension => extension.ExtName.Value is not "plpgsql",
            CreateSchemaStmt schema => schema.AuthRole is null,
            DropStmt drop => drop.RemoveType is not (ObjectType.Role or ObjectType.Database or ObjectType.Tablespace),
            VariableSetStmt set => set.Name.Value == "search_path" && !set.IsLocal,
            SelectStmt select => select.IntoClause is not null,
            _ => false,
        };
    }
}
