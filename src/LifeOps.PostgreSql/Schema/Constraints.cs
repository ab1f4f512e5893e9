namespace LifeOps.PostgreSql.Schema;

/// <summary>A primary key or unique constraint.</summary>
public sealed record KeyConstraint
{
    public required string Name { get; init; }

    public bool IsPrimary { get; init; }

    public ValueList<string> Columns { get; init; }

    public ValueList<string> IncludedColumns { get; init; }

    public bool NullsNotDistinct { get; init; }

    /// <summary>WITHOUT OVERLAPS on the last column (PostgreSQL 18).</summary>
    public bool WithoutOverlaps { get; init; }

    public bool IsDeferrable { get; init; }

    public bool IsInitiallyDeferred { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>pg_constraint.confdeltype and confupdtype.</summary>
public enum ReferentialAction
{
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// <summary>pg_constraint.confmatchtype.</summary>
public enum ForeignKeyMatch
{
    Simple,
    Full,
    Partial,
}

/// <summary>A foreign key.</summary>
public sealed record ForeignKey
{
    public required string Name { get; init; }

    public ValueList<string> Columns { get; init; }

    public QualifiedName ReferencedTable { get; init; }

    /// <summary>The referenced columns; those of the primary key when the statement names none.</summary>
    public ValueList<string> ReferencedColumns { get; init; }

    public ReferentialAction OnDelete { get; init; }

    public ReferentialAction OnUpdate { get; init; }

    /// <summary>Whether ON DELETE was written out, NO ACTION included.</summary>
    public bool HasExplicitOnDelete { get; init; }

    /// <summary>The columns of ON DELETE SET NULL (a, b) or SET DEFAULT (a, b).</summary>
    public ValueList<string> OnDeleteColumns { get; init; }

    public ForeignKeyMatch Match { get; init; }

    public bool IsDeferrable { get; init; }

    public bool IsInitiallyDeferred { get; init; }

    public bool IsValidated { get; init; } = true;

    public bool IsEnforced { get; init; } = true;

    public SchemaLocation Location { get; init; }
}

/// <summary>A CHECK constraint of a table.</summary>
public sealed record CheckConstraint
{
    public required string Name { get; init; }

    /// <summary>The expression as written, without the parentheses.</summary>
    public required string Expression { get; init; }

    /// <summary>The columns it reads, in the order of attnum.</summary>
    public ValueList<string> Columns { get; init; }

    public bool IsValidated { get; init; } = true;

    public bool IsEnforced { get; init; } = true;

    public bool NoInherit { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>An EXCLUDE constraint.</summary>
public sealed record ExclusionConstraint
{
    public required string Name { get; init; }

    public required string Method { get; init; }

    public ValueList<ExclusionElement> Elements { get; init; }

    public string? Predicate { get; init; }

    public bool IsDeferrable { get; init; }

    public bool IsInitiallyDeferred { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>One <c>key WITH operator</c> of an exclusion constraint.</summary>
public sealed record ExclusionElement(IndexKey Key, string Operator);
