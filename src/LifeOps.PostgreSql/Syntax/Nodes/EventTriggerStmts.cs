namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE EVENT TRIGGER (PostgreSQL: CreateEventTrigStmt).</summary>
public sealed class CreateEventTrigStmt(
    Identifier trigname,
    Identifier eventname,
    ValueList<DefElem> whenclause,
    ValueList<Identifier> funcname,
    TextSpan span) : Statement(span)
{
    public Identifier Trigname { get; } = trigname;

    public Identifier Eventname { get; } = eventname;

    public ValueList<DefElem> Whenclause { get; } = whenclause;

    public ValueList<Identifier> Funcname { get; } = funcname;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Whenclause);
}

/// <summary>When an event trigger fires.</summary>
public enum EventTriggerState
{
    /// <summary>ENABLE</summary>
    Origin,
    Replica,
    Always,
    Disabled,
}

/// <summary>ALTER EVENT TRIGGER ... ENABLE or DISABLE (PostgreSQL: AlterEventTrigStmt).</summary>
public sealed class AlterEventTrigStmt(Identifier trigname, EventTriggerState tgenabled, TextSpan span) : Statement(span)
{
    public Identifier Trigname { get; } = trigname;

    public EventTriggerState Tgenabled { get; } = tgenabled;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
