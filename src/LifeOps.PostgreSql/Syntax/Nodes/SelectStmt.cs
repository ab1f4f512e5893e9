namespace LifeOps.PostgreSql.Syntax;

/// <summary>PostgreSQL: SetOperation.</summary>
public enum SetOperation : byte
{
    None,
    Union,
    Intersect,
    Except,
}

/// <summary>LIMIT, or FETCH FIRST n ROWS WITH TIES (PostgreSQL: LimitOption).</summary>
public enum LimitOption : byte
{
    Count,
    WithTies,
}

/// <summary>A query: SELECT, VALUES, TABLE, or a set operation over two queries (PostgreSQL: SelectStmt).</summary>
/// <remarks>
/// The clauses are settable inside the library only: the server attaches ORDER BY, LIMIT, locking and WITH to a query after it has been
/// read, also to one in parentheses, and so does the parser. Once handed out a tree does not change.
/// </remarks>
public sealed class SelectStmt : Statement
{
    internal SelectStmt(TextSpan span) : base(span)
    {
    }

    /// <summary>Takes in clauses that stand around what has been read.</summary>
    internal void Extend(int start, int end) => SetSpan(start, end);

    public WithClause? WithClause { get; internal set; }

    /// <summary>DISTINCT or DISTINCT ON.</summary>
    public bool IsDistinct { get; internal set; }

    /// <summary>The expressions of DISTINCT ON; empty for plain DISTINCT.</summary>
    public ValueList<Expression> DistinctOn { get; internal set; }

    /// <summary>SELECT INTO.</summary>
    public IntoClause? IntoClause { get; internal set; }

    public ValueList<ResTarget> TargetList { get; internal set; }

    public ValueList<TableReference> FromClause { get; internal set; }

    public Expression? WhereClause { get; internal set; }

    /// <summary>Expressions and <see cref="GroupingSet"/>.</summary>
    public ValueList<Expression> GroupClause { get; internal set; }

    /// <summary>GROUP BY DISTINCT.</summary>
    public bool GroupDistinct { get; internal set; }

    public Expression? HavingClause { get; internal set; }

    public ValueList<WindowDef> WindowClause { get; internal set; }

    /// <summary>The rows of VALUES.</summary>
    public ValueList<ExpressionList> ValuesLists { get; internal set; }

    public ValueList<SortBy> SortClause { get; internal set; }

    /// <summary>OFFSET.</summary>
    public Expression? LimitOffset { get; internal set; }

    /// <summary>LIMIT or FETCH FIRST; a NULL constant for LIMIT ALL, 1 for FETCH FIRST ROW ONLY.</summary>
    public Expression? LimitCount { get; internal set; }

    public LimitOption LimitOption { get; internal set; }

    public ValueList<LockingClause> LockingClause { get; internal set; }

    public SetOperation Op { get; internal set; }

    /// <summary>UNION ALL, INTERSECT ALL, EXCEPT ALL.</summary>
    public bool All { get; internal set; }

    /// <summary>The left query of a set operation.</summary>
    public SelectStmt? Larg { get; internal set; }

    /// <summary>The right query of a set operation.</summary>
    public SelectStmt? Rarg { get; internal set; }

    /// <summary>Written <c>TABLE name</c>: the list of columns and the FROM item are the server's.</summary>
    public bool IsTableCommand { get; internal set; }

    public override int MinimumVersion => GroupDistinct ? 14 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(WithClause);
        children.Add(Larg);
        children.Add(Rarg);
        children.Add(DistinctOn);
        children.Add(TargetList);
        children.Add(IntoClause);
        children.Add(FromClause);
        children.Add(WhereClause);
        children.Add(GroupClause);
        children.Add(HavingClause);
        children.Add(WindowClause);
        children.Add(ValuesLists);
        var tail = children.Count;
        children.Add(SortClause);
        children.Add(LimitCount);
        children.Add(LimitOffset);
        children.Add(LockingClause);
        children.SortFrom(tail);
    }
}

