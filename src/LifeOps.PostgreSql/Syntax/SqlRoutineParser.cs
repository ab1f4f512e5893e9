using System;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>The bodies of LANGUAGE sql routines that are written as strings.</summary>
public static class SqlRoutineParser
{
    /// <summary>
    /// Parses the body of a routine in a script: null when its language is not sql, it has no body that is a string, or the escapes of its literal
    /// cannot be resolved.
    /// </summary>
    /// <param name="text">The text that the statement was parsed from.</param>
    /// <returns>The statements of the body, with spans of <paramref name="text"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SqlScript? Parse(string text, CreateFunctionStmt statement, CancellationToken cancellationToken = default)
    {
        Identifier body = default;
        var isSql = false;
        foreach (var option in statement.Options)
        {
            if (option.Name.Value == "language")
                isSql = option.Arg is StringValue language && string.Equals(language.Value, "sql", StringComparison.OrdinalIgnoreCase);
            else if (option.Name.Value == "as" && option.Arg is FunctionBody { Strings.Count: 1 } strings)
                body = strings.Strings[0];
        }

        if (!isSql || body.End <= body.Start || EmbeddedLiteral.Read(text, PlPgSqlParser.KindOf(text, body.Start), body.Start, body.End) is not { } code)
            return null;

        var buffers = ParserBuffers.Rent();
        try
        {
            return new Parser(code.Text, code.Start, code.End, SqlParseOptions.Default, isScript: false, buffers, cancellationToken).ParseScript();
        }
        finally
        {
            buffers.Return();
        }
    }
}
