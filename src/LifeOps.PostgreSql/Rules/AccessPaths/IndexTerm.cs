using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>What a key of an index can be: a column, or an expression over columns of one table.</summary>
/// <param name="Column">The column; null for an expression.</param>
/// <param name="Expression">The expression in the one way that <see cref="ExpressionText"/> writes it; null for a column.</param>
internal readonly record struct IndexTerm(string? Column, string? Expression)
{
    public static IndexTerm OfColumn(string name) => new(name, null);

    public static IndexTerm OfExpression(string text) => new(null, text);

    /// <summary>As CREATE INDEX writes it: an expression that is no plain call stands in parentheses.</summary>
    public string Sql => Column is not null ? SqlIdentifier.Quote(Column) : IsCall(Expression!) ? Expression! : "(" + Expression + ")";

    /// <summary>As a condition of a query would write it.</summary>
    public string Shown => Column ?? Expression!;

    /// <summary>Whether the text is one call: a name, and parentheses that end with it.</summary>
    private static bool IsCall(string text)
    {
        var open = text.IndexOf('(');
        if (open <= 0 || text[0] == '\'')
            return false;
        for (var i = 0; i < open; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] != '_')
                return false;
        }

        var depth = 0;
        var isQuoted = false;
        for (var i = open; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '\'';
            if (isQuoted)
                continue;
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
                return i == text.Length - 1;
        }

        return false;
    }
}
