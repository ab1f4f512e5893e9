using System;
using System.Collections.Generic;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>PostgreSQL 18's grammar, with error recovery.</summary>
public static class SqlParser
{
    /// <summary>Parses any text: never throws for what the text holds, never overflows the stack, linear in the length.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SqlScript Parse(string text, CancellationToken cancellationToken = default) => Parse(text, SqlParseOptions.Default, cancellationToken);

    /// <summary>Parses any text with placeholders or holes.</summary>
    public static SqlScript Parse(string text, SqlParseOptions options, CancellationToken cancellationToken = default)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var buffers = ParserBuffers.Rent();
        try
        {
            return new Parser(text, options, buffers, cancellationToken).ParseScript();
        }
        finally
        {
            buffers.Return();
        }
    }

    /// <summary>The tokens of any text, <see cref="TokenKind.EndOfFile"/> last; white space, comments, psql's lines and COPY data are the gaps between them.</summary>
    public static ValueList<SqlToken> Tokenize(string text, SqlParseOptions options, CancellationToken cancellationToken = default)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var buffers = ParserBuffers.Rent();
        try
        {
            var skipped = Parser.IsScript(options) ? new List<TextSpan>() : null;
            buffers.Tokens = Lexer.Tokenize(text, 0, text.Length, options, buffers.Tokens, buffers.ScannerErrors, skipped, cancellationToken, out var count);
            var tokens = new SqlToken[count];
            Array.Copy(buffers.Tokens, tokens, count);
            return new(tokens);
        }
        finally
        {
            buffers.Return();
        }
    }
}
