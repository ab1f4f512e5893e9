using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>LDB4008 on the side of the queries: a statement filters or joins on a key of a jsonb column.</summary>
public sealed class QueriedJsonKeySearch : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.QueriedJsonKey;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var (table, term, span) in context.Access.DocumentKeys)
        {
            if (ColumnOf(table, term.Expression!) is { } column)
                context.Report(Rule, span, ValueList.Of(SchemaNames.Of(table, column), term.Expression!));
        }
    }

    // The expression begins with its column: data ->> 'a', (data -> 'a') ->> 'b', (data ->> 'a')::int8.
    private static Column? ColumnOf(Table table, string expression)
    {
        var start = 0;
        while (start < expression.Length && expression[start] == '(')
            start++;
        var end = expression.IndexOf(" -", start, System.StringComparison.Ordinal);
        return end < 0 ? null : table.FindColumn(expression.Substring(start, end - start).Trim('"'));
    }
}
