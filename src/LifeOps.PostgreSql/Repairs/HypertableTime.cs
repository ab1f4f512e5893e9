using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>What the time column of a hypertable is.</summary>
internal static class HypertableTime
{
    /// <summary>Whether it is a timestamp or date, so that policies take an interval.</summary>
    public static bool IsInstant(Table table, Hypertable hypertable) =>
        !hypertable.Dimensions.IsEmpty && table.FindColumn(hypertable.Dimensions[0].Column)?.Type is { } type && (type.Is("timestamptz") || type.Is("timestamp") || type.Is("date"));
}
