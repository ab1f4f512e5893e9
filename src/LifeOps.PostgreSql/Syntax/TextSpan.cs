using System;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>A range of UTF-16 characters in a text: zero-based start and length.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The position behind the last character.</summary>
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    public static TextSpan FromBounds(int start, int end) =>
        end >= start ? new(start, end - start) : throw new ArgumentOutOfRangeException(nameof(end));

    public bool Contains(int position) => position >= Start && position < End;

    public bool Contains(TextSpan other) => other.Start >= Start && other.End <= End;

    public bool Overlaps(TextSpan other) => other.Start < End && Start < other.End;

    /// <summary>The part of <paramref name="text"/> that the span covers.</summary>
    public string Of(string text) => text.Substring(Start, Length);

    public override string ToString() => $"[{Start}..{End})";
}
