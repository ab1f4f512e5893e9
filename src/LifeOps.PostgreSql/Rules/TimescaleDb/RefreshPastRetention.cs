using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7006: a refresh policy whose window reaches back to where the source's rows are dropped already: the refresh computes those buckets
/// anew from nothing, and the history that the aggregate was to keep is gone.
/// </summary>
public sealed class RefreshPastRetention : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RefreshPastRetention;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var view in context.Schema.Views)
        {
            if (view.ContinuousAggregate is not { } aggregate || RetentionOf(context, aggregate.Source) is not { After: { } kept })
                continue;
            foreach (var policy in aggregate.Policies)
            {
                if (policy.Kind == TimescalePolicyKind.Refresh && IsLonger(policy.StartOffset, kept))
                    context.Report(Rule, policy.Location, ValueList.Of(SchemaNames.Of(view), policy.StartOffset ?? "the beginning", SchemaNames.Of(aggregate.Source), kept));
            }
        }
    }

    private static TimescalePolicy? RetentionOf(SchemaContext context, QualifiedName source)
    {
        var policies = context.Lookup.FindTable(source)?.Hypertable?.Policies ?? context.Lookup.FindView(source)?.ContinuousAggregate?.Policies ?? default;
        return Policies.Find(policies, TimescalePolicyKind.Retention, context.Options);
    }

    /// <summary>Whether the window is longer for sure: two lengths that only months of unknown days tell apart are equal.</summary>
    private static bool IsLonger(string? start, string kept)
    {
        if (start is null)
            return true;
        return IntervalLength.TryParse(start) is { } window && IntervalLength.TryParse(kept) is { } retention && window.IsInteger == retention.IsInteger && window.Minimum > retention.Maximum;
    }
}
