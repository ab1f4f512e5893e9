using System;
using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// What the members of a compilation do besides asking the database, found out by following what they wait for. A member that nobody
/// can follow to the database does something else: it sends, converts, calls another service.
/// </summary>
internal sealed class CallReach(IReadOnlyDictionary<ISymbol, List<FunctionNode>> bodies, ISet<ISymbol> reachesDatabase, NarrowCallees narrow)
{
    private const int MaxDepth = 4;

    private readonly Dictionary<ISymbol, OutsideWork> _known = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _asks = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _changes = new(SymbolEqualityComparer.Default);

    /// <summary>Which callees are little more than the data access they lead to.</summary>
    public NarrowCallees Narrow { get; } = narrow;

    /// <summary>Whether something of what is waited for is no data access.</summary>
    public bool WaitsOutside(Awaited awaited) => OutsideOf(awaited, 0) != OutsideWork.None;

    /// <summary>Whether something of what is waited for is done for its own sake: it sends, calls another service, writes a file.</summary>
    public bool SendsOutside(Awaited awaited) => (OutsideOf(awaited, 0) & OutsideWork.Command) != 0;

    /// <summary>Whether the member makes services of their own for what it runs.</summary>
    public bool OpensServices(ISymbol callee) => (OutsideOf(callee, 0) & OutsideWork.Services) != 0;

    /// <summary>What a function waits for besides the database, itself or through others.</summary>
    public OutsideWork OutsideOf(FunctionNode function) => OutsideOf(function.Awaited, 0);

    /// <summary>Whether the member asks the database for something, itself or through others.</summary>
    public bool Asks(ISymbol callee) => reachesDatabase.Contains(callee) && Does(callee, _asks, query => query.Kind == DataAccessKind.Query, 0);

    /// <summary>Whether the member changes something in the database, itself or through others.</summary>
    public bool Changes(ISymbol callee) => reachesDatabase.Contains(callee) && Does(callee, _changes, query => query.Kind != DataAccessKind.Query, 0);

    private bool Does(ISymbol callee, Dictionary<ISymbol, bool> known, Func<QueryFact, bool> isMeant, int depth)
    {
        if (depth > MaxDepth || !bodies.TryGetValue(callee, out var functions))
            return false;
        if (known.TryGetValue(callee, out var result))
            return result;

        // Recursion adds nothing.
        known[callee] = false;
        foreach (var function in functions)
        {
            foreach (var site in function.Sites)
            {
                if (site.Query is { } query && isMeant(query) || site.Callee is { } called && Does(called, known, isMeant, depth + 1))
                    return known[callee] = true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a callee on the way to the data access does a piece of work of its own: what it asks the database for belongs to that work,
    /// and the work is done per element. For what writes any other work counts; for a query only what is done for its own sake.
    /// </summary>
    public bool IsJob(Effect effect)
    {
        for (var inner = effect.Inner; inner is not null; inner = inner.Inner)
        {
            var outside = OutsideOf(inner.Owner.Awaited, 0);
            if ((outside & OutsideWork.Command) != 0 || effect.Kind != DataAccessKind.Query && outside != OutsideWork.None)
                return true;
        }

        return false;
    }

    private OutsideWork OutsideOf(Awaited awaited, int depth)
    {
        var result = awaited.Outside;
        if (depth > MaxDepth)
            return result;
        foreach (var call in awaited.Calls)
        {
            if (result == (OutsideWork.Value | OutsideWork.Command))
                break;
            result |= reachesDatabase.Contains(call.Callee) ? OutsideOf(call.Callee, depth + 1) : call.GivesValue ? OutsideWork.Value : OutsideWork.Command;
        }

        return result;
    }

    private OutsideWork OutsideOf(ISymbol callee, int depth)
    {
        if (_known.TryGetValue(callee, out var known))
            return known;

        // Recursion adds nothing.
        _known[callee] = OutsideWork.None;
        var result = OutsideWork.None;
        if (bodies.TryGetValue(callee, out var functions))
        {
            foreach (var function in functions)
                result |= OutsideOf(function.Awaited, depth);
        }

        return _known[callee] = result;
    }
}
