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
/// <param name="into">The new relation with its columns, options and WITH [NO] DATA; its span ends before AS.</param>
/// <param name="objType"><see cref="ObjectType.Table"/> or <see cref="ObjectType.MaterializedView"/>.</param>
public sealed class CreateTableAsStmt(Statement query, IntoClause into, ObjectType objType, bool ifNotExists, TextSpan span) : Statement(span)
{
    public Statement Query { get; } = query;

    public IntoClause Into { get; } = into;

    public ObjectType ObjType { get; } = objType;

    public bool IfNotExists { get; } = ifNotExists;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Into);
        children.Add(Query);
    }
}
