using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Whether a schema has anything to do with TimescaleDB.</summary>
internal static class TimescaleUse
{
    public static bool IsIn(DatabaseSchema? schema) =>
        schema is not null
        && (schema.Extensions.Any(extension => extension.Name == "timescaledb") || schema.Tables.Any(table => table.Hypertable is not null));
}
