using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class NotSnakeCaseTests
{
    private static Rule Rule => RuleCatalog.NotSnakeCase;

    [Theory]
    [InlineData("""
        CREATE TABLE [|"OrderLines"|] ([|"unitPrice"|] int);
        """)]
    [InlineData("CREATE TABLE [|orderLines|] ([|unitPrice|] int);")]
    [InlineData("""
        CREATE TABLE t (a int, CONSTRAINT [|"CK_a"|] CHECK (a > 0)); CREATE INDEX [|idxA|] ON t (a);
        """)]
    [InlineData("""
        CREATE TABLE t ([|"a b"|] int);
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE ORDER_LINES (UNIT_PRICE int, größe int, _a1 int);")]
    [InlineData("""
        CREATE TABLE "order_lines" ("group" int, CHECK ("group" > 0), PRIMARY KEY ("group"));
        """)]
    [InlineData("""
        CREATE TABLE "__EFMigrationsHistory" ("MigrationId" text);
        """)]
    [InlineData("""
        CREATE VIEW "V" AS SELECT 1 AS "A";
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void NamesOfTheServer_AreNotReported() => RuleVerifier.Schema(Rule, """
        CREATE TABLE [|"Orders"|] (id uuid PRIMARY KEY, [|"Number"|] int UNIQUE CHECK ("Number" > 0));
        CREATE INDEX ON "Orders" ("Number", id);
        """);

    [Fact]
    public void AllowedTables_AreNotReported() => RuleVerifier.Schema(
        Rule, """CREATE TABLE "Orders" ("Number" int); CREATE SCHEMA s; CREATE TABLE s."Lines" ("Number" int);""", new RuleOptions { AllowedTableNames = ValueList.Of("Orders", "s.Lines") });
}
