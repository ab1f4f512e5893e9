using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>In which part of a snapshot an object stands when nothing it depends on says otherwise.</summary>
internal enum SnapshotRank
{
    Type,
    Sequence,
    Function,
    Table,
    View,
}

/// <summary>One object of the snapshot with everything that is written directly below it.</summary>
/// <param name="Key">Catalog and oid as the dependency query writes them: <c>pg_class:16384</c>.</param>
/// <param name="Statements">Each a whole statement (or comment line), without a line end.</param>
internal sealed record SnapshotObject(string Key, SnapshotRank Rank, string Schema, string Name, IReadOnlyList<string> Statements)
{
    /// <summary>How many of the statements make the object; the others are about it and its parts by their names.</summary>
    public int Creation { get; init; } = Statements.Count;

    /// <summary>The key of an object; its name stands in where a recorded row has no oid.</summary>
    public static string KeyOf(string catalog, CatalogRow row, string schema, string name) =>
        catalog + ":" + (row.Number("oid")?.ToString(CultureInfo.InvariantCulture) ?? SqlText.Name(schema, name));
}
