using System;

namespace LifeOps.PostgreSql.Rules;

/// <summary>
/// <c>-- lifeops:ignore LDBnnnn reason</c> on the line before a finding takes it back. Several such lines may follow each other,
/// and one line may name several rules.
/// </summary>
public static class IgnoreComments
{
    private const string Marker = "lifeops:ignore";

    /// <summary>Whether the lines before a position of the text ignore the rule.</summary>
    public static bool Covers(string text, int position, string ruleId)
    {
        var lineStart = StartOfLine(text, Math.Min(position, text.Length));
        while (lineStart > 0)
        {
            var end = lineStart - 1;
            lineStart = StartOfLine(text, end);
            if (IdsOf(text, lineStart, end) is not { } ids)
                return false;
            foreach (var word in ids.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            {
                if (word == ruleId)
                    return true;
                if (!word.StartsWith("LDB", StringComparison.Ordinal))
                    break;
            }
        }

        return false;
    }

    private static readonly char[] Separators = [' ', '\t', ',', '\r'];

    private static int StartOfLine(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    /// <summary>What stands behind the marker; null when the line is not such a comment.</summary>
    private static string? IdsOf(string text, int start, int end)
    {
        var i = SkipBlanks(text, start, end);
        if (i + 1 >= end || text[i] != '-' || text[i + 1] != '-')
            return null;
        i = SkipBlanks(text, i + 2, end);
        return end - i > Marker.Length && string.CompareOrdinal(text, i, Marker, 0, Marker.Length) == 0
            ? text.Substring(i + Marker.Length, end - i - Marker.Length)
            : null;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
            start++;
        return start;
    }
}
