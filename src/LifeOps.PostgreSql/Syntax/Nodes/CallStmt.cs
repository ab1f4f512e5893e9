namespace LifeOps.PostgreSql.Syntax;

/// <summary>CALL (PostgreSQL: CallStmt).</summary>
public sealed class CallStmt(FuncCall? funccall, TextSpan span) : Statement(span)
{
    /// <summary>Null only where the text is broken.</summary>
    public FuncCall? Funccall { get; } = funccall;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Funccall);
}
