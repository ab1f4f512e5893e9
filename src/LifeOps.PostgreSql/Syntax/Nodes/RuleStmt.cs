namespace LifeOps.PostgreSql.Syntax;

/// <summary>What a rule or a policy applies to (PostgreSQL: CmdType).</summary>
public enum RuleEvent
{
    /// <summary>ALL of a policy.</summary>
    All,
    Select,
    Update,
    Delete,
    Insert,
}

/// <summary>CREATE RULE (PostgreSQL: RuleStmt).</summary>
/// <param name="actions">The statements of DO; empty for NOTHING.</param>
public sealed class RuleStmt(
    RangeVar relation,
    Identifier ruleName,
    Expression? whereClause,
    RuleEvent @event,
    bool instead,
    ValueList<Statement> actions,
    bool replace,
    TextSpan span) : Statement(span)
{
    public RangeVar Relation { get; } = relation;

    public Identifier RuleName { get; } = ruleName;

    public Expression? WhereClause { get; } = whereClause;

    public RuleEvent Event { get; } = @event;

    public bool Instead { get; } = instead;

    public ValueList<Statement> Actions { get; } = actions;

    public bool Replace { get; } = replace;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(WhereClause);
        children.Add(Actions);
    }
}
