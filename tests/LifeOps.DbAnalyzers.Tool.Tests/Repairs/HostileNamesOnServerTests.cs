using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Repairs;

/// <summary>
/// The migration script of a schema whose names and comments try to be SQL, psql commands or the end of a quote: it does what it says and nothing
/// else, and the way back ends where it began.
/// </summary>
public sealed class HostileNamesOnServerTests
{
    private static readonly string[] Names =
    [
        "a'; DROP TABLE victims; --",
        "b\"); DROP TABLE victims; --",
        "c\n\\! touch hacked\n\\gexec",
        "d $repair$; DROP TABLE victims; $repair$ $repair1$",
        "e */ DROP TABLE victims; /*",
        "f :'x' :\"y\" %s %I \\",
        "g\r\nCOMMIT; DROP TABLE victims;",
    ];

    [SkippableTheory]
    [InlineData(15, IdPolicy.Identity)]
    [InlineData(15, IdPolicy.Uuid)]
    [InlineData(18, IdPolicy.Uuid)]
    public async Task Script_DoesWhatItSaysAndNothingElse(int major, IdPolicy keys)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync("CREATE TABLE victims (id int); INSERT INTO victims VALUES (1)");
        await using (var connection = await database.OpenAsync())
        {
            for (var i = 0; i < Names.Length; i++)
            {
                var (table, child, column) = (Quote(Names[i]), Quote("of " + Names[i]), Quote(Names[(i + 3) % Names.Length]));
                await ExecuteAsync(connection, $"CREATE TABLE {table} ({column} serial PRIMARY KEY, {Quote("v" + Names[i])} varchar(9) DEFAULT {Literal(Names[i][..5])}, {Quote("j" + Names[i])} json, {Quote("t" + Names[i])} timestamp)");
                await ExecuteAsync(connection, $"CREATE TABLE {child} (id uuid PRIMARY KEY, {column} int NOT NULL CONSTRAINT {Quote("k" + Names[i])} REFERENCES {table})");
                await ExecuteAsync(connection, $"CREATE INDEX {Quote("i" + Names[i])} ON {table} ({Quote("v" + Names[i])}); CREATE INDEX {Quote("w" + Names[i])} ON {table} ({Quote("v" + Names[i])})");
                await ExecuteAsync(connection, $"COMMENT ON COLUMN {table}.{column} IS {Literal(Names[i])}");
                await ExecuteAsync(connection, $"INSERT INTO {table} ({Quote("j" + Names[i])}) SELECT '{{}}' FROM generate_series(1, 20); INSERT INTO {child} SELECT gen_random_uuid(), {column} FROM {table}");
            }
        }

        var before = await SnapshotAsync(database);
        var schema = SchemaBuilder.Build(before, serverMajor: major);
        Assert.Empty(schema.Problems);
        var findings = Findings(before, schema);
        var plan = RepairPlanner.Plan(schema, findings, new() { TimestampZone = "UTC", LargeTableRows = 10, ServerMajor = major, SerialBecomes = keys });
        Assert.Superset(new HashSet<string>(["LDB2001", "LDB2010", "LDB2020", "LDB2022", "LDB4002", "LDB5001", "LDB5002"]), plan.Repaired.Select(finding => finding.Rule.Id).ToHashSet());
        Assert.Equal(Names.Length, plan.Repaired.Count(finding => finding.Rule.Id == "LDB2010"));

        database.Replay(plan.ToScript(RepairPhase.CutOver));
        await AssertUnharmedAsync(database);
        database.Replay(plan.ToRollbackScript());
        await AssertUnharmedAsync(database);
        Assert.Equal(WithoutEstimates(before), WithoutEstimates(await SnapshotAsync(database)));

        database.Replay(plan.ToScript());
        await AssertUnharmedAsync(database);
        var after = await SnapshotAsync(database);
        var left = Findings(after, SchemaBuilder.Build(after)).Select(finding => finding.Rule.Id).ToHashSet();
        Assert.DoesNotContain(plan.Repaired, finding => left.Contains(finding.Rule.Id));
    }

    private static async Task AssertUnharmedAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT (SELECT count(*) FROM victims), (SELECT count(*) FROM pg_tables WHERE schemaname = 'public')", connection);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((1, 1 + (2 * Names.Length)), (reader.GetInt64(0), reader.GetInt64(1)));
        Assert.False(File.Exists("hacked"));
    }

    private static IReadOnlyList<SqlFinding> Findings(string snapshot, DatabaseSchema schema) =>
        SqlRules.CheckSchema([new SchemaScript("", SqlParser.Parse(snapshot))], schema, RuleOptions.Default);

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Literal(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string WithoutEstimates(string snapshot) =>
        string.Join('\n', snapshot.Split('\n').Where(line => !line.StartsWith("-- lifeops:", StringComparison.Ordinal)));

    private static async Task<string> SnapshotAsync(TestDatabase database)
    {
        await using var dataSource = LiveCatalogReader.CreateDataSource(new(database.ConnectionString) { Pooling = false });
        return SnapshotWriter.Write(await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None), null);
    }
}
