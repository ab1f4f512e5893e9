using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>A query that runs once per iteration.</summary>
/// <param name="Location">The query, or the call inside the loop that leads to it.</param>
/// <param name="AsksTheSame">Whether it asks for the same in every iteration.</param>
internal sealed record LoopFinding(Effect Effect, BodyLoop Loop, Location Location, bool AsksTheSame = false);

/// <summary>
/// The functions of a compilation, who calls whom, and what follows from it: effects flow from the queries up to the callers,
/// shortest paths first, until nothing changes. Recursion needs no special care: an effect that a function has already is not added again.
/// </summary>
internal sealed class EffectGraph
{
    // A function that reaches the database in more ways than this tells its callers nothing new.
    private const int MaxEffects = 8;

    // Longer chains lead through so many conditions that nobody could say what one turn of the loop does.
    private const int MaxDepth = 4;

    private readonly Dictionary<ISymbol, FunctionNode> _functions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<CallSite>> _callers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<(CallSite Site, DelegateArgument Argument)>> _handedOver = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<FunctionNode, List<Effect>> _effects = [];
    private readonly Dictionary<(ISymbol Function, int Parameter), DelegateCalls> _delegateCalls = new(DelegateParameterComparer.Instance);
    private readonly Dictionary<ISymbol, Bodies> _dispatched = new(SymbolEqualityComparer.Default);
    private readonly Queue<Effect> _pending = new();
    private readonly HashSet<Location> _reported = [];
    private readonly List<LoopFinding> _findings = [];
    private readonly Dispatch _dispatch;
    private readonly CallReach _reach;

    private EffectGraph(IEnumerable<FunctionNode> functions, Dispatch dispatch, Callees callees)
    {
        _dispatch = dispatch;
        foreach (var function in functions)
        {
            _functions[function.Symbol] = function;
            foreach (var site in function.Sites)
                AddSite(site);
        }

        var reachesDatabase = FindReaching(function => function.Sites.Any(site => site.Query is not null));
        _reach = CreateReach(reachesDatabase, new NarrowCallees(callees, reachesDatabase, new(() => FindWriters(withTracked: true))));
    }

    private CallReach CreateReach(ISet<ISymbol> reachesDatabase, NarrowCallees narrow)
    {
        var bodies = new Dictionary<ISymbol, List<FunctionNode>>(SymbolEqualityComparer.Default);
        foreach (var function in _functions.Values)
        {
            foreach (var declared in _dispatch.DeclarationsOf(function.Symbol))
                AddTo(bodies, declared, function);
        }

        return new CallReach(bodies, reachesDatabase, narrow);
    }

    /// <summary>The bodies of one abstract, virtual or interface member that reach the database, and what they do.</summary>
    private sealed class Bodies
    {
        public HashSet<ISymbol> Functions { get; } = new(SymbolEqualityComparer.Default);

        public List<Effect> Waiting { get; } = [];

        public bool IsOpen { get; set; }
    }

    /// <summary>How a function treats a delegate parameter.</summary>
    private enum DelegateCalls
    {
        Once = 1,
        PerElement = 2,
    }

    /// <summary>What of the compilation runs a query per iteration and is not visible inside one body.</summary>
    public static IReadOnlyList<LoopFinding> FindLoops(IEnumerable<FunctionNode> functions, Dispatch dispatch, Callees callees, CancellationToken cancellationToken)
    {
        var graph = Spread(functions, dispatch, callees, cancellationToken);

        graph.FindRepeats();
        return graph._findings;
    }

    /// <summary>All effects of the functions, whatever loops they stand in, with what the functions wait for besides, and whether they are little more than the effect.</summary>
    public static IReadOnlyList<(Effect Effect, OutsideWork Outside, bool IsNarrow)> EffectsOf(IEnumerable<FunctionNode> functions, Dispatch dispatch, CancellationToken cancellationToken)
    {
        var graph = Spread(functions, dispatch, Callees.Narrow, cancellationToken);

        // What ends in a save behind a job, or behind a flag, says nothing of a loop around it.
        return [.. graph._effects.Values.SelectMany(effects => effects).Where(effect => (effect.Site.Needs is null || effect.Kind != DataAccessKind.Save) && !LoopJudge.IsJob(effect) && !graph._reach.IsJob(effect))
            .Select(effect => (effect, graph._reach.OutsideOf(effect.Owner), graph._reach.Narrow.IsNarrow(effect)))];
    }

    /// <summary>The graph with every function's effects found.</summary>
    private static EffectGraph Spread(IEnumerable<FunctionNode> functions, Dispatch dispatch, Callees callees, CancellationToken cancellationToken)
    {
        var graph = new EffectGraph(functions, dispatch, callees);
        graph.FollowDelegates();
        graph.Seed();
        while (graph._pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            graph.Spread(graph._pending.Dequeue());
        }

        return graph;
    }

