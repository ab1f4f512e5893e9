using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>The tokens of SQL, with the class of those that are coloured.</summary>
internal static class SqlTokens
{
    /// <summary>In the order of the text; the class is null for what is not coloured.</summary>
    public static IEnumerable<(int Start, int End, string? Class)> Of(string text)
    {
        var tokens = Lexer.Tokenize(text, 0, text.Length, SqlParseOptions.Embedded, new SqlToken[64], [], skipped: null, CancellationToken.None, out var count);
        for (var i = 0; i < count; i++)
        {
            var token = tokens[i];
            if (token.Kind != TokenKind.EndOfFile)
                yield return (token.Start, token.End, ClassOf(token, text));
        }
    }

    private static string? ClassOf(SqlToken token, string text) => token.Kind switch
    {
        TokenKind.StringLiteral or TokenKind.EscapeStringLiteral or TokenKind.UnicodeStringLiteral or TokenKind.DollarStringLiteral or TokenKind.BitStringLiteral or TokenKind.HexStringLiteral => "s",
        // Unreserved keywords are good names as well: only those written as keywords are coloured.
        _ when KeywordTable.IsKeyword(token.Kind) && (KeywordTable.Category(token.Kind) == KeywordCategory.Reserved || char.IsUpper(text[token.Start])) => "k",
        _ => null,
    };
}
