using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>LDB7010: a policy on a hypertable of integer time for which no function says what time it is now.</summary>
public sealed class IntegerTimeWithoutNow : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.IntegerTimeWithoutNow;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.Hypertable is not { IntegerNowFunction: null, IsFromDump: false } hypertable || !Policies.HasIntegerTime(context.Lookup, table))
                continue;
            foreach (var policy in hypertable.Policies)
            {
                // Reordering looks at chunks, not at their age.
                if (policy.Kind != TimescalePolicyKind.Reorder)
                    context.Report(Rule, policy.Location, ValueList.Of(SchemaNames.Of(table), hypertable.Dimensions[0].Column));
            }
        }
    }
}
