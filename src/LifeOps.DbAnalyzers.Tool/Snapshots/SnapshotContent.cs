using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>What a snapshot holds of a database.</summary>
internal sealed record SnapshotContent
{
    public static SnapshotContent Default { get; } = new();

    public SchemaFilter Schemas { get; init; } = SchemaFilter.All;

    /// <summary>Bodies of functions and procedures; their signatures are there always.</summary>
    public bool Bodies { get; init; }

    /// <summary>GRANT and REVOKE; the roles have to be there when the file is replayed.</summary>
    public bool Grants { get; init; }
}
