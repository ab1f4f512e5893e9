using System;
using System.Text;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>How a C# string token writes its characters: what is needed to write other characters in their place.</summary>
internal enum LiteralForm
{
    /// <summary>"..." with backslash escapes.</summary>
    Regular,

    /// <summary>@"..." with doubled quotes.</summary>
    Verbatim,

    /// <summary>"""...""" on one line.</summary>
    RawSingleLine,

    /// <summary>"""...""" over several lines, indentation stripped.</summary>
    RawMultiLine,
}

/// <summary>The form of a string token with its parameters.</summary>
/// <param name="Form">The kind of literal.</param>
/// <param name="BracesPerHole">0 when not interpolated, else the number of braces that open a hole: the number of $.</param>
/// <param name="QuoteCount">The number of quotes that end a raw literal; 1 for the others.</param>
/// <param name="Indentation">What every line of a multi-line raw literal begins with.</param>
internal readonly record struct LiteralStyle(LiteralForm Form, int BracesPerHole, int QuoteCount, string Indentation)
{
    /// <summary>
    /// Writes characters the way this literal needs them; null when the literal cannot hold them without being rewritten
    /// (a raw literal with too few quotes or dollars, a line break in a single-line raw literal).
    /// </summary>
    public string? Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '{' or '}' when BracesPerHole > 0:
                    if (IsRaw)
                        return null;
                    result.Append(c).Append(c);
                    break;

                case '"' when Form == LiteralForm.Regular:
                    result.Append("\\\"");
                    break;

                case '"' when Form == LiteralForm.Verbatim:
                    result.Append("\"\"");
                    break;

                // A raw literal ends at three quotes in a row: a lone quote is safe, one at the edge may meet another outside the edit.
                case '"':
                    if (i is 0 || i == text.Length - 1 || text[i - 1] == '"')
                        return null;
                    result.Append(c);
                    break;

                case '\\' when Form == LiteralForm.Regular:
                    result.Append("\\\\");
                    break;

                case '\r' or '\n' when Form == LiteralForm.Regular:
                    result.Append(c == '\r' ? "\\r" : "\\n");
                    break;

                case '\r' or '\n' when Form == LiteralForm.RawSingleLine:
                    return null;

                case '\n' when Form == LiteralForm.RawMultiLine:
                    result.Append(c).Append(Indentation);
                    break;

                default:
                    if (char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
                        return null;
                    if (c == '\t' && Form == LiteralForm.Regular)
                        result.Append("\\t");
                    else
                        result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }

    private bool IsRaw => Form is LiteralForm.RawSingleLine or LiteralForm.RawMultiLine;
}
