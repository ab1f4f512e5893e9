using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>What a <see cref="Constraint"/> is (PostgreSQL: ConstrType).</summary>
public enum ConstrType
{
    /// <summary>NULL: says nothing.</summary>
    Null,
    NotNull,
    Default,
    Identity,
    Generated,
    Check,
    Primary,
    Unique,
    Exclusion,
    Foreign,

    /// <summary>DEFERRABLE behind a column constraint.</summary>
    AttrDeferrable,

    /// <summary>NOT DEFERRABLE behind a column constraint.</summary>
    AttrNotDeferrable,

    /// <summary>INITIALLY DEFERRED behind a column constraint.</summary>
    AttrDeferred,

    /// <summary>INITIALLY IMMEDIATE behind a column constraint.</summary>
    AttrImmediate,

    /// <summary>ENFORCED behind a column constraint.</summary>
    AttrEnforced,

    /// <summary>NOT ENFORCED behind a column constraint.</summary>
    AttrNotEnforced,
}

/// <summary>What differs from a constraint that is checked at once, on all rows, and by descendants too.</summary>
[Flags]
public enum ConstraintAttributes
{
    None = 0,

    /// <summary>DEFERRABLE, or implied by INITIALLY DEFERRED.</summary>
    Deferrable = 1,

    /// <summary>INITIALLY DEFERRED.</summary>
    InitiallyDeferred = 2,

    /// <summary>NOT VALID: existing rows are not checked.</summary>
    NotValid = 4,

    /// <summary>NO INHERIT: descendants do not get it.</summary>
    NoInherit = 8,

    /// <summary>NOT ENFORCED (PostgreSQL 18): nothing is checked.</summary>
    NotEnforced = 16,
}

/// <summary>GENERATED ALWAYS or BY DEFAULT.</summary>
public enum GeneratedWhen
{
    /// <summary>No GENERATED clause.</summary>
    None,
    Always,
    ByDefault,
}

/// <summary>Where the values of a generated column are.</summary>
public enum GeneratedKind
{
    /// <summary>Not a generated column.</summary>
    None,

    /// <summary>STORED.</summary>
    Stored,

    /// <summary>VIRTUAL, or nothing written (PostgreSQL 18).</summary>
    Virtual,
}

/// <summary>MATCH of a foreign key.</summary>
public enum ForeignKeyMatch
{
    /// <summary>MATCH SIMPLE, or nothing written.</summary>
    Simple,
    Full,

    /// <summary>MATCH PARTIAL: in the grammar, refused by the server.</summary>
    Partial,
}

/// <summary>What a foreign key does when the row it refers to changes.</summary>
public enum ForeignKeyAction
{
    /// <summary>NO ACTION, or nothing written.</summary>
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

/// <summary>
/// A constraint or DEFAULT, of a column or a table (PostgreSQL: Constraint). Which properties mean something depends on
/// <see cref="ConType"/>; the others are empty.
/// </summary>
public sealed class Constraint(ConstrType conType, Identifier conName, TextSpan span) : SqlNode(span)
{
    public ConstrType ConType { get; } = conType;

    /// <summary>CONSTRAINT name; missing when the server chooses it.</summary>
    public Identifier ConName { get; } = conName;

    /// <summary>
    /// The attributes written inside the constraint. Those behind a column constraint are constraints of their own: see <see cref="ColumnDef.AttributesOf"/>.
    /// </summary>
    public ConstraintAttributes Attributes { get; init; }

    /// <summary>The expression of DEFAULT, CHECK and GENERATED ALWAYS AS (...).</summary>
    public Expression? RawExpr { get; init; }

    public GeneratedWhen GeneratedWhen { get; init; }

    public GeneratedKind GeneratedKind { get; init; }

    /// <summary>UNIQUE NULLS NOT DISTINCT.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>Columns of a table's PRIMARY KEY, UNIQUE or NOT NULL; empty in a column constraint.</summary>
    public ValueList<Identifier> Keys { get; init; }

