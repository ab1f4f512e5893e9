using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7008 in statements: queries that cannot be a continuous aggregate (tsl/src/continuous_aggs/common.c: cagg_query_supported), and rules
/// on hypertables.
/// </summary>
public sealed class RejectedAggregateQuery : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RejectedByTimescaleDb;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        switch (context.Root)
        {
            case RawStmt { Stmt: CreateTableAsStmt { ObjType: ObjectType.MaterializedView, Query: SelectStmt query } made } when IsContinuous(made):
                CheckQuery(context, query, made.Into.Rel.Name.ToString());
                break;

            case RawStmt { Stmt: RuleStmt rule } when context.Lookup?.FindTable(rule.Relation) is { Hypertable: not null }:
                Report(context, rule.Span, "a rule on a hypertable", rule.Relation.Name.ToString());
                break;
        }
    }

    private static bool IsContinuous(CreateTableAsStmt statement)
    {
        foreach (var option in statement.Into.Options)
        {
            if (option.Namespace.Value is "timescaledb" or "tsdb" && option.Name.Value == "continuous")
                return option.Arg is not StringValue { Value: "false" or "off" };
        }

        return false;
    }

    private void CheckQuery(StatementContext context, SelectStmt query, string name)
    {
        if (query.Op != SetOperation.None)
        {
            Report(context, query.Span, "UNION, INTERSECT or EXCEPT in a continuous aggregate", name);
            return;
        }

        if (query.LimitCount is { } limit)
            Report(context, KeywordBefore(context.Text, limit.Span, "limit"), "LIMIT in a continuous aggregate", name);
        if (query.LimitOffset is { } offset)
            Report(context, KeywordBefore(context.Text, offset.Span, "offset"), "OFFSET in a continuous aggregate", name);
        if (query.IsDistinct)
            Report(context, query.Span, "DISTINCT in a continuous aggregate", name);
        if (query.WithClause is { } with)
            Report(context, with.Span, "WITH in a continuous aggregate", name);
        foreach (var reference in query.FromClause)
        {
            if (reference is RangeTableSample sample)
                Report(context, sample.Span, "TABLESAMPLE in a continuous aggregate", name);
        }

        var hasBucket = false;
        foreach (var group in query.GroupClause)
        {
            if (group is GroupingSet)
                Report(context, group.Span, "GROUPING SETS, ROLLUP or CUBE in a continuous aggregate", name);
        }

        foreach (var node in query.DescendantsAndSelf())
            hasBucket |= node is FuncCall { Name.Value: "time_bucket" or "time_bucket_ng" };
        if (!hasBucket)
            Report(context, query.Span, "a continuous aggregate without time_bucket", name);
    }

    private void Report(StatementContext context, TextSpan span, string construct, string name) => context.Report(Rule, span, ValueList.Of(construct, name));

    /// <summary>From the keyword on when it stands right before the expression.</summary>
    private static TextSpan KeywordBefore(string text, TextSpan expression, string keyword)
    {
        var end = expression.Start;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end >= keyword.Length && string.Compare(text, end - keyword.Length, keyword, 0, keyword.Length, System.StringComparison.OrdinalIgnoreCase) == 0
            ? TextSpan.FromBounds(end - keyword.Length, expression.End)
            : expression;
    }
}
