namespace LifeOps.PostgreSql.Syntax;

/// <summary>A table of VACUUM or ANALYZE (PostgreSQL: VacuumRelation).</summary>
public sealed class VacuumRelation(RangeVar relation, ValueList<Identifier> vaCols, TextSpan span) : SqlNode(span)
{
    public RangeVar Relation { get; } = relation;

    public ValueList<Identifier> VaCols { get; } = vaCols;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Relation);
}

/// <summary>VACUUM and ANALYZE (PostgreSQL: VacuumStmt).</summary>
public sealed class VacuumStmt(bool isVacuumcmd, ValueList<DefElem> options, ValueList<VacuumRelation> rels, TextSpan span) : Statement(span)
{
    public bool IsVacuumcmd { get; } = isVacuumcmd;

    public ValueList<DefElem> Options { get; } = options;

    /// <summary>Empty: all tables.</summary>
    public ValueList<VacuumRelation> Rels { get; } = rels;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Rels);
    }
}

/// <summary>CLUSTER (PostgreSQL: ClusterStmt).</summary>
public sealed class ClusterStmt(ValueList<DefElem> @params, RangeVar? relation, Identifier indexname, TextSpan span) : Statement(span)
{
    public ValueList<DefElem> Params { get; } = @params;

    /// <summary>Null: all tables clustered before.</summary>
    public RangeVar? Relation { get; } = relation;

    public Identifier Indexname { get; } = indexname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Params);
        children.Add(Relation);
    }
}

/// <summary>What REINDEX rebuilds.</summary>
public enum ReindexObjectType
{
    Index,
    Table,
    Schema,
    System,
    Database,
}

/// <summary>REINDEX (PostgreSQL: ReindexStmt).</summary>
public sealed class ReindexStmt(
    ReindexObjectType kind,
    RangeVar? relation,
    Identifier name,
    ValueList<DefElem> @params,
    TextSpan span) : Statement(span)
{
    public ReindexObjectType Kind { get; } = kind;

    public RangeVar? Relation { get; } = relation;

    /// <summary>The schema or database; missing when left out.</summary>
    public Identifier Name { get; } = name;

    /// <summary>CONCURRENTLY too.</summary>
    public ValueList<DefElem> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Params);
        children.SortFrom(0);
    }
}

/// <summary>REFRESH MATERIALIZED VIEW (PostgreSQL: RefreshMatViewStmt).</summary>
public sealed class RefreshMatViewStmt(bool concurrent, RangeVar relation, bool skipData, TextSpan span) : Statement(span)
{
    public bool Concurrent { get; } = concurrent;

    public RangeVar Relation { get; } = relation;

    /// <summary>WITH NO DATA.</summary>
    public bool SkipData { get; } = skipData;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Relation);
}

/// <summary>CHECKPOINT (PostgreSQL: CheckPointStmt).</summary>
public sealed class CheckPointStmt(TextSpan span) : Statement(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>LOAD (PostgreSQL: LoadStmt).</summary>
public sealed class LoadStmt(Identifier filename, TextSpan span) : Statement(span)
{
    public Identifier Filename { get; } = filename;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
