using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class LockWithoutTimeoutTests
{
    private readonly MigrationVerifier _rule = new(RuleCatalog.LockWithoutTimeout, "-- lifeops:rows 3\nCREATE TABLE users (id bigint);");

    [Fact]
    public void FirstStatementThatLocks() => _rule.Fixes(
        "SELECT 1;\n[|ALTER|] TABLE users ADD COLUMN name text;\nALTER TABLE users ADD COLUMN age int;",
        "SELECT 1;\nSET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN name text;\nALTER TABLE users ADD COLUMN age int;");

    [Fact]
    public void InTransaction_TheSettingIsLocal() => _rule.Fixes(
        "BEGIN;\n[|ALTER|] TABLE users ADD COLUMN name text;\nCOMMIT;",
        "BEGIN;\nSET LOCAL lock_timeout = '5s';\nALTER TABLE users ADD COLUMN name text;\nCOMMIT;");

    [Theory]
    [InlineData("SET lock_timeout = '5s'")]
    [InlineData("SET SESSION lock_timeout TO 5000")]
    [InlineData("SELECT set_config('lock_timeout', '5s', false)")]
    [InlineData("SELECT pg_catalog.set_config('lock_timeout', '5s', false)")]
    public void WithTimeout_IsNotReported(string set) => _rule.Finds($"{set}; ALTER TABLE users ADD COLUMN name text; BEGIN; DROP TABLE users; COMMIT;");

    [Theory]
    [InlineData("SET LOCAL lock_timeout = '5s'")]
    [InlineData("SET lock_timeout = 0")]
    [InlineData("SET lock_timeout = '0s'")]
    [InlineData("SET lock_timeout = '5s'; RESET lock_timeout")]
    [InlineData("SET lock_timeout = '5s'; RESET ALL")]
    [InlineData("SET statement_timeout = '5s'")]
    [InlineData("BEGIN; SET LOCAL lock_timeout = '5s'; COMMIT")]
    public void TimeoutThatIsNotInForce_IsNone(string set) => _rule.Finds($"{set}; [|ALTER|] TABLE users ADD COLUMN name text;");

    [Theory]
    [InlineData("CREATE TABLE notes (id int); ALTER TABLE notes ADD COLUMN a int; CREATE INDEX ON notes (a)")]
    [InlineData("CREATE INDEX CONCURRENTLY ON users (id)")]
    [InlineData("ALTER TABLE users VALIDATE CONSTRAINT c")]
    [InlineData("ALTER TABLE users SET (fillfactor = 90)")]
    [InlineData("UPDATE users SET id = 1 WHERE id = 2")]
    [InlineData("SELECT * FROM users")]
    public void WeakLocksAndNewTables_AreNotReported(string sql) => _rule.Finds(sql + ";");

    [Theory]
    [InlineData("[|CREATE|] TABLE notes (user_id bigint REFERENCES users (id))")]
    [InlineData("[|CREATE|] INDEX ON users (id)")]
    [InlineData("[|TRUNCATE|] users")]
    [InlineData("[|CREATE|] TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()")]
    [InlineData("[|ALTER|] TABLE users RENAME TO members")]
    public void StrongLocks_AreReported(string sql) => _rule.Finds(sql + ";");
}
