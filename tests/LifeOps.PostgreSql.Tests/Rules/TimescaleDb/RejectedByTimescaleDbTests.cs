using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class RejectedByTimescaleDbTests
{
    private static Rule Rule => RuleCatalog.RejectedByTimescaleDb;

    [Theory]
    [InlineData("""
        CREATE TABLE a (id int, at timestamptz, PRIMARY KEY (id, at)); SELECT create_hypertable('a', 'at');
        CREATE TABLE b (id int, at timestamptz NOT NULL, [|FOREIGN KEY (id, at) REFERENCES a|]); SELECT create_hypertable('b', 'at');
        """)]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL, v int, [|CHECK (v > 0) NO INHERIT|]); SELECT create_hypertable('r', 'at');")]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at'); [|ALTER TABLE r ENABLE ROW LEVEL SECURITY|]; ALTER TABLE r SET (timescaledb.compress);
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        [|CREATE UNIQUE INDEX i ON hourly (bucket)|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket [|LIMIT 5|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS [|SELECT DISTINCT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS [|SELECT device, avg(value) AS value FROM r GROUP BY device|];
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at'); [|CREATE RULE x AS ON INSERT TO r DO ALSO NOTHING|];
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE a (id int, at timestamptz, PRIMARY KEY (id, at)); SELECT create_hypertable('a', 'at');
        CREATE TABLE b (id int, at timestamptz, FOREIGN KEY (id, at) REFERENCES a);
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at'); ALTER TABLE r ENABLE ROW LEVEL SECURITY;
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, device int, value real);
        SELECT create_hypertable('r', 'at');
        CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, avg(value) AS value FROM r GROUP BY bucket WITH NO DATA;
        CREATE INDEX i ON hourly (bucket);
        """)]
    [InlineData("CREATE TABLE t (v int, CHECK (v > 0) NO INHERIT); CREATE RULE x AS ON INSERT TO t DO ALSO NOTHING; CREATE MATERIALIZED VIEW m AS SELECT v FROM t LIMIT 5;")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
