using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>
/// <c>-- lifeops:ignore LDBnnnn reason</c> on the line before a finding takes it back. Several such lines may follow each other,
/// and one line may name several rules.
/// </summary>
public static class IgnoreComments
{
    private const string Marker = "lifeops:ignore";

    private static readonly char[] Separators = [' ', '\t', ',', '\r'];

    /// <summary>Whether the lines before a position of the text ignore the rule.</summary>
    public static bool Covers(string text, int position, string ruleId) => CoveringLine(text, position, ruleId) is not null;

    /// <summary>The start of the line whose comment ignores the rule for a position of the text; null when none does.</summary>
    internal static int? CoveringLine(string text, int position, string ruleId)
    {
        var lineStart = StartOfLine(text, Math.Min(position, text.Length));
        while (lineStart > 0)
        {
            var end = lineStart - 1;
            lineStart = StartOfLine(text, end);
            if (ReadLine(text, lineStart, end) is not { } ids)
                return null;
            foreach (var (id, _) in ids)
            {
                if (id == ruleId)
                    return lineStart;
            }
        }

        return null;
    }

    /// <summary>Every rule that a comment of the text ignores: the start of the comment's line, the id and its place. Comments inside strings and bodies are left out.</summary>
    internal static IReadOnlyList<(int Line, string RuleId, TextSpan Span)> FindAll(string text)
    {
        var found = new List<(int Line, string RuleId, TextSpan Span)>();
        if (text.IndexOf(Marker, StringComparison.Ordinal) < 0)
            return found;
        var tokens = SqlParser.Tokenize(text, SqlParseOptions.Default);
        var next = 0;
        for (var at = text.IndexOf(Marker, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Marker, at + 1, StringComparison.Ordinal))
        {
            while (next < tokens.Count && tokens[next].End <= at)
                next++;
            if (next < tokens.Count && tokens[next].Start <= at && tokens[next].Kind != TokenKind.EndOfFile)
                continue;
            var line = StartOfLine(text, at);
            var end = text.IndexOf('\n', at);
            foreach (var (id, start) in ReadLine(text, line, end < 0 ? text.Length : end) ?? [])
                found.Add((line, id, new TextSpan(start, id.Length)));
        }

        return found;
    }

    private static int StartOfLine(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    /// <summary>The ids behind the marker, with their places, up to the first word that is none; null when the line is no such comment.</summary>
    private static List<(string Id, int Start)>? ReadLine(string text, int start, int end)
    {
        var i = SkipBlanks(text, start, end);
        if (i + 1 >= end || text[i] != '-' || text[i + 1] != '-')
            return null;
        i = SkipBlanks(text, i + 2, end);
        if (end - i <= Marker.Length || string.CompareOrdinal(text, i, Marker, 0, Marker.Length) != 0)
            return null;

        var ids = new List<(string Id, int Start)>();
        i += Marker.Length;
        while (i < end)
        {
            while (i < end && Array.IndexOf(Separators, text[i]) >= 0)
                i++;
            var from = i;
            while (i < end && Array.IndexOf(Separators, text[i]) < 0)
                i++;
            var word = text.Substring(from, i - from);
            if (!word.StartsWith("LDB", StringComparison.Ordinal))
                break;
            ids.Add((word, from));
        }

        return ids;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
            start++;
        return start;
    }
}
