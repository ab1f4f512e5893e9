using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>Tells whether asking again gives the same as long as nobody writes.</summary>
public static class RepeatableRead
{
    /// <summary>
    /// Whether a script only reads, locks nothing, and calls no function that is volatile (pg_proc.provolatile) or unknown:
    /// nextval, random, clock_timestamp and a project's own functions answer differently each time.
    /// </summary>
    public static bool Is(SqlScript script)
    {
        if (!script.Diagnostics.IsEmpty || script.Statements.IsEmpty)
            return false;
        foreach (var statement in script.Statements)
        {
            if (statement.Stmt is not SelectStmt)
                return false;
            foreach (var node in statement.DescendantsAndSelf())
            {
                if (node is InsertStmt or UpdateStmt or DeleteStmt or MergeStmt or SelectStmt { LockingClause.IsEmpty: false } || node is FuncCall call && !IsStable(call))
                    return false;
            }
        }

        return true;
    }

    private static bool IsStable(FuncCall call)
    {
        var name = call.Funcname.Count > 0 ? call.Funcname[call.Funcname.Count - 1].Value : null;
        if (name is null || !PostgresCatalog.Instance.BuiltIn.Functions.TryGetValue(name, out var functions))
            return false;
        foreach (var function in functions)
        {
            if (function.Volatility == 'v')
                return false;
        }

        return true;
    }
}
