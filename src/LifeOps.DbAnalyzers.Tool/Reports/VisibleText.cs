using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>Characters that hide or reorder others (controls, direction marks) shown as what they are; a name in a snapshot can hold any.</summary>
internal static class VisibleText
{
    /// <param name="lineEnd">What stands for a line end or a tab.</param>
    public static string Of(char c, string lineEnd) => c switch
    {
        '\n' or '\r' or '\t' => lineEnd,
        < ' ' or '\u007f' => Escaped(c),
        >= '\u0080' and < '\u00a0' => Escaped(c),
        >= '\u200b' and <= '\u200f' or >= '\u2028' and <= '\u202e' or >= '\u2060' and <= '\u206f' or '\ufeff' => Escaped(c),
        _ => c.ToString(),
    };

    /// <summary>A whole text in one line.</summary>
    public static string OneLine(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            result.Append(Of(c, lineEnd: " "));
        return result.ToString();
    }

    private static string Escaped(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
