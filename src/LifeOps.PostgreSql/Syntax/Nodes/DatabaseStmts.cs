namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE DATABASE (PostgreSQL: CreatedbStmt).</summary>
public sealed class CreatedbStmt(Identifier dbname, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier Dbname { get; } = dbname;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>ALTER DATABASE with options (PostgreSQL: AlterDatabaseStmt).</summary>
public sealed class AlterDatabaseStmt(Identifier dbname, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier Dbname { get; } = dbname;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>ALTER DATABASE ... REFRESH COLLATION VERSION (PostgreSQL: AlterDatabaseRefreshCollStmt).</summary>
public sealed class AlterDatabaseRefreshCollStmt(Identifier dbname, TextSpan span) : Statement(span)
{
    public Identifier Dbname { get; } = dbname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER DATABASE ... SET or RESET (PostgreSQL: AlterDatabaseSetStmt).</summary>
public sealed class AlterDatabaseSetStmt(Identifier dbname, VariableSetStmt setstmt, TextSpan span) : Statement(span)
{
    public Identifier Dbname { get; } = dbname;

    public VariableSetStmt Setstmt { get; } = setstmt;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Setstmt);
}

/// <summary>CREATE TABLESPACE (PostgreSQL: CreateTableSpaceStmt).</summary>
public sealed class CreateTableSpaceStmt(
    Identifier tablespacename,
    RoleSpec? owner,
    Identifier location,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public Identifier Tablespacename { get; } = tablespacename;

    public RoleSpec? Owner { get; } = owner;

    public Identifier Location { get; } = location;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Owner);
        children.Add(Options);
    }
}

/// <summary>ALTER TABLESPACE ... SET or RESET (PostgreSQL: AlterTableSpaceOptionsStmt).</summary>
public sealed class AlterTableSpaceOptionsStmt(Identifier tablespacename, ValueList<DefElem> options, bool isReset, TextSpan span) : Statement(span)
{
    public Identifier Tablespacename { get; } = tablespacename;

    public ValueList<DefElem> Options { get; } = options;

    public bool IsReset { get; } = isReset;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}
