namespace LifeOps.PostgreSql.Syntax;

/// <summary>ELSIF (PostgreSQL: PLpgSQL_if_elsif).</summary>
public sealed class PLpgSQL_if_elsif(PLpgSQL_expr cond, ValueList<PLpgSQL_stmt> stmts, TextSpan span) : SqlNode(span)
{
    public PLpgSQL_expr Cond { get; } = cond;

    public ValueList<PLpgSQL_stmt> Stmts { get; } = stmts;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Cond);
        children.Add(Stmts);
    }
}

/// <summary>IF (PostgreSQL: PLpgSQL_stmt_if).</summary>
public sealed class PLpgSQL_stmt_if(
    PLpgSQL_expr cond,
    ValueList<PLpgSQL_stmt> thenBody,
    ValueList<PLpgSQL_if_elsif> elsifList,
    ValueList<PLpgSQL_stmt> elseBody,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr Cond { get; } = cond;

    public ValueList<PLpgSQL_stmt> ThenBody { get; } = thenBody;

    public ValueList<PLpgSQL_if_elsif> ElsifList { get; } = elsifList;

    public ValueList<PLpgSQL_stmt> ElseBody { get; } = elseBody;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Cond);
        children.Add(ThenBody);
        children.Add(ElsifList);
        children.Add(ElseBody);
    }
}

/// <summary>WHEN of a CASE statement (PostgreSQL: PLpgSQL_case_when).</summary>
public sealed class PLpgSQL_case_when(PLpgSQL_expr expr, ValueList<PLpgSQL_stmt> stmts, TextSpan span) : SqlNode(span)
{
    /// <summary>For a CASE with an expression the values, with commas.</summary>
    public PLpgSQL_expr Expr { get; } = expr;

    public ValueList<PLpgSQL_stmt> Stmts { get; } = stmts;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Expr);
        children.Add(Stmts);
    }
}

/// <summary>The CASE statement (PostgreSQL: PLpgSQL_stmt_case).</summary>
public sealed class PLpgSQL_stmt_case(
    PLpgSQL_expr? tExpr,
    ValueList<PLpgSQL_case_when> caseWhenList,
    bool haveElse,
    ValueList<PLpgSQL_stmt> elseStmts,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public PLpgSQL_expr? TExpr { get; } = tExpr;

    public ValueList<PLpgSQL_case_when> CaseWhenList { get; } = caseWhenList;

    public bool HaveElse { get; } = haveElse;

    public ValueList<PLpgSQL_stmt> ElseStmts { get; } = elseStmts;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TExpr);
        children.Add(CaseWhenList);
        children.Add(ElseStmts);
    }
}

/// <summary>LOOP (PostgreSQL: PLpgSQL_stmt_loop).</summary>
public sealed class PLpgSQL_stmt_loop(Identifier label, ValueList<PLpgSQL_stmt> body, TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Body);
}

/// <summary>WHILE (PostgreSQL: PLpgSQL_stmt_while).</summary>
public sealed class PLpgSQL_stmt_while(Identifier label, PLpgSQL_expr cond, ValueList<PLpgSQL_stmt> body, TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public PLpgSQL_expr Cond { get; } = cond;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Cond);
        children.Add(Body);
    }
}

/// <summary>FOR over integers (PostgreSQL: PLpgSQL_stmt_fori).</summary>
public sealed class PLpgSQL_stmt_fori(
    Identifier label,
    Identifier var,
    bool reverse,
    PLpgSQL_expr lower,
    PLpgSQL_expr upper,
    PLpgSQL_expr? step,
    ValueList<PLpgSQL_stmt> body,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public Identifier Var { get; } = var;

    public bool Reverse { get; } = reverse;

    /// <summary>The first value, the upper one with REVERSE.</summary>
    public PLpgSQL_expr Lower { get; } = lower;

    public PLpgSQL_expr Upper { get; } = upper;

    public PLpgSQL_expr? Step { get; } = step;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Lower);
        children.Add(Upper);
        children.Add(Step);
        children.Add(Body);
    }
}

/// <summary>FOR over the rows of a query (PostgreSQL: PLpgSQL_stmt_fors).</summary>
public sealed class PLpgSQL_stmt_fors(
    Identifier label,
    ValueList<PLpgSQL_target> var,
    PLpgSQL_expr query,
    ValueList<PLpgSQL_stmt> body,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_target> Var { get; } = var;

    public PLpgSQL_expr Query { get; } = query;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Var);
        children.Add(Query);
        children.Add(Body);
    }
}

/// <summary>FOR over the rows of a cursor (PostgreSQL: PLpgSQL_stmt_forc).</summary>
public sealed class PLpgSQL_stmt_forc(
    Identifier label,
    ValueList<PLpgSQL_target> var,
    Identifier curvar,
    PLpgSQL_expr? argquery,
    ValueList<PLpgSQL_stmt> body,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_target> Var { get; } = var;

    public Identifier Curvar { get; } = curvar;

    public PLpgSQL_expr? Argquery { get; } = argquery;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Var);
        children.Add(Argquery);
        children.Add(Body);
    }
}

/// <summary>FOR over the rows of EXECUTE (PostgreSQL: PLpgSQL_stmt_dynfors).</summary>
public sealed class PLpgSQL_stmt_dynfors(
    Identifier label,
    ValueList<PLpgSQL_target> var,
    PLpgSQL_expr query,
    ValueList<RawStmt> executed,
    ValueList<PLpgSQL_expr> @params,
    ValueList<PLpgSQL_stmt> body,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_target> Var { get; } = var;

    public PLpgSQL_expr Query { get; } = query;

    /// <summary>The statements that are executed, where the text is a constant.</summary>
    public ValueList<RawStmt> Executed { get; } = executed;

    public ValueList<PLpgSQL_expr> Params { get; } = @params;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Var);
        children.Add(Query);
        children.Add(Executed);
        children.Add(Params);
        children.Add(Body);
    }
}

/// <summary>FOREACH over the elements of an array (PostgreSQL: PLpgSQL_stmt_foreach_a).</summary>
public sealed class PLpgSQL_stmt_foreach_a(
    Identifier label,
    ValueList<PLpgSQL_target> var,
    int slice,
    PLpgSQL_expr expr,
    ValueList<PLpgSQL_stmt> body,
    TextSpan span) : PLpgSQL_stmt(span)
{
    public Identifier Label { get; } = label;

    public ValueList<PLpgSQL_target> Var { get; } = var;

    public int Slice { get; } = slice;

    public PLpgSQL_expr Expr { get; } = expr;

    public ValueList<PLpgSQL_stmt> Body { get; } = body;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Var);
        children.Add(Expr);
        children.Add(Body);
    }
}

/// <summary>EXIT and CONTINUE (PostgreSQL: PLpgSQL_stmt_exit).</summary>
public sealed class PLpgSQL_stmt_exit(bool isExit, Identifier label, PLpgSQL_expr? cond, TextSpan span) : PLpgSQL_stmt(span)
{
    public bool IsExit { get; } = isExit;

    public Identifier Label { get; } = label;

    public PLpgSQL_expr? Cond { get; } = cond;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Cond);
}
