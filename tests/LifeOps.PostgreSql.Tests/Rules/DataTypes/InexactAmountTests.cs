using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class InexactAmountTests
{
    private static Rule Rule => RuleCatalog.InexactAmount;

    [Theory]
    [InlineData("CREATE TABLE t (total [|money|])")]
    [InlineData("CREATE TABLE t (price [|double precision|])")]
    [InlineData("CREATE TABLE t (net_prices [|real|][])")]
    [InlineData("CREATE TABLE t (shipping_fee [|float|])")]
    [InlineData("CREATE TABLE t (total_eur [|float8|])")]
    [InlineData("CREATE TABLE t (currency text, total [|real|])")]
    [InlineData("CREATE DOMAIN price AS [|real|]")]
    [InlineData("CREATE TYPE line AS (text text, amount [|float4|])")]
    [InlineData("ALTER TABLE t ADD COLUMN balance [|double precision|]")]
    [InlineData("ALTER TABLE t ALTER COLUMN tax TYPE [|real|]")]
    [InlineData("CREATE FUNCTION f(price [|real|]) RETURNS [|money|] LANGUAGE sql RETURN NULL")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (weight double precision, value real, total real, price_index real, cost_factor real, tax_rate real, paid_minutes real)")]
    [InlineData("CREATE TABLE t (price numeric(12,2), amount bigint)")]
    [InlineData("SELECT 1::money")]
    [InlineData("SELECT '1'::real AS price")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Fact]
    public void Fix() => RuleVerifier.Fix(
        Rule, "CREATE TABLE t (price [|real|] NOT NULL DEFAULT 0::real, total [|money|] DEFAULT 0)", "CREATE TABLE t (price numeric NOT NULL DEFAULT 0::numeric, total numeric DEFAULT 0)");

    [Fact]
    public void Fix_LeavesParametersAlone() => RuleVerifier.Fix(
        Rule, "CREATE FUNCTION f(price [|real|]) RETURNS int LANGUAGE sql RETURN 1", "CREATE FUNCTION f(price real) RETURNS int LANGUAGE sql RETURN 1");
}
