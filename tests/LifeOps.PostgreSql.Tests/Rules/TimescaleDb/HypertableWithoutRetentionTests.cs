using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class HypertableWithoutRetentionTests
{
    private static Rule Rule => RuleCatalog.HypertableWithoutRetention;

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT [|create_hypertable('r', 'at')|];
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        SELECT add_retention_policy('r', INTERVAL '1 year');
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
