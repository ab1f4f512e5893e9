using LifeOps.PostgreSql.Syntax;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>Makes a TimescaleDB schema one that a plain PostgreSQL loads: the same tables, and a view where the continuous aggregate was.</summary>
internal static class PlainPostgres
{
    private static readonly string[] TimescaleWords = ["timescaledb", "create_hypertable", "add_dimension", "_policy", "add_job", "sensor_hourly"];

    private const string SensorHourly = """
        CREATE VIEW sensor_hourly AS
        SELECT user_id, sensor_key, date_trunc('hour', reading_at) AS bucket, count(*) AS reading_count,
               avg(value) AS avg_value, min(value) AS min_value, max(value) AS max_value, max(value) AS last_value
        FROM sensor_readings GROUP BY user_id, sensor_key, bucket;
        """;

    /// <summary>The statements to run, one by one.</summary>
    public static IEnumerable<string> Statements(string schema)
    {
        var isTimescale = schema.Contains("timescaledb", StringComparison.Ordinal);
        foreach (var statement in SqlParser.Parse(schema).Statements)
        {
            var text = statement.Span.Of(schema);
            if (!isTimescale || !TimescaleWords.Any(word => text.Contains(word, StringComparison.Ordinal)))
                yield return text;
        }

        if (isTimescale)
            yield return SensorHourly;
    }
}
