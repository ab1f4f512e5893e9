using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class HypertableWithoutCompressionTests
{
    private static Rule Rule => RuleCatalog.HypertableWithoutCompression;

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT [|create_hypertable('r', 'at')|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT [|create_hypertable('r', 'at')|];
        ALTER TABLE r SET (timescaledb.compress);
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT [|create_hypertable('r', 'at')|];
        ALTER TABLE r SET (timescaledb.compress);
        SELECT add_compression_policy('r', INTERVAL '1 day');
        SELECT remove_compression_policy('r');
        """)]
    [InlineData("CREATE TABLE [|r|] (at timestamptz NOT NULL) WITH (tsdb.hypertable, tsdb.columnstore = false);")]
    [InlineData("CREATE TABLE [|r|] (at bigint NOT NULL) WITH (tsdb.hypertable, tsdb.partition_column = 'at', tsdb.chunk_interval = 1000);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        ALTER TABLE r SET (timescaledb.compress);
        SELECT add_compression_policy('r', INTERVAL '1 day');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        ALTER TABLE r SET (tsdb.enable_columnstore);
        CALL add_columnstore_policy('r', after => INTERVAL '1 day');
        """)]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL) WITH (tsdb.hypertable);")]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void PolicyOfTheTableItself_CountsFromVersion223On()
    {
        RuleVerifier.Schema(Rule, "CREATE TABLE r (at timestamptz NOT NULL) WITH (tsdb.hypertable);", new RuleOptions { TimescaleDbVersion = new(2, 23) });
        RuleVerifier.Schema(Rule, "CREATE TABLE [|r|] (at timestamptz NOT NULL) WITH (tsdb.hypertable);", new RuleOptions { TimescaleDbVersion = new(2, 22) });
    }

    [Fact]
    public void Fix_PutsTheSettingsToWork() => RuleVerifier.FixSchema(Rule, """
        CREATE TABLE r (at timestamptz NOT NULL, value real);
        SELECT [|create_hypertable('r', 'at')|];
        ALTER TABLE r SET (timescaledb.compress);
        SELECT 1;
        """, """
        CREATE TABLE r (at timestamptz NOT NULL, value real);
        SELECT create_hypertable('r', 'at');
        ALTER TABLE r SET (timescaledb.compress);
        SELECT add_compression_policy('r', INTERVAL '7 days');
        SELECT 1;
        """);
}
