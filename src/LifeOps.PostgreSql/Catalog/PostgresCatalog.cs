using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace LifeOps.PostgreSql.Catalog;

/// <summary>
/// What a PostgreSQL server knows before any DDL ran: types, functions, operators, casts, operator classes and system relations, and
/// those that extensions add. Read from the embedded tables (see extract.sh) on first use, about 300 KB of text.
/// </summary>
internal sealed class PostgresCatalog
{
    private static readonly Lazy<PostgresCatalog> Shared = new(Load);

    private readonly CatalogSection _builtIn;
    private readonly Dictionary<string, CatalogSection> _extensions = [];
    private readonly Dictionary<string, string> _multirangeSubtypes = [];

    private PostgresCatalog(CatalogSection builtIn) => _builtIn = builtIn;

    public static PostgresCatalog Instance => Shared.Value;

    /// <summary>What is in pg_catalog and information_schema.</summary>
    public CatalogSection BuiltIn => _builtIn;

    /// <summary>What an extension brings; null for one that is not known.</summary>
    public CatalogSection? FindExtension(string name) => _extensions.TryGetValue(name, out var section) ? section : null;

    /// <summary>A type of pg_catalog.</summary>
    public CatalogType? FindType(string name) => _builtIn.Types.TryGetValue(name, out var type) ? type : null;

    /// <summary>The range type of a built-in multirange type.</summary>
    public string? RangeOfMultirange(string multirange) => _multirangeSubtypes.TryGetValue(multirange, out var range) ? range : null;

    private static PostgresCatalog Load()
    {
        PostgresCatalog? catalog = null;
        foreach (var file in new[] { "catalog.tsv", "timescaledb.tsv", "extensions.tsv" })
        {
            using var stream = typeof(PostgresCatalog).Assembly.GetManifestResourceStream("LifeOps.PostgreSql.Catalog." + file)
                ?? throw new InvalidOperationException("The resource " + file + " is missing from the assembly.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var sections = new CatalogReader().Read(reader);
            catalog ??= new(sections[0]);
            for (var i = 1; i < sections.Count; i++)
                catalog._extensions[sections[i].Name] = sections[i];
        }

        foreach (var type in catalog!._builtIn.Types.Values)
        {
            if (type.Multirange is not null)
                catalog._multirangeSubtypes[type.Multirange] = type.Name;
        }

        return catalog;
    }
}