/// <summary>An item of a list of columns: a result column, a column to insert into, an assignment (PostgreSQL: ResTarget).</summary>
/// <param name="name">The name behind AS, or the column that is set; missing when not written.</param>
/// <param name="indirection">What follows a column that is set: <c>a.f</c>, <c>a[1]</c>.</param>
/// <param name="val">The value; null in a list of columns to insert into.</param>
public sealed class ResTarget(Identifier name, ValueList<SqlNode> indirection, Expression? val, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public ValueList<SqlNode> Indirection { get; } = indirection;

    public Expression? Val { get; } = val;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Indirection);
        children.Add(Val);
    }
}

/// <summary>One column of <c>SET (a, b) = source</c> (PostgreSQL: MultiAssignRef).</summary>
/// <param name="source">The source, shared by all columns: a child of the first one only.</param>
/// <param name="colno">From 1.</param>
public sealed class MultiAssignRef(Expression source, int colno, int ncolumns, TextSpan span) : Expression(span)
{
    public Expression Source { get; } = source;

    public int Colno { get; } = colno;

    public int Ncolumns { get; } = ncolumns;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        if (Colno == 1)
            children.Add(Source);
    }
}

/// <summary>PostgreSQL: SortByDir.</summary>
public enum SortByDir : byte
{
    Default,
    Asc,
    Desc,
    Using,
}

/// <summary>PostgreSQL: SortByNulls.</summary>
public enum SortByNulls : byte
{
    Default,
    First,
    Last,
}

/// <summary>An item of ORDER BY (PostgreSQL: SortBy).</summary>
/// <param name="useOp">The operator of USING.</param>
public sealed class SortBy(Expression node, SortByDir sortByDir, SortByNulls sortByNulls, ValueList<Identifier> useOp, TextSpan span) : SqlNode(span)
{
    public Expression Node { get; } = node;

    public SortByDir SortByDir { get; } = sortByDir;

    public SortByNulls SortByNulls { get; } = sortByNulls;

    public ValueList<Identifier> UseOp { get; } = useOp;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Node);
}

/// <summary>A frame bound of a window.</summary>
public enum FrameBound : byte
{
    /// <summary>Not written.</summary>
    None,
    UnboundedPreceding,
    OffsetPreceding,
    CurrentRow,
    OffsetFollowing,
    UnboundedFollowing,
}

/// <summary>RANGE, ROWS or GROUPS.</summary>
public enum FrameMode : byte
{
    /// <summary>No frame written.</summary>
    None,
    Range,
    Rows,
    Groups,
}

/// <summary>EXCLUDE of a window frame.</summary>
public enum FrameExclusion : byte
{
    None,
    CurrentRow,
    Group,
    Ties,
}

/// <summary>The frame of a window (PostgreSQL: frameOptions, startOffset and endOffset of WindowDef).</summary>
public sealed class WindowFrame(
    FrameMode mode,
    FrameBound startBound,
    Expression? startOffset,
    FrameBound endBound,
    Expression? endOffset,
    FrameExclusion exclusion,
    TextSpan span) : SqlNode(span)
{
    public FrameMode Mode { get; } = mode;

    public FrameBound StartBound { get; } = startBound;

    public Expression? StartOffset { get; } = startOffset;

    /// <summary><see cref="FrameBound.None"/> without BETWEEN: the current row.</summary>
    public FrameBound EndBound { get; } = endBound;

    public Expression? EndOffset { get; } = endOffset;

    public FrameExclusion Exclusion { get; } = exclusion;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(StartOffset);
        children.Add(EndOffset);
    }
}

