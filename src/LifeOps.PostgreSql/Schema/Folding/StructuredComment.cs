using System;
using System.Globalization;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>Reads the comments that a snapshot has for programs: <c>-- lifeops:rows 12345</c> on a line before a statement.</summary>
internal static class StructuredComment
{
    private const string Rows = "lifeops:rows ";

    /// <summary>The last row estimate between two statements; null when there is none.</summary>
    public static long? ReadRows(string text, int start, int end)
    {
        if (end <= start)
            return null;
        var at = text.LastIndexOf(Rows, end - 1, end - start, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var before = at - 1;
        while (before >= start && text[before] == ' ')
            before--;
        if (before < start + 1 || text[before] != '-' || text[before - 1] != '-')
            return null;

        var from = at + Rows.Length;
        var to = from;
        while (to < end && text[to] is >= '0' and <= '9')
            to++;
        return long.TryParse(text.Substring(from, to - from), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : null;
    }
}
