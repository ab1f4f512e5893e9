using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>An index while DDL is being folded.</summary>
internal sealed class IndexState : RelationState
{
    public required RowSourceState Table { get; init; }

    public string Method { get; init; } = "btree";

    public bool IsUnique { get; set; }

    public bool IsPrimary { get; set; }

    /// <summary>Behind EXCLUDE, or a key WITHOUT OVERLAPS.</summary>
    public bool IsExclusion { get; init; }

    public bool NullsNotDistinct { get; init; }

    public List<IndexKeyState> Keys { get; init; } = [];

    public List<ColumnState> Included { get; init; } = [];

    /// <summary>The names of the index's own columns for <see cref="Included"/>: those that the table's columns had when it was made.</summary>
    public List<string> IncludedNames { get; init; } = [];

    public string? Predicate { get; init; }

    public List<ColumnState> PredicateColumns { get; init; } = [];

    public ConstraintState? Constraint { get; set; }

    public bool IsImplicit { get; init; }

    public List<StorageParameter> StorageParameters { get; init; } = [];

    /// <summary>The index of the partitioned table that this one is a part of.</summary>
    public IndexState? Parent { get; set; }

    public override string KindName => "index";

    /// <summary>Whether dropping the column drops the index.</summary>
    public bool Uses(ColumnState column)
    {
        foreach (var key in Keys)
        {
            if (key.Column == column || key.ExpressionColumns.Contains(column))
                return true;
        }

        return Included.Contains(column) || PredicateColumns.Contains(column);
    }

    public Index ToIndex()
    {
        var keys = new IndexKey[Keys.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Keys[i].ToIndexKey();
        return new()
        {
            Name = Name,
            Method = Method,
            IsUnique = IsUnique,
            IsPrimary = IsPrimary,
            IsExclusion = IsExclusion,
            NullsNotDistinct = NullsNotDistinct,
            Keys = keys,
            IncludedColumns = ConstraintState.Names(Included),
            Predicate = Predicate,
            ConstraintName = Constraint?.Name,
            IsImplicit = IsImplicit,
            StorageParameters = StorageParameters.ToArray(),
            Comment = Comment,
            Location = Location,
            NameLocation = NameLocation,
        };
    }
}

/// <summary>A key of an index while DDL is being folded.</summary>
internal sealed class IndexKeyState
{
    public ColumnState? Column { get; init; }

    public string? Expression { get; init; }

    public List<ColumnState> ExpressionColumns { get; init; } = [];

    public string? OperatorClass { get; init; }

    public string? Collation { get; init; }

    public bool IsDescending { get; init; }

    public bool NullsFirst { get; init; }

    /// <summary>The name of the index's own column (pg_attribute.attname of the index): generated names of indexes are made of these.</summary>
    public required string AttributeName { get; set; }

    public IndexKey ToIndexKey() => new()
    {
        Column = Column?.Name,
        Expression = Expression,
        OperatorClass = OperatorClass,
        Collation = Collation,
        IsDescending = IsDescending,
        NullsFirst = NullsFirst,
    };
}
