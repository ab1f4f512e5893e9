namespace LifeOps.PostgreSql.Syntax;

/// <summary>BEGIN ... END, with its declarations and exception handlers (PostgreSQL: PLpgSQL_stmt_block).</summary>
public sealed class PLpgSQL_stmt_block(
    Identifier label,
    ValueList<PLpgSQL_datum> declarations,
    ValueList<PLpgSQL_stmt> body,
    ValueList<PLpgSQL_exception> exceptions,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_datum> Declarations { get; } = declarations;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    public ValueList<PLpgSQL_exception> Exceptions { get; } = exceptions;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Declarations);
        children.Add(Body);
        children.Add(Exceptions);
    }
}

/// <summary>A condition that a handler is for (PostgreSQL: PLpgSQL_condition).</summary>
public sealed class PLpgSQL_condition(Identifier condname, bool isSqlState, TextSpan span) : SqlNode(span)
{
    /// <summary>Its name, or the code for SQLSTATE.</summary>
    public Identifier Condname { get; } = condname;

    public bool IsSqlState { get; } = isSqlState;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>WHEN conditions THEN statements (PostgreSQL: PLpgSQL_exception).</summary>
public sealed class PLpgSQL_exception(ValueList<PLpgSQL_condition> conditions, ValueList<PLpgSQL_stmt> action, TextSpan span) : SqlNode(span)
{
    public ValueList<PLpgSQL_condition> Conditions { get; } = conditions;

    public ValueList<PLpgSQL_stmt> Action { get; } = action;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Conditions);
        children.Add(Action);
    }
}
