using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class ForeignKeyOfOtherTypeTests
{
    private static Rule Rule => RuleCatalog.ForeignKeyOfOtherType;

    [Theory]
    [InlineData("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id [|bigint|] REFERENCES a);")]
    [InlineData("CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a_id [|int|] REFERENCES a);")]
    [InlineData("CREATE DOMAIN d AS int; CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a_id [|d|] REFERENCES a);")]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int, y [|bigint|], FOREIGN KEY (x, y) REFERENCES a);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a_id integer REFERENCES a);")]
    [InlineData("CREATE DOMAIN d AS int; CREATE TABLE a (id d PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a);")]
    [InlineData("CREATE TABLE a (code varchar(10) PRIMARY KEY); CREATE TABLE b (a_code text REFERENCES a, c varchar(20) REFERENCES a);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(
        Rule, "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a_id [|int|] NOT NULL REFERENCES a);",
        "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a_id bigint NOT NULL REFERENCES a);");
}
