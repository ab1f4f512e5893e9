using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class LargeOffsetTests
{
    private const string Schema = """
        -- lifeops:rows 5000000
        CREATE TABLE events (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), kind text NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), created_at timestamptz NOT NULL);
        -- lifeops:rows 40
        CREATE TABLE countries (code text PRIMARY KEY, name text NOT NULL);
        """;

    private static string Users => "CREATE TABLE users (id bigint PRIMARY KEY);\n";

    [Theory]
    [InlineData("SELECT id FROM events ORDER BY created_at DESC, id DESC LIMIT @n [|OFFSET @skip|]")]
    [InlineData("SELECT id FROM events ORDER BY id [|OFFSET @skip|] LIMIT @n")]
    [InlineData("SELECT id FROM events ORDER BY id LIMIT 20 [|OFFSET (@page - 1) * 20|]")]
    [InlineData("SELECT id FROM events WHERE kind = @kind ORDER BY id LIMIT 20 [|OFFSET $2|]")]
    [InlineData("SELECT e.id FROM events e JOIN users u ON u.id = e.user_id ORDER BY e.id LIMIT 20 [|OFFSET @skip|]")]
    [InlineData("SELECT id FROM events WHERE user_id = @u ORDER BY id LIMIT 20 [|OFFSET @skip|]")]
    [InlineData("SELECT id FROM notes ORDER BY id LIMIT 20 [|OFFSET @skip|]")]
    [InlineData("WITH page AS (SELECT id FROM events ORDER BY id LIMIT 20 [|OFFSET @skip|]) SELECT e.id FROM events e JOIN page ON page.id = e.id ORDER BY e.id")]
    public void LargeTable_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.LargeOffset, sql, Users + Schema);

    [Theory]
    [InlineData("SELECT name FROM countries ORDER BY name, code LIMIT 20 OFFSET @skip")]
    [InlineData("SELECT id FROM events ORDER BY created_at DESC, id LIMIT 1 OFFSET 1")]
    [InlineData("SELECT id FROM events ORDER BY id LIMIT 20 OFFSET 0")]
    [InlineData("SELECT id FROM events WHERE id > @last ORDER BY id LIMIT 20")]
    [InlineData("SELECT id FROM notes WHERE user_id = @u ORDER BY id LIMIT 20 OFFSET @skip")]
    [InlineData("SELECT id FROM events WHERE id = ANY(@ids) ORDER BY id OFFSET @skip")]
    [InlineData("SELECT kind, count(*) FROM events GROUP BY kind ORDER BY kind LIMIT 20 OFFSET @skip")]
    [InlineData("SELECT n FROM generate_series(1, 100) n LIMIT 20 OFFSET @skip")]
    [InlineData("SELECT x FROM some_view ORDER BY x LIMIT 20 OFFSET @skip")]
    [InlineData("DELETE FROM events WHERE id IN (SELECT id FROM events ORDER BY id OFFSET @keep)")]
    public void Bounded_IsNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.LargeOffset, sql, Users + Schema);

    [Fact]
    public void WithoutSchema_IsNotReported() =>
        RuleVerifier.Statements(RuleCatalog.LargeOffset, "SELECT id FROM events ORDER BY id LIMIT 20 OFFSET @skip");

    [Theory]
    [InlineData(
        "SELECT id FROM events ORDER BY created_at DESC LIMIT 20 [|OFFSET @skip|]",
        "WHERE (created_at, id) < (@created_at, @id) ORDER BY created_at DESC, id DESC")]
    [InlineData("SELECT id FROM events ORDER BY id LIMIT 20 [|OFFSET @skip|]", "WHERE id > @id ORDER BY id")]
    [InlineData("SELECT id FROM events ORDER BY kind, created_at DESC LIMIT 20 [|OFFSET @skip|]", "a condition on the columns of ORDER BY")]
    public void Message_SaysTheCondition(string sql, string advice)
    {
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.LargeOffset, sql, Users + Schema));

        Assert.StartsWith("OFFSET reads and throws away every row of events (about 5,000,000 rows) before the page", finding.Message, StringComparison.Ordinal);
        Assert.Contains(advice, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeTableRows_AreAnOption() => RuleVerifier.Statements(
        RuleCatalog.LargeOffset, "SELECT name FROM countries ORDER BY name, code LIMIT 20 [|OFFSET @skip|]", Users + Schema, RuleOptions.Default with { LargeTableRows = 10 });
}
