using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Analysis;

public sealed class UnusedSuppressionTests
{
    private static Rule Rule => RuleCatalog.UnusedSuppression;

    [Theory]
    [InlineData("-- lifeops:ignore [|LDB4001|] has a key by now\nCREATE TABLE rows (id uuid PRIMARY KEY);")]
    [InlineData("-- lifeops:ignore [|LDB9999|] no such rule\nCREATE TABLE rows (id uuid PRIMARY KEY);")]
    [InlineData("-- lifeops:ignore LDB4001, [|LDB5001|] LDB6002 only one of them\nCREATE TABLE row (id uuid);")]
    [InlineData("-- lifeops:ignore [|LDB4001|]\n\nCREATE TABLE row (id uuid);")]
    [InlineData("-- lifeops:ignore LDB4001\nCREATE TABLE row (id uuid);\n-- lifeops:ignore [|LDB4001|]\n")]
    [InlineData("-- lifeops:ignore [|LDB0002|]\nCREATE TABLE rows (id uuid PRIMARY KEY);")]
    public void Schema_Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("-- lifeops:ignore LDB4001\nCREATE TABLE row (id uuid);")]
    [InlineData("-- lifeops:ignore LDB4001\n-- lifeops:ignore LDB6002 a word of the trade\nCREATE TABLE row (id uuid);")]
    [InlineData("-- lifeops:ignore LDB1001 a rule over C#\nCREATE TABLE rows (id uuid PRIMARY KEY);")]
    [InlineData("CREATE TABLE rows (id uuid PRIMARY KEY, note text NOT NULL DEFAULT '\n-- lifeops:ignore LDB4001\n');")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n-- lifeops:ignore LDB2001\nRETURN 1;\nEND $$;")]
    public void Schema_IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("-- lifeops:ignore [|LDB2001|]\nSELECT now()")]
    [InlineData("-- lifeops:ignore LDB2001\nSELECT a::timestamp FROM t")]
    [InlineData("-- lifeops:ignore LDB4001 a rule over schemas\nSELECT 1")]
    public void Statements(string sql) => RuleVerifier.Statements(Rule, sql);

    [Fact]
    public void Message_SaysWhy() => Assert.Equal(
        "The comment ignores LDB4001, but nothing on the next line is reported",
        Assert.Single(RuleVerifier.Schema(Rule, "-- lifeops:ignore [|LDB4001|]\nCREATE TABLE rows (id uuid PRIMARY KEY);")).Message);
}
