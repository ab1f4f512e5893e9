namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE INDEX (PostgreSQL: IndexStmt).</summary>
/// <param name="idxName">Missing when the server chooses it.</param>
/// <param name="accessMethod">USING; missing for btree.</param>
/// <param name="indexParams">The key columns and expressions.</param>
/// <param name="indexIncludingParams">INCLUDE (...).</param>
public sealed class IndexStmt(
    Identifier idxName,
    RangeVar relation,
    Identifier accessMethod,
    ValueList<IndexElem> indexParams,
    ValueList<IndexElem> indexIncludingParams,
    bool nullsNotDistinct,
    ValueList<DefElem> options,
    Identifier tableSpace,
    Expression? whereClause,
    bool unique,
    bool concurrent,
    bool ifNotExists,
    TextSpan span) : Statement(span)
{
    public Identifier IdxName { get; } = idxName;

    public RangeVar Relation { get; } = relation;

    public Identifier AccessMethod { get; } = accessMethod;

    public ValueList<IndexElem> IndexParams { get; } = indexParams;

    public ValueList<IndexElem> IndexIncludingParams { get; } = indexIncludingParams;

    public bool NullsNotDistinct { get; } = nullsNotDistinct;

    public ValueList<DefElem> Options { get; } = options;

    public Identifier TableSpace { get; } = tableSpace;

    public Expression? WhereClause { get; } = whereClause;

    public bool Unique { get; } = unique;

    public bool Concurrent { get; } = concurrent;

    public bool IfNotExists { get; } = ifNotExists;

    public override int MinimumVersion => NullsNotDistinct ? 15 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(IndexParams);
        children.Add(IndexIncludingParams);
        children.Add(Options);
        children.Add(WhereClause);
    }
}

/// <summary>One column or expression of an index (PostgreSQL: IndexElem).</summary>
/// <param name="name">The column; missing when <paramref name="expr"/> is given.</param>
/// <param name="expr">The expression, without the parentheses around it; null for a column.</param>
/// <param name="collation">COLLATE, part by part; empty when not written.</param>
/// <param name="opclass">The operator class, part by part; empty when not written.</param>
/// <param name="opclassOpts">The options in parentheses behind the operator class.</param>
public sealed class IndexElem(
    Identifier name,
    Expression? expr,
    ValueList<Identifier> collation,
    ValueList<Identifier> opclass,
    ValueList<DefElem> opclassOpts,
    SortByDir ordering,
    SortByNulls nullsOrdering,
    TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public Expression? Expr { get; } = expr;

    public ValueList<Identifier> Collation { get; } = collation;

    public ValueList<Identifier> Opclass { get; } = opclass;

    public ValueList<DefElem> OpclassOpts { get; } = opclassOpts;

    public SortByDir Ordering { get; } = ordering;

    public SortByNulls NullsOrdering { get; } = nullsOrdering;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Expr);
        children.Add(OpclassOpts);
    }
}
