using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>What TimescaleDB knows beyond hypertables and their dimensions: compression, continuous aggregates, policies, jobs.</summary>
internal static class TimescaleStatements
{
    public static IEnumerable<string> WriteCompression(DatabaseCatalog catalog) =>
        catalog[CatalogSection.Compression].Where(row => !row.Flag("is_continuous_aggregate")).Select(row => row.Required("ddl"));

    /// <summary>Continuous aggregates, each with its indexes and its compression; one on top of another comes after it.</summary>
    public static IEnumerable<IReadOnlyList<string>> WriteContinuousAggregates(DatabaseCatalog catalog)
    {
        foreach (var row in catalog[CatalogSection.ContinuousAggregates])
        {
            var schema = row.Required("view_schema");
            var name = row.Required("view_name");
            var statements = new List<string>(StatisticsComments.Write(row, [])) { row.Required("ddl").ReplaceLineEndings("\n") };
            statements.AddRange(catalog[CatalogSection.AggregateIndexes].Where(index => index.Required("view_schema") == schema && index.Required("view_name") == name && !index.Flag("is_default")).Select(index => index.Required("ddl")));
            statements.AddRange(catalog[CatalogSection.Compression].Where(setting => setting.Flag("is_continuous_aggregate") && setting.Required("object_schema") == schema && setting.Required("object_name") == name).Select(setting => setting.Required("ddl")));
            if (row.Text("comment") is { } comment)
                statements.Add($"COMMENT ON VIEW {SqlText.Name(schema, name)} IS {SqlText.Literal(comment)};");
            yield return statements;
        }
    }

    public static IEnumerable<string> WriteJobs(DatabaseCatalog catalog) =>
        catalog[CatalogSection.Jobs].Select(row => row.Required("ddl")).Order(StringComparer.Ordinal);
}
