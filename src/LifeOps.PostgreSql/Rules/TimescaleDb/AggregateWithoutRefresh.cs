using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>LDB7005: a continuous aggregate that nothing refreshes.</summary>
public sealed class AggregateWithoutRefresh : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.AggregateWithoutRefresh;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var view in context.Schema.Views)
        {
            if (view.ContinuousAggregate is { } aggregate && Policies.Find(aggregate.Policies, TimescalePolicyKind.Refresh, context.Options) is null)
                context.Report(Rule, view.NameLocation, ValueList.Of(SchemaNames.Of(view)));
        }
    }
}
