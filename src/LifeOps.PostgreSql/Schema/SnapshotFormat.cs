using System;
using System.Globalization;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema;

/// <summary>The first line of a snapshot: <c>-- lifeops:snapshot 1</c>.</summary>
public static class SnapshotFormat
{
    /// <summary>The newest version that this library reads and writes; it rises when an older reader would misread a newer file.</summary>
    public const int Version = 1;

    private const string Prefix = "-- lifeops:snapshot ";

    /// <summary>The first line of a snapshot, without a line end.</summary>
    public static string Header => Prefix + Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The version in the first line, and where it stands; null for a text that is no snapshot.</summary>
    public static (int Version, TextSpan Span)? Read(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        if (string.CompareOrdinal(text, start, Prefix, 0, Prefix.Length) != 0)
            return null;
        var from = start + Prefix.Length;
        var to = from;
        while (to < text.Length && text[to] is >= '0' and <= '9')
            to++;
        return int.TryParse(text.Substring(from, to - from), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (version, TextSpan.FromBounds(start, to))
            : null;
    }
}