/// <summary>A window: of the WINDOW clause, or of OVER (PostgreSQL: WindowDef).</summary>
/// <param name="name">The name that the WINDOW clause gives, or that OVER uses alone: <c>OVER w</c>.</param>
/// <param name="refname">The window that this one extends: <c>(w ORDER BY x)</c>.</param>
public sealed class WindowDef(
    Identifier name,
    Identifier refname,
    ValueList<Expression> partitionClause,
    ValueList<SortBy> orderClause,
    WindowFrame? frame,
    TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public Identifier Refname { get; } = refname;

    public ValueList<Expression> PartitionClause { get; } = partitionClause;

    public ValueList<SortBy> OrderClause { get; } = orderClause;

    public WindowFrame? Frame { get; } = frame;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(PartitionClause);
        children.Add(OrderClause);
        children.Add(Frame);
    }
}

/// <summary>PostgreSQL: GroupingSetKind.</summary>
public enum GroupingSetKind : byte
{
    Empty,
    Rollup,
    Cube,
    Sets,
}

/// <summary>ROLLUP, CUBE, GROUPING SETS or <c>()</c> in GROUP BY (PostgreSQL: GroupingSet).</summary>
public sealed class GroupingSet(GroupingSetKind kind, ValueList<Expression> content, TextSpan span) : Expression(span)
{
    public GroupingSetKind Kind { get; } = kind;

    public ValueList<Expression> Content { get; } = content;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Content);
}

/// <summary>PostgreSQL: LockClauseStrength.</summary>
public enum LockClauseStrength : byte
{
    ForKeyShare,
    ForShare,
    ForNoKeyUpdate,
    ForUpdate,
}

/// <summary>What happens at a row that is locked (PostgreSQL: LockWaitPolicy).</summary>
public enum LockWaitPolicy : byte
{
    Block,
    Skip,
    Error,
}

/// <summary>FOR UPDATE and its kin (PostgreSQL: LockingClause).</summary>
public sealed class LockingClause(ValueList<RangeVar> lockedRels, LockClauseStrength strength, LockWaitPolicy waitPolicy, TextSpan span) : SqlNode(span)
{
    public ValueList<RangeVar> LockedRels { get; } = lockedRels;

    public LockClauseStrength Strength { get; } = strength;

    public LockWaitPolicy WaitPolicy { get; } = waitPolicy;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(LockedRels);
}

/// <summary>Where the rows of a query go: SELECT INTO, CREATE TABLE AS (PostgreSQL: IntoClause).</summary>
public sealed class IntoClause(
    RangeVar rel,
    RelPersistence persistence,
    ValueList<Identifier> colNames,
    Identifier accessMethod,
    ValueList<DefElem> options,
    OnCommitAction onCommit,
    Identifier tableSpaceName,
    bool skipData,
    TextSpan span) : SqlNode(span)
{
    public RangeVar Rel { get; } = rel;

    public RelPersistence Persistence { get; } = persistence;

    public ValueList<Identifier> ColNames { get; } = colNames;

    public Identifier AccessMethod { get; } = accessMethod;

    public ValueList<DefElem> Options { get; } = options;

    public OnCommitAction OnCommit { get; } = onCommit;

    public Identifier TableSpaceName { get; } = tableSpaceName;

    /// <summary>WITH NO DATA.</summary>
    public bool SkipData { get; } = skipData;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Rel);
        children.Add(Options);
    }
}

/// <summary>WITH in front of a statement (PostgreSQL: WithClause).</summary>
public sealed class WithClause(ValueList<CommonTableExpr> ctes, bool recursive, TextSpan span) : SqlNode(span)
{
    public ValueList<CommonTableExpr> Ctes { get; } = ctes;

    public bool Recursive { get; } = recursive;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Ctes);
}

/// <summary>PostgreSQL: CTEMaterialize.</summary>
public enum CteMaterialize : byte
{
    Default,
    Always,
    Never,
}

