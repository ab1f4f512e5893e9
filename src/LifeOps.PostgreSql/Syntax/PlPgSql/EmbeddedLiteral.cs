using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>The code inside a string literal, as a text of which the characters stand where they stand in the outer text.</summary>
/// <param name="Text">The outer text, or one as long where the code stands with its escapes resolved.</param>
/// <param name="Start">The first character of the code.</param>
/// <param name="End">Behind the last one.</param>
internal readonly record struct EmbeddedLiteral(string Text, int Start, int End)
{
    /// <summary>
    /// A literal with escapes needs a copy of the outer text. In a large text that is made where it is in proportion to the literal, and for a
    /// few others, so that a file full of such literals still takes linear time.
    /// </summary>
    private const int SmallText = 1 << 16;

    /// <summary>How many copies of a large text a parse may make for small literals.</summary>
    private const int MostCopies = 64;

    /// <summary>The code in a literal that is asked for alone: a large text is not copied for a small one.</summary>
    public static EmbeddedLiteral? Read(string text, TokenKind kind, int start, int end)
    {
        var copies = MostCopies;
        return Read(text, kind, start, end, ref copies);
    }

    /// <summary>The code in a string literal; null when its escapes cannot be resolved.</summary>
    /// <param name="copies">How many copies were made for small literals of a large text so far.</param>
    public static EmbeddedLiteral? Read(string text, TokenKind kind, int start, int end, ref int copies)
    {
        if (kind == TokenKind.DollarStringLiteral)
        {
            var tag = text.IndexOf('$', start + 1) + 1 - start;
            return new(text, start + tag, end - tag);
        }

        var open = text.IndexOf('\'', start, end - start);
        if (open < 0 || end - open < 2 || kind == TokenKind.UnicodeStringLiteral)
            return null;

        var hasBackslashes = kind == TokenKind.EscapeStringLiteral;
        var content = open + 1;
        if (text.IndexOf('\'', content, end - 1 - content) < 0 && !(hasBackslashes && text.IndexOf('\\', content, end - 1 - content) >= 0))
            return new(text, content, end - 1);
        if (text.Length > SmallText && text.Length / 4 > end - start && ++copies > MostCopies)
            return null;
        return Decode(text, content, end - 1, hasBackslashes) is { } copy ? new(copy, content, end - 1) : null;
    }

    /// <summary>A copy of the text in which every token of the code starts where it starts in the literal.</summary>
    private static string? Decode(string text, int start, int end, bool hasBackslashes)
    {
        var code = new StringBuilder(end - start);
        var places = new List<int>(end - start);
        for (var i = start; i < end; i++)
        {
            var character = text[i];
            var place = i;
            if (character == '\'')
            {
                i++;
                if (i < end && text[i] != '\'')
                {
                    // A literal that goes on in the next line: 'a' newline 'b'.
                    i = text.IndexOf('\'', i, end - i);
                    if (i < 0)
                        return null;
                    continue;
                }
            }
            else if (character == '\\' && hasBackslashes)
            {
                i++;
                if (i >= end || !TryUnescape(text[i], out character))
                    return null;
            }

            code.Append(character);
            places.Add(place);
        }

        return LayOut(text, code.ToString(), places);
    }

    /// <summary>The escapes of one character; others change too little code to be worth more.</summary>
    private static bool TryUnescape(char escape, out char character)
    {
        character = escape switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            _ => escape,
        };
        return escape is not ('x' or 'u' or 'U' or (>= '0' and <= '7'));
    }

    private static string LayOut(string text, string code, List<int> places)
    {
        // Resolving escapes only shortens, so a token laid at its place ends before the next one's.
        var copy = new char[text.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = ' ';
        var tokens = Lexer.Tokenize(code, 0, code.Length, SqlParseOptions.Default, new SqlToken[256], [], null, CancellationToken.None, out var count);
        for (var i = 0; i < count - 1; i++)
        {
            // The quote that opens a literal is two characters outside: the second one, so that what stands in the literal stands at its place.
            var token = tokens[i];
            var place = places[token.Start];
            if (token.Kind is TokenKind.StringLiteral or TokenKind.EscapeStringLiteral or TokenKind.UnicodeStringLiteral)
                place++;
            code.CopyTo(token.Start, copy, place, token.End - token.Start);
        }

        return new(copy);
    }
}
