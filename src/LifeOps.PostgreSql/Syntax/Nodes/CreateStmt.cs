namespace LifeOps.PostgreSql.Syntax;

/// <summary>How long a relation and its content live (PostgreSQL: RELPERSISTENCE_*).</summary>
public enum RelPersistence
{
    Permanent,

    /// <summary>TEMPORARY or TEMP.</summary>
    Temporary,
    Unlogged,
}

/// <summary>What a temporary table does at the end of a transaction (PostgreSQL: OnCommitAction).</summary>
public enum OnCommitAction
{
    /// <summary>Nothing written.</summary>
    None,
    PreserveRows,
    DeleteRows,
    Drop,
}

/// <summary>CREATE TABLE and CREATE FOREIGN TABLE's common part (PostgreSQL: CreateStmt).</summary>
/// <param name="tableElts"><see cref="ColumnDef"/>, <see cref="Constraint"/> and <see cref="TableLikeClause"/>, in the order of the text.</param>
/// <param name="inhRelations">INHERITS parents, or the one table this is a partition of.</param>
/// <param name="partBound">FOR VALUES or DEFAULT of a partition; null when this is no partition.</param>
/// <param name="partSpec">PARTITION BY; null when the table is not partitioned.</param>
/// <param name="ofTypename">The composite type of a typed table (OF).</param>
/// <param name="options">WITH (...).</param>
/// <param name="accessMethod">USING; missing when not written.</param>
public sealed class CreateStmt(
    RangeVar relation,
    RelPersistence persistence,
    ValueList<SqlNode> tableElts,
    ValueList<RangeVar> inhRelations,
    PartitionBoundSpec? partBound,
    PartitionSpec? partSpec,
    TypeName? ofTypename,
    ValueList<DefElem> options,
    OnCommitAction onCommit,
    Identifier tablespaceName,
    Identifier accessMethod,
    bool ifNotExists,
    TextSpan span) : Statement(span)
{
    public RangeVar Relation { get; } = relation;

    public RelPersistence Persistence { get; } = persistence;

    public ValueList<SqlNode> TableElts { get; } = tableElts;

    public ValueList<RangeVar> InhRelations { get; } = inhRelations;

    public PartitionBoundSpec? PartBound { get; } = partBound;

    public PartitionSpec? PartSpec { get; } = partSpec;

    public TypeName? OfTypename { get; } = ofTypename;

    public ValueList<DefElem> Options { get; } = options;

    public OnCommitAction OnCommit { get; } = onCommit;

    public Identifier TablespaceName { get; } = tablespaceName;

    public Identifier AccessMethod { get; } = accessMethod;

    public bool IfNotExists { get; } = ifNotExists;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(OfTypename);

        // The parent of a partition stands before the elements, those of INHERITS behind them.
        if (PartBound is not null)
            children.Add(InhRelations);
        children.Add(TableElts);
        if (PartBound is null)
            children.Add(InhRelations);
        children.Add(PartBound);
        children.Add(PartSpec);
        children.Add(Options);
    }
}

/// <summary>CREATE FOREIGN TABLE (PostgreSQL: CreateForeignTableStmt).</summary>
/// <param name="base">The table as CREATE TABLE would have it.</param>
public sealed class CreateForeignTableStmt(CreateStmt @base, Identifier serverName, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public CreateStmt Base { get; } = @base;

    public Identifier ServerName { get; } = serverName;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Base);
        children.Add(Options);
    }
}

/// <summary>What a LIKE clause copies besides names, types and not-null constraints (PostgreSQL: TableLikeOption).</summary>
[System.Flags]
public enum TableLikeOptions
{
    None = 0,
    Comments = 1,
    Compression = 2,
    Constraints = 4,
    Defaults = 8,
    Generated = 16,
    Identity = 32,
    Indexes = 64,
    Statistics = 128,
    Storage = 256,
    All = 511,
}

/// <summary>LIKE of a column list (PostgreSQL: TableLikeClause).</summary>
/// <param name="options">What remains after all INCLUDING and EXCLUDING, in their order.</param>
public sealed class TableLikeClause(RangeVar relation, TableLikeOptions options, TextSpan span) : SqlNode(span)
{
    public RangeVar Relation { get; } = relation;

    public TableLikeOptions Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Relation);
}

/// <summary>How a partitioned table is split (PostgreSQL: PartitionStrategy).</summary>
public enum PartitionStrategy
{
    /// <summary>Not written, or not one that the server knows.</summary>
    Unknown,
    List,
    Range,
    Hash,
}

/// <summary>PARTITION BY (PostgreSQL: PartitionSpec).</summary>
public sealed class PartitionSpec(Identifier strategyName, PartitionStrategy strategy, ValueList<PartitionElem> partParams, TextSpan span) : SqlNode(span)
{
    public Identifier StrategyName { get; } = strategyName;

    public PartitionStrategy Strategy { get; } = strategy;

    public ValueList<PartitionElem> PartParams { get; } = partParams;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(PartParams);
}

/// <summary>One column or expression of PARTITION BY (PostgreSQL: PartitionElem).</summary>
/// <param name="name">The column; missing when <paramref name="expr"/> is given.</param>
/// <param name="collation">COLLATE, part by part; empty when not written.</param>
/// <param name="opclass">The operator class, part by part; empty when not written.</param>
public sealed class PartitionElem(Identifier name, Expression? expr, ValueList<Identifier> collation, ValueList<Identifier> opclass, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public Expression? Expr { get; } = expr;

    public ValueList<Identifier> Collation { get; } = collation;

    public ValueList<Identifier> Opclass { get; } = opclass;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>FOR VALUES or DEFAULT of a partition (PostgreSQL: PartitionBoundSpec).</summary>
/// <param name="strategy">Told from the form written; <see cref="PartitionStrategy.Unknown"/> for DEFAULT.</param>
/// <param name="modulus">WITH (MODULUS n); null when not a hash bound.</param>
/// <param name="listDatums">IN (...).</param>
/// <param name="lowerDatums">FROM (...); MINVALUE and MAXVALUE are column references of that name, as the server's raw tree has them.</param>
/// <param name="upperDatums">TO (...).</param>
public sealed class PartitionBoundSpec(
    PartitionStrategy strategy,
    bool isDefault,
    int? modulus,
    int? remainder,
    ValueList<Expression> listDatums,
    ValueList<Expression> lowerDatums,
    ValueList<Expression> upperDatums,
    TextSpan span) : SqlNode(span)
{
    public PartitionStrategy Strategy { get; } = strategy;

    public bool IsDefault { get; } = isDefault;

    public int? Modulus { get; } = modulus;

    public int? Remainder { get; } = remainder;

    public ValueList<Expression> ListDatums { get; } = listDatums;

    public ValueList<Expression> LowerDatums { get; } = lowerDatums;

    public ValueList<Expression> UpperDatums { get; } = upperDatums;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(ListDatums);
        children.Add(LowerDatums);
        children.Add(UpperDatums);
    }
}
