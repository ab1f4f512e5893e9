namespace LifeOps.PostgreSql.Syntax;

/// <summary>variable := expression (PostgreSQL: PLpgSQL_stmt_assign).</summary>
public sealed class PLpgSQL_stmt_assign(PLpgSQL_target target, PLpgSQL_expr expr, TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_target Target { get; } = target;

    public PLpgSQL_expr Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Target);
        children.Add(Expr);
    }
}

/// <summary>An SQL statement (PostgreSQL: PLpgSQL_stmt_execsql).</summary>
public sealed class PLpgSQL_stmt_execsql(RawStmt sqlstmt, PLpgSQL_into? into, TextSpan span) : PLpgSQL_stmt(span)
{
    /// <summary>Without its INTO.</summary>
    public RawStmt Sqlstmt { get; } = sqlstmt;

    public PLpgSQL_into? Into { get; } = into;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Sqlstmt);
        children.Add(Into);
    }
}

/// <summary>EXECUTE (PostgreSQL: PLpgSQL_stmt_dynexecute).</summary>
public sealed class PLpgSQL_stmt_dynexecute(
    PLpgSQL_expr query,
    ValueList<RawStmt> executed,
    PLpgSQL_into? into,
    ValueList<PLpgSQL_expr> @params,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr Query { get; } = query;

    /// <summary>The statements that are executed, where the text is a constant.</summary>
    public ValueList<RawStmt> Executed { get; } = executed;

    public PLpgSQL_into? Into { get; } = into;

    public ValueList<PLpgSQL_expr> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Query);
        children.Add(Executed);
        children.Add(Into);
        children.Add(Params);
    }
}

/// <summary>INTO variables (PostgreSQL: PLpgSQL_into).</summary>
public sealed class PLpgSQL_into(bool strict, ValueList<PLpgSQL_target> targets, TextSpan span) : SqlNode(span)
{
    public bool Strict { get; } = strict;

    public ValueList<PLpgSQL_target> Targets { get; } = targets;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Targets);
}

/// <summary>PERFORM (PostgreSQL: PLpgSQL_stmt_perform).</summary>
public sealed class PLpgSQL_stmt_perform(PLpgSQL_expr expr, TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>CALL and DO (PostgreSQL: PLpgSQL_stmt_call).</summary>
public sealed class PLpgSQL_stmt_call(RawStmt expr, TextSpan span) : PLpgSQL_stmt(span)
{
    public RawStmt Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>RETURN (PostgreSQL: PLpgSQL_stmt_return).</summary>
public sealed class PLpgSQL_stmt_return(PLpgSQL_expr? expr, TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr? Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>RETURN NEXT (PostgreSQL: PLpgSQL_stmt_return_next).</summary>
public sealed class PLpgSQL_stmt_return_next(PLpgSQL_expr? expr, TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr? Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>RETURN QUERY (PostgreSQL: PLpgSQL_stmt_return_query).</summary>
public sealed class PLpgSQL_stmt_return_query(
    PLpgSQL_expr? query,
    PLpgSQL_expr? dynquery,
    ValueList<RawStmt> executed,
    ValueList<PLpgSQL_expr> @params,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr? Query { get; } = query;

    public PLpgSQL_expr? Dynquery { get; } = dynquery;

    /// <summary>The statements that are executed, where the text of EXECUTE is a constant.</summary>
    public ValueList<RawStmt> Executed { get; } = executed;

    public ValueList<PLpgSQL_expr> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Query);
        children.Add(Dynquery);
        children.Add(Executed);
        children.Add(Params);
    }
}

/// <summary>An option of RAISE behind USING (PostgreSQL: PLpgSQL_raise_option).</summary>
public sealed class PLpgSQL_raise_option(Identifier optType, PLpgSQL_expr expr, TextSpan span) : SqlNode(span)
{
    public Identifier OptType { get; } = optType;

    public PLpgSQL_expr Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>RAISE (PostgreSQL: PLpgSQL_stmt_raise).</summary>
public sealed class PLpgSQL_stmt_raise(
    Identifier elogLevel,
    Identifier condname,
    Identifier message,
    ValueList<PLpgSQL_expr> @params,
    ValueList<PLpgSQL_raise_option> options,
    TextSpan span) : PLpgSQL_stmt(span)
{
    /// <summary>Missing: EXCEPTION.</summary>
    public Identifier ElogLevel { get; } = elogLevel;

    /// <summary>The name of a condition, or the code of SQLSTATE; missing when left out.</summary>
    public Identifier Condname { get; } = condname;

    /// <summary>The format; missing when left out.</summary>
    public Identifier Message { get; } = message;

    public ValueList<PLpgSQL_expr> Params { get; } = @params;

    public ValueList<PLpgSQL_raise_option> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Params);
        children.Add(Options);
    }
}

/// <summary>ASSERT (PostgreSQL: PLpgSQL_stmt_assert).</summary>
public sealed class PLpgSQL_stmt_assert(PLpgSQL_expr cond, PLpgSQL_expr? message, TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr Cond { get; } = cond;

    public PLpgSQL_expr? Message { get; } = message;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Cond);
        children.Add(Message);
    }
}

