namespace LifeOps.PostgreSql.Syntax;

/// <summary>NOTIFY (PostgreSQL: NotifyStmt).</summary>
public sealed class NotifyStmt(Identifier conditionname, Identifier payload, TextSpan span) : Statement(span)
{
    public Identifier Conditionname { get; } = conditionname;

    public Identifier Payload { get; } = payload;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>LISTEN (PostgreSQL: ListenStmt).</summary>
public sealed class ListenStmt(Identifier conditionname, TextSpan span) : Statement(span)
{
    public Identifier Conditionname { get; } = conditionname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>UNLISTEN (PostgreSQL: UnlistenStmt).</summary>
public sealed class UnlistenStmt(Identifier conditionname, TextSpan span) : Statement(span)
{
    /// <summary>Missing: all.</summary>
    public Identifier Conditionname { get; } = conditionname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
