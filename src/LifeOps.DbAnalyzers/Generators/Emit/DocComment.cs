using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes documentation comments around text that may hold anything.</summary>
internal static class DocComment
{
    /// <summary>One element, on one line when the text has only one.</summary>
    public static void Write(CodeWriter writer, string element, string text)
    {
        var lines = Lines(text);
        if (lines.Count == 1)
        {
            writer.Line("/// <" + element + ">" + Escape(lines[0]) + "</" + element + ">");
            return;
        }

        writer.Line("/// <" + element + ">");
        foreach (var line in lines)
            writer.Line(line.Length == 0 ? "///" : "/// " + Escape(line));
        writer.Line("/// </" + element + ">");
    }

    /// <summary>A paragraph of a remarks element.</summary>
    public static void WriteParagraph(CodeWriter writer, string text) =>
        writer.Line("/// <para>" + Escape(string.Join(" ", Lines(text))) + "</para>");

    /// <summary>The description of a parameter, on one line; <paramref name="name"/> is an identifier.</summary>
    public static void WriteParameter(CodeWriter writer, string name, string text) =>
        writer.Line("/// <param name=\"" + name + "\">" + Escape(string.Join(" ", Lines(text))) + "</param>");

    /// <summary>The text as XML character data on one line.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    result.Append("&amp;");
                    break;
                case '<':
                    result.Append("&lt;");
                    break;
                case '>':
                    result.Append("&gt;");
                    break;
                case '\n' or '\r' or '\u0085' or '\u2028' or '\u2029':
                    result.Append(' ');
                    break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                        result.Append(c).Append(text[++i]);
                    else
                        result.Append(IsXmlText(c) ? c : '\uFFFD');
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>Not a control character, half a surrogate pair, or a character that turns the direction of the text around it.</summary>
    private static bool IsXmlText(char c) =>
        c == '\t' || (c >= ' ' && c is not ('\uFFFE' or '\uFFFF')
            && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.Format));

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Replace("\r\n", "\n").Split('\n', '\r', '\u0085', '\u2028', '\u2029'))
        {
            var trimmed = line.TrimEnd();
            if (trimmed.Length > 0 || lines.Count > 0)
                lines.Add(trimmed);
        }

        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count == 0)
            lines.Add("");
        return lines;
    }
}