    /// <summary>WITHOUT OVERLAPS behind the last key column (PostgreSQL 18).</summary>
    public bool WithoutOverlaps { get; init; }

    /// <summary>INCLUDE columns.</summary>
    public ValueList<Identifier> Including { get; init; }

    /// <summary>Elements of EXCLUDE.</summary>
    public ValueList<ExclusionElem> Exclusions { get; init; }

    /// <summary>WITH (...) of an index constraint, or the sequence options of GENERATED ... AS IDENTITY (...).</summary>
    public ValueList<DefElem> Options { get; init; }

    /// <summary>USING INDEX name.</summary>
    public Identifier IndexName { get; init; }

    /// <summary>USING INDEX TABLESPACE name.</summary>
    public Identifier IndexSpace { get; init; }

    /// <summary>EXCLUDE USING method; missing for the server's default.</summary>
    public Identifier AccessMethod { get; init; }

    /// <summary>EXCLUDE ... WHERE (...).</summary>
    public Expression? WhereClause { get; init; }

    /// <summary>The table a foreign key refers to.</summary>
    public RangeVar? PkTable { get; init; }

    /// <summary>Columns of a table's foreign key; empty in a column constraint.</summary>
    public ValueList<Identifier> FkAttrs { get; init; }

    /// <summary>The columns referred to; empty for the primary key.</summary>
    public ValueList<Identifier> PkAttrs { get; init; }

    /// <summary>PERIOD before the last of <see cref="FkAttrs"/> (PostgreSQL 18).</summary>
    public bool FkWithPeriod { get; init; }

    /// <summary>PERIOD before the last of <see cref="PkAttrs"/> (PostgreSQL 18).</summary>
    public bool PkWithPeriod { get; init; }

    public ForeignKeyMatch FkMatchType { get; init; }

    public ForeignKeyAction FkUpdAction { get; init; }

    public ForeignKeyAction FkDelAction { get; init; }

    /// <summary>Columns of ON DELETE SET NULL (...) or SET DEFAULT (...); empty for all.</summary>
    public ValueList<Identifier> FkDelSetCols { get; init; }

    public override int MinimumVersion
    {
        get
        {
            if (ConType is ConstrType.AttrEnforced or ConstrType.AttrNotEnforced
                || GeneratedKind == GeneratedKind.Virtual
                || WithoutOverlaps
                || FkWithPeriod
                || PkWithPeriod
                || (Attributes & ConstraintAttributes.NotEnforced) != 0
                || (ConType == ConstrType.NotNull && (!Keys.IsEmpty || Attributes != ConstraintAttributes.None)))
            {
                return 18;
            }

            return NullsNotDistinct || !FkDelSetCols.IsEmpty ? 15 : 0;
        }
    }

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(RawExpr);
        children.Add(Exclusions);
        children.Add(Options);
        children.Add(WhereClause);
        children.Add(PkTable);
    }

    /// <summary>Constraints with the COLLATE that may stand anywhere among them.</summary>
    internal static void CollectQualifiers(ValueList<Constraint> constraints, CollateClause? collation, ref ChildCollector children)
    {
        foreach (var constraint in constraints)
        {
            if (collation is not null && collation.Span.Start < constraint.Span.Start)
            {
                children.Add(collation);
                collation = null;
            }

            children.Add(constraint);
        }

        children.Add(collation);
    }
}

/// <summary>One element of EXCLUDE (...): what is indexed, and the operator that must not hold for two rows.</summary>
/// <param name="operatorName">The operator's characters in the last part; a schema before it when written OPERATOR(schema.op).</param>
public sealed class ExclusionElem(IndexElem element, ValueList<Identifier> operatorName, TextSpan span) : SqlNode(span)
{
    public IndexElem Element { get; } = element;

    public ValueList<Identifier> OperatorName { get; } = operatorName;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Element);
}
