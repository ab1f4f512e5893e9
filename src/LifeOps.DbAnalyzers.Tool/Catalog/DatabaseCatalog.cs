using System.Collections.Concurrent;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The answers of the catalog queries for one database, whether read from a server or recorded.</summary>
/// <param name="read">The rows of a section; asked once for each, and may have to wait for them.</param>
internal sealed class DatabaseCatalog(Func<string, IReadOnlyList<CatalogRow>> read)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<CatalogRow>> _sections = new();

    public DatabaseCatalog(IReadOnlyDictionary<string, IReadOnlyList<CatalogRow>> sections)
        : this(section => sections.TryGetValue(section, out var rows) ? rows : [])
    {
    }

    /// <summary>The rows of a section; none when it was not read.</summary>
    public IReadOnlyList<CatalogRow> this[string section] => _sections.GetOrAdd(section, read);

    /// <summary>The catalog with only the rows that fit.</summary>
    public DatabaseCatalog Where(Func<string, CatalogRow, bool> fits) => new(section => [.. this[section].Where(row => fits(section, row))]);

    /// <summary>The one row about the server.</summary>
    public CatalogRow? Server => this[CatalogSection.Server] is [var row, ..] ? row : null;
}
