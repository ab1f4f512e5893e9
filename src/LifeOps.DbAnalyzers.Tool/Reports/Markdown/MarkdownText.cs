using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Reports.Markdown;

/// <summary>
/// Foreign text inside Markdown: names, comments and code of the reviewed database mean nothing but themselves, on a forge and in any
/// other renderer.
/// </summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]()<>#+-!|~$^";

    /// <summary>Text in a line, a heading or a table's cell: no markup, no link, no mention.</summary>
    public static string Inline(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&' or '<' or '@' or '|' or '`':
                case '>' when i == 0:
                    result.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
                    break;
                case ':' when i + 1 < text.Length && text[i + 1] == '/':
                case '.' when result.ToString().EndsWith("www", StringComparison.OrdinalIgnoreCase):
                    // Forges make links of bare addresses.
                    result.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
                    break;
                case '_' when i > 0 && i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i - 1]) && char.IsAsciiLetterOrDigit(text[i + 1]):
                case '-' or '(' or ')' or '+' or '!' or '#' or '>' when i > 0:
                    result.Append(c);
                    break;
                default:
                    if (Special.Contains(c, StringComparison.Ordinal))
                        result.Append('\\');
                    result.Append(Visible(c));
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>A name or a piece of SQL as code inside a line or a table's cell.</summary>
    public static string Code(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
            visible.Append(Visible(c));
        var code = visible.ToString();

        // Inside a table the bar ends the cell even in code, and GFM's escape for it shows in other renderers: an entity cannot stand in code at all.
        if (code.Contains('|', StringComparison.Ordinal) || code.Trim().Length == 0)
            return Inline(text);
        var fence = new string('`', LongestRun(code) + 1);
        var padding = code.StartsWith('`') || code.EndsWith('`') || code.StartsWith(' ') && code.EndsWith(' ') ? " " : "";
        return fence + padding + code + padding + fence;
    }

    /// <summary>A block of code, whatever it holds.</summary>
    public static string Block(string language, string text)
    {
        var content = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            content.Append(c == '\n' ? "\n" : Visible(c, keepTabs: true));
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{content}\n{fence}\n";
    }

    private static int LongestRun(string text)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Visible(char c, bool keepTabs = false) => c == '\t' && keepTabs ? "\t" : VisibleText.Of(c, lineEnd: " ");
}
