using System;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>The policies of hypertables and continuous aggregates.</summary>
internal static class Policies
{
    /// <summary>The first version that makes a columnstore policy with CREATE TABLE ... WITH (tsdb.hypertable) (its changelog, pull request 8588).</summary>
    private static readonly Version ImplicitColumnstorePolicy = new(2, 23);

    /// <summary>The policy of a kind; null when there is none on this version of the extension.</summary>
    public static TimescalePolicy? Find(ValueList<TimescalePolicy> policies, TimescalePolicyKind kind, RuleOptions options)
    {
        foreach (var policy in policies)
        {
            if (policy.Kind == kind && !(policy.IsImplicit && options.TimescaleDbVersion is { } version && version < ImplicitColumnstorePolicy))
                return policy;
        }

        return null;
    }

    /// <summary>Whether the hypertable counts its time in integers.</summary>
    public static bool HasIntegerTime(SchemaLookup lookup, Table table) =>
        table.Hypertable is { Dimensions.IsEmpty: false } hypertable && table.FindColumn(hypertable.Dimensions[0].Column) is { } column
        && lookup.BaseOf(column.Type) is { IsArray: false, IsBuiltIn: true, Name: "int2" or "int4" or "int8" };
}
