using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Whether what a loop calls is little more than the data access itself, so that asking or writing for all elements at once can stand in its
/// place. A callee that reads a row to change it, that asks on a condition only, or does much else, does a piece of work for the element: of that
/// nobody can tell from the outside whether it can be done for all at once.
/// </summary>
/// <param name="callees">What the project wants to be told of.</param>
/// <param name="reachesDatabase">The members that reach the database, by every name they are called by.</param>
/// <param name="changing">The members that write, or change what a context tracks, by every name they are called by.</param>
internal sealed class NarrowCallees(Callees callees, ISet<ISymbol> reachesDatabase, Lazy<HashSet<ISymbol>> changing)
{
    /// <summary>Calls between a loop and a query that a service and its repository make.</summary>
    private const int UsualDepth = 2;

    /// <summary>Whether the callees on the way from a loop to the data access are of that kind.</summary>
    /// <param name="effect">The effect, at the place in the loop.</param>
    /// <param name="loop">The loop; null when it is another function that runs the place per element.</param>
    public bool LeadTo(Effect effect, BodyLoop? loop)
    {
        if (callees == Callees.All || effect.Inner is not { } inner)
            return true;
        if (effect.Kind == DataAccessKind.Save)
            return IsHandedOn(inner);
        if (inner.Conditions > 0 || inner.Site.IsConditional)
            return false;
        if (effect.Kind != DataAccessKind.Query)
            return !effect.Site.IsConditional && IsHandedOn(inner);
        var changes = loop is null ? Changes.None : ChangesIn(effect, loop);
        if (effect.Site.Callee is { } callee && changing.Value.Contains(callee))
            return changes == Changes.None && !effect.Site.IsConditional && ChangesARow(inner);
        if (changes == Changes.None && effect.Depth <= UsualDepth)
            return true;

        // Far away, or beside other changes, only what every iteration gets to.
        return !effect.Site.IsConditional && (changes == Changes.None ? IsHandedOn(inner) : changes == Changes.Elsewhere && effect.Depth <= UsualDepth);
    }

    /// <summary>What of it can be told without knowing the loop: for those who call from other assemblies.</summary>
    public bool IsNarrow(Effect callee)
    {
        if (callee.Kind == DataAccessKind.Save)
            return IsHandedOn(callee);
        if (callee.Conditions > 0 || callee.Site.IsConditional)
            return false;
        return callee.Kind == DataAccessKind.Query ? !changing.Value.Contains(callee.Owner.Symbol) : IsHandedOn(callee);
    }

    /// <summary>Whether a function that calls itself does nothing else with the database than to ask and to call itself.</summary>
    public bool DoesNothingElse(Effect recursion) => callees == Callees.All
        || recursion.Owner.Sites.Count(site => ReachesDatabase(site) && !SymbolEqualityComparer.Default.Equals(site.Callee, recursion.Owner.Symbol)) == 1;

    private enum Changes
    {
        None,

        /// <summary>By members of other types than the one that is asked.</summary>
        Elsewhere,

        /// <summary>By the type that is asked: what one element writes, a later one may be asking for.</summary>
        WhereItAsks,
    }

    private Changes ChangesIn(Effect effect, BodyLoop loop)
    {
        var result = Changes.None;
        foreach (var site in effect.Owner.Sites)
        {
            if (ReferenceEquals(site, effect.Site) || !site.Loops.Contains(loop))
                continue;
            if (site.Callee is { } callee && changing.Value.Contains(callee))
            {
                if (SymbolEqualityComparer.Default.Equals(callee.ContainingType, effect.Site.Callee?.ContainingType))
                    return Changes.WhereItAsks;
                result = Changes.Elsewhere;
            }
            else if (site.Query is { Kind: not DataAccessKind.Query })
            {
                result = Changes.Elsewhere;
            }
        }

        return result;
    }

    // Loads a row by its key, changes or removes it and saves. What makes the row when there is none is found there by the next element of that key.
    private bool ChangesARow(Effect callee) => !callee.Owner.AddsTracked && callee is { Inner: null, Query.Shape: ResultShape.SingleRow } && PlacesIn(callee.Owner) == 2 && callee.Owner.Sites.Exists(site => site.Query is { Kind: DataAccessKind.Save });

    private int PlacesIn(FunctionNode function) => function.Sites.Count(ReachesDatabase);

    private bool ReachesDatabase(CallSite site) => site.Query is not null || site.Callee is { } called && reachesDatabase.Contains(called);

    // Every callee has one place that reaches the database: it hands on, and that is all.
    private bool IsHandedOn(Effect callee)
    {
        for (var current = callee; current is not null; current = current.Inner)
        {
            if (PlacesIn(current.Owner) > 1)
                return false;
        }

        return true;
    }
}
