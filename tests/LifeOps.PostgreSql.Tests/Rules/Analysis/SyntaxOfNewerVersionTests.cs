using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Analysis;

public sealed class SyntaxOfNewerVersionTests
{
    private static Rule Rule => RuleCatalog.SqlSyntaxError;

    [Theory]
    [InlineData(14, "[|MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE|]")]
    [InlineData(14, "[|CREATE UNIQUE INDEX ON t (a) NULLS NOT DISTINCT|]")]
    [InlineData(15, "SELECT a FROM [|(SELECT 1 AS a)|]")]
    public void Reports(int version, string sql) =>
        RuleVerifier.Statements(Rule, sql, options: new RuleOptions { PgVersion = new Version(version, 0) });

    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public void VersionThatKnowsIt_IsSilent(int version) => RuleVerifier.Statements(
        Rule, "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE", options: new RuleOptions { PgVersion = new Version(version, 0) });

    [Fact]
    public void WithoutAVersion_IsSilent() => RuleVerifier.Statements(Rule, "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE");

    [Fact]
    public void Message_NamesBothVersions() => Assert.Equal(
        "PostgreSQL cannot parse this SQL: this form needs PostgreSQL 15, and lifeops_db.pg_version says 13",
        Assert.Single(RuleVerifier.Statements(
            Rule, "[|MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE|]", options: new RuleOptions { PgVersion = new Version(13, 2) })).Message);
}
