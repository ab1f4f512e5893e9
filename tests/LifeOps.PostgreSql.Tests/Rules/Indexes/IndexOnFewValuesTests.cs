using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Indexes;

public sealed class IndexOnFewValuesTests
{
    private static Rule Rule => RuleCatalog.IndexOnFewValues;

    [Theory]
    [InlineData("CREATE TABLE t (a boolean); CREATE INDEX [|i|] ON t (a);")]
    [InlineData("CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e); CREATE INDEX [|i|] ON t (a);")]
    [InlineData("CREATE TABLE t (a text CHECK (a IN ('x', 'y'))); CREATE INDEX [|i|] ON t USING hash (a);")]
    [InlineData("CREATE DOMAIN d AS boolean; CREATE TABLE t (a d); CREATE INDEX [|i|] ON t (a);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a boolean, b int); CREATE INDEX i ON t (a) WHERE a; CREATE INDEX j ON t (a, b); CREATE INDEX k ON t (b);")]
    [InlineData("CREATE TABLE t (a boolean UNIQUE);")]
    [InlineData("CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'e', 'f'); CREATE TABLE t (a e); CREATE INDEX i ON t (a);")]
    [InlineData("CREATE TABLE t (a int CHECK (a > 0), b text CHECK (b <> 'x')); CREATE INDEX i ON t (a); CREATE INDEX j ON t (b);")]
    [InlineData("CREATE TABLE kinds (code text PRIMARY KEY); CREATE TABLE t (kind text CHECK (kind IN ('a', 'b')) REFERENCES kinds); CREATE INDEX i ON t (kind);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
