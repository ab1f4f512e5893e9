using System;
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
}
