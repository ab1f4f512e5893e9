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
/// Random schemas: snapshot, replay, snapshot gives the same text, and what the text says is what the server's catalog says. Every second one has bodies of functions too:
/// then pg_dump, where the server has one, must write the same of both databases.
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
        // The schema public as it is made below, for pg_dump.
        await database.EmptyAsync();
        foreach (var seed in seeds)
        {
            await database.ApplyAcceptedAsync(RandomSchema.Statements(seed, server.Major));
            var difference = await ReplayAsync(database, dataSource, new() { Bodies = seed % 2 == 0 });
            await database.EmptyAsync();
            if (difference.Length > 0 && failures.Length < 20_000)
                failures.AppendLine(CultureInfo.InvariantCulture, $"Seed {seed}:").AppendLine(difference);
        }

        Assert.True(failures.Length == 0, $"PostgreSQL {major}: the snapshot (-) differs from that of its replay or from the server (+):{Environment.NewLine}{failures}");
    }

    private static int Setting(string name, int defaultValue) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : defaultValue;

    private static async Task<string> SnapshotAsync(NpgsqlDataSource dataSource, SnapshotContent content) =>
        SnapshotWriter.Write(await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None), content);

    private static async Task<string> ReplayAsync(TestDatabase database, NpgsqlDataSource dataSource, SnapshotContent content)
    {
        var snapshot = await SnapshotAsync(dataSource, content);
        // A table that became a child later declares the columns that it has from its parent: pg_dump shows that.
        var dump = content.Bodies && !snapshot.Contains(" INHERIT ", StringComparison.Ordinal) ? Dump(database) : null;
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

        if (dump is not null && Dump(database) is { } other && other != dump)
            difference += "pg_dump:" + Environment.NewLine + string.Join('\n', SnapshotDifference.Lines(dump, other)) + Environment.NewLine;
        var again = await SnapshotAsync(dataSource, content);
        difference += SchemaFacts.Compare(facts, await FactsAsync(database));
        return snapshot == again ? difference : difference + string.Join('\n', SnapshotDifference.Lines(snapshot, again)) + Environment.NewLine;
    }

    /// <summary>What pg_dump writes of a database; null when the server has none.</summary>
    private static string? Dump(TestDatabase database)
    {
        var program = Path.Combine(database.Server.BinFolder, "pg_dump");
        if (!File.Exists(program))
            return null;
        var result = ProcessRunner.Run(program, ["-s", "--no-owner", "--no-publications", "-h", "127.0.0.1", "-p", database.Server.Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", database.Name]);
        Assert.True(result.ExitCode == 0, result.Output);
        // Newer ones write a random word into the first and last lines. LIKE gives the sequence of an identity column the type bigint with another type's limit, which no identity column can be told.
        return string.Join('\n', result.Output.Split('\n').Where(line => !line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal) && !line.Contains("MAXVALUE", StringComparison.Ordinal)));
    }

    private static async Task<SchemaFacts> FactsAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        return await CatalogFacts.ReadLiveAsync(connection);
    }
}
