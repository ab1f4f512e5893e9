namespace LifeOps.PostgreSql.Schema;

/// <summary>pg_class.relkind of a <see cref="Table"/>.</summary>
public enum TableKind
{
    Ordinary,
    Partitioned,
    Foreign,
}

/// <summary>A table with everything that belongs to it.</summary>
public sealed record Table
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public TableKind Kind { get; init; }

    public bool IsUnlogged { get; init; }

    public bool IsTemporary { get; init; }

    public ValueList<Column> Columns { get; init; }

    public KeyConstraint? PrimaryKey { get; init; }

    public ValueList<KeyConstraint> UniqueConstraints { get; init; }

    public ValueList<ForeignKey> ForeignKeys { get; init; }

    public ValueList<CheckConstraint> Checks { get; init; }

    public ValueList<ExclusionConstraint> Exclusions { get; init; }

    /// <summary>All indexes, those behind primary keys, unique and exclusion constraints included (as in pg_index).</summary>
    public ValueList<Index> Indexes { get; init; }

    /// <summary>INHERITS parents, or the partitioned table this is a partition of.</summary>
    public ValueList<QualifiedName> Parents { get; init; }

    /// <summary>How a partitioned table is split, for example <c>RANGE (created_at)</c>; null otherwise.</summary>
    public PartitionKey? PartitionKey { get; init; }

    /// <summary>The bound of a partition as written (<c>FOR VALUES ...</c> or <c>DEFAULT</c>); null when this is no partition.</summary>
    public string? PartitionBound { get; init; }

    /// <summary>Not null when the table is a TimescaleDB hypertable.</summary>
    public Hypertable? Hypertable { get; init; }

    public ValueList<StorageParameter> StorageParameters { get; init; }

    public bool RowSecurityEnabled { get; init; }

    public ValueList<RowPolicy> RowPolicies { get; init; }

    public string? Comment { get; init; }

    /// <summary>Rows, from a structured comment of the snapshot (<c>-- lifeops:rows 12345</c> before the statement); null when not known.</summary>
    public long? RowEstimate { get; init; }

    /// <summary>Size on disk without indexes, from a structured comment (<c>-- lifeops:bytes 81920</c>); null when not known.</summary>
    public long? SizeInBytes { get; init; }

    /// <summary>The whole statement that created the table.</summary>
    public SchemaLocation Location { get; init; }

    /// <summary>The name in that statement.</summary>
    public SchemaLocation NameLocation { get; init; }

    public QualifiedName QualifiedName => new(Schema, Name);

    public Column? FindColumn(string name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name)
                return column;
        }

        return null;
    }
}

/// <summary>pg_attribute.attidentity.</summary>
public enum IdentityKind
{
    None,
    Always,
    ByDefault,
}

/// <summary>pg_attribute.attgenerated.</summary>
public enum GeneratedKind
{
    None,
    Stored,
    Virtual,
}

/// <summary>How a column got its nextval default.</summary>
public enum SerialKind
{
    None,

    /// <summary>Declared smallserial, serial or bigserial.</summary>
    Serial,
}

/// <summary>A column of a table, view or composite type.</summary>
public sealed record Column
{
    public required string Name { get; init; }

    public required SqlType Type { get; init; }

    /// <summary>pg_attribute.attnotnull: declared on the column (or by a primary key or identity), not by its domain.</summary>
    public bool IsNotNull { get; init; }

    /// <summary>The default or generation expression as written; null when there is none. A serial column's is its nextval call.</summary>
    public string? DefaultExpression { get; init; }

    public SchemaLocation DefaultLocation { get; init; }

    public IdentityKind Identity { get; init; }

    public GeneratedKind Generated { get; init; }

    public SerialKind Serial { get; init; }

    /// <summary>The sequence behind serial, identity or an OWNED BY; null when there is none.</summary>
    public QualifiedName? OwnedSequence { get; init; }

    public string? Collation { get; init; }

    public string? Comment { get; init; }

    /// <summary>
    /// Share of NULLs, 0 to 1 (pg_stats.null_frac), from a structured comment (<c>-- lifeops:column name null_frac=0.25 n_distinct=-1</c>);
    /// null when not known.
    /// </summary>
    public double? NullFraction { get; init; }

    /// <summary>
    /// Number of different values (pg_stats.n_distinct): above 0 the number itself, below 0 minus its share of the rows (-1: every value
    /// is another), from the same comment; null when not known.
    /// </summary>
    public double? DistinctEstimate { get; init; }

    /// <summary>The whole column definition.</summary>
    public SchemaLocation Location { get; init; }

    public SchemaLocation NameLocation { get; init; }

    public SchemaLocation TypeLocation { get; init; }

    /// <summary>Whether the server fills the column when an INSERT leaves it out (default, identity or generated).</summary>
    public bool HasDefault => DefaultExpression is not null || Identity != IdentityKind.None || Generated != GeneratedKind.None;
}

/// <summary>RANGE, LIST or HASH over columns or expressions.</summary>
public sealed record PartitionKey(string Strategy, ValueList<string> Keys);

/// <summary>A WITH option as written.</summary>
public sealed record StorageParameter(string? Namespace, string Name, string? Value);
