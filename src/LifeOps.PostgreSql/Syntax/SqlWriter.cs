using System;
using System.Collections.Generic;
using System.Text;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>One change of a text: the characters of <paramref name="Span"/> become <paramref name="NewText"/>.</summary>
public readonly record struct SqlTextChange(TextSpan Span, string NewText);

/// <summary>
/// Changes parts of a text and leaves every other character as it was: white space, comments and the way names are written
/// included. Spans are those of the text that the writer was made for, however many changes there are already.
/// </summary>
/// <remarks>Changes may not overlap; insertions at one place stand in the order in which they were asked for.</remarks>
public sealed class SqlWriter
{
    /// <summary>In the order of the text; insertions at one place in the order of the calls, before a replacement that starts there.</summary>
    private readonly List<SqlTextChange> _edits = [];

    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public SqlWriter(string text) => Text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The text as it was.</summary>
    public string Text { get; }

    /// <summary>The changes, in the order of the text.</summary>
    public IReadOnlyList<SqlTextChange> Edits => _edits;

    /// <summary>Whether a change could be made: it lies in the text and overlaps no other.</summary>
    public bool CanReplace(TextSpan span) => span.Start >= 0 && span.Length >= 0 && span.End <= Text.Length && FindPlace(span) >= 0;

    /// <summary>Replaces the characters of a span; inserts where the span is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is not in the text.</exception>
    /// <exception cref="InvalidOperationException">The span overlaps one that was changed before.</exception>
    public SqlWriter Replace(TextSpan span, string newText)
    {
        if (newText is null)
            throw new ArgumentNullException(nameof(newText));
        if (span.Start < 0 || span.Length < 0 || span.End > Text.Length)
            throw new ArgumentOutOfRangeException(nameof(span), $"{span} is not in a text of {Text.Length} characters.");

        var place = FindPlace(span);
        if (place < 0)
            throw new InvalidOperationException($"{span} overlaps a change that was made before.");
        _edits.Insert(place, new(span, newText));
        return this;
    }

    /// <summary>Replaces a node.</summary>
    public SqlWriter Replace(SqlNode node, string newText) => Replace(node.Span, newText);

    /// <summary>Replaces a name.</summary>
    public SqlWriter Replace(Identifier name, string newText) => Replace(name.Span, newText);

    /// <summary>Inserts at a position.</summary>
    public SqlWriter Insert(int position, string newText) => Replace(new TextSpan(position, 0), newText);

    /// <summary>Inserts right before a node.</summary>
    public SqlWriter InsertBefore(SqlNode node, string newText) => Insert(node.Span.Start, newText);

    /// <summary>Inserts right behind a node.</summary>
    public SqlWriter InsertAfter(SqlNode node, string newText) => Insert(node.Span.End, newText);

    /// <summary>Removes the characters of a span.</summary>
    public SqlWriter Remove(TextSpan span) => Replace(span, "");

    /// <summary>
    /// Removes an element of a list that is written with commas, and the comma that goes with it: the one behind it, the one before
    /// it for the last element. The only element is removed alone.
    /// </summary>
    public SqlWriter RemoveElement<T>(ValueList<T> list, int index) where T : SqlNode
    {
        var span = list[index].Span;
        if (index + 1 < list.Count)
            return Remove(TextSpan.FromBounds(span.Start, list[index + 1].Span.Start));
        return index > 0 ? Remove(TextSpan.FromBounds(list[index - 1].Span.End, span.End)) : Remove(span);
    }

    /// <summary>The text with all changes.</summary>
    public override string ToString()
    {
        if (_edits.Count == 0)
            return Text;

        var result = new StringBuilder(Text.Length);
        var end = 0;
        foreach (var edit in _edits)
        {
            result.Append(Text, end, edit.Span.Start - end).Append(edit.NewText);
            end = edit.Span.End;
        }

        return result.Append(Text, end, Text.Length - end).ToString();
    }

    /// <summary>Where a change belongs among the others; negative when it overlaps one.</summary>
    private int FindPlace(TextSpan span)
    {
        // The first change that starts behind this one's start: binary search, as thousands may be made in one file.
        var low = 0;
        var high = _edits.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_edits[middle].Span.Start <= span.Start)
                low = middle + 1;
            else
                high = middle;
        }

        // A replacement that starts at the same place stands behind all insertions there; a second one overlaps it.
        var place = low;
        if (place > 0 && _edits[place - 1].Span is { IsEmpty: false } before)
        {
            if (before.Start == span.Start && span.IsEmpty)
                place--;
            else if (before.End > span.Start)
                return -1;
        }

        return place < _edits.Count && _edits[place].Span.Start < span.End ? -1 : place;
    }
}
