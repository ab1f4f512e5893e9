using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7012: a rollup over a hypertable, as a dashboard asks for again and again, where no continuous aggregate keeps the sums: in a query of the
/// program, or in a view. Not where the query reads about a day, and not where a continuous aggregate could not hold it.
/// </summary>
public sealed class RollupWithoutAggregate : IStatementRule, ISchemaRule
{
    // A chart of a day or less reads few chunks; what it costs is found by other rules.
    private const double Short = 24 * 60 * 60;

    private const double Hour = 60 * 60;

    /// <inheritdoc cref="IStatementRule.Rule"/>
    public Rule Rule => RuleCatalog.RollupWithoutAggregate;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema || context.Purpose == SqlPurpose.Migration || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is SelectStmt { GroupClause.IsEmpty: false } select && ResultQuery.RoleOf(placed) != QueryRole.Other && Find(select, schema, context.Options) is { } query
                && !(query.Source.Schema.IsMissing && ResultQuery.CommonTablesAround(placed).Contains(query.Source.Name.Value ?? ""))
                && AggregateProposal.TryMake(query, schema, context.Options) is { } proposal)
            {
                var span = query.Source.Alias is null ? query.Source.Span : query.Source.Name.Span;
                context.Report(Rule, span, ValueList.Of("This", NamedTables.Describe(query.Table), query.WidthText, proposal.Sql));
            }
        }
    }

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var view in context.Schema.Views)
        {
            if (view.Kind == ViewKind.ContinuousAggregate)
                continue;
            var script = SqlParser.Parse(view.Definition);
            if (script is { Diagnostics.IsEmpty: true, Statements.Count: 1 } && script.Statements[0].Stmt is SelectStmt { GroupClause.IsEmpty: false } select
                && Find(select, context.Schema, context.Options) is { } query && AggregateProposal.TryMake(query, context.Schema, context.Options) is { } proposal)
            {
                context.Report(Rule, view.NameLocation, ValueList.Of("The view " + SchemaNames.Of(view), NamedTables.Describe(query.Table), query.WidthText, proposal.Sql));
            }
        }
    }

    /// <summary>A rollup that is worth keeping and that nothing keeps.</summary>
    private static TimeRollup? Find(SelectStmt select, DatabaseSchema schema, RuleOptions options)
    {
        if (TimeRollup.Read(select, schema) is not { Table.Hypertable.IsFromDump: false } query || query.Table.RowEstimate is { } rows && rows < options.LargeTableRows)
            return null;
        foreach (var view in schema.Views)
        {
            // One that does not hold this query was thought of all the same: LDB1016 says where it does.
            if (view.ContinuousAggregate is { } aggregate && aggregate.Source == query.Table.QualifiedName)
                return null;
        }

        var range = TimeRange.Of(query);
        return range.Length is { } length ? length > Short ? query : null : !range.IsBounded || query.Width.IsInteger || query.Width.Minimum >= Hour ? query : null;
    }
}
