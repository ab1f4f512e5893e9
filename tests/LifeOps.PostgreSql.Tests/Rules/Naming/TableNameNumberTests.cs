using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class TableNameNumberTests
{
    private static Rule Rule => RuleCatalog.TableNameNumber;

    [Theory]
    [InlineData("CREATE TABLE [|order_line|] (a int);")]
    [InlineData("""
        CREATE TABLE [|"OrderLine"|] (a int);
        """)]
    [InlineData("CREATE TABLE [|status|] (a int);")]
    [InlineData("CREATE TABLE [|user_address|] (a int);")]
    [InlineData("CREATE TABLE [|company|] (a int);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE orders (a int); CREATE TABLE companies (a int); CREATE TABLE people (a int); CREATE TABLE statuses (a int);")]
    [InlineData("CREATE TABLE activity_log (a int); CREATE TABLE price_history (a int); CREATE TABLE sensor_data (a int); CREATE TABLE settings (a int); CREATE TABLE criteria (a int);")]
    [InlineData("CREATE TABLE orders_2024 (a int); CREATE TABLE users2 (a int);")]
    [InlineData("CREATE TABLE rows (a int) PARTITION BY LIST (a); CREATE TABLE p_rest PARTITION OF rows DEFAULT;")]
    [InlineData("CREATE VIEW report AS SELECT 1 AS a; CREATE TABLE databasechangelog (a int);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData(TableNaming.Singular, "CREATE TABLE [|orders|] (a int); CREATE TABLE person (a int); CREATE TABLE history (a int); CREATE TABLE [|people|] (a int);")]
    [InlineData(TableNaming.Any, "CREATE TABLE orders (a int); CREATE TABLE person (a int);")]
    public void Option_SaysWhich(TableNaming naming, string sql) => RuleVerifier.Schema(Rule, sql, new RuleOptions { TableNaming = naming });

    [Fact]
    public void NamesOfTheDomain_AreAllowedByOption() => RuleVerifier.Schema(
        Rule, "CREATE TABLE user_profile (a int); CREATE TABLE [|order_line|] (a int);", RuleOptions.Read(name => name == RuleOptions.AllowedTableNamesName ? "user_profile , other" : null));
}
