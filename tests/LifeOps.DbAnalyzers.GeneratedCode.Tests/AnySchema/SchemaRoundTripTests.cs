using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.Testing;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// What is generated from any schema compiles, and its rows survive a live server. <c>LIFEOPS_RANDOM_ROUND_TRIPS</c> says how many random schemas
/// (6 by default) and <c>LIFEOPS_RANDOM_SEED</c> where they start; a failure names the seed of its schema.
/// </summary>
public sealed class SchemaRoundTripTests(ITestOutputHelper output)
{
    /// <summary>What a file may set, in turns.</summary>
    private static readonly Dictionary<string, string>[] Options =
    [
        [],
        new() { ["LifeOpsRecordShape"] = "Positional", ["LifeOpsTypedIds"] = "true" },
        new() { ["LifeOpsTimestampType"] = "DateTimeOffset" },
    ];

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task RandomSchema_RoundTripsItsRows(int major)
    {
        var server = PostgresServer.GetOrSkip(major);
        var count = Setting("LIFEOPS_RANDOM_ROUND_TRIPS", 6);
        var seeds = Gen.Choose(0, int.MaxValue - 1).Sample(count, new Rnd((ulong)Setting("LIFEOPS_RANDOM_SEED", 20261122), 1), size: 100);
        await using var database = await server.CreateDatabaseAsync();
        var failures = new StringBuilder();
        var (schemas, tables, views, unreadable) = (0, 0, 0, 0);
        foreach (var seed in seeds)
        {
            var ddl = await database.ApplyAcceptedAsync(RandomSchema.Statements(seed, server.Major));
            var outcome = await SchemaRoundTrip.RunAsync(database, ddl, Options[schemas % Options.Length], keepsChecks: true);
            await database.EmptyAsync();
            schemas++;
            tables += outcome.Tables;
            views += outcome.Views;
            unreadable += outcome.UnreadableViews;
            if (outcome.Differences.Length > 0 && failures.Length < 20_000)
                failures.AppendLine(CultureInfo.InvariantCulture, $"Seed {seed}:").AppendLine(outcome.Differences);
        }

        output.WriteLine($"{schemas} schemas, {tables} tables, {views} views, {unreadable} views with arrays that no property holds, on PostgreSQL {server.Major}.");
        Assert.True(failures.Length == 0, failures.ToString());
        Assert.True(tables > 2 * schemas, $"Only {tables} tables of {schemas} schemas.");
    }

    [SkippableTheory]
    [InlineData("lifeops.sql", 15)]
    [InlineData("stats.sql", 11)]
    [InlineData("modern.sql", 2)]
    public async Task SharedSchema_RoundTripsItsRows(string file, int expectedTables)
    {
        var path = SharedFiles.Find("databases", file);
        Skip.If(path is null, "The database's schema is not here.");
        var server = PostgresServer.TryGet(15) ?? PostgresServer.GetOrSkip();
        var ddl = string.Concat(PlainPostgres.Statements(await File.ReadAllTextAsync(path)).Select(statement => statement + ";\n"));
        foreach (var options in Options)
        {
            await using var database = await server.CreateDatabaseAsync();
            await ApplyStrictlyAsync(database, ddl);

            var outcome = await SchemaRoundTrip.RunAsync(database, ddl, options, keepsChecks: false);

            Assert.True(outcome.Differences.Length == 0, outcome.Differences);
            Assert.True(outcome.Tables >= expectedTables, $"Only {outcome.Tables} tables.");
            output.WriteLine($"{file}: {outcome.Tables} tables, {outcome.Views} views.");
        }
    }

    private static int Setting(string name, int defaultValue) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : defaultValue;

    private static async Task ApplyStrictlyAsync(TestDatabase database, string ddl)
    {
        await using var connection = await database.OpenAsync();
        // A batch: a command would be split at the semicolons of a BEGIN ATOMIC body.
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in PlainPostgres.Statements(ddl))
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync();
    }
}
