using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>When a trigger fires.</summary>
public enum TriggerTiming
{
    Before,
    After,
    InsteadOf,
}

/// <summary>What a trigger fires on.</summary>
[Flags]
public enum TriggerEvents
{
    None = 0,
    Insert = 1,
    Delete = 2,
    Update = 4,
    Truncate = 8,
}

/// <summary>CREATE TRIGGER (PostgreSQL: CreateTrigStmt).</summary>
/// <param name="args">The function's arguments as text: numbers and names too.</param>
/// <param name="row">FOR EACH ROW.</param>
/// <param name="columns">UPDATE OF columns.</param>
/// <param name="transitionRels">REFERENCING.</param>
/// <param name="isConstraint">CREATE CONSTRAINT TRIGGER.</param>
/// <param name="constrRel">FROM of a constraint trigger.</param>
public sealed class CreateTrigStmt(
    bool replace,
    bool isConstraint,
    Identifier trigName,
    RangeVar relation,
    ValueList<Identifier> funcName,
    ValueList<Identifier> args,
    bool row,
    TriggerTiming timing,
    TriggerEvents events,
    ValueList<Identifier> columns,
    Expression? whenClause,
    ValueList<TriggerTransition> transitionRels,
    ConstraintAttributes attributes,
    RangeVar? constrRel,
    TextSpan span) : Statement(span)
{
    public bool Replace { get; } = replace;

    public bool IsConstraint { get; } = isConstraint;

    public Identifier TrigName { get; } = trigName;

    public RangeVar Relation { get; } = relation;

    public ValueList<Identifier> FuncName { get; } = funcName;

    public ValueList<Identifier> Args { get; } = args;

    public bool Row { get; } = row;

    public TriggerTiming Timing { get; } = timing;

    public TriggerEvents Events { get; } = events;

    public ValueList<Identifier> Columns { get; } = columns;

    public Expression? WhenClause { get; } = whenClause;

    public ValueList<TriggerTransition> TransitionRels { get; } = transitionRels;

    public ConstraintAttributes Attributes { get; } = attributes;

    public RangeVar? ConstrRel { get; } = constrRel;

    public override int MinimumVersion => Replace ? 14 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(ConstrRel);
        children.Add(TransitionRels);
        children.Add(WhenClause);
    }
}

/// <summary>OLD TABLE AS or NEW TABLE AS of REFERENCING (PostgreSQL: TriggerTransition).</summary>
/// <param name="isNew">NEW; OLD otherwise.</param>
/// <param name="isTable">TABLE; ROW otherwise.</param>
public sealed class TriggerTransition(Identifier name, bool isNew, bool isTable, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public bool IsNew { get; } = isNew;

    public bool IsTable { get; } = isTable;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