    // The same question in every turn, where nothing that the loop calls writes.
    private void FindRepeats()
    {
        HashSet<ISymbol>? writers = null;
        foreach (var function in _functions.Values)
        {
            foreach (var site in function.Sites)
            {
                if (site is not { Query: { } query, Repeated: { Callees.Count: > 0 } repeated })
                    continue;
                var effect = new Effect(site, query);
                if (LoopJudge.FindLoop(site, effect) is not null)
                    continue;
                writers ??= FindWriters(withTracked: false);
                if (repeated.Callees.All(callee => !writers.Contains(callee) && _dispatch.BodiesOf(callee) > 0))
                    Report(new(effect, repeated.Loop, site.Location!, AsksTheSame: true));
            }
        }
    }

    /// <summary>The functions that write, themselves or through others, by every name they are called by; with those that change what a context tracks, if asked for.</summary>
    private HashSet<ISymbol> FindWriters(bool withTracked) =>
        FindReaching(function => withTracked && function.ChangesTracked || function.Sites.Any(site => site.Query is { Kind: not DataAccessKind.Query } || site.Query is null && site.Callee is null));

    /// <summary>The functions that do something, themselves or through others, by every name they are called by.</summary>
    private HashSet<ISymbol> FindReaching(Func<FunctionNode, bool> doesItself)
    {
        var reaching = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>(_functions.Values.Where(doesItself).Select(function => function.Symbol));
        while (pending.Count > 0)
        {
            foreach (var declared in _dispatch.DeclarationsOf(pending.Dequeue()))
            {
                if (!reaching.Add(declared) || !_callers.TryGetValue(declared, out var callers))
                    continue;
                foreach (var site in callers)
                    pending.Enqueue(site.Owner.Symbol);
            }
        }

        return reaching;
    }

    private void AddSite(CallSite site)
    {
        if (site.Callee is not { } callee)
            return;
        AddTo(_callers, callee, site);
        foreach (var argument in site.Delegates)
        {
            if (argument.Target is { } target)
                AddTo(_handedOver, target, (site, argument));
        }
    }

    private static void AddTo<T>(Dictionary<ISymbol, List<T>> lists, ISymbol key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(item);
    }

