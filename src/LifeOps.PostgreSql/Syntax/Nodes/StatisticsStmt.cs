namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE STATISTICS (PostgreSQL: CreateStatsStmt).</summary>
/// <param name="defNames">The name, part by part; empty when the server chooses it.</param>
/// <param name="statTypes">ndistinct, dependencies, mcv.</param>
/// <param name="relations">What FROM lists: a table; the grammar takes any FROM list.</param>
public sealed class CreateStatsStmt(
    ValueList<Identifier> defNames,
    ValueList<Identifier> statTypes,
    ValueList<StatsElem> exprs,
    ValueList<TableReference> relations,
    bool ifNotExists,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> DefNames { get; } = defNames;

    public ValueList<Identifier> StatTypes { get; } = statTypes;

    public ValueList<StatsElem> Exprs { get; } = exprs;

    public ValueList<TableReference> Relations { get; } = relations;

    public bool IfNotExists { get; } = ifNotExists;

    public override int MinimumVersion => DefNames.IsEmpty ? 16 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Exprs);
        children.Add(Relations);
    }
}

/// <summary>A column or an expression of CREATE STATISTICS (PostgreSQL: StatsElem).</summary>
/// <param name="name">The column; missing when <paramref name="expr"/> is given.</param>
public sealed class StatsElem(Identifier name, Expression? expr, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public Expression? Expr { get; } = expr;

    public override int MinimumVersion => Expr is null ? 0 : 14;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>ALTER STATISTICS ... SET STATISTICS (PostgreSQL: AlterStatsStmt).</summary>
/// <param name="statsTarget">The target; null for DEFAULT.</param>
public sealed class AlterStatsStmt(ValueList<Identifier> defNames, int? statsTarget, bool missingOk, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> DefNames { get; } = defNames;

    public int? StatsTarget { get; } = statsTarget;

    public bool MissingOk { get; } = missingOk;

    public override int MinimumVersion => StatsTarget is null ? 17 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
