using System.Text;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>The values behind literals, names and numbers as they are written.</summary>
internal static class Literal
{
    /// <summary>
    /// The value of a token: a literal without quotes and with its escapes resolved, a name without quotes and folded, a number as
    /// written.
    /// </summary>
    public static string Decode(string text, TokenKind kind, int start, int end)
    {
        switch (kind)
        {
            case TokenKind.Identifier:
                return Fold(text, start, end);
            case TokenKind.QuotedIdentifier:
                return Undouble(text, start + 1, end - 1, '"');
            case TokenKind.UnicodeIdentifier:
                return DecodeUnicode(text, start + 2, end, '"');
            case TokenKind.StringLiteral:
                return DecodeQuoted(text, start + 1, end, escapes: false);
            case TokenKind.EscapeStringLiteral:
                return DecodeQuoted(text, start + 2, end, escapes: true);
            case TokenKind.BitStringLiteral:
                return "b" + DecodeQuoted(text, start + 2, end, escapes: false);
            case TokenKind.HexStringLiteral:
                return "x" + DecodeQuoted(text, start + 2, end, escapes: false);
            case TokenKind.UnicodeStringLiteral:
                return DecodeUnicode(text, start + 2, end, '\'');
            case TokenKind.DollarStringLiteral:
                var delimiter = text.IndexOf('$', start + 1) + 1 - start;
                return text.Substring(start + delimiter, end - start - (2 * delimiter));
            case TokenKind.NfcKeyword or TokenKind.NfdKeyword or TokenKind.NfkcKeyword or TokenKind.NfkdKeyword:
                return KeywordTable.Word(kind).ToUpperInvariant();
            case >= KeywordTable.FirstKeyword:
                return KeywordTable.Word(kind);
            default:
                return text.Substring(start, end - start);
        }
    }

    /// <summary>The value of an integer token, which fits 32 bits.</summary>
    public static int ParseInteger(string text, int start, int end)
    {
        var radix = 10;
        if (end - start > 2 && text[start] == '0')
        {
            radix = (text[start + 1] | 0x20) switch
            {
                'x' => 16,
                'o' => 8,
                'b' => 2,
                _ => 10,
            };
            if (radix != 10)
                start += 2;
        }

        var value = 0;
        for (var i = start; i < end; i++)
        {
            if (text[i] != '_')
                value = unchecked((value * radix) + CharFacts.HexValue(text[i]));
        }

        return value;
    }

    /// <summary>Whether a number has underscores or another base than ten.</summary>
    public static bool IsModernNumber(string text, int start, int end)
    {
        if (end - start > 1 && text[start] == '0' && (text[start + 1] | 0x20) is 'x' or 'o' or 'b')
            return true;
        return text.IndexOf('_', start, end - start) >= 0;
    }

