using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Indexes;

public sealed class PrefixIndexTests
{
    private static Rule Rule => RuleCatalog.PrefixIndex;

    [Theory]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (a);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (a DESC);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (a) INCLUDE (b);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX [|i|] ON t (a);
        CREATE INDEX j ON t (a) INCLUDE (b);
        """)]
    [InlineData("""
        CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));
        CREATE INDEX [|i|] ON t (a);
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (b);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE UNIQUE INDEX i ON t (a);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a) WHERE b > 0;
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a);
        CREATE INDEX j ON t (a, b) WHERE b > 0;
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t (a) INCLUDE (c);
        CREATE INDEX j ON t (a, b);
        """)]
    [InlineData("""
        CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text UNIQUE);
        CREATE INDEX i ON t USING hash (a);
        CREATE INDEX j ON t (a, b);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
