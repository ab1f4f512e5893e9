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
    public string Sql => Column is not null ? SqlIdentifier.Quote(Column) : "(" + Expression + ")";

    /// <summary>As a condition of a query would write it.</summary>
    public string Shown => Column ?? Expression!;
}
