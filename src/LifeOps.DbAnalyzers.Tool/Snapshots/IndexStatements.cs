using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>CREATE INDEX from the rows of <see cref="CatalogSection.Indexes"/>, as the server writes it; an index that comes with something else has no definition.</summary>
internal static class IndexStatements
{
    public static IEnumerable<string> Write(IEnumerable<CatalogRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Text("definition") is { } definition)
                yield return definition + ";";
            if (row.Text("comment") is { } comment)
                yield return $"COMMENT ON INDEX {SqlText.Name(row.Required("schema_name"), row.Required("index_name"))} IS {SqlText.Literal(comment)};";
        }
    }
}
