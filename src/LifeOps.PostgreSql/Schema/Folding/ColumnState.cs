namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A column while DDL is being folded. Constraints, indexes and views point to it, so a rename changes nothing else.</summary>
internal sealed class ColumnState
{
    public required string Name { get; set; }

    public required SqlType Type { get; set; }

    public bool IsNotNull { get; set; }

    /// <summary>Name of the NOT NULL constraint when one is written; null when the server chooses it.</summary>
    public string? NotNullName { get; set; }

    /// <summary>Whether children do not get the NOT NULL (NO INHERIT, PostgreSQL 18).</summary>
    public bool IsNotNullOnlyHere { get; set; }

    public string? DefaultExpression { get; set; }

    public SchemaLocation DefaultLocation { get; set; }

    public IdentityKind Identity { get; set; }

    public GeneratedKind Generated { get; set; }

    /// <summary>The expression of a generated column until the columns that it reads have been found.</summary>
    public Syntax.Expression? GenerationExpression { get; set; }

    /// <summary>The columns that a generated column is made from.</summary>
    public System.Collections.Generic.List<ColumnState> GeneratedFrom { get; set; } = [];

    public SerialKind Serial { get; set; }

    public SequenceState? OwnedSequence { get; set; }

    /// <summary>The sequence of another column that LIKE copied the default from.</summary>
    public SequenceState? BorrowedSequence { get; set; }

    public string? Collation { get; set; }

    public string? Comment { get; set; }

    public double? NullFraction { get; set; }

    public double? DistinctEstimate { get; set; }

    /// <summary>Whether the column is defined here, not only taken from a parent (pg_attribute.attislocal).</summary>
    public bool IsLocal { get; set; } = true;

    /// <summary>How many parents have the column (pg_attribute.attinhcount).</summary>
    public int InheritedCount { get; set; }

    public SchemaLocation Location { get; set; }

    public SchemaLocation NameLocation { get; set; }

    public SchemaLocation TypeLocation { get; set; }

    public bool HasDefault => DefaultExpression is not null || Identity != IdentityKind.None || Generated != GeneratedKind.None;

    public Column ToColumn() => new()
    {
        Name = Name,
        Type = Type,
        IsNotNull = IsNotNull,
        DefaultExpression = DefaultExpression,
        DefaultLocation = DefaultLocation,
        Identity = Identity,
        Generated = Generated,
        Serial = Serial,
        OwnedSequence = OwnedSequence?.QualifiedName,
        Collation = Collation,
        Comment = Comment,
        NullFraction = NullFraction,
        DistinctEstimate = DistinctEstimate,
        Location = Location,
        NameLocation = NameLocation,
        TypeLocation = TypeLocation,
    };
}
