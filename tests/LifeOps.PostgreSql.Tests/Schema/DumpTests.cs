using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>pg_dump output, folded, says what the database it was made of says.</summary>
public class DumpTests
{
    [SkippableFact]
    public void PlainDump_EqualsCatalog()
    {
        var model = Fold("stats.pg_dump-s-user");

        Assert.Empty(model.Problems);
        SchemaFacts.AssertEqual(CatalogFacts.ReadRecorded("stats")!, ModelFacts.Read(model));
    }

    [SkippableTheory]
    [InlineData("lifeops.pg_dump-s")]
    [InlineData("lifeops.pg_dump-s-user")]
    public void TimescaleDump_EqualsCatalogAndSaysWhatItLacks(string dump)
    {
        var model = Fold(dump);

        var problem = Assert.Single(model.Problems);
        Assert.Equal("LDB0002", problem.RuleId);
        Assert.Contains("lifeops-db snapshot", problem.Message, StringComparison.Ordinal);
        SchemaFacts.AssertEqual(CatalogFacts.ReadRecorded("lifeops")!, ModelFacts.Read(model));
    }

    [SkippableFact]
    public void ChunksInDump_MakeTheirParentsHypertables()
    {
        var hypertables = Fold("lifeops.pg_dump-s").Tables.Where(table => table.Hypertable is not null)
            .Select(table => $"{table.Name}: {string.Join(", ", table.Hypertable!.Dimensions.Select(dimension => dimension.Column))}");

        Assert.Equal(
            ["gamification_events: occurred_at", "habit_logs: logged_at", "health_metrics: recorded_at, user_id", "sensor_readings: reading_at"],
            hypertables.Order(StringComparer.Ordinal));
    }

    private static DatabaseSchema Fold(string dump)
    {
        var path = SharedFiles.Find("databases", "catalog", dump + ".sql");
        Skip.If(path is null, "The recorded dumps are not here.");
        return SchemaBuilder.Build([(path!, File.ReadAllText(path!))], serverMajor: 15);
    }
}
