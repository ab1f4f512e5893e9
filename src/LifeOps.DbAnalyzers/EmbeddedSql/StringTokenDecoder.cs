using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.EmbeddedSql;

/// <summary>
/// Decodes a string token and remembers where each character stands. The result is compared with the value the compiler gives: a
/// token it reads differently is mapped as a whole, so that a position is at worst coarse and never wrong.
/// </summary>
internal static class StringTokenDecoder
{
    /// <summary>Decodes a string or character literal.</summary>
    public static SqlPart.Characters Decode(LiteralExpressionSyntax literal, string value)
    {
        var token = literal.Token;
        var decoder = new Decoder(token);
        var text = token.Text;
        LiteralStyle style;
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken when text.Length >= 3 && text[0] == '@':
                style = new(LiteralForm.Verbatim, 0, 1, "");
                decoder.Verbatim(2, text.Length - 1, interpolated: false);
                break;

            case SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken when text.Length >= 2:
                style = new(LiteralForm.Regular, 0, 1, "");
                decoder.Regular(1, text.Length - 1, interpolated: false);
                break;

            case SyntaxKind.SingleLineRawStringLiteralToken:
                var quotes = CountQuotes(text);
                style = new(LiteralForm.RawSingleLine, 0, quotes, "");
                decoder.Raw(quotes, text.Length - quotes);
                break;

            case SyntaxKind.MultiLineRawStringLiteralToken:
                quotes = CountQuotes(text);
                var indentation = ClosingIndentation(text, quotes, out var end);
                style = new(LiteralForm.RawMultiLine, 0, quotes, indentation);
                decoder.RawLines(AfterLineBreak(text, quotes), end, indentation, startsLine: true, endsLine: true);
                break;

            default:
                return Whole(literal, value);
        }

