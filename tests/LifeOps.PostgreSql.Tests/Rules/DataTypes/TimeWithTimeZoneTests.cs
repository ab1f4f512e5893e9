using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class TimeWithTimeZoneTests
{
    private static Rule Rule => RuleCatalog.TimeWithTimeZone;

    [Theory]
    [InlineData("CREATE TABLE t (a [|timetz|], b [|time with time zone|], c [|time(3) with time zone|][])")]
    [InlineData("CREATE DOMAIN d AS [|timetz|]")]
    [InlineData("SELECT a::[|timetz|], [|CURRENT_TIME|], [|current_time(3)|] FROM t")]
    [InlineData("CREATE FUNCTION f(a [|timetz|]) RETURNS int LANGUAGE sql RETURN 1")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a time, b time without time zone, c timestamptz)")]
    [InlineData("SELECT LOCALTIME, CURRENT_TIMESTAMP, now()")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Fact]
    public void Fix() => RuleVerifier.Fix(
        Rule, "CREATE TABLE t (a [|timetz|], b [|time(3) with time zone|] DEFAULT current_time(3)); SELECT [|CURRENT_TIME|]",
        "CREATE TABLE t (a time, b time(3) DEFAULT LOCALTIME(3)); SELECT LOCALTIME");
}
