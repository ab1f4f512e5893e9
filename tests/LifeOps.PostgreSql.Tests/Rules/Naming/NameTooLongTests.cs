using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Naming;

public sealed class NameTooLongTests
{
    private static Rule Rule => RuleCatalog.NameTooLong;

    [Theory]
    [InlineData("CREATE TABLE [|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|] (a int)")]
    [InlineData("CREATE TABLE t ([|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|] int, CONSTRAINT [|caaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|] CHECK (a > 0))")]
    [InlineData("CREATE INDEX [|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|] ON t (a)")]
    [InlineData("CREATE TABLE [|tabelle_über_größen_und_ähnliches_für_die_straßen_und_plätze_a|] (a int)")]
    [InlineData("ALTER TABLE t RENAME TO [|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|]")]
    [InlineData("CREATE VIEW [|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|] AS SELECT 1")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (a int)")]
    [InlineData("SELECT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa FROM t")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);
}