        return decoder.Finish(style, value) ?? Whole(literal, value);
    }

    /// <summary>Decodes the characters between two holes of an interpolated string.</summary>
    public static SqlPart.Characters Decode(InterpolatedStringTextSyntax text, string value)
    {
        if (text.Parent is not InterpolatedStringExpressionSyntax whole)
            return Whole(text, value);

        var decoder = new Decoder(text.TextToken);
        var length = text.TextToken.Text.Length;
        var opening = whole.StringStartToken.Text;
        var dollars = CountDollars(opening);
        LiteralStyle style;
        switch (whole.StringStartToken.Kind())
        {
            case SyntaxKind.InterpolatedStringStartToken:
                style = new(LiteralForm.Regular, 1, 1, "");
                decoder.Regular(0, length, interpolated: true);
                break;

            case SyntaxKind.InterpolatedVerbatimStringStartToken:
                style = new(LiteralForm.Verbatim, 1, 1, "");
                decoder.Verbatim(0, length, interpolated: true);
                break;

            case SyntaxKind.InterpolatedSingleLineRawStringStartToken:
                style = new(LiteralForm.RawSingleLine, dollars, CountQuotes(opening), "");
                decoder.Raw(0, length);
                break;

            case SyntaxKind.InterpolatedMultiLineRawStringStartToken:
                var closing = whole.StringEndToken.Text;
                var quotes = CountQuotes(opening);
                var indentation = ClosingIndentation(closing, quotes, out _);
                style = new(LiteralForm.RawMultiLine, dollars, quotes, indentation);
                decoder.RawLines(0, length, indentation, startsLine: whole.Contents[0] == text, endsLine: whole.Contents[whole.Contents.Count - 1] == text);
                break;

            default:
                return Whole(text, value);
        }

        return decoder.Finish(style, value) ?? Whole(text, value);
    }

    /// <summary>Characters that are written nowhere, mapped to the expression that gives them.</summary>
    public static SqlPart.Characters Whole(SyntaxNode source, string value) =>
        new(value, source.SyntaxTree, ImmutableArray.Create(new SourceRun(0, value.Length, source.SpanStart, source.Span.Length, IsWhole: true)), style: null);

    /// <summary>Characters that the source does not have, mapped to a position in it.</summary>
    public static SqlPart.Characters Unwritten(string text, SyntaxNode source, int position) =>
        new(text, source.SyntaxTree, ImmutableArray.Create(new SourceRun(0, text.Length, position, 0, IsWhole: true)), style: null);

    private static int CountQuotes(string text)
    {
        var start = text.IndexOf('"');
        var end = start;
        while (end >= 0 && end < text.Length && text[end] == '"')
            end++;
        return end - start;
    }

    private static int CountDollars(string opening)
    {
        var count = 0;
        foreach (var c in opening)
        {
            if (c == '$')
                count++;
        }

        return count;
    }

    /// <summary>The first character of the line behind the opening quotes.</summary>
    private static int AfterLineBreak(string text, int start)
    {
        var lineBreak = text.IndexOfAny(LineBreaks, start);
        if (lineBreak < 0)
            return text.Length;
        return text[lineBreak] == '\r' && lineBreak + 1 < text.Length && text[lineBreak + 1] == '\n' ? lineBreak + 2 : lineBreak + 1;
    }

    /// <summary>The white space before the closing quotes, and where the content ends: at the line break before it.</summary>
    private static string ClosingIndentation(string text, int quotes, out int contentEnd)
    {
        var end = text.Length - quotes;
        var lineBreak = end > 0 ? text.LastIndexOfAny(LineBreaks, end - 1) : -1;
        contentEnd = lineBreak > 0 && text[lineBreak] == '\n' && text[lineBreak - 1] == '\r' ? lineBreak - 1 : lineBreak < 0 ? 0 : lineBreak;
        return text.Substring(lineBreak + 1, end - lineBreak - 1);
    }

    // The line terminators of the C# specification (6.3.2).
    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    /// <summary>Collects the characters of one token.</summary>
    private sealed class Decoder(SyntaxToken token)
    {
        private readonly string _token = token.Text;
        private readonly StringBuilder _text = new(token.Text.Length);
        private readonly ImmutableArray<SourceRun>.Builder _runs = ImmutableArray.CreateBuilder<SourceRun>();
        private int _plainStart = -1;

        public void Regular(int start, int end, bool interpolated)
        {
            var i = start;
            while (i < end)
            {
                var c = _token[i];
                if (c == '\\' && i + 1 < end)
                    i = Escape(i, end);
                else
                    i = interpolated && IsDoubledBrace(i, end) ? Replaced(i, 2, c) : Plain(i);
            }

            EndPlain(end);
        }

        public void Verbatim(int start, int end, bool interpolated)
        {
            var i = start;
            while (i < end)
            {
                var c = _token[i];
                if (c == '"' || (interpolated && IsDoubledBrace(i, end)))
                    i = Replaced(i, 2, c);
                else
                    i = Plain(i);
            }

            EndPlain(end);
        }

        public void Raw(int start, int end)
        {
            var i = start;
            while (i < end)
                i = Plain(i);
            EndPlain(end);
        }

        public void RawLines(int start, int end, string indentation, bool startsLine, bool endsLine)
        {
            var i = start;
            var atLineStart = startsLine;
            while (i < end)
            {
                var lineEnd = _token.IndexOfAny(LineBreaks, i, end - i);
                var isLast = lineEnd < 0;
                if (isLast)
                    lineEnd = end;

                var from = i;
                if (atLineStart)
                    from += IndentationOf(i, lineEnd, indentation, isWholeLine: !isLast || endsLine);
                if (from > i)
                    EndPlain(i);
                for (i = from; i < lineEnd;)
                    i = Plain(i);
                if (isLast)
                    break;

                // The line break itself: one or two characters, kept.
                i = Plain(i);
                if (_token[i - 1] == '\r' && i < end && _token[i] == '\n')
                    i = Plain(i);
                atLineStart = true;
            }

            EndPlain(end);
        }

        /// <summary>The part, or null when the compiler reads the token differently.</summary>
        public SqlPart.Characters? Finish(LiteralStyle style, string value)
        {
            var text = _text.ToString();
            Debug.Assert(text == value || token.ContainsDiagnostics, "The decoded text differs from the value of the token.");
            return text == value && token.SyntaxTree is { } tree ? new(text, tree, _runs.ToImmutable(), style) : null;
        }

        /// <summary>How many characters of a line are not part of the text: the indentation, or all of a line of white space that is shorter.</summary>
        private int IndentationOf(int start, int end, string indentation, bool isWholeLine)
        {
            if (string.CompareOrdinal(_token, start, indentation, 0, indentation.Length) == 0 && end - start >= indentation.Length)
                return indentation.Length;
            if (!isWholeLine)
                return 0;
            for (var i = start; i < end; i++)
            {
                if (!char.IsWhiteSpace(_token[i]))
                    return 0;
            }

            return end - start;
        }

        private bool IsDoubledBrace(int i, int end) => _token[i] is '{' or '}' && i + 1 < end && _token[i + 1] == _token[i];

        private int Plain(int i)
        {
            if (_plainStart < 0)
                _plainStart = i;
            _text.Append(_token[i]);
            return i + 1;
        }

        private void EndPlain(int end)
        {
            if (_plainStart < 0)
                return;
            var length = end - _plainStart;
            _runs.Add(new(_text.Length - length, length, token.SpanStart + _plainStart, length));
            _plainStart = -1;
        }

        private int Replaced(int i, int sourceLength, char c)
        {
            EndPlain(i);
            _text.Append(c);
            _runs.Add(new(_text.Length - 1, 1, token.SpanStart + i, sourceLength));
            return i + sourceLength;
        }

        /// <summary>An escape sequence (C# specification 6.4.5.5 and 6.4.5.6).</summary>
        private int Escape(int i, int end)
        {
            var c = _token[i + 1];
            switch (c)
            {
                case 'x':
                    var digits = 0;
                    while (digits < 4 && i + 2 + digits < end && IsHexDigit(_token[i + 2 + digits]))
                        digits++;
                    return Numbered(i, 2 + digits, digits);
                case 'u':
                    return Numbered(i, 6, 4);
                case 'U':
                    return Numbered(i, 10, 8);
                default:
                    return Replaced(i, 2, c switch
                    {
                        '0' => '\0',
                        'a' => '\a',
                        'b' => '\b',
                        'e' => '\u001b',
                        'f' => '\f',
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'v' => '\v',
                        _ => c,
                    });
            }
        }

        private int Numbered(int i, int sourceLength, int digits)
        {
            if (i + sourceLength > _token.Length
                || !int.TryParse(_token.Substring(i + sourceLength - digits, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                || code is < 0 or > 0x10FFFF)
            {
                return Plain(i);
            }

            if (code < 0x10000)
                return Replaced(i, sourceLength, (char)code);

            // Above the basic plane: two characters for one escape, both with its place.
            EndPlain(i);
            var pair = char.ConvertFromUtf32(code);
            _text.Append(pair);
            _runs.Add(new(_text.Length - 2, 2, token.SpanStart + i, sourceLength));
            return i + sourceLength;
        }

        private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
    }
}
