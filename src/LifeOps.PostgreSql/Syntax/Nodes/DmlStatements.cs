namespace LifeOps.PostgreSql.Syntax;

/// <summary>OVERRIDING (PostgreSQL: OverridingKind).</summary>
public enum OverridingKind : byte
{
    NotSet,
    UserValue,
    SystemValue,
}

/// <summary>INSERT (PostgreSQL: InsertStmt).</summary>
/// <param name="selectStmt">The query or VALUES; null for DEFAULT VALUES.</param>
public sealed class InsertStmt(
    WithClause? withClause,
    RangeVar relation,
    ValueList<ResTarget> cols,
    OverridingKind overriding,
    SelectStmt? selectStmt,
    OnConflictClause? onConflictClause,
    ReturningClause? returningClause,
    TextSpan span) : Statement(span)
{
    public WithClause? WithClause { get; } = withClause;

    public RangeVar Relation { get; } = relation;

    public ValueList<ResTarget> Cols { get; } = cols;

    public OverridingKind Override { get; } = overriding;

    public SelectStmt? SelectStmt { get; } = selectStmt;

    public OnConflictClause? OnConflictClause { get; } = onConflictClause;

    public ReturningClause? ReturningClause { get; } = returningClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(WithClause);
        children.Add(Relation);
        children.Add(Cols);
        children.Add(SelectStmt);
        children.Add(OnConflictClause);
        children.Add(ReturningClause);
    }
}

/// <summary>PostgreSQL: OnConflictAction.</summary>
public enum OnConflictAction : byte
{
    Nothing,
    Update,
}

/// <summary>ON CONFLICT (PostgreSQL: OnConflictClause).</summary>
public sealed class OnConflictClause(
    OnConflictAction action,
    InferClause? infer,
    ValueList<ResTarget> targetList,
    Expression? whereClause,
    TextSpan span) : SqlNode(span)
{
    public OnConflictAction Action { get; } = action;

    public InferClause? Infer { get; } = infer;

    /// <summary>The assignments of DO UPDATE SET.</summary>
    public ValueList<ResTarget> TargetList { get; } = targetList;

    public Expression? WhereClause { get; } = whereClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Infer);
        children.Add(TargetList);
        children.Add(WhereClause);
    }
}

/// <summary>The unique index that ON CONFLICT means (PostgreSQL: InferClause).</summary>
public sealed class InferClause(ValueList<IndexElem> indexElems, Expression? whereClause, Identifier conname, TextSpan span) : SqlNode(span)
{
    public ValueList<IndexElem> IndexElems { get; } = indexElems;

    public Expression? WhereClause { get; } = whereClause;

    /// <summary>ON CONSTRAINT.</summary>
    public Identifier Conname { get; } = conname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(IndexElems);
        children.Add(WhereClause);
    }
}

/// <summary>RETURNING (PostgreSQL: ReturningClause).</summary>
/// <param name="options">WITH (OLD AS o, NEW AS n).</param>
public sealed class ReturningClause(ValueList<ReturningOption> options, ValueList<ResTarget> exprs, TextSpan span) : SqlNode(span)
{
    public ValueList<ReturningOption> Options { get; } = options;

    public ValueList<ResTarget> Exprs { get; } = exprs;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Exprs);
    }
}

/// <summary>A name for the old or the new row in RETURNING (PostgreSQL: ReturningOption).</summary>
public sealed class ReturningOption(bool isNew, Identifier value, TextSpan span) : SqlNode(span)
{
    public bool IsNew { get; } = isNew;

    public Identifier Value { get; } = value;

    public override int MinimumVersion => 18;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>UPDATE (PostgreSQL: UpdateStmt).</summary>
public sealed class UpdateStmt(
    WithClause? withClause,
    RangeVar relation,
    ValueList<ResTarget> targetList,
    ValueList<TableReference> fromClause,
    Expression? whereClause,
    ReturningClause? returningClause,
    TextSpan span) : Statement(span)
{
    public WithClause? WithClause { get; } = withClause;

    public RangeVar Relation { get; } = relation;

    public ValueList<ResTarget> TargetList { get; } = targetList;

    public ValueList<TableReference> FromClause { get; } = fromClause;

    public Expression? WhereClause { get; } = whereClause;

    public ReturningClause? ReturningClause { get; } = returningClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(WithClause);
        children.Add(Relation);
        children.Add(TargetList);
        children.Add(FromClause);
        children.Add(WhereClause);
        children.Add(ReturningClause);
    }
}

/// <summary>DELETE (PostgreSQL: DeleteStmt).</summary>
public sealed class DeleteStmt(
    WithClause? withClause,
    RangeVar relation,
    ValueList<TableReference> usingClause,
    Expression? whereClause,
    ReturningClause? returningClause,
    TextSpan span) : Statement(span)
{
    public WithClause? WithClause { get; } = withClause;

    public RangeVar Relation { get; } = relation;

    public ValueList<TableReference> UsingClause { get; } = usingClause;

    public Expression? WhereClause { get; } = whereClause;

    public ReturningClause? ReturningClause { get; } = returningClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(WithClause);
        children.Add(Relation);
        children.Add(UsingClause);
        children.Add(WhereClause);
        children.Add(ReturningClause);
    }
}

/// <summary>MERGE (PostgreSQL: MergeStmt).</summary>
public sealed class MergeStmt(
    WithClause? withClause,
    RangeVar relation,
    TableReference sourceRelation,
    Expression joinCondition,
    ValueList<MergeWhenClause> mergeWhenClauses,
    ReturningClause? returningClause,
    TextSpan span) : Statement(span)
{
    public WithClause? WithClause { get; } = withClause;

    public RangeVar Relation { get; } = relation;

    public TableReference SourceRelation { get; } = sourceRelation;

    public Expression JoinCondition { get; } = joinCondition;

    public ValueList<MergeWhenClause> MergeWhenClauses { get; } = mergeWhenClauses;

    public ReturningClause? ReturningClause { get; } = returningClause;

    public override int MinimumVersion => ReturningClause is null ? 15 : 17;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(WithClause);
        children.Add(Relation);
        children.Add(SourceRelation);
        children.Add(JoinCondition);
        children.Add(MergeWhenClauses);
        children.Add(ReturningClause);
    }
}

/// <summary>PostgreSQL: MergeMatchKind.</summary>
public enum MergeMatchKind : byte
{
    Matched,
    NotMatchedBySource,
    NotMatchedByTarget,
}

/// <summary>What a WHEN clause of MERGE does.</summary>
public enum MergeCommand : byte
{
    Nothing,
    Insert,
    Update,
    Delete,
}

/// <summary>A WHEN clause of MERGE (PostgreSQL: MergeWhenClause).</summary>
/// <param name="values">The values of INSERT; empty for DEFAULT VALUES.</param>
public sealed class MergeWhenClause(
    MergeMatchKind matchKind,
    MergeCommand command,
    OverridingKind overriding,
    Expression? condition,
    ValueList<ResTarget> targetList,
    ValueList<Expression> values,
    TextSpan span) : SqlNode(span)
{
    public MergeMatchKind MatchKind { get; } = matchKind;

    public MergeCommand Command { get; } = command;

    public OverridingKind Override { get; } = overriding;

    public Expression? Condition { get; } = condition;

    /// <summary>The columns of INSERT, or the assignments of UPDATE.</summary>
    public ValueList<ResTarget> TargetList { get; } = targetList;

    public ValueList<Expression> Values { get; } = values;

    public override int MinimumVersion => MatchKind == MergeMatchKind.NotMatchedBySource ? 17 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Condition);
        children.Add(TargetList);
        children.Add(Values);
    }
}
