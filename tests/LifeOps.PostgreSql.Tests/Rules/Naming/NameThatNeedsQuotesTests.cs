using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class NameThatNeedsQuotesTests
{
    private static Rule Rule => RuleCatalog.NameThatNeedsQuotes;

    [Theory]
    [InlineData("""
        CREATE TABLE [|"user"|] ([|"order"|] int, [|"Number"|] int, [|"a b"|] int, [|"1st"|] int);
        """)]
    [InlineData("""
        CREATE VIEW [|"Report"|] AS SELECT 1 AS a;
        """)]
    [InlineData("""
        CREATE TABLE t ([|"left"|] int, [|"authorization"|] int);
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE users ("position" int, "value" int, "name" text, "time" int, level int, größe int);
        """)]
    [InlineData("""
        CREATE TABLE "orders" ("id" int);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