/// <summary>variable = item of GET DIAGNOSTICS (PostgreSQL: PLpgSQL_diag_item).</summary>
public sealed class PLpgSQL_diag_item(PLpgSQL_target target, Identifier kind, TextSpan span) : SqlNode(span)
{
    public PLpgSQL_target Target { get; } = target;

    public Identifier Kind { get; } = kind;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Target);
}

/// <summary>GET DIAGNOSTICS (PostgreSQL: PLpgSQL_stmt_getdiag).</summary>
public sealed class PLpgSQL_stmt_getdiag(bool isStacked, ValueList<PLpgSQL_diag_item> diagItems, TextSpan span) : PLpgSQL_stmt(span)
{
    public bool IsStacked { get; } = isStacked;

    public ValueList<PLpgSQL_diag_item> DiagItems { get; } = diagItems;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(DiagItems);
}

/// <summary>OPEN (PostgreSQL: PLpgSQL_stmt_open).</summary>
public sealed class PLpgSQL_stmt_open(
    Identifier curvar,
    CursorOptions cursorOptions,
    PLpgSQL_expr? argquery,
    PLpgSQL_expr? query,
    PLpgSQL_expr? dynquery,
    ValueList<RawStmt> executed,
    ValueList<PLpgSQL_expr> @params,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Curvar { get; } = curvar;

    public CursorOptions CursorOptions { get; } = cursorOptions;

    /// <summary>The arguments of a bound cursor.</summary>
    public PLpgSQL_expr? Argquery { get; } = argquery;

    public PLpgSQL_expr? Query { get; } = query;

    public PLpgSQL_expr? Dynquery { get; } = dynquery;

    /// <summary>The statements that are executed, where the text of EXECUTE is a constant.</summary>
    public ValueList<RawStmt> Executed { get; } = executed;

    public ValueList<PLpgSQL_expr> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Argquery);
        children.Add(Query);
        children.Add(Dynquery);
        children.Add(Executed);
        children.Add(Params);
    }
}

/// <summary>FETCH and MOVE (PostgreSQL: PLpgSQL_stmt_fetch).</summary>
public sealed class PLpgSQL_stmt_fetch(
    FetchDirection direction,
    PLpgSQL_expr? howMany,
    bool all,
    Identifier curvar,
    bool isMove,
    ValueList<PLpgSQL_target> targets,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public FetchDirection Direction { get; } = direction;

    /// <summary>Null: one, or all.</summary>
    public PLpgSQL_expr? HowMany { get; } = howMany;

    public bool All { get; } = all;

    public Identifier Curvar { get; } = curvar;

    public bool IsMove { get; } = isMove;

    public ValueList<PLpgSQL_target> Targets { get; } = targets;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(HowMany);
        children.Add(Targets);
    }
}

/// <summary>CLOSE (PostgreSQL: PLpgSQL_stmt_close).</summary>
public sealed class PLpgSQL_stmt_close(Identifier curvar, TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Curvar { get; } = curvar;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>COMMIT (PostgreSQL: PLpgSQL_stmt_commit).</summary>
public sealed class PLpgSQL_stmt_commit(bool chain, TextSpan span) : PLpgSQL_stmt(span)
{
    public bool Chain { get; } = chain;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ROLLBACK (PostgreSQL: PLpgSQL_stmt_rollback).</summary>
public sealed class PLpgSQL_stmt_rollback(bool chain, TextSpan span) : PLpgSQL_stmt(span)
{
    public bool Chain { get; } = chain;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>NULL (PostgreSQL keeps nothing for it).</summary>
public sealed class PLpgSQL_stmt_null(TextSpan span) : PLpgSQL_stmt(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
