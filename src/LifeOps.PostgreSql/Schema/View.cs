namespace LifeOps.PostgreSql.Schema;

/// <summary>What a <see cref="View"/> is.</summary>
public enum ViewKind
{
    View,
    Materialized,

    /// <summary>A TimescaleDB continuous aggregate; the server lists it as a view.</summary>
    ContinuousAggregate,
}

/// <summary>A view, materialized view or continuous aggregate.</summary>
public sealed record View
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public ViewKind Kind { get; init; }

    /// <summary>Columns with inferred types; <see cref="SqlType.Unknown"/> where the type could not be inferred.</summary>
    public ValueList<Column> Columns { get; init; }

    /// <summary>The query as written.</summary>
    public required string Definition { get; init; }

    public ValueList<StorageParameter> Options { get; init; }

    /// <summary>Indexes of a materialized view or continuous aggregate.</summary>
    public ValueList<Index> Indexes { get; init; }

    public ContinuousAggregate? ContinuousAggregate { get; init; }

    public string? Comment { get; init; }

    public long? RowEstimate { get; init; }

    /// <summary>Size on disk of a materialized view or continuous aggregate; null when not known.</summary>
    public long? SizeInBytes { get; init; }

    public SchemaLocation Location { get; init; }

    public SchemaLocation NameLocation { get; init; }

    public QualifiedName QualifiedName => new(Schema, Name);
}
