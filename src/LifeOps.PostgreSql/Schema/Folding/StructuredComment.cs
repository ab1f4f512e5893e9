using System;
using System.Globalization;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>
/// Reads the comments that a snapshot has for programs, on lines of their own before the statement that creates a relation:
/// <c>-- lifeops:rows 12345</c>, <c>-- lifeops:bytes 81920</c>, <c>-- lifeops:column "a name" null_frac=0.25 n_distinct=-1</c>.
/// A line that says something else is no error: a newer snapshot may know more.
/// </summary>
internal static class StructuredComment
{
    private const string Prefix = "-- lifeops:";

    /// <summary>Gives a relation, whose columns are known, what stands between two places of the text; the last word counts.</summary>
    public static void Read(RowSourceState relation, string text, int start, int end)
    {
        for (var at = Find(text, start, end); at >= 0; at = Find(text, start, end))
        {
            start = text.IndexOf('\n', at, end - at);
            if (start < 0)
                start = end;
            var line = text.Substring(at + Prefix.Length, start - at - Prefix.Length).TrimEnd();
            if (After(line, "rows ") is { } rows)
                relation.RowEstimate = Integer(rows) ?? relation.RowEstimate;
            else if (After(line, "bytes ") is { } bytes)
                relation.SizeInBytes = Integer(bytes) ?? relation.SizeInBytes;
            else if (After(line, "column ") is { } column)
                ReadColumn(relation, column);
        }
    }

    private static int Find(string text, int start, int end) => end <= start ? -1 : text.IndexOf(Prefix, start, end - start, StringComparison.Ordinal);

    private static string? After(string line, string word) => line.StartsWith(word, StringComparison.Ordinal) ? line.Substring(word.Length) : null;

    private static void ReadColumn(RelationState relation, string text)
    {
        // The name is one token, quoted as anywhere in SQL; no value has a blank.
        var end = text.LastIndexOf(" null_frac=", StringComparison.Ordinal);
        if (end <= 0 || relation.FindColumn(SqlIdentifier.Unquote(text.Substring(0, end))) is not { } column)
            return;
        foreach (var setting in text.Substring(end + 1).Split(' '))
        {
            if (After(setting, "null_frac=") is { } nullFraction)
                column.NullFraction = Real(nullFraction) ?? column.NullFraction;
            else if (After(setting, "n_distinct=") is { } distinct)
                column.DistinctEstimate = Real(distinct) ?? column.DistinctEstimate;
        }
    }

    private static long? Integer(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Real(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
