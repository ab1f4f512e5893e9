using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class CharColumnTests
{
    private static Rule Rule => RuleCatalog.CharColumn;

    [Theory]
    [InlineData("CREATE TABLE t (a [|char(3)|], b [|char|], c [|character(2)|], d [|bpchar(4)|], e [|nchar(2)|])")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a \"char\", b text, c bpchar, d varchar(3))")]
    [InlineData("SELECT 'a'::char(3)")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a [|char(3)|])", "CREATE TABLE t (a text CHECK (char_length(a) <= 3))")]
    [InlineData("CREATE TABLE t (a [|char|])", "CREATE TABLE t (a text CHECK (char_length(a) <= 1))")]
    public void Fix(string sql, string expected) => RuleVerifier.Fix(Rule, sql, expected);
}
