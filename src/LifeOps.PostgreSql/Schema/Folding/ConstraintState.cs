using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>pg_constraint.contype, without NOT NULL, which belongs to the column.</summary>
internal enum ConstraintKind
{
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Exclusion,
}

/// <summary>A table constraint while DDL is being folded.</summary>
internal sealed class ConstraintState
{
    public required string Name { get; set; }

    public required ConstraintKind Kind { get; init; }

    public required TableState Table { get; init; }

    /// <summary>The columns it is about; for a CHECK those that it reads.</summary>
    public List<ColumnState> Columns { get; init; } = [];

    /// <summary>The index of a key or exclusion constraint.</summary>
    public IndexState? Index { get; set; }

    public bool WithoutOverlaps { get; init; }

    public TableState? ReferencedTable { get; init; }

    public List<ColumnState> ReferencedColumns { get; init; } = [];

    /// <summary>The unique index that a foreign key relies on.</summary>
    public IndexState? ReferencedIndex { get; init; }

    public ReferentialAction OnDelete { get; init; }

    public ReferentialAction OnUpdate { get; init; }

    public bool HasExplicitOnDelete { get; init; }

    public List<ColumnState> OnDeleteColumns { get; init; } = [];

    public ForeignKeyMatch Match { get; init; }

    public string? Expression { get; init; }

    public List<string> Operators { get; init; } = [];

    public bool IsDeferrable { get; set; }

    public bool IsInitiallyDeferred { get; set; }

    public bool IsValidated { get; set; } = true;

    public bool IsEnforced { get; set; } = true;

    public bool NoInherit { get; set; }

    /// <summary>How many parents of the table have the same constraint (pg_constraint.coninhcount).</summary>
    public int InheritedCount { get; set; }

    /// <summary>Whether it is written for this table, not only taken from a parent (pg_constraint.conislocal).</summary>
    public bool IsLocal { get; set; } = true;

    public SchemaLocation Location { get; init; }

    public KeyConstraint ToKey() => new()
    {
        Name = Name,
        IsPrimary = Kind == ConstraintKind.PrimaryKey,
        Columns = Names(Columns),
        IncludedColumns = Index is null ? default : Names(Index.Included),
        NullsNotDistinct = Index is { NullsNotDistinct: true },
        WithoutOverlaps = WithoutOverlaps,
        IsDeferrable = IsDeferrable,
        IsInitiallyDeferred = IsInitiallyDeferred,
        Location = Location,
    };

    public ForeignKey ToForeignKey() => new()
    {
        Name = Name,
        Columns = Names(Columns),
        ReferencedTable = ReferencedTable!.QualifiedName,
        ReferencedColumns = Names(ReferencedColumns),
        OnDelete = OnDelete,
        OnUpdate = OnUpdate,
        HasExplicitOnDelete = HasExplicitOnDelete,
        OnDeleteColumns = Names(OnDeleteColumns),
        Match = Match,
        IsDeferrable = IsDeferrable,
        IsInitiallyDeferred = IsInitiallyDeferred,
        IsValidated = IsValidated,
        IsEnforced = IsEnforced,
        Location = Location,
    };

    public CheckConstraint ToCheck() => new()
    {
        Name = Name,
        Expression = Expression ?? "",
        Columns = Names(Columns),
        IsValidated = IsValidated,
        IsEnforced = IsEnforced,
        NoInherit = NoInherit,
        Location = Location,
    };

    public ExclusionConstraint ToExclusion()
    {
        var elements = new ExclusionElement[Operators.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = new(Index!.Keys[i].ToIndexKey(), Operators[i]);
        return new()
        {
            Name = Name,
            Method = Index!.Method,
            Elements = elements,
            Predicate = Index.Predicate,
            IsDeferrable = IsDeferrable,
            IsInitiallyDeferred = IsInitiallyDeferred,
            Location = Location,
        };
    }

    internal static ValueList<string> Names(List<ColumnState> columns)
    {
        var names = new string[columns.Count];
        for (var i = 0; i < names.Length; i++)
            names[i] = columns[i].Name;
        return names;
    }
}
