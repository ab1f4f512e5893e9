using System;
using System.Text;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>Expressions as a schema keeps them: texts of predicates, index keys, checks and defaults.</summary>
internal static class StoredExpression
{
    /// <summary>The tree of an expression; null when it does not stand alone. Its spans belong to no file.</summary>
    public static Expression? Parse(string text)
    {
        var script = SqlParser.Parse("SELECT " + text);
        return script is { Diagnostics.IsEmpty: true, Statements.Count: 1 } && script.Statements[0].Stmt is SelectStmt { TargetList.Count: 1, FromClause.IsEmpty: true } select
            ? select.TargetList[0].Val
            : null;
    }

    /// <summary>One text for expressions that differ only in blanks, comments and the case of names without quotes.</summary>
    public static string Normalize(string? text)
    {
        if (text is null)
            return "";
        var result = new StringBuilder(text.Length);
        foreach (var token in SqlParser.Tokenize(text, SqlParseOptions.Default))
        {
            if (token.Kind == TokenKind.EndOfFile)
                break;
            if (result.Length > 0)
                result.Append(' ');
            var written = token.Span.Of(text);
            result.Append(written.IndexOf('\'') >= 0 || written[0] is '"' or '$' ? written : written.ToLowerInvariant());
        }

        return result.ToString();
    }

    /// <summary>The column that an expression is, without its casts; null when it is anything else. What qualifies it is left out: a stored expression knows one table.</summary>
    public static string? ColumnOf(Expression? expression)
    {
        while (expression is TypeCast cast)
            expression = cast.Arg;
        return expression is ColumnRef { HasStar: false, Fields.Count: > 0 } column ? column.Fields[column.Fields.Count - 1].Value : null;
    }
}
