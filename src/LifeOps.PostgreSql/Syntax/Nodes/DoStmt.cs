namespace LifeOps.PostgreSql.Syntax;

/// <summary>DO (PostgreSQL: DoStmt).</summary>
public sealed class DoStmt(ValueList<DefElem> args, TextSpan span) : Statement(span)
{
    /// <summary>as (the block's text, decoded, with the span of its literal) and language.</summary>
    public ValueList<DefElem> Args { get; } = args;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}
