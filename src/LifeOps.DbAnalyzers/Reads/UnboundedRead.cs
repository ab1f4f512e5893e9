using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>A query without a bound, and the key that a page of it could be ordered by.</summary>
/// <param name="Bound">How much it reads.</param>
/// <param name="KeyName">The column or property of the key, as the query would name it; null when not known.</param>
internal sealed record UnboundedRead(ResultBound Bound, string? KeyName)
{
    /// <summary>The read of a SQL query; the key comes from the schema.</summary>
    public static UnboundedRead OfSql(ResultBound bound) => new(bound, KeyOf(bound.Table));

    private static string? KeyOf(Table? table) => table?.PrimaryKey is { Columns: { Count: 1 } columns } ? columns[0] : null;
}
