using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class UsedNamesTests
{
    private static readonly DatabaseSchema Schema = SchemaBuilder.Build("""
        CREATE SCHEMA audit;
        CREATE TABLE users (id int PRIMARY KEY, name text, email text);
        CREATE TABLE orders (id int PRIMARY KEY, user_id int, total numeric);
        CREATE TABLE audit.entries (id int PRIMARY KEY, name text, at timestamptz);
        """);

    [Theory]
    [InlineData("SELECT name, users.email FROM users", "users users.name users.email")]
    [InlineData("SELECT u.id FROM users u WHERE u.name = @name ORDER BY email", "users users.id users.name users.email")]
    [InlineData("SELECT total, email FROM users JOIN orders o ON o.user_id = users.id", "users orders orders.user_id users.id orders.total users.email")]
    [InlineData("SELECT name FROM audit.entries", "audit.entries audit.entries.name")]
    [InlineData("INSERT INTO users (id, name) VALUES (@id, @name) ON CONFLICT (id) DO UPDATE SET email = excluded.email", "users users.id users.name users.email")]
    [InlineData("INSERT INTO orders (id, total) SELECT id, 1 FROM users", "orders orders.id orders.total users users.id")]
    [InlineData("UPDATE orders SET total = total + 1 FROM users u WHERE u.id = user_id", "orders orders.total users users.id orders.user_id")]
    [InlineData("DELETE FROM users WHERE id IN (SELECT user_id FROM orders WHERE orders.id = users.id) RETURNING name", "users users.id orders orders.user_id orders.id users.name")]
    [InlineData("WITH users AS (SELECT total FROM orders) SELECT total FROM users", "orders orders.total")]
    [InlineData("SELECT x.n FROM (SELECT name AS n FROM users) x", "users users.name")]
    [InlineData("SELECT id FROM users WHERE EXISTS (SELECT FROM orders WHERE user_id = users.id AND email = 'x')", "users users.id orders orders.user_id users.email")]
    [InlineData("SELECT l.v FROM users u CROSS JOIN LATERAL (SELECT name AS v FROM orders WHERE user_id = u.id) l", "users orders users.name orders.user_id users.id")]
    // A column that is gone already belongs to the only table; a result column to none; one of several tables to none.
    [InlineData("SELECT nickname FROM users", "users users.nickname")]
    [InlineData("SELECT name || email AS nickname FROM users ORDER BY nickname", "users users.name users.email")]
    [InlineData("SELECT nickname FROM users, orders", "users orders")]
    [InlineData("SELECT id FROM users, orders", "users orders")]
    [InlineData("SELECT * FROM users", "users")]
    [InlineData("SELECT users.id FROM (SELECT 1 AS id) users", "")]
    public void Names_AreThoseOfTheTables(string sql, string expected)
    {
        var names = UsedNames.In(SqlParser.Parse(sql, new SqlParseOptions { Placeholders = PlaceholderStyles.At }), Schema)
            .Select(name => (name.Schema is null ? "" : name.Schema + ".") + name.Table + (name.Column is null ? "" : "." + name.Column));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), names.Distinct().Order());
    }

    [Fact]
    public void WithoutASchema_QualifiersAndSingleTablesTell()
    {
        var names = UsedNames.In(SqlParser.Parse("SELECT a.x, y FROM a; SELECT b.x, y FROM a JOIN b ON true"), schema: null).Where(name => name.Column is not null).Select(name => name.Table + "." + name.Column);
        Assert.Equal(["a.x", "a.y", "b.x"], names);
    }
}
