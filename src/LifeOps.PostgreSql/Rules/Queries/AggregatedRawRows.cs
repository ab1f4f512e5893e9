using System.Collections.Generic;
using LifeOps.PostgreSql.Rules.TimescaleDb;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1016: a query sums up the rows of a hypertable by time_bucket although a continuous aggregate holds those sums already. Only where every
/// part of the query can be had from the aggregate, and the aggregate is as long as the hypertable and refreshed.
/// </summary>
public sealed class AggregatedRawRows : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.AggregatedRawRows;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema || context.Purpose == SqlPurpose.Migration || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not SelectStmt { GroupClause.IsEmpty: false } select || ResultQuery.RoleOf(placed) == QueryRole.Other || TimeRollup.Read(select, schema) is not { } query
                || query.Table.RowEstimate is { } rows && rows < context.Options.LargeTableRows
                || query.Source.Schema.IsMissing && ResultQuery.CommonTablesAround(placed).Contains(query.Source.Name.Value ?? ""))
            {
                continue;
            }

            if (FindWidest(context, schema, query) is ({ } columns, { } rewrite))
                Report(context, query, columns, rewrite);
        }
    }

    /// <summary>The aggregate with the widest buckets that holds all of the query: it has the fewest rows.</summary>
    private static (AggregateColumns? Columns, AggregateRewrite? Rewrite) FindWidest(StatementContext context, DatabaseSchema schema, TimeRollup query)
    {
        (AggregateColumns? Columns, AggregateRewrite? Rewrite) widest = default;
        foreach (var view in schema.Views)
        {
            if (view.ContinuousAggregate is { } aggregate && aggregate.Source == query.Table.QualifiedName && HoldsAll(aggregate, query.Table, context.Options)
                && AggregateColumns.Read(view, schema) is { } columns
                && (widest.Columns is null || widest.Columns.Rollup.Width.Minimum < columns.Rollup.Width.Minimum)
                && AggregateRewrite.TryMake(context.Text, query, columns) is { } rewrite)
            {
                widest = (columns, rewrite);
            }
        }

        return widest;
    }

    /// <summary>Whether the aggregate has what the hypertable has: something fills it, and nothing empties it earlier.</summary>
    private static bool HoldsAll(ContinuousAggregate aggregate, Table table, RuleOptions options)
    {
        if (aggregate.MaterializedOnly && Policies.Find(aggregate.Policies, TimescalePolicyKind.Refresh, options) is null)
            return false;
        if (Policies.Find(aggregate.Policies, TimescalePolicyKind.Retention, options) is not { } retention)
            return true;
        return Policies.Find(table.Hypertable?.Policies ?? default, TimescalePolicyKind.Retention, options) is { After: { } raw } && retention.After is { } kept
            && IntervalLength.TryParse(raw) is { } rawLength && IntervalLength.TryParse(kept) is { } keptLength && keptLength.IsInteger == rawLength.IsInteger && keptLength.Minimum >= rawLength.Maximum;
    }

    private void Report(StatementContext context, TimeRollup query, AggregateColumns columns, AggregateRewrite rewrite)
    {
        var conditions = new List<string>();
        if (!rewrite.IsExact)
            conditions.Add("in whole buckets");
        if (columns.View.ContinuousAggregate is { MaterializedOnly: true })
            conditions.Add("as of its last refresh");
        context.Report(
            Rule,
            query.Source.Alias is null ? query.Source.Span : query.Source.Name.Span,
            ValueList.Of(
                NamedTables.Describe(query.Table), SchemaNames.Of(columns.View), columns.Rollup.WidthText, string.Join(", ", rewrite.Used),
                conditions.Count == 0 ? "" : " (" + string.Join(", ", conditions) + ")"),
            rewrite.Edits.ToValueList());
    }
}
