using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1013: a predicate over a column of a large table that has an index, written so that the index cannot serve it: the column stands inside
/// a function or a cast, behind a leading wildcard, or is compared with another type.
/// </summary>
public sealed class HiddenFromIndex : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.HiddenFromIndex;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        foreach (var (hidden, table, index) in context.Access.Hidden)
        {
            var predicate = string.Join(" ", hidden.Span.Of(context.Text).Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries)).Replace(SqlHole.Filler, '\u2026');
            context.Report(Rule, hidden.Span, ValueList.Of(predicate, index, SchemaNames.Of(table), Advice(hidden)));
        }
    }

    private static string Advice(HiddenColumn hidden) => hidden.By switch
    {
        HiddenBy.Function => $"compare {hidden.Column} itself, a period with >= and <, or index the expression",
        HiddenBy.Cast => $"cast the value instead of {hidden.Column}, a day as a period with >= and <",
        HiddenBy.LeadingWildcard => "a pattern without a fixed beginning needs a trigram index (pg_trgm)",
        HiddenBy.CaseInsensitiveLike => $"ILIKE needs a trigram index (pg_trgm); for whole values compare lower({hidden.Column}) and index that",
        _ => $"{hidden.Column} is converted for every row: compare it with a value of its own type",
    };
}
