using System;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// What a value inside one method body is computed from: parameters of the method, the object it is called on, the element or
/// the counter of an enclosing loop, the result of another query. A set of bits, so that following values costs no allocation.
/// </summary>
/// <remarks>Bits 0 to 15: parameters (a 17th and later one shares bit 15); 16: the receiver; 17 to 62: two per loop; 63: a result of a call.</remarks>
internal readonly record struct Dependence(ulong Bits)
{
    /// <summary>Loops of one body that can be told apart; values of further loops count as depending on nothing.</summary>
    public const int MaxLoops = 23;

    private const int MaxParameters = 16;
    private const int FirstLoopBit = MaxParameters + 1;

    public static Dependence None => default;

    /// <summary>The object a method is called on: fields and properties of <c>this</c>.</summary>
    public static Dependence Receiver { get; } = new(1UL << MaxParameters);

    /// <summary>What a query or another call of the same body returned.</summary>
    public static Dependence Result { get; } = new(1UL << 63);

    private const ulong LoopBits = ((1UL << 63) - 1) & ~((1UL << FirstLoopBit) - 1);
    private const ulong CounterBits = LoopBits & 0x5555555555555555UL;

    public bool IsNone => Bits == 0;

    public bool HasReceiver => (Bits & Receiver.Bits) != 0;

    public bool HasResult => (Bits & Result.Bits) != 0;

    public static Dependence Parameter(int ordinal) => new(1UL << Math.Min(ordinal, MaxParameters - 1));

    /// <summary>The element that a loop is at.</summary>
    public static Dependence Element(int loop) => loop < MaxLoops ? new(1UL << (FirstLoopBit + (2 * loop))) : default;

    /// <summary>The number that a loop counts with.</summary>
    public static Dependence Counter(int loop) => loop < MaxLoops ? new(1UL << (FirstLoopBit + (2 * loop) + 1)) : default;

    public bool HasParameter(int ordinal) => (Bits & Parameter(ordinal).Bits) != 0;

    public bool HasElement(int loop) => (Bits & Element(loop).Bits) != 0;

    public bool HasCounter(int loop) => (Bits & Counter(loop).Bits) != 0;

    /// <summary>What remains when counters have picked elements: <c>list[i]</c> is the element of the loop that counts with i.</summary>
    public Dependence CountersAsElements() => new((Bits & ~CounterBits) | ((Bits & CounterBits) >> 1));

    /// <summary>What remains when counters have cut out a part: <c>Skip(i).Take(n)</c> is a batch, not an element.</summary>
    public Dependence WithoutCounters() => new(Bits & ~CounterBits);

    /// <summary>What remains when everything that <paramref name="other"/> depends on is left out.</summary>
    public Dependence Without(Dependence other) => new(Bits & ~other.Bits);

    public Dependence WithoutResult() => new(Bits & ~Result.Bits);

    public bool Contains(Dependence other) => (Bits & other.Bits) == other.Bits;

    public static Dependence operator |(Dependence left, Dependence right) => new(left.Bits | right.Bits);
}
