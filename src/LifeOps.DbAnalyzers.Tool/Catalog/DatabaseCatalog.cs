namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The answers of the catalog queries for one database, whether read from a server or recorded.</summary>
internal sealed class DatabaseCatalog(IReadOnlyDictionary<string, IReadOnlyList<CatalogRow>> sections)
{
    /// <summary>The rows of a section; none when it was not read.</summary>
    public IReadOnlyList<CatalogRow> this[string section] => sections.TryGetValue(section, out var rows) ? rows : [];

    /// <summary>The catalog with only the rows that fit.</summary>
    public DatabaseCatalog Where(Func<string, CatalogRow, bool> fits) =>
        new(sections.ToDictionary(section => section.Key, IReadOnlyList<CatalogRow> (section) => [.. section.Value.Where(row => fits(section.Key, row))]));

    /// <summary>The one row about the server.</summary>
    public CatalogRow? Server => this[CatalogSection.Server] is [var row, ..] ? row : null;
}
