using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class NotInNullableTests
{
    private const string Schema = """
        CREATE DOMAIN given AS bigint NOT NULL;
        CREATE TABLE users (id bigint PRIMARY KEY, email text, manager_id bigint REFERENCES users (id), code given);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), kind text NOT NULL);
        """;

    [Theory]
    [InlineData("SELECT email FROM users WHERE [|id NOT IN (SELECT user_id FROM orders)|]", "SELECT email FROM users WHERE NOT EXISTS (SELECT FROM orders WHERE orders.user_id = users.id)")]
    [InlineData("SELECT email FROM users u WHERE [|u.id NOT IN (SELECT o.user_id FROM orders o WHERE o.kind = 'a' OR o.kind = 'b')|] AND true", "SELECT email FROM users u WHERE NOT EXISTS (SELECT FROM orders o WHERE (o.kind = 'a' OR o.kind = 'b') AND o.user_id = u.id) AND true")]
    [InlineData("DELETE FROM users WHERE [|id NOT IN (SELECT user_id FROM orders)|]", "DELETE FROM users WHERE NOT EXISTS (SELECT FROM orders WHERE orders.user_id = users.id)")]
    [InlineData("UPDATE users SET email = 'x' WHERE [|id NOT IN (SELECT DISTINCT user_id FROM orders)|]", "UPDATE users SET email = 'x' WHERE NOT EXISTS (SELECT FROM orders WHERE orders.user_id = users.id)")]
    [InlineData("SELECT id FROM users u WHERE [|id NOT IN (SELECT m.manager_id FROM users m)|]", "SELECT id FROM users u WHERE NOT EXISTS (SELECT FROM users m WHERE m.manager_id = u.id)")]
    public void NullableColumn_IsReportedAndFixed(string sql, string expected) => RuleVerifier.Fix(RuleCatalog.NotInNullable, sql, expected, Schema);

    [Theory]
    [InlineData("SELECT id FROM users WHERE [|manager_id NOT IN (SELECT user_id FROM orders)|]")]
    [InlineData("SELECT id FROM users WHERE [|id NOT IN (SELECT manager_id FROM users)|]")]
    [InlineData("SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE [|u.id NOT IN (SELECT user_id FROM orders)|]")]
    [InlineData("SELECT id FROM users WHERE [|id + 1 NOT IN (SELECT user_id FROM orders)|]")]
    [InlineData("SELECT id FROM users WHERE [|id NOT IN (SELECT user_id FROM orders LIMIT 5)|]")]
    [InlineData("SELECT id FROM users WHERE [|NOT id IN (SELECT user_id FROM orders)|] AND email IN (SELECT email FROM users)")]
    public void WhereNotExistsCouldMeanMore_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.NotInNullable, sql, Schema);

    [Theory]
    [InlineData("SELECT id FROM users WHERE manager_id NOT IN (SELECT user_id FROM orders)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT manager_id FROM users)")]
    [InlineData("SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id NOT IN (SELECT user_id FROM orders)")]
    [InlineData("SELECT id FROM users WHERE id + 1 NOT IN (SELECT user_id FROM orders)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders LIMIT 5)")]
    public void WhereNotExistsCouldMeanMore_HasNoFix(string sql)
    {
        var marked = sql.Insert(sql.IndexOf("WHERE ", StringComparison.Ordinal) + 6, "[|") + "|]";

        Assert.True(Assert.Single(RuleVerifier.Statements(RuleCatalog.NotInNullable, marked, Schema)).Edits.IsEmpty);
    }

    [Theory]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders WHERE user_id IS NOT NULL)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders WHERE kind = 'a' AND user_id > 0)")]
    [InlineData("SELECT kind FROM orders WHERE user_id NOT IN (SELECT id FROM users)")]
    [InlineData("SELECT kind FROM orders WHERE user_id NOT IN (SELECT code FROM users)")]
    [InlineData("SELECT kind FROM orders WHERE kind NOT IN ('a', 'b')")]
    [InlineData("SELECT id FROM users WHERE id IN (SELECT user_id FROM orders)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM unknown)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT max(user_id) FROM orders)")]
    [InlineData("SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders GROUP BY user_id)")]
    public void NoNulls_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.NotInNullable, sql, Schema);

    [Fact]
    public void WithoutSchema_IsNotReported() =>
        RuleVerifier.Statements(RuleCatalog.NotInNullable, "SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM orders)");

    [Fact]
    public void Message_NamesTheColumn() => Assert.Equal(
        "NOT IN finds nothing as soon as one orders.user_id is NULL: use NOT EXISTS",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.NotInNullable, "SELECT id FROM users WHERE [|id NOT IN (SELECT user_id FROM orders)|]", Schema)).Message);
}
