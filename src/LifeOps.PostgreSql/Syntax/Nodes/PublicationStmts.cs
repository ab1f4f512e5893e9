namespace LifeOps.PostgreSql.Syntax;

/// <summary>A table of a publication (PostgreSQL: PublicationTable).</summary>
public sealed class PublicationTable(RangeVar relation, ValueList<Identifier> columns, Expression? whereClause, TextSpan span) : SqlNode(span)
{
    public RangeVar Relation { get; } = relation;

    public ValueList<Identifier> Columns { get; } = columns;

    public Expression? WhereClause { get; } = whereClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(WhereClause);
    }
}

/// <summary>What an object of a publication is.</summary>
public enum PublicationObjSpecType
{
    Table,
    TablesInSchema,
    TablesInCurrentSchema,
}

/// <summary>A table or a schema of a publication (PostgreSQL: PublicationObjSpec).</summary>
public sealed class PublicationObjSpec(PublicationObjSpecType pubobjtype, Identifier name, PublicationTable? pubtable, TextSpan span) : SqlNode(span)
{
    public PublicationObjSpecType Pubobjtype { get; } = pubobjtype;

    /// <summary>The schema; missing for a table and for CURRENT_SCHEMA.</summary>
    public Identifier Name { get; } = name;

    public PublicationTable? Pubtable { get; } = pubtable;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Pubtable);
}

/// <summary>CREATE PUBLICATION (PostgreSQL: CreatePublicationStmt).</summary>
public sealed class CreatePublicationStmt(
    Identifier pubname,
    ValueList<DefElem> options,
    ValueList<PublicationObjSpec> pubobjects,
    bool forAllTables,
    TextSpan span) : Statement(span)
{
    public Identifier Pubname { get; } = pubname;

    public ValueList<DefElem> Options { get; } = options;

    public ValueList<PublicationObjSpec> Pubobjects { get; } = pubobjects;

    public bool ForAllTables { get; } = forAllTables;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Pubobjects);
        children.SortFrom(0);
    }
}

/// <summary>What ALTER PUBLICATION does to the objects.</summary>
public enum AlterPublicationAction
{
    Add,
    Drop,
    Set,
}

/// <summary>ALTER PUBLICATION (PostgreSQL: AlterPublicationStmt).</summary>
public sealed class AlterPublicationStmt(
    Identifier pubname,
    ValueList<DefElem> options,
    ValueList<PublicationObjSpec> pubobjects,
    AlterPublicationAction action,
    TextSpan span) : Statement(span)
{
    public Identifier Pubname { get; } = pubname;

    public ValueList<DefElem> Options { get; } = options;

    public ValueList<PublicationObjSpec> Pubobjects { get; } = pubobjects;

    public AlterPublicationAction Action { get; } = action;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Pubobjects);
        children.SortFrom(0);
    }
}

/// <summary>CREATE SUBSCRIPTION (PostgreSQL: CreateSubscriptionStmt).</summary>
public sealed class CreateSubscriptionStmt(
    Identifier subname,
    Identifier conninfo,
    ValueList<Identifier> publication,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public Identifier Subname { get; } = subname;

    public Identifier Conninfo { get; } = conninfo;

    public ValueList<Identifier> Publication { get; } = publication;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>What ALTER SUBSCRIPTION does.</summary>
public enum AlterSubscriptionType
{
    /// <summary>SET (...)</summary>
    Options,
    Connection,
    SetPublication,
    AddPublication,
    DropPublication,
    RefreshPublication,

    /// <summary>ENABLE and DISABLE; the option enabled tells which.</summary>
    Enabled,
    Skip,
}

/// <summary>ALTER SUBSCRIPTION (PostgreSQL: AlterSubscriptionStmt).</summary>
public sealed class AlterSubscriptionStmt(
    AlterSubscriptionType kind,
    Identifier subname,
    Identifier conninfo,
    ValueList<Identifier> publication,
    ValueList<DefElem> options,
    TextSpan span) : Statement(span)
{
    public AlterSubscriptionType Kind { get; } = kind;

    public Identifier Subname { get; } = subname;

    public Identifier Conninfo { get; } = conninfo;

    public ValueList<Identifier> Publication { get; } = publication;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}
