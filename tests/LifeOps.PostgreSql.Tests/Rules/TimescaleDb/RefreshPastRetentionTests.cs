using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class RefreshPastRetentionTests
{
    private static Rule Rule => RuleCatalog.RefreshPastRetention;

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT [|add_continuous_aggregate_policy('hourly', INTERVAL '60 days', INTERVAL '1 hour', INTERVAL '1 hour')|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT [|add_continuous_aggregate_policy('hourly', NULL, INTERVAL '1 hour', INTERVAL '1 hour')|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT [|add_continuous_aggregate_policy('hourly', INTERVAL '2 months', INTERVAL '1 hour', INTERVAL '1 hour')|];
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_continuous_aggregate_policy('hourly', INTERVAL '29 days 23:00', INTERVAL '1 hour', INTERVAL '1 hour');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_continuous_aggregate_policy('hourly', INTERVAL '1 month', INTERVAL '1 hour', INTERVAL '1 hour');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '30 days');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_continuous_aggregate_policy('hourly', INTERVAL 'P3M', INTERVAL '1 hour', INTERVAL '1 hour');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_continuous_aggregate_policy('hourly', NULL, INTERVAL '1 hour', INTERVAL '1 hour');
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
