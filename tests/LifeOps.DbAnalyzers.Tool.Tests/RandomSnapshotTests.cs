using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>
/// Random schemas: snapshot, replay, snapshot gives the same text, and what the text says is what the server's catalog says.
/// <c>LIFEOPS_RANDOM_SNAPSHOTS</c> says how many (6 by default) and <c>LIFEOPS_RANDOM_SEED</c> where they start; a failure names the seed of its schema.
/// </summary>
public sealed class RandomSnapshotTests
{
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task RandomSchema_SurvivesItsSnapshot(int major)
    {
        var server = PostgresServer.GetOrSkip(major);
        var count = Setting("LIFEOPS_RANDOM_SNAPSHOTS", 6);
        var seeds = Gen.Choose(0, int.MaxValue - 1).Sample(count, new Rnd((ulong)Setting("LIFEOPS_RANDOM_SEED", 20261122), 1), 100);
        Assert.Equal(count, seeds.Length);
        await using var database = await server.CreateDatabaseAsync();
        await using var dataSource = LiveCatalogReader.CreateDataSource(new(database.ConnectionString) { Pooling = false });
        var failures = new StringBuilder();
        foreach (var seed in seeds)
        {
            await database.ApplyAcceptedAsync(RandomSchema.Statements(seed, server.Major));
            var difference = await ReplayAsync(database, dataSource);
            await database.EmptyAsync();
            if (difference.Length > 0 && failures.Length < 20_000)
                failures.AppendLine(CultureInfo.InvariantCulture, $"Seed {seed}:").AppendLine(difference);
        }

        Assert.True(failures.Length == 0, $"PostgreSQL {major}: the snapshot (-) differs from that of its replay or from the server (+):{Environment.NewLine}{failures}");
    }

    private static int Setting(string name, int defaultValue) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : defaultValue;

    private static async Task<string> SnapshotAsync(NpgsqlDataSource dataSource) =>
        SnapshotWriter.Write(await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None));

    private static async Task<string> ReplayAsync(TestDatabase database, NpgsqlDataSource dataSource)
    {
        var snapshot = await SnapshotAsync(dataSource);
        var schema = SchemaBuilder.Build(snapshot, serverMajor: database.Server.Major);
        var facts = await FactsAsync(database);
        var difference = string.Concat(schema.Problems.Select(problem => "! " + problem.Message + Environment.NewLine)) + SchemaFacts.Compare(facts, ModelFacts.Read(schema));
        await database.EmptyAsync();
        try
        {
            database.Replay(snapshot);
        }
        catch (Xunit.Sdk.XunitException refused)
        {
            return difference + refused.Message + Environment.NewLine + snapshot;
        }

        var again = await SnapshotAsync(dataSource);
        difference += SchemaFacts.Compare(facts, await FactsAsync(database));
        return snapshot == again ? difference : difference + string.Join('\n', SnapshotDifference.Lines(snapshot, again)) + Environment.NewLine;
    }

    private static async Task<SchemaFacts> FactsAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        return await CatalogFacts.ReadLiveAsync(connection);
    }
}