/// <summary>One query of WITH (PostgreSQL: CommonTableExpr).</summary>
public sealed class CommonTableExpr(
    Identifier ctename,
    ValueList<Identifier> aliasColnames,
    CteMaterialize materialized,
    Statement ctequery,
    CTESearchClause? searchClause,
    CTECycleClause? cycleClause,
    TextSpan span) : SqlNode(span)
{
    public Identifier Ctename { get; } = ctename;

    public ValueList<Identifier> AliasColnames { get; } = aliasColnames;

    public CteMaterialize Materialized { get; } = materialized;

    public Statement Ctequery { get; } = ctequery;

    public CTESearchClause? SearchClause { get; } = searchClause;

    public CTECycleClause? CycleClause { get; } = cycleClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Ctequery);
        children.Add(SearchClause);
        children.Add(CycleClause);
    }
}

/// <summary>SEARCH BREADTH FIRST BY ... SET ... (PostgreSQL: CTESearchClause).</summary>
public sealed class CTESearchClause(bool breadthFirst, ValueList<Identifier> columns, Identifier sequenceColumn, TextSpan span) : SqlNode(span)
{
    public bool SearchBreadthFirst { get; } = breadthFirst;

    public ValueList<Identifier> SearchColList { get; } = columns;

    public Identifier SearchSeqColumn { get; } = sequenceColumn;

    public override int MinimumVersion => 14;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CYCLE ... SET ... TO ... DEFAULT ... USING ... (PostgreSQL: CTECycleClause).</summary>
/// <param name="markValue">Null when not written: true.</param>
/// <param name="markDefault">Null when not written: false.</param>
public sealed class CTECycleClause(
    ValueList<Identifier> columns,
    Identifier markColumn,
    Expression? markValue,
    Expression? markDefault,
    Identifier pathColumn,
    TextSpan span) : SqlNode(span)
{
    public ValueList<Identifier> CycleColList { get; } = columns;

    public Identifier CycleMarkColumn { get; } = markColumn;

    public Expression? CycleMarkValue { get; } = markValue;

    public Expression? CycleMarkDefault { get; } = markDefault;

    public Identifier CyclePathColumn { get; } = pathColumn;

    public override int MinimumVersion => 14;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(CycleMarkValue);
        children.Add(CycleMarkDefault);
    }
}

/// <summary>PostgreSQL: JoinType.</summary>
public enum JoinType : byte
{
    /// <summary>JOIN, INNER JOIN and CROSS JOIN.</summary>
    Inner,
    Left,
    Full,
    Right,
}

/// <summary>A join of two FROM items (PostgreSQL: JoinExpr).</summary>
public sealed class JoinExpr(
    JoinType joinType,
    bool isNatural,
    bool isCross,
    TableReference larg,
    TableReference rarg,
    ValueList<Identifier> usingClause,
    Alias? joinUsingAlias,
    Expression? quals,
    Alias? alias,
    TextSpan span) : TableReference(span)
{
    public JoinType JoinType { get; } = joinType;

    public bool IsNatural { get; } = isNatural;

    /// <summary>CROSS JOIN.</summary>
    public bool IsCross { get; } = isCross;

    public TableReference Larg { get; } = larg;

    public TableReference Rarg { get; } = rarg;

    public ValueList<Identifier> UsingClause { get; } = usingClause;

    /// <summary>USING (...) AS name.</summary>
    public Alias? JoinUsingAlias { get; } = joinUsingAlias;

    /// <summary>ON.</summary>
    public Expression? Quals { get; } = quals;

    /// <summary>Of a join in parentheses.</summary>
    public Alias? Alias { get; } = alias;

    public override int MinimumVersion => JoinUsingAlias is null ? 0 : 14;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Larg);
        children.Add(Rarg);
        children.Add(JoinUsingAlias);
        children.Add(Quals);
        children.Add(Alias);
    }
}

/// <summary>A query in FROM (PostgreSQL: RangeSubselect).</summary>
public sealed class RangeSubselect(bool lateral, SelectStmt subquery, Alias? alias, TextSpan span) : TableReference(span)
{
    public bool Lateral { get; } = lateral;

    public SelectStmt Subquery { get; } = subquery;

