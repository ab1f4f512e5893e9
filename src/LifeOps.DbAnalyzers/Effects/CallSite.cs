using System;
using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What keeps a call from running once per iteration although it stands in a loop.</summary>
[Flags]
internal enum CallGuards
{
    None = 0,

    /// <summary>Only on a miss of a cache, or once for a lazily filled field.</summary>
    Cached = 1,

    /// <summary>Only when a batch is full.</summary>
    BatchFull = 2,

    /// <summary>The loop is left right behind it.</summary>
    LeavesLoop = 4,

    /// <summary>The loop is left as soon as its result is the one looked for.</summary>
    LeavesLoopOnHit = 8,

    /// <summary>A failure is handled inside the iteration: each element succeeds or fails by itself.</summary>
    Isolated = 32,

    /// <summary>Only for the elements of one type, for a group that stands for it, or for the element of a given key: once, whatever the number of elements.</summary>
    OfOneType = 64,

    /// <summary>The loop is left as soon as its result says that something was done; no row changed says the contrary.</summary>
    LeavesLoopWhenDone = 256,

    /// <summary>The iteration goes on with what was saved: the key that the database gave, a job that is told of it.</summary>
    UsesSaved = 128,

    /// <summary>Only where another lookup of the same iteration has found nothing.</summary>
    OnMiss = 512,

    /// <summary>Its result decides, in whatever way, whether the loop goes on.</summary>
    DecidesLoop = 16,
}

/// <summary>A query or another data access as its callers need to know it.</summary>
internal sealed record QueryFact(DataAccessLibrary Library, DataAccessKind Kind, ResultShape Shape, string DisplayName)
{
    /// <summary>Reads a part of a larger result: LIMIT or OFFSET with values from outside, Skip.</summary>
    public bool IsWindow { get; init; }

    /// <summary>For a data access in another assembly: the calls that lie between its member and the query.</summary>
    public int Depth { get; init; }
}

/// <summary>A delegate that a call hands over.</summary>
/// <param name="Ordinal">The parameter of the callee.</param>
/// <param name="Target">The lambda, local function or method; null when it is a parameter of the caller.</param>
/// <param name="CallerParameter">The caller's own delegate parameter that is handed on; -1 when it is not one.</param>
/// <param name="Loop">Stands for the loop that the callee may run the delegate in.</param>
internal sealed record DelegateArgument(int Ordinal, IMethodSymbol? Target, int CallerParameter, BodyLoop? Loop);

/// <summary>A boolean parameter that decides whether a place is reached: <c>if (save) await db.SaveChangesAsync();</c></summary>
/// <param name="Parameter">The ordinal of the parameter.</param>
/// <param name="Value">The value that it is reached with.</param>
internal sealed record FlagCondition(int Parameter, bool Value)
{
    /// <summary>Whether a call that gives its callee the flags never reaches the place.</summary>
    public bool IsRuledOutBy((ulong True, ulong False) flags) =>
        Parameter < 64 && ((Value ? flags.False : flags.True) & (1UL << Parameter)) != 0;
}

/// <summary>A place in a body that runs a query or calls something that may.</summary>
internal sealed class CallSite
{
    /// <summary>The function that the place is in: a member, a local function or a lambda.</summary>
    public required FunctionNode Owner { get; init; }

    /// <summary>The data access itself; null for a call.</summary>
    public QueryFact? Query { get; init; }

    /// <summary>The member called, as it was declared; null for a data access.</summary>
    public ISymbol? Callee { get; init; }

    /// <summary>The generic interface that the callee belongs to, as the call sees it; null when it belongs to none.</summary>
    public INamedTypeSymbol? Contract { get; init; }

    /// <summary>The type of the object called, where it says more than the callee's own type; null otherwise.</summary>
    public INamedTypeSymbol? ReceiverType { get; init; }

    /// <summary>The delegate parameter of the owner that is called here; -1 when it is none.</summary>
    public int CalledParameter { get; init; } = -1;

    /// <summary>What a message points at: the name of the method.</summary>
    public required Location? Location { get; init; }

    /// <summary>Enclosing loops inside the owner, innermost first.</summary>
    public required IReadOnlyList<BodyLoop> Loops { get; init; }

    /// <summary>For each loop of <see cref="Loops"/>: what speaks against a run per iteration.</summary>
    public required IReadOnlyList<CallGuards> Guards { get; init; }

    /// <summary>What the arguments depend on, by parameter of the callee; for a data access, one entry for all of it.</summary>
    public required IReadOnlyList<Dependence> Arguments { get; init; }

    /// <summary>What the object called depends on.</summary>
    public Dependence Receiver { get; init; }

    /// <summary>What decides which database is asked: the connection, its string, the tenant of a context.</summary>
    public Dependence Database { get; init; }

    /// <summary>Whether the callee is a function inside the same body: its dependences are those of the caller.</summary>
    public bool SharesBody { get; init; }

    /// <summary>Whether the member that runs is chosen by the object: an interface, abstract or virtual member.</summary>
    public bool IsDispatched { get; init; }

    /// <summary>Whether the place is reached at most once per object or key whatever calls it, or only after a failure.</summary>
    public bool IsCached { get; init; }

    /// <summary>Whether it is reached for one value of an enum parameter only, or for a part of one that may be left out.</summary>
    public bool IsSelective { get; init; }

    /// <summary>Whether a condition inside the owner decides whether the place is reached.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The flag of the owner that the place is reached with; null when none decides.</summary>
    public FlagCondition? Needs { get; init; }

    /// <summary>The parameters of the callee that are given true, and those that are given false: a bit each.</summary>
    public (ulong True, ulong False) Flags { get; init; }

    /// <summary>Whether the result steers the next call of a chain: node = Load(node.ParentId).</summary>
    public bool WalksChain { get; init; }

    /// <summary>Whether it saves a context that its function makes, or only while a switch of its object allows it: a caller cannot do that once for all its calls.</summary>
    public bool SavesItsOwn { get; init; }

    /// <summary>For a query: the loop that it asks the same in every turn of; null when there is none.</summary>
    public RepeatedRead? Repeated { get; init; }

    /// <summary>Whether the function calls itself with a fixed choice, a flag or the name of a case: another way through it, not the next node.</summary>
    public bool ChoosesItsCase { get; init; }

    public IReadOnlyList<DelegateArgument> Delegates { get; init; } = [];

    /// <summary>Whether anything of the element is handed to the callee, or the callee belongs to it.</summary>
    public bool Concerns(BodyLoop loop)
    {
        foreach (var argument in Arguments)
        {
            if (argument.HasElement(loop.Index) || argument.HasCounter(loop.Index))
                return true;
        }

        return !IsDispatched && Receiver.HasElement(loop.Index);
    }

    /// <summary>A caller's view of a dependence of the callee.</summary>
    public Dependence Translate(Dependence inner)
    {
        if (SharesBody)
            return inner;

        var outer = Dependence.None;
        for (var i = 0; i < Arguments.Count; i++)
        {
            if (inner.HasParameter(i))
                outer |= Arguments[i];
        }

        // Elements that choose the implementation are handlers, steps, strategies: a few different things, not rows.
        if (inner.HasReceiver && !IsDispatched)
            outer |= Receiver;
        return outer;
    }
}
