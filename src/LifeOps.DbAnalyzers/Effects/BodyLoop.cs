using System;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>What makes code run more than once.</summary>
internal enum LoopKind
{
    ForEach,
    For,
    While,

    /// <summary>A lambda or method group that LINQ, Parallel, ForEach or a method of the project calls per element.</summary>
    PerElementCall,

    /// <summary>A method that calls itself.</summary>
    Recursion,
}

/// <summary>What a loop is about, as far as a query in it is concerned.</summary>
[Flags]
internal enum LoopTraits
{
    None = 0,

    /// <summary>Goes through a collection, a reader or a queue, an element at a time.</summary>
    HasElements = 1,

    /// <summary>A handful of elements or turns, fixed in the code: constants, enum values, three attempts.</summary>
    IsSmallConstant = 2,

    /// <summary>Each element is a batch already.</summary>
    IsBatched = 4,

    /// <summary>Elements arrive over time: a channel, a queue of messages. There is no list to ask for at once.</summary>
    IsArriving = 8,

    /// <summary>Each element has a database of its own: a tenant, a shard.</summary>
    IsPerDatabase = 16,

    /// <summary>Marked by a comment <c>lifeops:per-item</c>: one transaction per element is wanted.</summary>
    IsDeliberate = 32,

    /// <summary>Counts days or other dates: each turn is an element although nothing is indexed.</summary>
    CountsDates = 64,

    /// <summary>Advances by more than one: the counter cuts batches.</summary>
    HasStride = 128,

    /// <summary>Waits in each turn: polling.</summary>
    Waits = 256,

    /// <summary>Goes through the groups of a GroupBy: what concerns the elements of a group concerns many.</summary>
    HasGroups = 512,

    /// <summary>Goes through what the object keeps in a field or a property of its own.</summary>
    IsOwnState = 1024,
}

/// <summary>A loop of a body that has a call of interest in it. Lives as long as the compilation: holds syntax, no operations.</summary>
internal sealed class BodyLoop(int index, LoopKind kind, SyntaxNode? source, string? caller)
{
    private const int LongestSource = 48;

    /// <summary>The number of its bits in <see cref="Dependence"/>.</summary>
    public int Index { get; } = index;

    public LoopKind Kind { get; } = kind;

    public LoopTraits Traits { get; set; }

    /// <summary>What each turn waits for besides the database.</summary>
    public Awaited Awaited { get; } = new();

    public bool Has(LoopTraits traits) => (Traits & traits) != 0;

    /// <summary>
    /// Whether a value is another one for each element. Of a group, the key is the element and what has that key the counter: a value made
    /// from both is asked for many at once, and no query for all groups could replace it.
    /// </summary>
    public bool Decides(Dependence value) => Has(LoopTraits.HasGroups) ? value.HasElement(Index) != value.HasCounter(Index) : value.HasElement(Index);

    /// <summary>The loop in a message: "the foreach over orders", "Select over ids".</summary>
    public string Describe()
    {
        var over = source is null ? null : Shorten(source.ToString());
        return Kind switch
        {
            LoopKind.ForEach => "the foreach over " + over,
            LoopKind.For => over is null ? "the for loop" : "the for loop while " + over,
            LoopKind.While => over is null ? "the loop" : "the while loop on " + over,
            LoopKind.Recursion => "the recursion of " + caller,
            _ => over is null ? caller ?? "the lambda" : caller + " over " + over,
        };
    }

    private static string Shorten(string text)
    {
        var lineEnd = text.IndexOfAny(['\r', '\n']);
        if (lineEnd < 0 && text.Length <= LongestSource)
            return text;
        var length = Math.Min(lineEnd < 0 ? text.Length : lineEnd, LongestSource - 3);
        return text.Substring(0, length).TrimEnd() + "...";
    }
}
