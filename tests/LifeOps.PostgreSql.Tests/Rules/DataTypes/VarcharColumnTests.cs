using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class VarcharColumnTests
{
    private static Rule Rule => RuleCatalog.VarcharColumn;

    [Theory]
    [InlineData("CREATE TABLE t (a [|varchar(10)|], b [|character varying|] NOT NULL, c [|VARCHAR (5)|][])")]
    [InlineData("ALTER TABLE t ADD a [|varchar|]")]
    [InlineData("CREATE DOMAIN d AS [|varchar(10)|]")]
    [InlineData("CREATE FUNCTION f(a [|varchar|]) RETURNS SETOF [|varchar|] LANGUAGE sql AS ''")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a text, b char(3), c \"char\")")]
    [InlineData("SELECT a::varchar(10), b::varchar FROM t")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a [|varchar|] NOT NULL)", "CREATE TABLE t (a text NOT NULL)")]
    [InlineData("CREATE TABLE t (\"A b\" [|varchar(10)|] NOT NULL)", "CREATE TABLE t (\"A b\" text CHECK (char_length(\"A b\") <= 10) NOT NULL)")]
    [InlineData("CREATE DOMAIN d AS [|varchar(10)|]", "CREATE DOMAIN d AS text CHECK (char_length(VALUE) <= 10)")]
    [InlineData("ALTER TABLE t ALTER a TYPE [|varchar|]", "ALTER TABLE t ALTER a TYPE text")]
    [InlineData("CREATE TABLE t (a [|varchar|][])", "CREATE TABLE t (a text[])")]
    public void Fix(string sql, string expected) => RuleVerifier.Fix(Rule, sql, expected);

    [Theory]
    [InlineData("CREATE TABLE t (a [|varchar(10)|][])")]
    [InlineData("ALTER TABLE t ALTER a TYPE [|varchar(10)|]")]
    [InlineData("CREATE FUNCTION f(a [|varchar|]) RETURNS int LANGUAGE sql AS ''")]
    public void Fix_IsNotOffered(string sql) => Assert.True(Assert.Single(RuleVerifier.Statements(Rule, sql)).Edits.IsEmpty);

    [Fact]
    public void Message_ShowsTheTypeAsWritten() => Assert.Equal(
        "t.a is character varying(10); use text, with a CHECK constraint where the length matters",
        Assert.Single(RuleVerifier.Statements(Rule, "CREATE TABLE t (a [|character\n varying(10)|])")).Message);
}
