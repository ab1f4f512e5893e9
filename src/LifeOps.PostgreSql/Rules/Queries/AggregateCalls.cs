using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>Tells calls of aggregates and of window functions from other calls.</summary>
internal static class AggregateCalls
{
    /// <summary>Whether an expression aggregates the rows of its own query.</summary>
    public static bool In(SqlNode node)
    {
        if (node is SubLink)
            return false;
        if (node is FuncCall call && IsOne(call))
            return true;
        foreach (var child in node.Children)
        {
            if (In(child))
                return true;
        }

        return false;
    }

    /// <summary>Whether a call is one of an aggregate.</summary>
    public static bool IsOne(FuncCall call) =>
        call.Over is null && (call.AggStar || call.AggWithinGroup || call.AggDistinct || call.AggFilter is not null || IsAggregate(call.Name.Value));

    /// <summary>Whether an expression looks at other rows through a window.</summary>
    public static bool WindowsIn(SqlNode node)
    {
        if (node is SubLink)
            return false;
        if (node is FuncCall { Over: not null })
            return true;
        foreach (var child in node.Children)
        {
            if (WindowsIn(child))
                return true;
        }

        return false;
    }

    private static bool IsAggregate(string? name)
    {
        if (name is null)
            return false;
        if (PostgresCatalog.Instance.BuiltIn.Functions.TryGetValue(name, out var overloads))
        {
            foreach (var overload in overloads)
            {
                if (overload.IsAggregate)
                    return true;
            }

            return false;
        }

        if (PostgresCatalog.Instance.FindExtension("timescaledb") is { } timescale && timescale.Functions.TryGetValue(name, out var others))
        {
            foreach (var other in others)
            {
                if (other.IsAggregate)
                    return true;
            }
        }

        return false;
    }
}
