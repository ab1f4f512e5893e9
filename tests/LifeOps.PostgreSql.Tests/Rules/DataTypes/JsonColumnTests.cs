using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class JsonColumnTests
{
    private static Rule Rule => RuleCatalog.JsonColumn;

    [Theory]
    [InlineData("CREATE TABLE t (a [|json|], b [|json|][])")]
    [InlineData("SELECT '{}'::[|json|], [|json|] '{}'")]
    [InlineData("CREATE FUNCTION f(a [|json|]) RETURNS int LANGUAGE sql AS ''")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a jsonb, json text)")]
    [InlineData("SELECT '{}'::jsonb, json FROM t")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a [|json|] DEFAULT '{}'::json)", "CREATE TABLE t (a jsonb DEFAULT '{}'::jsonb)")]
    [InlineData("SELECT '{}'::[|json|] -> 'a'", "SELECT '{}'::jsonb -> 'a'")]
    public void Fix(string sql, string expected) => RuleVerifier.Fix(Rule, sql, expected);

    [Theory]
    [InlineData("SELECT json_array_length(a::[|json|]) FROM t")]
    [InlineData("CREATE FUNCTION f(a [|json|]) RETURNS int LANGUAGE sql AS ''")]
    public void Fix_IsNotOffered(string sql) => Assert.True(Assert.Single(RuleVerifier.Statements(Rule, sql)).Edits.IsEmpty);
}
