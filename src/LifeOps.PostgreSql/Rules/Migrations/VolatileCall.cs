using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>Finds calls whose value may differ from row to row of one statement (pg_proc.provolatile = 'v').</summary>
internal static class VolatileCall
{
    /// <summary>The name of the first volatile function that an expression calls; null when none is known to be.</summary>
    public static string? In(Expression expression, DatabaseSchema? schema)
    {
        foreach (var node in expression.DescendantsAndSelf())
        {
            if (node is FuncCall { Name.Value: { } name } call && IsVolatile(call, name, schema))
                return name;
        }

        return null;
    }

    private static bool IsVolatile(FuncCall call, string name, DatabaseSchema? schema)
    {
        var isKnown = false;
        foreach (var function in schema?.Functions ?? default)
        {
            if (function.Name != name || (call.Funcname.Count > 1 && call.Funcname[call.Funcname.Count - 2].Value != function.Schema))
                continue;
            isKnown = true;
            if (function.Volatility != 'v')
                return false;
        }

        if (isKnown)
            return true;
        if (AllVolatile(PostgresCatalog.Instance.BuiltIn, name, call.Args.Count) is { } builtIn)
            return builtIn;
        foreach (var extension in Extensions)
        {
            if (PostgresCatalog.Instance.FindExtension(extension) is { } section && AllVolatile(section, name, call.Args.Count) is { } answer)
                return answer;
        }

        return false;
    }

    // Those whose functions stand in defaults; which are installed is often written in an earlier migration.
    private static readonly string[] Extensions = ["uuid-ossp", "pgcrypto", "timescaledb"];

    /// <summary>Whether the functions of a name that take so many arguments are volatile; null when there are none.</summary>
    private static bool? AllVolatile(CatalogSection section, string name, int arguments)
    {
        if (!section.Functions.TryGetValue(name, out var functions))
            return null;
        bool? result = null;
        foreach (var function in functions)
        {
            if (function.Arguments.Count - function.DefaultCount <= arguments && arguments <= function.Arguments.Count)
                result = (result ?? true) && function.Volatility == 'v';
        }

        return result;
    }
}
