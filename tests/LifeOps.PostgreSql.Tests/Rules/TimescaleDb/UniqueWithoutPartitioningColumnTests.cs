using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class UniqueWithoutPartitioningColumnTests
{
    private static Rule Rule => RuleCatalog.UniqueWithoutPartitioningColumn;

    [Theory]
    [InlineData("CREATE TABLE r (id int [|PRIMARY KEY|], at timestamptz NOT NULL); SELECT create_hypertable('r', 'at');")]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at'); CREATE UNIQUE INDEX [|i|] ON r (device);
        """)]
    [InlineData("CREATE TABLE r (at timestamptz, device int, [|UNIQUE (at)|]); SELECT create_hypertable('r', 'at'); SELECT add_dimension('r', by_hash('device', 2));")]
    [InlineData("CREATE TABLE r (at timestamptz, device int, [|EXCLUDE USING gist (int4range(device, device) WITH &&)|]); SELECT create_hypertable('r', 'at');")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE r (id int, at timestamptz, PRIMARY KEY (id, at)); SELECT create_hypertable('r', 'at'); CREATE INDEX i ON r (id);")]
    [InlineData("CREATE TABLE r (id int PRIMARY KEY, at timestamptz);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
