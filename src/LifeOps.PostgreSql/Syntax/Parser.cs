using System;
using System.Collections.Generic;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// Recursive descent over the token array. This file holds what every family of statements uses; each family has its own
/// Parser.*.cs. The first error of a statement is reported, with the server's message; parsing goes on with missing parts.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly SqlParseOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly ParserBuffers _buffers;
    private readonly SqlToken[] _tokens;
    private readonly int _tokenCount;
    private readonly List<TextSpan>? _skipped;
    private List<SqlDiagnostic>? _diagnostics;
    private int _position;

    /// <summary>Whether the current statement already has an error: later ones are consequences and stay silent.</summary>
    private bool _failed;

    /// <summary>Whether a hole of the current statement was taken for any text: what looks wrong behind it may be right.</summary>
    private bool _hasFragment;

    /// <summary>Whether an error of the current statement was reported.</summary>
    private bool _reported;

    public Parser(string text, SqlParseOptions options, ParserBuffers buffers, CancellationToken cancellationToken)
        : this(text, 0, text.Length, options, IsScript(options), buffers, cancellationToken)
    {
    }

    /// <summary>Whether a text is one that psql may read: lines of its own commands and COPY data may stand between the statements.</summary>
    public static bool IsScript(SqlParseOptions options) => options.Placeholders == PlaceholderStyles.None && options.Holes.IsEmpty;

    /// <summary>Reads a part of a text; spans are those of the whole text.</summary>
    /// <param name="isScript">Whether psql's lines and COPY data may stand between the statements.</param>
    public Parser(string text, int start, int end, SqlParseOptions options, bool isScript, ParserBuffers buffers, CancellationToken cancellationToken)
    {
        _text = text;
        _options = options;
        _cancellationToken = cancellationToken;
        _buffers = buffers;
        _skipped = isScript ? buffers.Skipped : null;
        _tokens = Lexer.Tokenize(text, start, end, options, buffers.Tokens, buffers.ScannerErrors, _skipped, cancellationToken, out _tokenCount);
        buffers.Tokens = _tokens;
    }

    /// <summary>A list to collect nodes in: finish inner lists before adding to outer ones.</summary>
    private NodeListBuilder<T> NewList<T>() where T : SqlNode => new(_buffers.Nodes);

    /// <summary>A list to collect names in.</summary>
    private NameListBuilder NewNameList() => new(_buffers.Identifiers);

    /// <summary>Kind of the token that is next.</summary>
    private TokenKind Current => _tokens[_position].Kind;

    /// <summary>Kind of the token <paramref name="offset"/> places further; EndOfFile behind the end.</summary>
    private TokenKind Peek(int offset = 1)
    {
        var index = _position + offset;
        return index < _tokenCount ? _tokens[index].Kind : TokenKind.EndOfFile;
    }

    /// <summary>First character of the token that is next: the start of a node that begins here.</summary>
    private int Start => _tokens[_position].Start;

    /// <summary>Behind the last character of the token taken last: the end of a node that ends here.</summary>
    private int PreviousEnd => _position == 0 ? 0 : _tokens[_position - 1].End;

    /// <summary>Where the last node without any token stands: before the token that was next then.</summary>
    private int _lastEmpty;

    /// <summary>
    /// From <paramref name="start"/> to the end of the token taken last; empty at <paramref name="start"/> when nothing was taken. A node that
    /// ends with an empty one reaches to it, so that spans nest in broken statements too.
    /// </summary>
    private TextSpan SpanFrom(int start)
    {
        var end = PreviousEnd;
        if (_lastEmpty > end && _lastEmpty <= Start)
            end = _lastEmpty;
        if (end <= start)
        {
            _lastEmpty = start;
            end = start;
        }

        return TextSpan.FromBounds(start, end);
    }

    /// <summary>The span of a node that is missing: before the next token.</summary>
    private TextSpan EmptySpan() => SpanFrom(Start);

    /// <summary>Takes the next token, whatever it is; stays at the end of the file.</summary>
    private SqlToken Take()
    {
        var token = _tokens[_position];
        if (token.Kind != TokenKind.EndOfFile)
            _position++;
        return token;
    }

    /// <summary>Takes the next token if it is of that kind.</summary>
    private bool Accept(TokenKind kind)
    {
        if (Current != kind)
            return false;
        _position++;
        return true;
    }

    /// <summary>Takes the next two tokens if they are of those kinds.</summary>
    private bool Accept(TokenKind first, TokenKind second)
    {
        if (Current != first || Peek() != second)
            return false;
        _position += 2;
        return true;
    }

    /// <summary>Takes a token of that kind, or reports a syntax error at the next token and takes nothing.</summary>
    private bool Expect(TokenKind kind)
    {
        if (Current == kind)
        {
            _position++;
            return true;
        }

        ErrorHere();
        return false;
    }

    /// <summary>Reports the server's "syntax error at or near" for the next token, or what its scanner has against it.</summary>
    private void ErrorHere()
    {
        if (_failed)
            return;

        var token = _tokens[_position];
        if (token.Kind == TokenKind.EndOfFile)
            Error(token.Span, "syntax error at end of input");
        else if (token.Kind == TokenKind.Hole)
            _failed = true;
        else if (token.Kind != TokenKind.Bad || !ReportScannerError(token))
            Error(token.Span, "syntax error at or near \"" + token.Span.Of(_text) + "\"");
    }

    /// <summary>Reports an error of the grammar's own with the next token: <c>message at or near "token"</c>.</summary>
    private void ErrorAtCurrent(string message)
    {
        var token = _tokens[_position];
        Error(token.Span, token.Kind == TokenKind.EndOfFile ? message + " at end of input" : message + " at or near \"" + token.Span.Of(_text) + "\"");
    }

    private bool ReportScannerError(SqlToken token)
    {
        var index = FindScannerError(token.Start);
        if (index < 0)
            return false;

        var error = _buffers.ScannerErrors[index];
        var message = error.Message;
        if (error.QuotesText)
            message += error.Position < _text.Length ? " at or near \"" + _text.Substring(error.Position, error.End - error.Position) + "\"" : " at end of input";
        Error(TextSpan.FromBounds(error.Position, Math.Max(error.Position, error.End)), message, error.SqlState);
        return true;
    }

    private int FindScannerError(int tokenStart)
    {
        var errors = _buffers.ScannerErrors;
        var low = 0;
        var high = errors.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (errors[middle].TokenStart == tokenStart)
                return middle;
            if (errors[middle].TokenStart < tokenStart)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>Reports an error with a message of its own, once per statement.</summary>
    private void Error(TextSpan span, string message, string sqlState = "42601")
    {
        if (_failed)
            return;
        _failed = true;
        if (_hasFragment)
            return;
        _reported = true;
        (_diagnostics ??= []).Add(new(span, message, sqlState));
    }
}
