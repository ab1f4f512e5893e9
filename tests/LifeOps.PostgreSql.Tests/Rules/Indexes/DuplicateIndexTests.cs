using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Indexes;

public sealed class DuplicateIndexTests
{
    private static Rule Rule => RuleCatalog.DuplicateIndex;

    [Theory]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a);
        CREATE INDEX [|j|] ON t (a);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a, b DESC);
        CREATE INDEX [|j|] ON t (a DESC, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (id);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE UNIQUE INDEX [|i|] ON t (c);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (a);
        CREATE UNIQUE INDEX j ON t (a);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (lower(c)) WHERE a > 0;
        CREATE INDEX [|j|] ON t (LOWER( c )) WHERE a>0;
        """)]
    [InlineData("""
        CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
        CREATE INDEX i ON v (a);
        CREATE INDEX [|j|] ON v (a);
        """)]
    [InlineData("""
        CREATE TABLE r (at timestamptz NOT NULL, v real);
        SELECT create_hypertable('r', 'at');
        CREATE INDEX [|i|] ON r (at DESC);
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a, b);
        CREATE INDEX j ON t (b, a);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a, b);
        CREATE INDEX j ON t (a, b DESC);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a);
        CREATE INDEX j ON t (a) WHERE b > 0;
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a);
        CREATE INDEX j ON t USING hash (a);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a);
        CREATE INDEX j ON t (a) INCLUDE (b);
        """)]
    [InlineData("""
        CREATE TABLE t (c text); CREATE INDEX i ON t (c);
        CREATE INDEX j ON t (c text_pattern_ops);
        """)]
    [InlineData("""
        CREATE TABLE t (a int); CREATE INDEX i ON t (a NULLS FIRST);
        CREATE INDEX j ON t (a);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Fix_RemovesTheLine() => RuleVerifier.FixSchema(Rule, """
        CREATE TABLE t (a int);
        CREATE INDEX i ON t (a);
        CREATE INDEX [|j|] ON t (a);
        COMMENT ON TABLE t IS 'x';
        """, """
        CREATE TABLE t (a int);
        CREATE INDEX i ON t (a);
        COMMENT ON TABLE t IS 'x';
        """);
}
