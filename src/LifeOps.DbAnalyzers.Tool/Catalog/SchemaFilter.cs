namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>Which schemas a snapshot holds.</summary>
/// <param name="Included">Only these; all when empty.</param>
/// <param name="Excluded">Never these.</param>
internal sealed record SchemaFilter(IReadOnlyList<string> Included, IReadOnlyList<string> Excluded)
{
    public static SchemaFilter All { get; } = new([], []);

    /// <summary>The catalog with the rows of other schemas left out.</summary>
    public DatabaseCatalog Apply(DatabaseCatalog catalog) => Included.Count == 0 && Excluded.Count == 0 ? catalog : catalog.Where((section, row) => SchemaOf(section, row) is not { } schema || Allows(schema));

    public bool Allows(string schema) => (Included.Count == 0 || Included.Contains(schema)) && !Excluded.Contains(schema);

    private static string? SchemaOf(string section, CatalogRow row) => section switch
    {
        CatalogSection.Server or CatalogSection.Dependencies => null,
        CatalogSection.Hypertables or CatalogSection.Jobs => row.Text("hypertable_schema"),
        CatalogSection.Compression => row.Text("object_schema"),
        CatalogSection.ContinuousAggregates or CatalogSection.AggregateIndexes => row.Text("view_schema"),
        _ => row.Text("schema_name"),
    };
}
