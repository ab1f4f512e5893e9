using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

// DO blocks: Entity Framework's idempotent scripts wrap every statement in one, hand-written files guard CREATE TYPE with one.
internal sealed partial class SchemaFolder
{
    private void RunBlock(DoStmt statement)
    {
        if (statement.Body is not { } body)
            return;
        foreach (var diagnostic in body.Diagnostics)
            _problems.Add(new("LDB0001", At(diagnostic.Span), diagnostic.Message));
        Run(body.Action);
    }

    private void Run(ValueList<PLpgSQL_stmt> statements)
    {
        foreach (var statement in statements)
            Run(statement);
    }

    private void RunQuietly(ValueList<PLpgSQL_stmt> statements)
    {
        _quietDepth++;
        Run(statements);
        _quietDepth--;
    }

    private void Run(PLpgSQL_stmt statement)
    {
        switch (statement)
        {
            case PLpgSQL_stmt_block block:
                // What an exception handler catches does not fail the script.
                if (block.Exceptions.IsEmpty)
                    Run(block.Body);
                else
                    RunQuietly(block.Body);
                break;
            case PLpgSQL_stmt_execsql sql:
                Run(sql.Sqlstmt);
                break;
            case PLpgSQL_stmt_dynexecute execute:
                foreach (var executed in execute.Executed)
                    Run(executed);
                break;
            case PLpgSQL_stmt_perform { Expr.Tree: SelectStmt select }:
                Select(select);
                break;
            case PLpgSQL_stmt_call call:
                Run(call.Expr);
                break;
            case PLpgSQL_stmt_if branch:
                RunBranch(branch);
                break;
            case PLpgSQL_stmt_loop loop:
                RunQuietly(loop.Body);
                break;
            case PLpgSQL_stmt_while loop:
                RunQuietly(loop.Body);
                break;
            case PLpgSQL_stmt_fori loop:
                RunQuietly(loop.Body);
                break;
            case PLpgSQL_stmt_fors loop:
                RunQuietly(loop.Body);
                break;
        }
    }

    private void Run(RawStmt statement)
    {
        if (!statement.HasErrors)
            Fold(statement.Stmt);
    }

    /// <summary>
    /// A condition on the tables of the database sees no rows: an empty database is being built. One on the catalog asks whether an object is there,
    /// which the statements behind it find out themselves: they are applied where they fit.
    /// </summary>
    private void RunBranch(PLpgSQL_stmt_if branch)
    {
        switch (ExistsCondition(branch.Cond.Tree))
        {
            case (true, var readsCatalog) when !readsCatalog:
                Run(branch.ThenBody);
                break;
            case (false, var readsCatalog) when !readsCatalog:
                Run(branch.ElseBody);
                break;
            default:
                RunQuietly(branch.ThenBody);
                break;
        }
    }

    /// <summary>Whether a condition is NOT EXISTS (true) or EXISTS (false) of a query, and whether that query reads the catalog.</summary>
    private static (bool? Holds, bool ReadsCatalog) ExistsCondition(SqlNode? condition)
    {
        var holds = false;
        while (true)
        {
            switch (condition)
            {
                case SelectStmt { TargetList.Count: 1 } select when select.FromClause.IsEmpty:
                    condition = select.TargetList[0].Val;
                    continue;
                case BoolExpr { BoolOp: BoolExprType.Not, Args.Count: 1 } not:
                    holds = !holds;
                    condition = not.Args[0];
                    continue;
                case SubLink { SubLinkType: SubLinkType.Exists } exists:
                    return (holds, ReadsCatalog(exists.Subselect));
                default:
                    return (null, false);
            }
        }
    }

    private static bool ReadsCatalog(SqlNode query)
    {
        foreach (var node in query.DescendantsAndSelf())
        {
            if (node is RangeVar relation && (relation.Schema.Value is "pg_catalog" or "information_schema" || relation.Name.Value?.StartsWith("pg_", System.StringComparison.Ordinal) == true))
                return true;
        }

        return false;
    }
}
