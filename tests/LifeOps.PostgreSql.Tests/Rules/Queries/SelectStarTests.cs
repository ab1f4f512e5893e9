using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class SelectStarTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint PRIMARY KEY, "Display Name" text NOT NULL, name text NOT NULL);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id));
        CREATE VIEW totals AS SELECT user_id, count(*) AS n FROM orders GROUP BY user_id;
        """;

    [Theory]
    [InlineData("SELECT [|*|] FROM users")]
    [InlineData("SELECT [|*|] FROM users WHERE id = @id")]
    [InlineData("SELECT [|u.*|], o.id FROM users u JOIN orders o ON o.user_id = u.id")]
    [InlineData("SELECT [|*|] FROM users u JOIN orders o ON o.user_id = u.id")]
    [InlineData("SELECT [|*|] FROM totals")]
    [InlineData("SELECT * FROM (SELECT [|*|] FROM users) u")]
    [InlineData("WITH u AS (SELECT [|*|] FROM users) SELECT * FROM u")]
    [InlineData("SELECT [|*|] FROM users UNION ALL SELECT [|*|] FROM users")]
    [InlineData("INSERT INTO users SELECT [|*|] FROM users")]
    [InlineData("SELECT [|*|] FROM users u, unnest(@ids) id WHERE u.id = id")]
    public void TableInDataCode_IsReported(string sql)
    {
        RuleVerifier.Statements(RuleCatalog.SelectStar, sql, Schema);
        RuleVerifier.Statements(RuleCatalog.SelectStar, sql);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM users")]
    [InlineData("SELECT id FROM users u WHERE EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)")]
    [InlineData("SELECT * FROM (SELECT id, name FROM users) u")]
    [InlineData("WITH u AS (SELECT id, name FROM users) SELECT * FROM u")]
    [InlineData("SELECT id FROM (SELECT * FROM users) u")]
    [InlineData("WITH u AS (SELECT * FROM users WHERE id > 5) SELECT name FROM u")]
    [InlineData("WITH RECURSIVE u AS (SELECT id FROM users UNION ALL SELECT id + 1 FROM u WHERE id < 5) SELECT * FROM u")]
    [InlineData("SELECT * FROM generate_series(1, 10)")]
    [InlineData("SELECT * FROM json_to_recordset(@json) AS x (a int, b text)")]
    [InlineData("INSERT INTO users (id, name) VALUES (1, 'a') RETURNING *")]
    [InlineData("WITH gone AS (DELETE FROM users WHERE id = 1 RETURNING *) SELECT * FROM gone")]
    [InlineData("COPY (SELECT * FROM users) TO STDOUT")]
    [InlineData("SELECT row_to_json(u.*) FROM users u")]
    [InlineData("SELECT * FROM pg_stat_activity")]
    [InlineData("SELECT * FROM information_schema.tables")]
    [InlineData("EXPLAIN SELECT * FROM users")]
    [InlineData("TABLE users")]
    public void OtherStars_AreNotReported(string sql)
    {
        RuleVerifier.Statements(RuleCatalog.SelectStar, sql, Schema);
        RuleVerifier.Statements(RuleCatalog.SelectStar, sql);
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT * FROM users")]
    [InlineData("ALTER TABLE users ADD n int; INSERT INTO users SELECT * FROM users")]
    [InlineData("CREATE FUNCTION f() RETURNS SETOF users LANGUAGE sql AS $$ SELECT * FROM users $$")]
    public void Migrations_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.SelectStar, sql, Schema);

    [Fact]
    public void EntityQueries_AreNotReported() =>
        RuleVerifier.Statements(RuleCatalog.SelectStar, "SELECT * FROM users", Schema, purpose: SqlPurpose.EntityQuery);

    [Theory]
    [InlineData("SELECT [|*|] FROM users", "SELECT id, \"Display Name\", name FROM users")]
    [InlineData("SELECT [|u.*|] FROM users u", "SELECT u.id, u.\"Display Name\", u.name FROM users u")]
    [InlineData("SELECT [|*|] FROM orders o JOIN users ON users.id = o.user_id", "SELECT o.id, o.user_id, users.id, users.\"Display Name\", users.name FROM orders o JOIN users ON users.id = o.user_id")]
    [InlineData("SELECT 1, [|o.*|] FROM orders o JOIN users u USING (id)", "SELECT 1, [o.*] FROM orders o JOIN users u USING (id)")]
    [InlineData("SELECT [|*|] FROM orders JOIN unknown ON true", "SELECT * FROM orders JOIN unknown ON true")]
    [InlineData("SELECT [|*|] FROM orders NATURAL JOIN users", "SELECT * FROM orders NATURAL JOIN users")]
    [InlineData("SELECT [|*|] FROM totals", "SELECT * FROM totals")]
    public void Fix_NamesTheColumns(string sql, string expected) =>
        RuleVerifier.Fix(RuleCatalog.SelectStar, sql, expected.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal), Schema);

    [Fact]
    public void Message_NamesTables()
    {
        Assert.Equal(
            "* reads all 3 columns of users: name the columns that are used",
            Assert.Single(RuleVerifier.Statements(RuleCatalog.SelectStar, "SELECT [|*|] FROM users", Schema)).Message);
        Assert.Equal(
            "* reads every column of users: name the columns that are used",
            Assert.Single(RuleVerifier.Statements(RuleCatalog.SelectStar, "SELECT [|*|] FROM users")).Message);
    }
}
