using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>LDB7003: a hypertable that keeps everything for ever.</summary>
public sealed class HypertableWithoutRetention : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.HypertableWithoutRetention;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.Hypertable is { IsFromDump: false } hypertable && Policies.Find(hypertable.Policies, TimescalePolicyKind.Retention, context.Options) is null)
                context.Report(Rule, hypertable.Location, ValueList.Of(SchemaNames.Of(table)));
        }
    }
}
