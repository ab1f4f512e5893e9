using System;
using System.Collections.Generic;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// PostgreSQL's scanner (scan.l, and the token merging of base_yylex for UESCAPE): one pass over the text into an array of
/// tokens. White space, comments, psql's backslash lines and COPY data are the gaps between them.
/// </summary>
internal unsafe struct Lexer
{
    private const int CancellationInterval = 4096;

    /// <summary>NAMEDATALEN of pg_config_manual.h: names and operators end before it.</summary>
    private const int NameDataLength = 64;

    private readonly char* _text;
    private readonly int _end;
    private readonly PlaceholderStyles _placeholders;
    private readonly bool _hasHoles;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ScannerError> _errors;
    private readonly List<TextSpan>? _skipped;

    private SqlToken[] _tokens;
    private int _count;
    private int _position;

    /// <summary>The first token of the statement that is being read: what COPY ... FROM stdin needs to be known by.</summary>
    private int _statementStart;
    private int _bracketDepth;
    private bool _noMoreCopyData;

    private Lexer(char* text, int start, int end, SqlParseOptions options, SqlToken[] tokens, List<ScannerError> errors, List<TextSpan>? skipped, CancellationToken cancellationToken)
    {
        _text = text;
        _position = start;
        _end = end;
        _placeholders = options.Placeholders;
        _hasHoles = !options.Holes.IsEmpty;
        _cancellationToken = cancellationToken;
        _errors = errors;
        _skipped = skipped;
        _tokens = tokens;
    }

    /// <summary>The tokens of a part of a text, with <see cref="TokenKind.EndOfFile"/> as the last one.</summary>
    /// <param name="buffer">An array to use; a larger one is returned when it does not do.</param>
    /// <param name="errors">Receives what the scanner rejects, in the order of the text.</param>
    /// <param name="skipped">Receives psql's lines and COPY data; null when the text is not a script.</param>
    public static SqlToken[] Tokenize(
        string text,
        int start,
        int end,
        SqlParseOptions options,
        SqlToken[] buffer,
        List<ScannerError> errors,
        List<TextSpan>? skipped,
        CancellationToken cancellationToken,
        out int count)
    {
        fixed (char* characters = text)
        {
            var lexer = new Lexer(characters, start, end, options, buffer, errors, skipped, cancellationToken);
            lexer.Run();
            count = lexer._count;
            return lexer._tokens;
        }
    }

    private void Run()
    {
        // psql takes a byte order mark at the start of a file away.
        if (_position == 0 && _end > 0 && _text[0] == '\uFEFF')
            _position = 1;

        while (SkipTrivia())
        {
            if (_count % CancellationInterval == 0)
                _cancellationToken.ThrowIfCancellationRequested();
            ScanToken();
        }

        Emit(TokenKind.EndOfFile, _end, _end);
    }

