namespace LifeOps.PostgreSql.Syntax;

/// <summary>EXPLAIN (PostgreSQL: ExplainStmt).</summary>
public sealed class ExplainStmt(ValueList<DefElem> options, Statement query, TextSpan span) : Statement(span)
{
    public ValueList<DefElem> Options { get; } = options;

    public Statement Query { get; } = query;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Query);
    }
}
