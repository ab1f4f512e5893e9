using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A view, materialized view or continuous aggregate while DDL is being folded.</summary>
internal sealed class ViewState : RowSourceState
{
    public ViewKind Kind { get; init; }

    public required string Definition { get; set; }

    /// <summary>Relations that the query reads.</summary>
    public HashSet<RelationState> ReferencedRelations { get; } = [];

    /// <summary>Columns that the query reads.</summary>
    public HashSet<ColumnState> ReferencedColumns { get; } = [];

    public ContinuousAggregateState? ContinuousAggregate { get; init; }

    public override string KindName => Kind == ViewKind.Materialized ? "materialized view" : "view";

    public View ToView() => new()
    {
        Schema = Schema,
        Name = Name,
        Kind = Kind,
        Columns = ToColumns(),
        Definition = Definition,
        Options = StorageParameters.ToArray(),
        Indexes = ToIndexes(),
        ContinuousAggregate = ContinuousAggregate?.ToContinuousAggregate(this),
        Comment = Comment,
        RowEstimate = RowEstimate,
        SizeInBytes = SizeInBytes,
        Location = Location,
        NameLocation = NameLocation,
    };
}

/// <summary>What makes a view a continuous aggregate, while DDL is being folded.</summary>
internal sealed class ContinuousAggregateState
{
    public RelationState? Source { get; init; }

    public ColumnState? BucketColumn { get; init; }

    public string? BucketWidth { get; init; }

    public bool MaterializedOnly { get; set; } = true;

    public ContinuousAggregate ToContinuousAggregate(ViewState view) => new()
    {
        Source = Source?.QualifiedName ?? default,
        BucketColumn = BucketColumn?.Name,
        BucketWidth = BucketWidth,
        MaterializedOnly = MaterializedOnly,
        Compression = view.Compression,
        Policies = view.Policies.ToArray(),
    };
}