    private void Emit(TokenKind kind, int start, int end)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, _count * 2);
        _tokens[_count++] = new SqlToken(kind, start, end);
        _position = end;
    }

    private void EmitBad(int start, int end, int errorPosition, int errorEnd, string message, bool quotesText = true, string sqlState = "42601")
    {
        _errors.Add(new ScannerError(start, errorPosition, errorEnd, message, quotesText, sqlState));
        Emit(TokenKind.Bad, start, end);
    }

    private void EmitBad(int start, int end, string message) => EmitBad(start, end, start, end, message);

    private readonly char CharAt(int position) => position < _end ? _text[position] : '\0';

    /// <summary>Skips white space and comments; false at the end of the text.</summary>
    private bool SkipTrivia()
    {
        var p = _position;
        while (p < _end)
        {
            var c = _text[p];
            if (c > '/')
            {
                // Most tokens begin with a letter: nothing to skip begins behind the slash.
                _position = p;
                return true;
            }

            if (CharFacts.IsSpace(c))
            {
                p++;
            }
            else if (c == '-' && p + 1 < _end && _text[p + 1] == '-')
            {
                p = SkipLine(p + 2);
            }
            else if (c == '/' && p + 1 < _end && _text[p + 1] == '*')
            {
                _position = p;
                if (!SkipBlockComment())
                    return true;
                p = _position;
            }
            else
            {
                _position = p;
                return true;
            }
        }

        _position = p;
        return false;
    }

    private readonly int SkipLine(int p)
    {
        while (p < _end && _text[p] is not ('\n' or '\r'))
            p++;
        return p;
    }

    /// <summary>Skips a comment, which may hold others; false when it does not end.</summary>
    private bool SkipBlockComment()
    {
        var p = _position + 2;
        var depth = 1;
        while (p + 1 < _end)
        {
            if (_text[p] == '*' && _text[p + 1] == '/')
            {
                p += 2;
                if (--depth == 0)
                {
                    _position = p;
                    return true;
                }
            }
            else if (_text[p] == '/' && _text[p + 1] == '*')
            {
                p += 2;
                depth++;
            }
            else
            {
                p++;
            }
        }

        return false;
    }

    private void ScanToken()
    {
        var start = _position;
        var c = _text[start];
        switch (c)
        {
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= '\u0080':
                ScanWord(start, c);
                break;
            case >= '0' and <= '9':
                ScanNumber(start);
                break;
            case '\'':
                ScanString(start, start, TokenKind.StringLiteral);
                break;
            case '"':
                ScanQuotedIdentifier(start);
                break;
            case '$':
                ScanDollar(start);
                break;
            case ',':
                Emit(TokenKind.Comma, start, start + 1);
                break;
            case '(':
                Emit(TokenKind.OpenParen, start, start + 1);
                break;
            case ')':
                Emit(TokenKind.CloseParen, start, start + 1);
                break;
            case '[':
                _bracketDepth++;
                Emit(TokenKind.OpenBracket, start, start + 1);
                break;
            case ']':
                _bracketDepth--;
                Emit(TokenKind.CloseBracket, start, start + 1);
                break;
            case ';':
                ScanSemicolon(start);
                break;
            case '.':
                if (CharFacts.IsDigit(CharAt(start + 1)))
                    ScanNumber(start);
                else if (CharAt(start + 1) == '.')
                    Emit(TokenKind.DotDot, start, start + 2);
                else
                    Emit(TokenKind.Dot, start, start + 1);
                break;
            case ':':
                ScanColon(start);
                break;
            case '{' when (_placeholders & PlaceholderStyles.Braces) != 0 && BracePlaceholderEnd(start) is > 0 and var end:
                Emit(TokenKind.Placeholder, start, end);
                break;
            case '\\' when _skipped is not null && IsBetweenStatements() && IsAtLineStart(start):
                _position = SkipLine(start);
                _skipped.Add(TextSpan.FromBounds(start, _position));
                break;
            default:
                if (CharFacts.IsOperatorChar(c))
                    ScanOperator(start);
                else
                    Emit(TokenKind.Bad, start, start + 1);
                break;
        }
    }

    private void ScanWord(int start, char first)
    {
        // Prefixes of literals: b'' x'' n'' e'' u&'' u&"".
        var next = CharAt(start + 1);
        if (next is '\'' or '&')
        {
            switch (first | 0x20)
            {
                case 'e' when next == '\'':
                    ScanString(start, start + 1, TokenKind.EscapeStringLiteral);
                    return;
                case 'b' when next == '\'':
                    ScanString(start, start + 1, TokenKind.BitStringLiteral);
                    return;
                case 'x' when next == '\'':
                    ScanString(start, start + 1, TokenKind.HexStringLiteral);
                    return;
                case 'n' when next == '\'':
                    // The scanner hands out NCHAR for the letter, and the literal by itself.
                    Emit(TokenKind.NcharKeyword, start, start + 1);
                    return;
                case 'u' when next == '&' && CharAt(start + 2) == '\'':
                    ScanString(start, start + 2, TokenKind.UnicodeStringLiteral);
                    return;
                case 'u' when next == '&' && CharAt(start + 2) == '"':
                    ScanUnicodeIdentifier(start);
                    return;
            }
        }

        var p = start + 1;
        var text = _text;
        var end = _end;
        while (p < end && CharFacts.IsIdentifierPart(text[p]))
            p++;

        if (_hasHoles && first == SqlHole.Filler && IsFiller(start, p))
        {
            Emit(TokenKind.Hole, start, p);
            return;
        }

        Emit(KeywordLookup.Find(text + start, p - start), start, p);
    }

    private readonly bool IsFiller(int start, int end)
    {
        for (var p = start; p < end; p++)
        {
            if (_text[p] != SqlHole.Filler)
                return false;
        }

        return true;
    }

    private void ScanNumber(int start)
    {
        var p = start;
        var isInteger = true;
        if (_text[p] == '0' && (CharAt(p + 1) | 0x20) is 'x' or 'o' or 'b')
        {
            ScanRadixInteger(start);
            return;
        }

        if (_text[p] != '.')
            p = SkipDigits(p);

        // "1..10" is an integer and two dots.
        if (CharAt(p) == '.' && CharAt(p + 1) != '.')
        {
            isInteger = false;
            p++;
            if (CharFacts.IsDigit(CharAt(p)))
                p = SkipDigits(p);
        }

        if ((CharAt(p) | 0x20) == 'e')
        {
            var exponent = p + 1;
            if (CharAt(exponent) is '+' or '-')
                exponent++;
            if (CharFacts.IsDigit(CharAt(exponent)))
            {
                isInteger = false;
                p = SkipDigits(exponent);
            }
            else if (exponent > p + 1)
            {
                EmitBad(start, exponent, "trailing junk after numeric literal");
                return;
            }
        }

        EmitNumber(start, p, isInteger && FitsInt32(start, p) ? TokenKind.IntegerLiteral : TokenKind.NumericLiteral);
    }

    private void ScanRadixInteger(int start)
    {
        var letter = _text[start + 1] | 0x20;
        var p = start + 2;
        long value = 0;
        var digits = 0;
        while (true)
        {
            var digit = CharAt(p) == '_' ? p + 1 : p;
            var c = CharAt(digit);
            int digitValue;
            if (letter == 'x' ? CharFacts.IsHexDigit(c) : letter == 'o' ? c is >= '0' and <= '7' : c is '0' or '1')
                digitValue = CharFacts.HexValue(c);
            else
                break;
            digits++;
            if (value <= int.MaxValue)
                value = (value * (letter == 'x' ? 16 : letter == 'o' ? 8 : 2)) + digitValue;
            p = digit + 1;
        }

        if (digits > 0)
        {
            EmitNumber(start, p, value <= int.MaxValue ? TokenKind.IntegerLiteral : TokenKind.NumericLiteral);
            return;
        }

        // "0x" and "0x_" match a rule of their own, anything longer is junk behind a zero.
        var junk = SkipIdentifierPart(start + 1);
        var isBare = junk == start + 2 || (junk == start + 3 && _text[start + 2] == '_');
        var name = letter == 'x' ? "hexadecimal" : letter == 'o' ? "octal" : "binary";
        EmitBad(start, junk, isBare ? "invalid " + name + " integer" : "trailing junk after numeric literal");
    }

    private void EmitNumber(int start, int end, TokenKind kind)
    {
        if (!CharFacts.IsIdentifierStart(CharAt(end)) || end >= _end)
        {
            Emit(kind, start, end);
            return;
        }

        var junk = SkipIdentifierPart(end);
        if (_hasHoles && ContainsFiller(end, junk))
            Emit(TokenKind.Hole, start, junk);
        else
            EmitBad(start, junk, "trailing junk after numeric literal");
    }

    private readonly bool ContainsFiller(int start, int end)
    {
        for (var p = start; p < end; p++)
        {
            if (_text[p] == SqlHole.Filler)
                return true;
        }

        return false;
    }

    /// <summary>Behind digits with single underscores between them (scan.l: decinteger); the first character is a digit.</summary>
    private readonly int SkipDigits(int p)
    {
        do
        {
            p++;
            if (CharAt(p) == '_' && CharFacts.IsDigit(CharAt(p + 1)))
                p++;
        }
        while (CharFacts.IsDigit(CharAt(p)));
        return p;
    }

    private readonly int SkipIdentifierPart(int p)
    {
        while (p < _end && CharFacts.IsIdentifierPart(_text[p]))
            p++;
        return p;
    }

    private readonly bool FitsInt32(int start, int end)
    {
        if (end - start < 10)
            return true;
        long value = 0;
        for (var p = start; p < end; p++)
        {
            if (_text[p] == '_')
                continue;
            value = (value * 10) + (_text[p] - '0');
            if (value > int.MaxValue)
                return false;
        }

        return true;
    }

    /// <summary>A literal in single quotes, continued behind a line break by another quote.</summary>
    private void ScanString(int start, int quote, TokenKind kind)
    {
        var p = quote + 1;
        var escapeError = 0;
        while (true)
        {
            if (p >= _end)
            {
                EmitBad(start, _end, kind switch
                {
                    TokenKind.BitStringLiteral => "unterminated bit string literal",
                    TokenKind.HexStringLiteral => "unterminated hexadecimal string literal",
                    _ => "unterminated quoted string",
                });
                return;
            }

            var c = _text[p];
            if (c == '\'')
            {
                // In bit strings two quotes are an end and a start without line break between: an end.
                if (CharAt(p + 1) == '\'' && kind is not (TokenKind.BitStringLiteral or TokenKind.HexStringLiteral))
                {
                    p += 2;
                    continue;
                }

                var continued = ContinuationOf(p + 1);
                if (continued < 0)
                    break;
                p = continued;
            }
            else if (c == '\\' && kind == TokenKind.EscapeStringLiteral)
            {
                p = ScanEscape(start, p, ref escapeError);
            }
            else
            {
                p++;
            }
        }

        if (escapeError > 0)
            Emit(TokenKind.Bad, start, p + 1);
        else if (kind == TokenKind.UnicodeStringLiteral)
            EmitUnicode(start, quote, p + 1, kind);
        else
            Emit(kind, start, p + 1);
    }

    /// <summary>Behind the quote that continues a literal which ends before <paramref name="p"/>, or -1.</summary>
    private readonly int ContinuationOf(int p)
    {
        var sawNewline = false;
        while (p < _end)
        {
            var c = _text[p];
            if (c is '\n' or '\r')
            {
                sawNewline = true;
                p++;
            }
            else if (CharFacts.IsSpace(c))
            {
                p++;
            }
            else if (c == '-' && CharAt(p + 1) == '-')
            {
                p = SkipLine(p);
            }
            else
            {
                return c == '\'' && sawNewline ? p + 1 : -1;
            }
        }

        return -1;
    }

    /// <summary>Behind an escape of E''; a wrong one is noted, the first counts.</summary>
    private readonly int ScanEscape(int tokenStart, int p, ref int errorCount)
    {
        var c = CharAt(p + 1);
        if (p + 1 >= _end)
            return p + 1;
        if (c is not ('u' or 'U'))
            return p + 2;

        var end = ScanUnicodeEscape(tokenStart, p, ref errorCount, out var value);
        if (value < 0)
            return end;
        if (value is >= 0xDC00 and <= 0xDFFF)
            AddEscapeError(tokenStart, p, end, "invalid Unicode surrogate pair", true, ref errorCount);
        else if (value is >= 0xD800 and <= 0xDBFF)
            return ScanLowSurrogate(tokenStart, end, ref errorCount);
        else if (value is 0 or > 0x10FFFF)
            AddEscapeError(tokenStart, p, end, "invalid Unicode escape value", true, ref errorCount);
        return end;
    }

    private readonly int ScanLowSurrogate(int tokenStart, int p, ref int errorCount)
    {
        if (CharAt(p) == '\\' && CharAt(p + 1) is 'u' or 'U')
        {
            var end = ScanUnicodeEscape(tokenStart, p, ref errorCount, out var value);
            if (value >= 0 && value is < 0xDC00 or > 0xDFFF)
                AddEscapeError(tokenStart, p, end, "invalid Unicode surrogate pair", true, ref errorCount);
            return end;
        }

        AddEscapeError(tokenStart, p, Math.Min(p + 1, _end), "invalid Unicode surrogate pair", true, ref errorCount);
        return p;
    }

    private readonly int ScanUnicodeEscape(int tokenStart, int p, ref int errorCount, out long value)
    {
        var digits = CharAt(p + 1) == 'u' ? 4 : 8;
        var end = p + 2;
        value = 0;
        while (end < p + 2 + digits && CharFacts.IsHexDigit(CharAt(end)))
        {
            value = (value << 4) | (uint)CharFacts.HexValue(_text[end]);
            end++;
        }

        if (end == p + 2 + digits)
            return end;
        AddEscapeError(tokenStart, p, end, "invalid Unicode escape", false, ref errorCount, "22025");
        value = -1;
        return end;
    }

    private readonly void AddEscapeError(int tokenStart, int position, int end, string message, bool quotesText, ref int errorCount, string sqlState = "42601")
    {
        if (errorCount++ == 0)
            _errors.Add(new ScannerError(tokenStart, position, end, message, quotesText, sqlState));
    }

    private void ScanQuotedIdentifier(int start)
    {
        var p = FindQuoteEnd(start);
        if (p < 0)
            EmitBad(start, _end, "unterminated quoted identifier");
        else if (p == start + 2)
            EmitBad(start, p, "zero-length delimited identifier");
        else
            Emit(TokenKind.QuotedIdentifier, start, p);
    }

    private void ScanUnicodeIdentifier(int start)
    {
        var p = FindQuoteEnd(start + 2);
        if (p < 0)
            EmitBad(start, _end, "unterminated quoted identifier");
        else if (p == start + 4)
            EmitBad(start, p, "zero-length delimited identifier");
        else
            EmitUnicode(start, start + 2, p, TokenKind.UnicodeIdentifier);
    }

    /// <summary>Behind the double quote that ends a name, or -1.</summary>
    private readonly int FindQuoteEnd(int quote)
    {
        for (var p = quote + 1; p < _end; p++)
        {
            if (_text[p] != '"')
                continue;
            if (CharAt(p + 1) != '"')
                return p + 1;
            p++;
        }

        return -1;
    }

    /// <summary>U&amp;"" and U&amp;'': the escapes are checked, and UESCAPE with its literal becomes part of the token (parser.c: base_yylex).</summary>
    private void EmitUnicode(int start, int quote, int end, TokenKind kind)
    {
        var escape = '\\';
        var contentEnd = end;
        _position = end;
        if (SkipTrivia() && IsUescape(_position))
        {
            var word = _position;
            _position = word + 7;
            var literalStart = SkipTrivia() ? _position : _end;
            if (!ScanUescapeLiteral(start, literalStart, out escape, out end))
                return;
        }

        CheckUnicode(start, quote, contentEnd, end, kind, escape);
    }

    private readonly bool IsUescape(int p)
    {
        const string Word = "uescape";
        if (p + Word.Length > _end || (p + Word.Length < _end && CharFacts.IsIdentifierPart(_text[p + Word.Length])))
            return false;
        for (var i = 0; i < Word.Length; i++)
        {
            if ((_text[p + i] | 0x20) != Word[i])
                return false;
        }

        return true;
    }

    private bool ScanUescapeLiteral(int start, int literalStart, out char escape, out int end)
    {
        escape = '\\';
        end = literalStart;
        var quote = CharAt(literalStart) == '\'' ? literalStart : (CharAt(literalStart) | 0x20) == 'e' && CharAt(literalStart + 1) == '\'' ? literalStart + 1 : -1;
        if (quote < 0)
        {
            // The message quotes the third token: scan it to know where it ends.
            var count = _count;
            if (literalStart < _end)
                ScanToken();
            end = _count > count ? _tokens[count].End : _end;
            _count = count;
            EmitBad(start, end, literalStart, end, "UESCAPE must be followed by a simple string literal");
            return false;
        }

        var close = quote + 1;
        while (close < _end && (_text[close] != '\'' || CharAt(close + 1) == '\''))
            close += _text[close] == '\'' ? 2 : 1;
        end = Math.Min(close + 1, _end);
        if (close >= _end)
        {
            EmitBad(start, _end, literalStart, _end, "unterminated quoted string");
            return false;
        }

        escape = CharAt(quote + 1);
        if (close == quote + 2 && escape is not ('+' or '"') && !CharFacts.IsHexDigit(escape) && !CharFacts.IsSpace(escape) && escape < 128)
            return true;
        EmitBad(start, end, literalStart, end, "invalid Unicode escape character");
        return false;
    }

    /// <summary>Checks the escapes of a U&amp; token (parser.c: str_udeescape) and emits it.</summary>
    private void CheckUnicode(int start, int quote, int contentEnd, int end, TokenKind kind, char escape)
    {
        var quoteChar = _text[quote];
        var highSurrogate = false;

        // The server counts positions in the text with its doubled quotes undone.
        var collapsed = 0;
        var p = quote + 1;
        while (p < contentEnd - 1)
        {
            var c = _text[p];
            if (c == quoteChar && c != escape)
            {
                if (highSurrogate)
                    break;
                var continuation = CharAt(p + 1) == quoteChar ? p + 2 : ContinuationOf(p + 1);
                if (continuation < 0)
                    break;
                collapsed += CharAt(p + 1) == quoteChar ? 1 : continuation - p;
                p = continuation;
                continue;
            }

            if (c != escape)
            {
                if (highSurrogate)
                    break;
                p++;
                continue;
            }

            if (CharAt(p + 1) == escape)
            {
                if (highSurrogate)
                    break;
                p += 2;
                continue;
            }

            var digits = CharAt(p + 1) == '+' ? 6 : 4;
            var first = digits == 6 ? p + 2 : p + 1;
            var value = 0;
            var last = first;
            while (last < first + digits && last < contentEnd - 1 && CharFacts.IsHexDigit(_text[last]))
                value = (value << 4) | CharFacts.HexValue(_text[last++]);
            if (last < first + digits)
            {
                EmitBad(start, end, p - collapsed, p, "invalid Unicode escape", quotesText: false);
                return;
            }

            if (value is 0 or > 0x10FFFF)
            {
                EmitBad(start, end, p - collapsed, p, "invalid Unicode escape value", quotesText: false);
                return;
            }

            var isLow = value is >= 0xDC00 and <= 0xDFFF;
            if (highSurrogate != isLow)
            {
                highSurrogate = true;
                break;
            }

            highSurrogate = value is >= 0xD800 and <= 0xDBFF;
            p = last;
        }

        if (highSurrogate)
            EmitBad(start, end, p - collapsed, p, "invalid Unicode surrogate pair", quotesText: false);
        else
            Emit(kind, start, end);
    }

    private void ScanDollar(int start)
    {
        var p = start + 1;
        if (CharFacts.IsDigit(CharAt(p)))
        {
            ScanParameter(start);
            return;
        }

        if (p < _end && CharFacts.IsIdentifierStart(_text[p]))
        {
            while (p < _end && _text[p] != '$' && CharFacts.IsIdentifierPart(_text[p]))
                p++;
        }

        if (CharAt(p) != '$')
        {
            // A dollar sign alone is a character that the grammar has no use for.
            Emit(TokenKind.Bad, start, start + 1);
            return;
        }

        var delimiterLength = p + 1 - start;
        for (p++; p < _end; p++)
        {
            if (_text[p] == '$' && MatchesDelimiter(start, p, delimiterLength))
            {
                Emit(TokenKind.DollarStringLiteral, start, p + delimiterLength);
                return;
            }
        }

        EmitBad(start, _end, "unterminated dollar-quoted string");
    }

    private readonly bool MatchesDelimiter(int start, int p, int length)
    {
        if (p + length > _end)
            return false;
        for (var i = 1; i < length; i++)
        {
            if (_text[start + i] != _text[p + i])
                return false;
        }

        return true;
    }

    private void ScanParameter(int start)
    {
        var p = start + 1;
        long number = 0;
        for (; CharFacts.IsDigit(CharAt(p)); p++)
            number = Math.Min((number * 10) + (_text[p] - '0'), (long)int.MaxValue + 1);

        if (p < _end && CharFacts.IsIdentifierStart(_text[p]))
        {
            var junk = SkipIdentifierPart(p);
            EmitBad(start, junk, "trailing junk after parameter");
        }
        else if (number > int.MaxValue)
        {
            EmitBad(start, p, "parameter number too large");
        }
        else
        {
            Emit(TokenKind.Parameter, start, p);
        }
    }

    private void ScanColon(int start)
    {
        var next = CharAt(start + 1);
        if (next == ':')
            Emit(TokenKind.Typecast, start, start + 2);
        else if (next == '=')
            Emit(TokenKind.ColonEquals, start, start + 2);
        else if ((_placeholders & PlaceholderStyles.Colon) != 0 && start + 1 < _end && IsPlaceholderPart(next) && !(_bracketDepth > 0 && IsOperandEnd()))
            Emit(TokenKind.Placeholder, start, SkipPlaceholderName(start + 1));
        else
            Emit(TokenKind.Colon, start, start + 1);
    }

    private void ScanOperator(int start)
    {
        if (CharAt(start) == '/' && CharAt(start + 1) == '*')
        {
            // SkipTrivia has seen that this comment does not end.
            EmitBad(start, _end, "unterminated /* comment");
            return;
        }

        var end = start + 1;
        while (end < _end && CharFacts.IsOperatorChar(_text[end]) && !IsCommentStart(end))
            end++;

        if (_placeholders != PlaceholderStyles.None && SplitAtPlaceholder(start, ref end))
            return;

        // A trailing + or - belongs to the operator only when one of its characters is not SQL's own.
        if (end - start > 1 && _text[end - 1] is '+' or '-' && !HasUncommonOperatorChar(start, end))
        {
            do
            {
                end--;
            }
            while (end - start > 1 && _text[end - 1] is '+' or '-');
        }

        var kind = OperatorKind(start, end);
        if (kind == TokenKind.Operator && end - start >= NameDataLength)
            EmitBad(start, end, "operator too long");
        else
            Emit(kind, start, end);
    }

    private readonly bool IsCommentStart(int p) =>
        (_text[p] == '-' && CharAt(p + 1) == '-') || (_text[p] == '/' && CharAt(p + 1) == '*');

    private readonly bool HasUncommonOperatorChar(int start, int end)
    {
        for (var p = start; p < end - 1; p++)
        {
            if (_text[p] is '~' or '!' or '@' or '#' or '^' or '&' or '|' or '`' or '?' or '%')
                return true;
        }

        return false;
    }

    private readonly TokenKind OperatorKind(int start, int end)
    {
        var first = _text[start];
        if (end - start == 1)
        {
            return first switch
            {
                '+' => TokenKind.Plus,
                '-' => TokenKind.Minus,
                '*' => TokenKind.Star,
                '/' => TokenKind.Slash,
                '%' => TokenKind.Percent,
                '^' => TokenKind.Caret,
                '<' => TokenKind.Less,
                '>' => TokenKind.Greater,
                '=' => TokenKind.Equals,
                _ => TokenKind.Operator,
            };
        }

        if (end - start == 2)
        {
            var second = _text[start + 1];
            switch (first)
            {
                case '<' when second == '=':
                    return TokenKind.LessEquals;
                case '<' when second == '>':
                case '!' when second == '=':
                    return TokenKind.NotEquals;
                case '>' when second == '=':
                    return TokenKind.GreaterEquals;
                case '=' when second == '>':
                    return TokenKind.EqualsGreater;
            }
        }

        return TokenKind.Operator;
    }

    /// <summary>
    /// Finds a placeholder in a run of operator characters: emits it when it comes first, else shortens the run to what stands
    /// before it. <c>@name</c> counts behind any operator but another @; <c>?</c> only where no operand precedes, or behind a comparison.
    /// </summary>
    private bool SplitAtPlaceholder(int start, ref int end)
    {
        if ((_placeholders & PlaceholderStyles.At) != 0 && _text[end - 1] == '@' && end < _end && IsPlaceholderPart(_text[end])
            && !(end - start > 1 && _text[end - 2] == '@'))
        {
            if (end - start == 1)
            {
                Emit(TokenKind.Placeholder, start, SkipPlaceholderName(end));
                return true;
            }

            end--;
            return false;
        }

        if ((_placeholders & PlaceholderStyles.Question) != 0 && _text[end - 1] == '?')
        {
            if (end - start == 1)
            {
                if (IsOperandEnd())
                    return false;
                var nameEnd = SkipPlaceholderName(end);
                Emit(TokenKind.Placeholder, start, nameEnd > end && CharAt(nameEnd) == '?' ? nameEnd + 1 : end);
                return true;
            }

            if (OperatorKind(start, end - 1) != TokenKind.Operator)
                end--;
        }

        return false;
    }

    private static bool IsPlaceholderPart(char c) => c != '$' && CharFacts.IsIdentifierPart(c);

    private readonly int SkipPlaceholderName(int p)
    {
        while (p < _end && IsPlaceholderPart(_text[p]))
            p++;
        return p;
    }

    /// <summary>Behind <c>{=name}</c> or <c>{0}</c>, or 0.</summary>
    private readonly int BracePlaceholderEnd(int start)
    {
        var p = CharAt(start + 1) == '=' ? start + 2 : start + 1;
        var nameEnd = SkipPlaceholderName(p);
        return nameEnd > p && CharAt(nameEnd) == '}' ? nameEnd + 1 : 0;
    }

    /// <summary>Whether the token before this place ends an operand, so that an operator must follow.</summary>
    private readonly bool IsOperandEnd()
    {
        if (_count == 0)
            return false;
        var kind = _tokens[_count - 1].Kind;
        return kind is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.CloseParen or TokenKind.CloseBracket
            or (>= TokenKind.StringLiteral and <= TokenKind.Hole)
            || (kind >= KeywordTable.FirstKeyword && KeywordTable.Category(kind) == KeywordCategory.Unreserved);
    }

    private void ScanSemicolon(int start)
    {
        Emit(TokenKind.Semicolon, start, start + 1);
        if (_skipped is not null && !_noMoreCopyData && _tokens[_statementStart].Kind == TokenKind.CopyKeyword && IsCopyFromStdin())
            SkipCopyData();
        _statementStart = _count;
        _bracketDepth = 0;
    }

    private readonly bool IsBetweenStatements() => _count == 0 || _tokens[_count - 1].Kind == TokenKind.Semicolon;

    private readonly bool IsAtLineStart(int p)
    {
        while (p > 0 && _text[p - 1] is ' ' or '\t')
            p--;
        return p == 0 || _text[p - 1] is '\n' or '\r';
    }

    private readonly bool IsCopyFromStdin()
    {
        for (var i = _statementStart + 1; i + 1 < _count; i++)
        {
            if (_tokens[i].Kind == TokenKind.FromKeyword && _tokens[i + 1].Kind == TokenKind.StdinKeyword)
                return true;
        }

        return false;
    }

    /// <summary>Skips the lines that psql sends as data, up to and with <c>\.</c>; none when no such line follows.</summary>
    private void SkipCopyData()
    {
        var dataStart = SkipLine(_position);
        for (var p = _position; p < dataStart; p++)
        {
            if (!CharFacts.IsSpace(_text[p]))
                return;
        }

        for (var p = dataStart; p < _end; p++)
        {
            if (_text[p] is not ('\n' or '\r') || CharAt(p + 1) != '\\' || CharAt(p + 2) != '.')
                continue;
            var lineEnd = p + 3;
            if (lineEnd < _end && _text[lineEnd] is not ('\n' or '\r'))
                continue;
            _skipped!.Add(TextSpan.FromBounds(Math.Min(dataStart + 1, lineEnd), lineEnd));
            _position = lineEnd;
            return;
        }

        _noMoreCopyData = true;
    }
}
