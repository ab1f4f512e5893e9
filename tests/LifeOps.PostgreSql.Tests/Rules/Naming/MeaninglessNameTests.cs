using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class MeaninglessNameTests
{
    private static Rule Rule => RuleCatalog.MeaninglessName;

    [Theory]
    [InlineData("CREATE TABLE [|tmp|] (a int); CREATE TABLE [|data|] (a int); CREATE TABLE [|table1|] (a int);")]
    [InlineData("CREATE TABLE t ([|data|] jsonb, [|col|] int, [|value1|] int, [|field_2|] text, [|tmp|] int);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE sensor_data (value real, line1 text, address2 text, temp_celsius real, md5 text, sha256 bytea, number int, text text);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
