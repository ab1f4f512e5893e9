using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Brings reads of navigations and the queries of their entities together where calls lie between them.</summary>
internal sealed class NavigationGraph
{
    private const int MaxDepth = 4;

    private readonly Dictionary<ISymbol, List<EntityOrigin>> _returns = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ISymbol Callee, int Ordinal), List<(FunctionNode Caller, EntityArgument Argument)>> _arguments = [];
    private readonly Dictionary<ISymbol, List<(FunctionNode Function, EntityStore Store)>> _stores = new(SymbolEqualityComparer.Default);
    private readonly HashSet<Location> _reported = [];
    private readonly List<NavigationFinding> _findings = [];
    private readonly IReadOnlyCollection<FunctionNode> _functions;
    private readonly Dispatch _dispatch;

    private NavigationGraph(IReadOnlyCollection<FunctionNode> functions, Dispatch dispatch)
    {
        _functions = functions;
        _dispatch = dispatch;
        foreach (var function in functions)
        {
            if (function.Returns is { } returns)
            {
                foreach (var declared in dispatch.DeclarationsOf(function.Symbol))
                    AddTo(_returns, declared, returns);
            }

            foreach (var store in function.EntityStores)
                AddTo(_stores, store.Holder, (function, store));
            foreach (var argument in function.EntityArguments)
                AddTo(_arguments, (argument.Callee, argument.Ordinal), (function, argument));
        }
    }

    /// <summary>The navigations that are loaded once per element; those that one body shows are among them.</summary>
    public static IReadOnlyList<NavigationFinding> Find(IReadOnlyCollection<FunctionNode> functions, Dispatch dispatch)
    {
        var graph = new NavigationGraph(functions, dispatch);
        foreach (var function in functions)
        {
            foreach (var read in function.NavigationReads)
                graph.Follow(function, read.Property, read.Origin, read.Path, read.Loop, read.Location, 0);
        }

        return graph._findings;
    }

    /// <summary>The finding that a read is by itself; null when its entity comes through a call or it stands in no loop.</summary>
    public static NavigationFinding? OfBody(NavigationRead read) =>
        read is { Loop: { } loop, Origin: { Included: { } included, Query: { } query } } && !included.Contains(read.Path) ? new(read.Property, read.Path, loop, read.Location, query) : null;

    private void Follow(FunctionNode function, IPropertySymbol property, EntityOrigin origin, string path, BodyLoop? loop, Location location, int depth)
    {
        if (depth > MaxDepth)
            return;
        if (origin is { Included: { } included, Query: { } query })
        {
            if (loop is not null && !included.Contains(path) && (Parent(path) is not { } parent || included.Contains(parent)) && _reported.Add(location))
                _findings.Add(new(property, path, loop, location, query));
            return;
        }

        if (origin.Callee is { } holder and not IMethodSymbol && HeldEntities.IsHolder(holder))
        {
            // All that is ever put there must leave it out.
            if (!_stores.TryGetValue(holder, out var stores) || stores.Exists(pair => pair.Store.Origin is null) || !HeldEntities.AreAllWrites(holder, stores.Count))
                return;
            foreach (var (writer, store) in stores)
            {
                if (store.Origin is { } stored)
                    Follow(writer, property, stored, EntityOrigin.Join(stored.Path, path), loop, location, depth + 1);
            }

            return;
        }

        if (origin.Callee is { } callee)
        {
            // All bodies that the call may end in must leave it out.
            if (!_returns.TryGetValue(callee, out var returns) || returns.Count < _dispatch.BodiesOf(callee))
                return;
            foreach (var returned in returns)
                Follow(function, property, returned, EntityOrigin.Join(returned.Path, path), loop, location, depth + 1);
            return;
        }

        if (origin.Parameter < 0)
            return;
        foreach (var declared in _dispatch.DeclarationsOf(function.Symbol))
        {
            if (!_arguments.TryGetValue((declared, origin.Parameter), out var arguments))
                continue;
            foreach (var (caller, argument) in arguments)
            {
                // The loop is here, or around the call.
                var isHere = loop is not null;
                Follow(caller, property, argument.Origin, EntityOrigin.Join(argument.Origin.Path, path), loop ?? argument.Loop, isHere ? location : argument.Loop is null ? location : argument.Location, depth + 1);
            }
        }
    }

    private static string? Parent(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot < 0 ? null : path.Substring(0, dot);
    }

    private static void AddTo<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(item);
    }
}
