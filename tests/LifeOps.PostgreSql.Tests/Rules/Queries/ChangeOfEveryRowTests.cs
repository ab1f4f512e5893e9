using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class ChangeOfEveryRowTests
{
    private const string Schema = """
        -- lifeops:rows 120000
        CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total numeric NOT NULL);
        -- lifeops:rows 1
        CREATE TABLE settings (id integer PRIMARY KEY, theme text NOT NULL);
        """;

    [Theory]
    [InlineData("[|DELETE FROM users|]")]
    [InlineData("[|delete from users|] u")]
    [InlineData("[|DELETE FROM ONLY users|]")]
    [InlineData("[|UPDATE users|] SET name = @name")]
    [InlineData("[|UPDATE orders|] AS o SET total = u.id FROM users u")]
    [InlineData("WITH gone AS ([|DELETE FROM users|] RETURNING id) SELECT count(*) FROM gone")]
    [InlineData("BEGIN; [|DELETE FROM users|]; COMMIT")]
    [InlineData("[|DELETE FROM users|] RETURNING id")]
    public void EveryRow_IsReported(string sql)
    {
        RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, sql, Schema);
        RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, sql);
    }

    [Theory]
    [InlineData("DELETE FROM users WHERE id = @id")]
    [InlineData("DELETE FROM users WHERE true")]
    [InlineData("DELETE FROM users WHERE CURRENT OF c")]
    [InlineData("UPDATE users SET name = @name WHERE id = @id")]
    [InlineData("UPDATE orders o SET total = 0 FROM (SELECT id FROM users WHERE id = 1) u")]
    [InlineData("UPDATE orders o SET total = 0 FROM users u WHERE u.id = o.user_id")]
    [InlineData("UPDATE settings SET theme = @theme")]
    [InlineData("TRUNCATE users")]
    [InlineData("INSERT INTO users VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = excluded.name")]
    [InlineData("DELETE FROM pg_temp.users")]
    [InlineData("-- lifeops:ignore LDB1011 the demo starts empty\nDELETE FROM users")]
    [InlineData("EXPLAIN DELETE FROM users")]
    [InlineData("DO $$ BEGIN DELETE FROM users; END $$")]
    public void OtherChanges_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, sql, Schema);

    [Theory]
    [InlineData("ALTER TABLE users ADD active boolean; UPDATE users SET name = 'x';")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM users $$")]
    public void Migrations_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, sql, Schema);

    [Fact]
    public void MigrationPurpose_IsNotReported() =>
        RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, "UPDATE users SET name = 'x'", Schema, purpose: SqlPurpose.Migration);

    [Fact]
    public void TemporaryTable_IsNotReported() => RuleVerifier.Statements(
        RuleCatalog.ChangeOfEveryRow, "CREATE TEMP TABLE t (a int); [|DELETE FROM users|]", Schema);

    [Fact]
    public void Message_NamesTheTable() => Assert.Equal(
        "DELETE without WHERE changes every row of users (about 120,000 rows)",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.ChangeOfEveryRow, "[|DELETE FROM users|]", Schema)).Message);
}
