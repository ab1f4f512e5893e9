using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class RollupWithoutAggregateTests
{
    private const string Schema = """
        CREATE EXTENSION timescaledb;
        CREATE TABLE readings (at timestamptz NOT NULL, sensor_id integer NOT NULL, site text NOT NULL, value double precision, ticks integer NOT NULL);
        SELECT create_hypertable('readings', 'at');
        SELECT add_retention_policy('readings', INTERVAL '90 days');
        -- lifeops:rows 50
        CREATE TABLE beats (at timestamptz NOT NULL, host text NOT NULL);
        SELECT create_hypertable('beats', 'at');
        CREATE TABLE counters (tick bigint NOT NULL, name text NOT NULL, value bigint NOT NULL);
        SELECT create_hypertable('counters', 'tick', chunk_time_interval => 100000);
        CREATE TABLE sensors (id integer PRIMARY KEY, name text NOT NULL, at timestamptz);
        CREATE TABLE climates (at timestamptz NOT NULL, room integer NOT NULL, celsius double precision);
        SELECT create_hypertable('climates', 'at');
        CREATE MATERIALIZED VIEW climates_daily WITH (timescaledb.continuous) AS
        SELECT time_bucket('1 day', at) AS bucket, room, avg(celsius) AS celsius FROM climates GROUP BY 1, 2 WITH NO DATA;

        """;

    [Theory]
    [InlineData("SELECT time_bucket('1 hour', at) AS t, avg(value) FROM [|readings|] WHERE at > now() - interval '7 days' GROUP BY t ORDER BY t")]
    [InlineData("SELECT date_trunc('day', at), count(*) FROM [|readings|] GROUP BY 1")]
    [InlineData("SELECT time_bucket('5 minutes', at), max(value) FROM [|readings|] WHERE at >= date_trunc('day', now() - interval '2 days') GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 hour', at), sum(ticks) FROM [|readings|] WHERE sensor_id = @id AND at BETWEEN @from AND @to GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', r.at), r.site, min(r.value), max(r.value) - min(r.value) FROM [|readings|] r WHERE r.site = ANY(@sites) GROUP BY 1, 2")]
    [InlineData("SELECT time_bucket(1000, tick), max(value) FROM [|counters|] WHERE name = @name GROUP BY 1")]
    [InlineData("SELECT d.t FROM (SELECT time_bucket('1 day', at) AS t, count(*) AS n FROM [|readings|] GROUP BY 1) d ORDER BY d.n DESC LIMIT 5")]
    public void Rollup_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.RollupWithoutAggregate, sql, Schema);

    [Theory]
    // A day or less, or short steps over a range that is not known.
    [InlineData("SELECT time_bucket('1 minute', at), avg(value) FROM readings WHERE at > now() - interval '6 hours' GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 hour', at), avg(value) FROM readings WHERE at >= CURRENT_TIMESTAMP - interval '24 hours' GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 hour', at), avg(value) FROM readings WHERE at >= CURRENT_DATE GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 minute', at), avg(value) FROM readings WHERE at >= @from AND at < @to GROUP BY 1")]
    // What a continuous aggregate cannot hold, or would hold with a row for every row.
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE value > 30 GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(DISTINCT sensor_id) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), max(now() - at) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), sum(random()) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE sensor_id IN (SELECT id FROM sensors) GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', r.at), s.name, count(*) FROM readings r JOIN sensors s ON s.id = r.sensor_id GROUP BY 1, 2")]
    [InlineData("SELECT time_bucket(@step, at), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('60 days', at), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), site FROM readings GROUP BY 1, 2")]
    // No rollup by time, no hypertable, a small one, one with an aggregate.
    [InlineData("SELECT sensor_id, count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT date_trunc('day', at), count(*) FROM sensors GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM beats GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 hour', at), max(celsius) FROM climates GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', bucket), max(celsius) FROM climates_daily GROUP BY 1")]
    [InlineData("INSERT INTO beats SELECT time_bucket('1 day', at), site FROM readings GROUP BY 1, 2")]
    public void Other_IsNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.RollupWithoutAggregate, sql, Schema);

    [Fact]
    public void Migration_IsNotReported() => RuleVerifier.Statements(
        RuleCatalog.RollupWithoutAggregate, "SELECT time_bucket('1 day', at), count(*) FROM readings GROUP BY 1", Schema, purpose: SqlPurpose.Migration);

    [Fact]
    public void Views_AreReported() => RuleVerifier.Schema(
        RuleCatalog.RollupWithoutAggregate,
        Schema + """
            CREATE MATERIALIZED VIEW [|per_day|] AS SELECT time_bucket('1 day', at) AS day, count(*) AS rows FROM readings GROUP BY 1;
            CREATE VIEW [|per_site|] AS SELECT date_trunc('week', at) AS week, site, sum(value) AS total FROM readings GROUP BY 1, 2;
            CREATE VIEW newest AS SELECT sensor_id, max(at) AS at FROM readings GROUP BY 1;
            """);

    /// <summary>What is proposed is a schema that folds, holds the query (LDB1016), and has nothing that the other rules say about aggregates.</summary>
    [Theory]
    [InlineData(
        "SELECT time_bucket('1 hour', at) AS t, avg(value) AS mean, count(*) FROM readings WHERE sensor_id = @id AND at > now() - interval '7 days' GROUP BY t ORDER BY t",
        "CREATE MATERIALIZED VIEW readings_hourly WITH (timescaledb.continuous) AS SELECT time_bucket(INTERVAL '1 hour', at) AS bucket, sensor_id, avg(value) AS mean, count(*) AS count_rows FROM readings GROUP BY bucket, sensor_id WITH NO DATA; "
        + "SELECT add_continuous_aggregate_policy('readings_hourly', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour');")]
    [InlineData(
        "SELECT time_bucket('7 days', at), avg(value) FROM readings WHERE site IN (@a, @b) GROUP BY 1",
        "CREATE MATERIALIZED VIEW readings_weekly WITH (timescaledb.continuous) AS SELECT time_bucket(INTERVAL '7 days', at) AS bucket, site, sum(value) AS sum_value, count(value) AS count_value FROM readings GROUP BY bucket, site WITH NO DATA; "
        + "SELECT add_continuous_aggregate_policy('readings_weekly', start_offset => INTERVAL '21 days', end_offset => INTERVAL '7 days', schedule_interval => INTERVAL '1 day');")]
    [InlineData(
        "SELECT time_bucket(1000, tick), max(value) FROM counters GROUP BY 1",
        "CREATE MATERIALIZED VIEW counters_by_1000 WITH (timescaledb.continuous) AS SELECT time_bucket(1000, tick) AS bucket, max(value) AS max_value FROM counters GROUP BY bucket WITH NO DATA; "
        + "SELECT add_continuous_aggregate_policy('counters_by_1000', start_offset => 3000, end_offset => 1000, schedule_interval => INTERVAL '1 hour');")]
    public void Proposal_HoldsTheQuery(string sql, string expected)
    {
        var reported = Assert.Single(RuleVerifier.Statements(RuleCatalog.RollupWithoutAggregate, Marked(sql), Schema));
        Assert.EndsWith(": " + expected, reported.Message);

        var schema = Schema + expected;
        Assert.Empty(SchemaBuilder.Build([("app.schema.sql", schema)]).Problems);
        RuleVerifier.Statements(RuleCatalog.RollupWithoutAggregate, sql, schema);
        Assert.Single(RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, Marked(sql), schema));
        RuleVerifier.Schema(RuleCatalog.RefreshPastRetention, schema);
    }

    private static string Marked(string sql) => sql.Replace("FROM readings", "FROM [|readings|]").Replace("FROM counters", "FROM [|counters|]");
}
