using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class AggregateWithoutRefreshTests
{
    private static Rule Rule => RuleCatalog.AggregateWithoutRefresh;

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW [|hourly|] WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_continuous_aggregate_policy('hourly', INTERVAL '3 days', INTERVAL '1 hour', INTERVAL '1 hour');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        SELECT add_policies('hourly', refresh_start_offset => INTERVAL '3 days', refresh_end_offset => INTERVAL '1 hour');
        """)]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
