using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class CountForExistenceTests
{
    [Theory]
    [InlineData("SELECT [|count(*) > 0|] FROM users WHERE email = @email", "SELECT EXISTS (SELECT FROM users WHERE email = @email)")]
    [InlineData("SELECT [|count(1) >= 1|] FROM users", "SELECT EXISTS (SELECT FROM users)")]
    [InlineData("SELECT [|count(*) = 0|] FROM users", "SELECT NOT EXISTS (SELECT FROM users)")]
    [InlineData("SELECT [|0 < count(*)|] FROM users", "SELECT EXISTS (SELECT FROM users)")]
    [InlineData("SELECT id FROM users u WHERE [|(SELECT count(*) FROM orders o WHERE o.user_id = u.id) > 0|]", "SELECT id FROM users u WHERE EXISTS (SELECT FROM orders o WHERE o.user_id = u.id)")]
    [InlineData("SELECT id FROM users u WHERE [|(SELECT count(*) FROM orders o WHERE o.user_id = u.id) = 0|] AND id > 5", "SELECT id FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id) AND id > 5")]
    [InlineData("SELECT [|count(email) > 0|] FROM users", "SELECT count(email) > 0 FROM users")]
    [InlineData("SELECT [|count(*) > 0|] AS taken FROM users", "SELECT count(*) > 0 AS taken FROM users")]
    [InlineData("DELETE FROM users u WHERE [|(SELECT count(*) FROM orders o WHERE o.user_id = u.id) < 1|]", "DELETE FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE o.user_id = u.id)")]
    public void Test_BecomesExists(string sql, string expected) => RuleVerifier.Fix(RuleCatalog.CountForExistence, sql, expected);

    [Theory]
    [InlineData("SELECT count(*) FROM users")]
    [InlineData("SELECT count(*) > 1 FROM users")]
    [InlineData("SELECT count(*) >= @n FROM users")]
    [InlineData("SELECT user_id FROM orders GROUP BY user_id HAVING count(*) > 0")]
    [InlineData("SELECT user_id, count(*) > 0 FROM orders GROUP BY user_id")]
    [InlineData("SELECT count(*) > 0, max(id) FROM users")]
    [InlineData("SELECT count(*) FILTER (WHERE id > 5) > 0 FROM users")]
    [InlineData("SELECT (SELECT count(*) FROM orders GROUP BY user_id LIMIT 1) > 0")]
    [InlineData("SELECT sum(n) > 0 FROM orders")]
    [InlineData("SELECT n > 0 FROM orders")]
    [InlineData("SELECT id, count(*) OVER () > 0 FROM users")]
    [InlineData("SELECT EXISTS (SELECT FROM users)")]
    public void RealCounts_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.CountForExistence, sql);

    [Fact]
    public void Message_NamesTheTable() => Assert.Equal(
        "This counts all rows of users to know whether there is one: NOT EXISTS stops at the first",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.CountForExistence, "SELECT [|count(*) = 0|] FROM users")).Message);
}
