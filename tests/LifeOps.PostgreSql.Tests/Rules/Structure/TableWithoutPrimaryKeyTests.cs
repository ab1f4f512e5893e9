using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class TableWithoutPrimaryKeyTests
{
    private static Rule Rule => RuleCatalog.TableWithoutPrimaryKey;

    [Theory]
    [InlineData("CREATE TABLE [|t|] (a int);")]
    [InlineData("CREATE SCHEMA s; CREATE TABLE s.[|t|] (a int UNIQUE);")]
    [InlineData("CREATE TABLE [|p|] (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT;")]
    [InlineData("CREATE TABLE a (id uuid PRIMARY KEY); CREATE TABLE [|b|] () INHERITS (a);")]
    [InlineData("CREATE TABLE [|t|] (a int); CREATE UNIQUE INDEX ON t (a);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a int PRIMARY KEY);")]
    [InlineData("CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a);")]
    [InlineData("CREATE UNLOGGED TABLE t (a int);")]
    [InlineData("CREATE TEMPORARY TABLE t (a int);")]
    [InlineData("CREATE TABLE schema_migrations (version text);")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a;")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Hypertable_IsASuggestion() => Assert.Equal(RuleSeverity.Info, Assert.Single(RuleVerifier.Schema(Rule, """
        CREATE TABLE [|readings|] (at timestamptz NOT NULL, value real);
        SELECT create_hypertable('readings', 'at');
        """)).Severity);

    [Fact]
    public void Message_NamesTheKeyThatCouldBeIt() => Assert.Equal(
        "The table t has no primary key; its unique (a, b) can be it",
        Assert.Single(RuleVerifier.Schema(Rule, "CREATE TABLE [|t|] (a int NOT NULL, b int NOT NULL, c int UNIQUE, UNIQUE (a, b));")).Message);

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(
        Rule, "CREATE TABLE [|t|] (id bigint GENERATED ALWAYS AS IDENTITY, a int);", "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int);");
}
