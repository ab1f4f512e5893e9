using System;
using System.Collections.Immutable;
using System.Threading;

using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;

using SourceSpan = Microsoft.CodeAnalysis.Text.TextSpan;
using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>Which branch of a choice in the C# code a text took.</summary>
/// <param name="Condition">What decides, as written.</param>
/// <param name="Branch">0 for the first alternative.</param>
internal readonly record struct SqlBranch(string Condition, int Branch);

/// <summary>
/// A SQL text that C# code puts together, and where each of its characters stands in the source. Places that are not constant are
/// holes: one <see cref="SqlHole.Filler"/> each.
/// </summary>
internal sealed class SqlText
{
    private readonly ImmutableArray<SqlTextPiece> _pieces;
    private SqlScript? _script;

    public SqlText(string text, ImmutableArray<SqlTextPiece> pieces, SqlParseOptions options, ImmutableArray<SqlBranch> branches)
    {
        Text = text;
        _pieces = pieces;
        Options = options;
        Branches = branches;
    }

    public string Text { get; }

    /// <summary>How to parse it: with the placeholders of C# libraries and the holes of this text.</summary>
    public SqlParseOptions Options { get; }

    /// <summary>The branches taken, in the order of the text; empty when the code has no choice.</summary>
    public ImmutableArray<SqlBranch> Branches { get; }

    /// <summary>Whether every character is known.</summary>
    public bool IsComplete => Options.Holes.IsEmpty;

    /// <summary>The tree; parsed at the first call and kept.</summary>
    public SqlScript Parse(CancellationToken cancellationToken)
    {
        // Two threads that come here together parse twice and keep equal trees.
        return _script ??= SqlParser.Parse(Text, Options, cancellationToken);
    }

    /// <summary>
    /// The place of a part of the text in the C# source: from its first character to its last. A part that begins in one file and
    /// ends in another, or ends before it begins, is cut at the end of the piece it begins in.
    /// </summary>
    public Location Map(TextSpan span)
    {
        var first = PieceAt(span.Start);
        var run = RunAt(first, Math.Min(span.Start, first.TextEnd - 1));
        if (span.IsEmpty)
        {
            var at = span.Start < run.TextEnd ? run.StartOf(span.Start) : run.SourceEnd;
            return Location.Create(first.Tree, new SourceSpan(at, 0));
        }

        var start = run.StartOf(Math.Min(span.Start, run.TextEnd - 1));
        var lastPosition = Math.Min(span.End, Text.Length) - 1;
        var last = PieceAt(lastPosition);
        var end = last.Tree == first.Tree ? RunAt(last, lastPosition).EndOf(lastPosition) : 0;
        if (end <= start)
            end = first.Runs[first.Runs.Length - 1].SourceEnd;
        return Location.Create(first.Tree, SourceSpan.FromBounds(start, Math.Max(start, end)));
    }

    /// <summary>
    /// The change of the C# source that makes a change of the text; null when the part is not written in one literal, or the new
    /// characters cannot be written in it.
    /// </summary>
    public SourceEdit? MapEdit(TextSpan span, string newText)
    {
        if (span.End > Text.Length || _pieces.IsEmpty)
            return null;

        // An insertion goes behind the character before it: at the end of one literal rather than at the start of the next.
        var anchor = span.IsEmpty && span.Start > 0 ? span.Start - 1 : span.Start;
        var piece = PieceAt(anchor);
        if (piece.Style is not { } style || span.Start < piece.TextStart || span.End > piece.TextEnd)
            return null;
        if (style.Encode(newText) is not { } encoded)
            return null;

        int start, end;
        if (span.IsEmpty)
        {
            var run = RunAt(piece, anchor);
            start = end = anchor < span.Start ? run.EndOf(anchor) : run.StartOf(anchor);
        }
        else
        {
            start = RunAt(piece, span.Start).StartOf(span.Start);
            end = RunAt(piece, span.End - 1).EndOf(span.End - 1);
        }

        return new(Location.Create(piece.Tree, SourceSpan.FromBounds(start, end)), encoded);
    }

    private SqlTextPiece PieceAt(int position)
    {
        var low = 0;
        var high = _pieces.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].TextStart <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return _pieces[low];
    }

    private static SourceRun RunAt(SqlTextPiece piece, int position)
    {
        var runs = piece.Runs;
        var low = 0;
        var high = runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (runs[middle].TextStart <= position)
                low = middle;
            else
                high = middle - 1;
        }

        return runs[low];
    }
}

/// <summary>A part of a <see cref="SqlText"/> that comes from one C# token or hole. Never empty.</summary>
internal sealed class SqlTextPiece(SyntaxTree tree, ImmutableArray<SourceRun> runs, LiteralStyle? style)
{
    public SyntaxTree Tree { get; } = tree;

    /// <summary>In the order of the text, without gaps; at least one.</summary>
    public ImmutableArray<SourceRun> Runs { get; } = runs;

    /// <summary>Null when nothing can be written there.</summary>
    public LiteralStyle? Style { get; } = style;

    public int TextStart => Runs[0].TextStart;

    public int TextEnd => Runs[Runs.Length - 1].TextEnd;
}

/// <summary>A change of C# source.</summary>
internal readonly record struct SourceEdit(Location Location, string NewText);
