namespace LifeOps.PostgreSql.Schema;

/// <summary>An index (pg_index).</summary>
public sealed record Index
{
    public required string Name { get; init; }

    /// <summary>Access method: btree, hash, gin, gist, spgist, brin or an extension's.</summary>
    public string Method { get; init; } = "btree";

    public bool IsUnique { get; init; }

    public bool IsPrimary { get; init; }

    public bool IsExclusion { get; init; }

    public bool NullsNotDistinct { get; init; }

    public ValueList<IndexKey> Keys { get; init; }

    public ValueList<string> IncludedColumns { get; init; }

    /// <summary>The WHERE of a partial index as written; null when the index is full.</summary>
    public string? Predicate { get; init; }

    /// <summary>Name of the constraint the index belongs to; null for CREATE INDEX.</summary>
    public string? ConstraintName { get; init; }

    /// <summary>Whether the server or an extension made it by itself (create_hypertable's time index).</summary>
    public bool IsImplicit { get; init; }

    public ValueList<StorageParameter> StorageParameters { get; init; }

    public string? Comment { get; init; }

    public SchemaLocation Location { get; init; }

    public SchemaLocation NameLocation { get; init; }
}

/// <summary>One key of an index: a column or an expression.</summary>
public sealed record IndexKey
{
    /// <summary>The column; null for an expression.</summary>
    public string? Column { get; init; }

    /// <summary>The expression as written; null for a column.</summary>
    public string? Expression { get; init; }

    public string? OperatorClass { get; init; }

    public string? Collation { get; init; }

    public bool IsDescending { get; init; }

    /// <summary>Effective order of NULLs: first by default for DESC, last for ASC.</summary>
    public bool NullsFirst { get; init; }
}
