using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class QueriedJsonKeyTests
{
    private static Rule Rule => RuleCatalog.QueriedJsonKey;

    [Theory]
    [InlineData("CREATE TABLE t ([|address|] jsonb); CREATE INDEX ON t ((address ->> 'city'));")]
    [InlineData("CREATE TABLE t ([|address|] jsonb); CREATE INDEX ON t (lower(address ->> 'city'), ((address -> 'zip')::text));")]
    [InlineData("CREATE TABLE t (id int, [|address|] jsonb); CREATE INDEX ON t (id) WHERE address ->> 'kind' = 'home';")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (address jsonb); CREATE INDEX ON t USING gin (address jsonb_path_ops);")]
    [InlineData("CREATE TABLE t (address jsonb, city text GENERATED ALWAYS AS (address ->> 'city') STORED); CREATE INDEX ON t (city);")]
    [InlineData("CREATE TABLE t (address json); CREATE INDEX ON t ((address ->> 'city'));")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Message_NamesTheKeys() => Assert.Equal(
        "The keys of t.a are searched for (city, zip); make them columns",
        Assert.Single(RuleVerifier.Schema(Rule, "CREATE TABLE t ([|a|] jsonb); CREATE INDEX ON t ((a ->> 'zip')); CREATE INDEX ON t ((a ->> 'city'));")).Message);
}
