using System;
using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Comparison;

/// <summary>SQL text without its layout.</summary>
internal static class SqlLayout
{
    /// <summary>The tokens with one blank where there was any white space or comment.</summary>
    public static string Flatten(string sql)
    {
        var tokens = Lexer.Tokenize(sql, 0, sql.Length, SqlParseOptions.Default, new SqlToken[16], [], null, default, out var count);
        var flat = new StringBuilder(sql.Length);
        var end = 0;
        for (var i = 0; i < count && tokens[i].Kind != TokenKind.EndOfFile; i++)
        {
            if (flat.Length > 0 && tokens[i].Start > end)
                flat.Append(' ');
            flat.Append(sql, tokens[i].Start, tokens[i].End - tokens[i].Start);
            end = tokens[i].End;
        }

        return flat.ToString();
    }
}
