using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class IntegerTimeWithoutNowTests
{
    private static Rule Rule => RuleCatalog.IntegerTimeWithoutNow;

    [Theory]
    [InlineData("""
        CREATE TABLE r (tick bigint NOT NULL, v int); SELECT create_hypertable('r', 'tick', chunk_time_interval => 1000);
        SELECT [|add_retention_policy('r', BIGINT '5000')|];
        """)]
    [InlineData("""
        CREATE TABLE r (tick bigint NOT NULL, v int); SELECT create_hypertable('r', 'tick', chunk_time_interval => 1000);
        ALTER TABLE r SET (timescaledb.compress); SELECT [|add_compression_policy('r', BIGINT '500')|];
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE r (tick bigint NOT NULL, v int); SELECT create_hypertable('r', 'tick', chunk_time_interval => 1000);
        """)]
    [InlineData("""
        CREATE TABLE r (tick bigint NOT NULL, v int); SELECT create_hypertable('r', 'tick', chunk_time_interval => 1000);
        CREATE FUNCTION n() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1'; SELECT set_integer_now_func('r', 'n'); SELECT add_retention_policy('r', BIGINT '5000');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at'); SELECT add_retention_policy('r', INTERVAL '5 days');
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
