using System;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>PL/pgSQL's grammar, with error recovery; the SQL inside is parsed as SQL.</summary>
public static class PlPgSqlParser
{
    /// <summary>Parses a body that stands in a text as it is, without quotes around it.</summary>
    /// <returns>The body, with spans of <paramref name="text"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="span"/> is not in the text.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PLpgSQL_function Parse(string text, TextSpan span, CancellationToken cancellationToken = default)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        if (span.Start < 0 || span.Length < 0 || span.End > text.Length)
            throw new ArgumentOutOfRangeException(nameof(span));
        return Parser.ParseBody(new EmbeddedLiteral(text, span.Start, span.End), BodyReturns.Unknown, SqlParseOptions.Default, depth: 1, cancellationToken);
    }

    /// <summary>
    /// Parses the body of a routine in a script: null when its language is not plpgsql, it has no body that is a string, or the escapes of its literal
    /// cannot be resolved.
    /// </summary>
    /// <param name="text">The text that the statement was parsed from.</param>
    public static PLpgSQL_function? Parse(string text, CreateFunctionStmt statement, CancellationToken cancellationToken = default)
    {
        Identifier body = default;
        var isPlPgSql = false;
        foreach (var option in statement.Options)
        {
            if (option.Name.Value == "language")
                isPlPgSql = option.Arg is StringValue language && string.Equals(language.Value, "plpgsql", StringComparison.OrdinalIgnoreCase);
            else if (option.Name.Value == "as" && option.Arg is FunctionBody { Strings.Count: 1 } strings)
                body = strings.Strings[0];
        }

        if (!isPlPgSql || body.End <= body.Start || EmbeddedLiteral.Read(text, KindOf(text, body.Start), body.Start, body.End) is not { } code)
            return null;
        return Parser.ParseBody(code, ReturnsOf(statement), SqlParseOptions.Default, depth: 1, cancellationToken);
    }

    private static BodyReturns ReturnsOf(CreateFunctionStmt statement)
    {
        var hasOut = false;
        foreach (var parameter in statement.Parameters)
            hasOut |= parameter.Mode is FunctionParameterMode.Out or FunctionParameterMode.InOut;
        if (statement.ReturnsTable || statement.ReturnType is { SetOf: true })
            return BodyReturns.Set;
        if (hasOut)
            return BodyReturns.OutParameters;
        if (statement.IsProcedure)
            return BodyReturns.NothingFromProcedure;

        // The server takes event_trigger for void too (pl_comp.c: do_compile).
        return statement.ReturnType is { } type && type.Name.Value is "void" or "event_trigger" ? BodyReturns.Void : BodyReturns.Value;
    }

    /// <summary>What kind of string literal starts at a place.</summary>
    internal static TokenKind KindOf(string text, int start) => text[start] switch
    {
        '$' => TokenKind.DollarStringLiteral,
        'e' or 'E' => TokenKind.EscapeStringLiteral,
        'u' or 'U' => TokenKind.UnicodeStringLiteral,
        _ => TokenKind.StringLiteral,
    };
}