    private static string Fold(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is >= 'A' and <= 'Z')
                return FoldFrom(text, start, end);
        }

        return text.Substring(start, end - start);
    }

    private static string FoldFrom(string text, int start, int end)
    {
        // The server folds ASCII only in a UTF-8 database (scansup.c: downcase_identifier).
        var characters = text.ToCharArray(start, end - start);
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] is >= 'A' and <= 'Z')
                characters[i] = (char)(characters[i] | 0x20);
        }

        return new string(characters);
    }

    private static string Undouble(string text, int start, int end, char quote)
    {
        if (text.IndexOf(quote, start, end - start) < 0)
            return text.Substring(start, end - start);

        var builder = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            builder.Append(text[i]);
            if (text[i] == quote)
                i++;
        }

        return builder.ToString();
    }

    /// <summary>From behind the first quote to behind the last one.</summary>
    private static string DecodeQuoted(string text, int start, int end, bool escapes)
    {
        var last = end - 1;
        var special = text.IndexOf('\'', start, last - start);
        if (special < 0 && escapes)
            special = text.IndexOf('\\', start, last - start);
        if (special < 0)
            return text.Substring(start, last - start);

        var builder = new StringBuilder(last - start);
        for (var i = start; i < last;)
        {
            var c = text[i];
            if (c == '\'')
                i = AppendQuote(text, i, '\'', builder);
            else if (c == '\\' && escapes)
                i = AppendEscape(text, i, last, builder);
            else
                builder.Append(text[i++]);
        }

        return builder.ToString();
    }

    /// <summary>At a quote inside a literal: a doubled one, or the end of one part and the start of the next.</summary>
    private static int AppendQuote(string text, int i, char quote, StringBuilder builder)
    {
        if (text[i + 1] == quote)
        {
            builder.Append(quote);
            return i + 2;
        }

        for (i++; text[i] != quote; i++)
        {
            // A comment between the parts may hold a quote.
            if (text[i] == '-')
            {
                while (text[i + 1] is not ('\n' or '\r'))
                    i++;
            }
        }

        return i + 1;
    }

    private static int AppendEscape(string text, int i, int last, StringBuilder builder)
    {
        if (i + 1 >= last)
        {
            builder.Append('\\');
            return i + 1;
        }

        var c = text[i + 1];
        switch (c)
        {
            case 'b':
                builder.Append('\b');
                return i + 2;
            case 'f':
                builder.Append('\f');
                return i + 2;
            case 'n':
                builder.Append('\n');
                return i + 2;
            case 'r':
                builder.Append('\r');
                return i + 2;
            case 't':
                builder.Append('\t');
                return i + 2;
            case 'v':
                builder.Append('\v');
                return i + 2;
            case 'u':
                return AppendCodePoint(text, i + 2, 4, builder);
            case 'U':
                return AppendCodePoint(text, i + 2, 8, builder);
            case 'x' when i + 2 < last && CharFacts.IsHexDigit(text[i + 2]):
                return AppendBytes(text, i, last, builder);
            case >= '0' and <= '7':
                return AppendBytes(text, i, last, builder);
            default:
                builder.Append(c);
                return i + 2;
        }
    }

    /// <summary>Octal and hexadecimal escapes give bytes of UTF-8: those in a row are decoded together.</summary>
    private static int AppendBytes(string text, int i, int last, StringBuilder builder)
    {
        var bytes = new byte[((last - i) / 2) + 1];
        var count = 0;
        while (i + 1 < last && text[i] == '\\')
        {
            var isHex = text[i + 1] == 'x' && i + 2 < last && CharFacts.IsHexDigit(text[i + 2]);
            if (!isHex && text[i + 1] is not (>= '0' and <= '7'))
                break;

            var p = isHex ? i + 2 : i + 1;
            var limit = System.Math.Min(last, p + (isHex ? 2 : 3));
            var value = 0;
            while (p < limit && (isHex ? CharFacts.IsHexDigit(text[p]) : text[p] is >= '0' and <= '7'))
                value = (value * (isHex ? 16 : 8)) + CharFacts.HexValue(text[p++]);
            bytes[count++] = (byte)value;
            i = p;
        }

        builder.Append(Encoding.UTF8.GetString(bytes, 0, count));
        return i;
    }

    private static int AppendCodePoint(string text, int start, int digits, StringBuilder builder)
    {
        var value = 0;
        for (var i = start; i < start + digits; i++)
            value = (value << 4) | CharFacts.HexValue(text[i]);
        AppendCodePoint(value, builder);
        return start + digits;
    }

    private static void AppendCodePoint(int value, StringBuilder builder)
    {
        // Halves of surrogate pairs come one after the other: appended as they are they make the pair.
        if (value <= 0xFFFF)
            builder.Append((char)value);
        else
            builder.Append(char.ConvertFromUtf32(value));
    }

    /// <summary>U&amp; tokens, from the quote on; UESCAPE may follow.</summary>
    private static string DecodeUnicode(string text, int quoteIndex, int end, char quote)
    {
        var escape = '\\';
        var last = end - 1;
        var closing = FindClosingQuote(text, quoteIndex, end, quote);
        if (closing < last)
        {
            escape = text[last - 1];
            last = closing;
        }

        var builder = new StringBuilder(last - quoteIndex);
        for (var i = quoteIndex + 1; i < last;)
        {
            var c = text[i];
            if (c == escape)
            {
                if (text[i + 1] == escape)
                {
                    builder.Append(escape);
                    i += 2;
                }
                else if (text[i + 1] == '+')
                {
                    i = AppendCodePoint(text, i + 2, 6, builder);
                }
                else
                {
                    i = AppendCodePoint(text, i + 1, 4, builder);
                }
            }
            else if (c == quote)
            {
                i = AppendQuote(text, i, quote, builder);
            }
            else
            {
                builder.Append(c);
                i++;
            }
        }

        return builder.ToString();
    }

    /// <summary>The quote that ends the name or literal itself, when UESCAPE may follow it.</summary>
    private static int FindClosingQuote(string text, int quoteIndex, int end, char quote)
    {
        var closing = end - 1;
        for (var i = quoteIndex + 1; i < end; i++)
        {
            if (text[i] != quote)
                continue;
            if (i + 1 < end && text[i + 1] == quote)
            {
                i++;
                continue;
            }

            closing = i;
            if (quote == '"')
                return closing;

            // The literal may go on behind a line break; UESCAPE is a word.
            var next = i + 1;
            while (next < end && text[next] != quote && (text[next] | 0x20) != 'u')
            {
                if (text[next] == '-')
                {
                    while (next + 1 < end && text[next + 1] is not ('\n' or '\r'))
                        next++;
                }

                next++;
            }

            if (next >= end || text[next] != quote)
                return closing;
            i = next;
        }

        return closing;
    }
}
