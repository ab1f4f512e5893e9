namespace LifeOps.PostgreSql.Syntax;

/// <summary>WITH CHECK OPTION of a view (PostgreSQL: ViewCheckOption).</summary>
public enum ViewCheckOption
{
    None,
    Local,

    /// <summary>CASCADED, or WITH CHECK OPTION alone.</summary>
    Cascaded,
}

/// <summary>CREATE VIEW (PostgreSQL: ViewStmt).</summary>
/// <param name="aliases">Names of the columns; empty when they come from the query.</param>
/// <param name="query">The query; <see cref="UnparsedStmt"/> when it is missing. For RECURSIVE the query as written, not the WITH around it that the server builds.</param>
public sealed class ViewStmt(
    RangeVar view,
    RelPersistence persistence,
    ValueList<Identifier> aliases,
    Statement query,
    bool replace,
    bool recursive,
    ValueList<DefElem> options,
    ViewCheckOption withCheckOption,
    TextSpan span) : Statement(span)
{
    public RangeVar View { get; } = view;

    public RelPersistence Persistence { get; } = persistence;

    public ValueList<Identifier> Aliases { get; } = aliases;

    public Statement Query { get; } = query;

    public bool Replace { get; } = replace;

    public bool Recursive { get; } = recursive;

    public ValueList<DefElem> Options { get; } = options;

    public ViewCheckOption WithCheckOption { get; } = withCheckOption;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(View);
        children.Add(Options);
        children.Add(Query);
    }
}

/// <summary>CREATE TABLE AS and CREATE MATERIALIZED VIEW (PostgreSQL: CreateTableAsStmt).</summary>
/// <param name="query">A SELECT, VALUES, TABLE or EXECUTE.</param>
/// <param name="objType"><see cref="ObjectType.Table"/> or <see cref="ObjectType.MaterializedView"/>.</param>
/// <param name="skipData">WITH NO DATA.</param>
public sealed class CreateTableAsStmt(
    Statement query,
    RangeVar relation,
    RelPersistence persistence,
    ValueList<Identifier> colNames,
    Identifier accessMethod,
    ValueList<DefElem> options,
    OnCommitAction onCommit,
    Identifier tableSpaceName,
    ObjectType objType,
    bool skipData,
    bool ifNotExists,
    TextSpan span) : Statement(span)
{
    public Statement Query { get; } = query;

    public RangeVar Relation { get; } = relation;

    public RelPersistence Persistence { get; } = persistence;

    public ValueList<Identifier> ColNames { get; } = colNames;

    public Identifier AccessMethod { get; } = accessMethod;

    public ValueList<DefElem> Options { get; } = options;

    public OnCommitAction OnCommit { get; } = onCommit;

    public Identifier TableSpaceName { get; } = tableSpaceName;

    public ObjectType ObjType { get; } = objType;

    public bool SkipData { get; } = skipData;

    public bool IfNotExists { get; } = ifNotExists;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Options);
        children.Add(Query);
    }
}