    // Which methods call a delegate parameter, and whether per element; through methods that hand it on.
    private void FollowDelegates()
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var function in _functions.Values)
            {
                foreach (var site in function.Sites)
                {
                    if (site.CalledParameter >= 0 && !site.IsCached)
                        changed |= AddDelegateCall(function.Symbol, site.CalledParameter, CallsPerElement(site) ? DelegateCalls.PerElement : DelegateCalls.Once);
                    foreach (var argument in site.Delegates)
                    {
                        if (argument.CallerParameter >= 0 && site.Callee is { } callee && DelegateCallsOf(callee, argument.Ordinal) is var calls and not 0)
                            changed |= AddDelegateCall(function.Symbol, argument.CallerParameter, calls);
                    }
                }
            }
        }
    }

    private static bool CallsPerElement(CallSite site)
    {
        foreach (var loop in site.Loops)
        {
            if (loop.Decides(site.Arguments[0]) && !loop.Has(LoopTraits.IsSmallConstant | LoopTraits.IsBatched | LoopTraits.IsArriving))
                return true;
        }

        return false;
    }

    private bool AddDelegateCall(ISymbol function, int parameter, DelegateCalls calls)
    {
        var changed = false;
        foreach (var declared in _dispatch.DeclarationsOf(function))
        {
            var known = _delegateCalls.TryGetValue((declared, parameter), out var value) ? value : 0;
            if ((known | calls) == known)
                continue;
            _delegateCalls[(declared, parameter)] = known | calls;
            changed = true;
        }

        return changed;
    }

    private DelegateCalls DelegateCallsOf(ISymbol function, int parameter) =>
        _delegateCalls.TryGetValue((function, parameter), out var calls) ? calls : 0;

    private void Seed()
    {
        foreach (var function in _functions.Values)
        {
            foreach (var site in function.Sites)
            {
                if (site.Query is not { } query || query.Kind == DataAccessKind.Copy)
                    continue;

                // Findings inside one body are reported while the body is read; here they only must not be reported again above it.
                var effect = new Effect(site, query);
                if (LoopJudge.FindLoop(site, effect) is not null)
                    continue;
                if (site.Location is { } location && LoopJudge.FindLoop(site, effect, _reach) is { } loop)
                    Report(new(effect, loop, location));
                else if (!site.IsCached)
                    Add(effect);
            }
        }
    }

    private void Add(Effect effect)
    {
        if (!_effects.TryGetValue(effect.Owner, out var known))
            _effects[effect.Owner] = known = [];
        if (known.Count >= MaxEffects)
            return;
        foreach (var other in known)
        {
            if (other.Kind == effect.Kind && other.IsWindow == effect.IsWindow && other.Site.IsConditional == effect.Site.IsConditional && other.Conditions <= effect.Conditions && other.Dependence.Contains(effect.Dependence) && effect.Database.Contains(other.Database))
                return;
        }

        known.Add(effect);
        _pending.Enqueue(effect);
    }

    private void Spread(Effect effect)
    {
        if (effect.Depth >= MaxDepth || effect.Site.IsSelective)
            return;
        foreach (var declared in _dispatch.DeclarationsOf(effect.Owner.Symbol))
        {
            if (_callers.TryGetValue(declared, out var callers))
                SpreadTo(declared, callers, effect);
        }

        if (!_handedOver.TryGetValue(effect.Owner.Symbol, out var handedOver))
            return;
        foreach (var (site, argument) in handedOver)
        {
            var calls = DelegateCallsOf(site.Callee!, argument.Ordinal);
            if (calls == 0 || site.IsCached)
                continue;
            var isMethodGroup = argument.Loop is null;
            if ((calls & DelegateCalls.PerElement) != 0 && !isMethodGroup && RunsPerElement(effect, argument.Loop!) && !LoopJudge.IsJob(effect) && !_reach.IsJob(effect) && !_reach.OpensServices(site.Callee!) && _reach.Narrow.LeadTo(effect, loop: null))
                Report(new(effect, argument.Loop!, effect.Site.Location ?? site.Location!));
            else if (!isMethodGroup)
                Arrive(effect.SeenThroughDelegate(site));
        }
    }

    // A call that may end in many bodies is one of a query when half of them are: one handler of thirty says nothing of the others. What stands around
    // another implementation, a cache say, must get there itself.
    private void SpreadTo(ISymbol declared, List<CallSite> callers, Effect effect)
    {
        if (!_dispatched.TryGetValue(declared, out var bodies))
            _dispatched[declared] = bodies = new Bodies();
        bodies.Functions.Add(effect.Owner.Symbol);
        bodies.Waiting.Add(effect);
        bodies.IsOpen |= 2 * bodies.Functions.Count >= _dispatch.BodiesOf(declared) && _dispatch.DecoratorsOf(declared).All(bodies.Functions.Contains);
        if (!bodies.IsOpen)
            return;
        foreach (var waiting in bodies.Waiting)
        {
            foreach (var site in callers)
            {
                if (Dispatch.MayRun(site.Contract, waiting.Owner.Symbol) && _dispatch.MayBe(site.ReceiverType, waiting.Owner.Symbol.ContainingType))
                    Arrive(waiting.SeenFrom(site));
            }
        }

        bodies.Waiting.Clear();
    }

    private static bool RunsPerElement(Effect effect, BodyLoop loop) =>
        !loop.Has(LoopTraits.IsSmallConstant | LoopTraits.IsBatched | LoopTraits.IsPerDatabase | LoopTraits.IsDeliberate | LoopTraits.IsArriving)
        && (effect.Kind == DataAccessKind.Save || loop.Decides(effect.Dependence));

    private void Arrive(Effect effect)
    {
        if (effect.Site.IsCached || effect.Inner?.Site.Needs?.IsRuledOutBy(effect.Site.Flags) == true)
            return;
        if ((LoopJudge.FindLoop(effect.Site, effect, _reach) ?? RecursionOf(effect)) is { } loop)
            Report(new(effect, loop, effect.Site.Location!));
        else
            Add(effect);
    }

    // A method that calls itself with what its own query returned asks once per node of a tree, per link of a chain.
    private BodyLoop? RecursionOf(Effect effect)
    {
        var site = effect.Site;
        if (effect is not { Kind: DataAccessKind.Query, IsWindow: false, Inner: { Inner: null } inner } || site.Loops.Count > 0 || site.ChoosesItsCase
            || !SymbolEqualityComparer.Default.Equals(site.Callee, site.Owner.Symbol))
        {
            return null;
        }

        for (var i = 0; i < site.Arguments.Count; i++)
        {
            // Asked for many nodes at once, it asks once per level.
            if (inner.Dependence.HasParameter(i) && !inner.Database.HasParameter(i) && site.Arguments[i].HasResult && site.Callee is IMethodSymbol method && !TakesMany(method.Parameters[i].Type) && _reach.Narrow.DoesNothingElse(effect))
                return new BodyLoop(Dependence.MaxLoops, LoopKind.Recursion, null, site.Owner.Name);
        }

        return null;
    }

    private static bool TakesMany(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && IterationSymbols.ElementType(type) is not null;

    private void Report(LoopFinding finding)
    {
        if (finding.Location is not null && _reported.Add(finding.Location))
            _findings.Add(finding);
    }

    private sealed class DelegateParameterComparer : IEqualityComparer<(ISymbol Function, int Parameter)>
    {
        public static readonly DelegateParameterComparer Instance = new();

        public bool Equals((ISymbol Function, int Parameter) left, (ISymbol Function, int Parameter) right) =>
            left.Parameter == right.Parameter && SymbolEqualityComparer.Default.Equals(left.Function, right.Function);

        public int GetHashCode((ISymbol Function, int Parameter) key) =>
            unchecked((SymbolEqualityComparer.Default.GetHashCode(key.Function) * 31) + key.Parameter);
    }
}
