using System.Collections.Immutable;

using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>A piece of SQL text as the C# code puts it together.</summary>
internal abstract class SqlPart
{
    private SqlPart()
    {
    }

    /// <summary>No characters.</summary>
    public static SqlPart Empty { get; } = new Sequence(ImmutableArray<SqlPart>.Empty);

    /// <summary>Characters of one C# token.</summary>
    /// <param name="style">How the token writes them; null when the characters are not written out anywhere (a constant of another assembly).</param>
    public sealed class Characters(string text, SyntaxTree tree, ImmutableArray<SourceRun> runs, LiteralStyle? style) : SqlPart
    {
        public string Text { get; } = text;

        public SyntaxTree Tree { get; } = tree;

        /// <summary>Where they stand, in the order of the text, without gaps.</summary>
        public ImmutableArray<SourceRun> Runs { get; } = runs;

        public LiteralStyle? Style { get; } = style;
    }

    /// <summary>Characters that are not known.</summary>
    public sealed class Hole(HoleKind kind, SyntaxNode source) : SqlPart
    {
        public HoleKind Kind { get; } = kind;

        public SyntaxNode Source { get; } = source;
    }

    /// <summary>One behind the other.</summary>
    public sealed class Sequence(ImmutableArray<SqlPart> parts) : SqlPart
    {
        public ImmutableArray<SqlPart> Parts { get; } = parts;
    }

    /// <summary>One of several, told at run time.</summary>
    /// <param name="condition">What decides; equal for two choices that are decided together.</param>
    public sealed class Choice(string condition, ImmutableArray<SqlPart> branches, SyntaxNode source) : SqlPart
    {
        public string Condition { get; } = condition;

        public ImmutableArray<SqlPart> Branches { get; } = branches;

        public SyntaxNode Source { get; } = source;
    }

    /// <summary>One part behind another, flat: chains of <c>+=</c> stay one level deep.</summary>
    public static SqlPart Concat(SqlPart first, SqlPart second)
    {
        if (first is Sequence { Parts.IsEmpty: true })
            return second;
        if (second is Sequence { Parts.IsEmpty: true })
            return first;
        return first is Sequence sequence ? new Sequence(sequence.Parts.Add(second)) : new Sequence(ImmutableArray.Create(first, second));
    }
}

/// <summary>
/// Characters of a text and where they stand in the source: as many characters on both sides, or a whole piece of source (an escape, a
/// hole, a constant written elsewhere) for all characters of the run.
/// </summary>
/// <param name="TextStart">First character in the text.</param>
/// <param name="TextLength">Number of characters in the text.</param>
/// <param name="SourceStart">First character in the source.</param>
/// <param name="SourceLength">Number of characters in the source.</param>
/// <param name="IsWhole">Whether the source stands for the run as a whole, whatever its length.</param>
internal readonly record struct SourceRun(int TextStart, int TextLength, int SourceStart, int SourceLength, bool IsWhole = false)
{
    public int TextEnd => TextStart + TextLength;

    public int SourceEnd => SourceStart + SourceLength;

    private bool IsOneToOne => !IsWhole && TextLength == SourceLength;

    /// <summary>The part of the run from one position of the text to another.</summary>
    public SourceRun Slice(int from, int to) => IsOneToOne
        ? new(from, to - from, SourceStart + from - TextStart, to - from)
        : this with { TextStart = from, TextLength = to - from, IsWhole = true };

    /// <summary>Where the source of the character at <paramref name="position"/> begins.</summary>
    public int StartOf(int position) => IsOneToOne ? SourceStart + position - TextStart : SourceStart;

    /// <summary>Where the source of the character at <paramref name="position"/> ends.</summary>
    public int EndOf(int position) => IsOneToOne ? SourceStart + position - TextStart + 1 : SourceEnd;
}
