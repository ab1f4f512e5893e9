using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class IndexPrefixTests
{
    private static Rule Rule => RuleCatalog.IndexPrefix;

    [Theory]
    [InlineData("CREATE TABLE t (a int); CREATE INDEX [|t_a|] ON t (a);")]
    [InlineData("CREATE TABLE t (a int); [|CREATE INDEX ON t (a)|];")]
    [InlineData("CREATE TABLE t (a int); CREATE UNIQUE INDEX [|t_a_key|] ON t (a);")]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1 AS a; CREATE INDEX [|ix_v|] ON v (a);")]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL, v int); CREATE INDEX [|r_at_idx|] ON r (at DESC);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int, EXCLUDE USING gist (int4range(c, c) WITH &&)); CREATE INDEX idx_t ON t (c); CREATE INDEX IDX_t2 ON t (c);")]
    [InlineData("CREATE TABLE t (a int); CREATE UNIQUE INDEX uq_t_a ON t (a);")]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL, v int); SELECT create_hypertable('r', 'at');")]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL, v int); SELECT create_hypertable('r', 'at', create_default_indexes => false); CREATE INDEX r_at_idx ON r (at DESC);")]
    [InlineData("CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE INDEX idx_p ON p (a); CREATE TABLE p1 PARTITION OF p DEFAULT;")]
    [InlineData("CREATE EXTENSION timescaledb; CREATE TABLE r (at timestamptz NOT NULL, v int); CREATE INDEX r_at_idx ON r (at DESC);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Option_SaysWhich() => RuleVerifier.Schema(
        Rule, "CREATE TABLE t (a int); CREATE INDEX ix_a ON t (a); CREATE INDEX [|idx_a|] ON t (a);", new RuleOptions { IndexPrefix = "ix_" });

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(
        Rule, """CREATE TABLE t (a int); CREATE INDEX [|ix_t_a|] ON t (a); CREATE INDEX [|"By A"|] ON t (a DESC);""",
        """CREATE TABLE t (a int); CREATE INDEX idx_t_a ON t (a); CREATE INDEX "idx_By A" ON t (a DESC);""");
}