    public Alias? Alias { get; } = alias;

    /// <summary>The alias can be left out since PostgreSQL 16.</summary>
    public override int MinimumVersion => Alias is null ? 16 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Subquery);
        children.Add(Alias);
    }
}

/// <summary>A function in FROM, or several with ROWS FROM (PostgreSQL: RangeFunction).</summary>
/// <param name="columns">The column definitions behind AS.</param>
public sealed class RangeFunction(
    bool lateral,
    bool ordinality,
    bool isRowsFrom,
    ValueList<RangeFunctionItem> functions,
    Alias? alias,
    ValueList<ColumnDef> columns,
    TextSpan span) : TableReference(span)
{
    public bool Lateral { get; } = lateral;

    public bool Ordinality { get; } = ordinality;

    public bool IsRowsFrom { get; } = isRowsFrom;

    public ValueList<RangeFunctionItem> Functions { get; } = functions;

    public Alias? Alias { get; } = alias;

    public ValueList<ColumnDef> Coldeflist { get; } = columns;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Functions);
        children.Add(Alias);
        children.Add(Coldeflist);
    }
}

/// <summary>A function of <see cref="RangeFunction"/> with its own column definitions (PostgreSQL: a two-element List).</summary>
public sealed class RangeFunctionItem(Expression function, ValueList<ColumnDef> columns, TextSpan span) : SqlNode(span)
{
    public Expression Function { get; } = function;

    public ValueList<ColumnDef> Coldeflist { get; } = columns;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Function);
        children.Add(Coldeflist);
    }
}

/// <summary>TABLESAMPLE (PostgreSQL: RangeTableSample).</summary>
public sealed class RangeTableSample(RangeVar relation, ValueList<Identifier> method, ValueList<Expression> args, Expression? repeatable, TextSpan span) : TableReference(span)
{
    public RangeVar Relation { get; } = relation;

    public ValueList<Identifier> Method { get; } = method;

    public ValueList<Expression> Args { get; } = args;

    public Expression? Repeatable { get; } = repeatable;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Args);
        children.Add(Repeatable);
    }
}

/// <summary>XMLTABLE (PostgreSQL: RangeTableFunc).</summary>
public sealed class RangeTableFunc(
    bool lateral,
    ValueList<ResTarget> namespaces,
    Expression rowexpr,
    Expression docexpr,
    ValueList<RangeTableFuncCol> columns,
    Alias? alias,
    TextSpan span) : TableReference(span)
{
    public bool Lateral { get; } = lateral;

    public ValueList<ResTarget> Namespaces { get; } = namespaces;

    public Expression Rowexpr { get; } = rowexpr;

    public Expression Docexpr { get; } = docexpr;

    public ValueList<RangeTableFuncCol> Columns { get; } = columns;

    public Alias? Alias { get; } = alias;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Namespaces);
        children.Add(Rowexpr);
        children.Add(Docexpr);
        children.Add(Columns);
        children.Add(Alias);
    }
}

/// <summary>A column of XMLTABLE (PostgreSQL: RangeTableFuncCol).</summary>
/// <param name="typeName">Null for FOR ORDINALITY.</param>
public sealed class RangeTableFuncCol(
    Identifier colname,
    TypeName? typeName,
    bool forOrdinality,
    bool isNotNull,
    Expression? colexpr,
    Expression? coldefexpr,
    TextSpan span) : SqlNode(span)
{
    public Identifier Colname { get; } = colname;

    public TypeName? TypeName { get; } = typeName;

    public bool ForOrdinality { get; } = forOrdinality;

    public bool IsNotNull { get; } = isNotNull;

    /// <summary>PATH.</summary>
    public Expression? Colexpr { get; } = colexpr;

    /// <summary>DEFAULT.</summary>
    public Expression? Coldefexpr { get; } = coldefexpr;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        children.Add(Colexpr);
        children.Add(Coldefexpr);
    }
}
