using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>Anything that has a row in pg_class, while DDL is being folded: they share one name space per schema.</summary>
internal abstract class RelationState
{
    public required string Schema { get; set; }

    public required string Name { get; set; }

    /// <summary>Ascending in the order of creation.</summary>
    public int Order { get; init; }

    public string? Comment { get; set; }

    public SchemaLocation Location { get; set; }

    public SchemaLocation NameLocation { get; set; }

    public List<ColumnState> Columns { get; } = [];

    /// <summary>Views that read this relation; null until there is one.</summary>
    public HashSet<ViewState>? DependentViews { get; set; }

    /// <summary>Functions whose parsed body (RETURN, BEGIN ATOMIC) uses this relation; null until there is one.</summary>
    public HashSet<FunctionState>? DependentFunctions { get; set; }

    public QualifiedName QualifiedName => new(Schema, Name);

    /// <summary>What messages call it: table, view, index, ...</summary>
    public abstract string KindName { get; }

    public ColumnState? FindColumn(string name)
    {
        foreach (var column in Columns)
        {
            if (column.Name == name)
                return column;
        }

        return null;
    }

    protected ValueList<Column> ToColumns()
    {
        var columns = new Column[Columns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Columns[i].ToColumn();
        return new(columns);
    }
}

/// <summary>A relation that can have indexes, comments on columns and TimescaleDB policies: a table or a view.</summary>
internal abstract class RowSourceState : RelationState
{
    public List<IndexState> Indexes { get; } = [];

    public List<TriggerState> Triggers { get; } = [];

    public List<StorageParameter> StorageParameters { get; } = [];

    public long? RowEstimate { get; set; }

    public long? SizeInBytes { get; set; }

    public CompressionSettings? Compression { get; set; }

    public List<TimescalePolicy> Policies { get; } = [];

    protected ValueList<Index> ToIndexes()
    {
        var indexes = new Index[Indexes.Count];
        for (var i = 0; i < indexes.Length; i++)
            indexes[i] = Indexes[i].ToIndex();
        return new(indexes);
    }
}

/// <summary>A trigger.</summary>
internal sealed class TriggerState
{
    public required string Name { get; set; }

    public int Order { get; init; }

    public required string Definition { get; set; }

    public bool IsForEachRow { get; init; }

    /// <summary>The trigger of the partitioned table that this one is a copy of.</summary>
    public TriggerState? Parent { get; init; }

    public SchemaLocation Location { get; init; }
}
