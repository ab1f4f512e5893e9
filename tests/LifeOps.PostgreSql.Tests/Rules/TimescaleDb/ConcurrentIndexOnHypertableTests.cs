using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class ConcurrentIndexOnHypertableTests
{
    private static Rule Rule => RuleCatalog.ConcurrentIndexOnHypertable;

    private const string Schema = "CREATE TABLE r (at timestamptz NOT NULL, device int); SELECT create_hypertable('r', 'at'); CREATE INDEX i ON r (device); CREATE TABLE t (a int); CREATE INDEX j ON t (a);";

    [Theory]
    [InlineData("[|CREATE INDEX CONCURRENTLY k ON r (device)|]")]
    [InlineData("[|CREATE UNIQUE INDEX CONCURRENTLY k ON public.r (device, at)|]")]
    [InlineData("[|REINDEX TABLE CONCURRENTLY r|]")]
    [InlineData("[|REINDEX (CONCURRENTLY) TABLE r|]")]
    [InlineData("[|REINDEX INDEX i|]")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql, Schema);

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY k ON t (a)")]
    [InlineData("CREATE INDEX k ON r (device)")]
    [InlineData("REINDEX TABLE r")]
    [InlineData("REINDEX TABLE CONCURRENTLY t")]
    [InlineData("REINDEX INDEX CONCURRENTLY j")]
    [InlineData("CREATE INDEX CONCURRENTLY k ON unknown (a)")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql, Schema);

    [Fact]
    public void WithoutASchema_NothingIsKnown() => RuleVerifier.Statements(Rule, "CREATE INDEX CONCURRENTLY k ON r (device)");

    [Fact]
    public void BeforeItWasAHypertable_IsFine() => RuleVerifier.Schema(Rule, """
        CREATE TABLE r (at timestamptz NOT NULL, device int);
        CREATE INDEX CONCURRENTLY i ON r (device);
        SELECT create_hypertable('r', 'at');
        [|CREATE INDEX CONCURRENTLY j ON r (device, at)|];
        """);
}
