using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class TableLockedForLongTests
{
    private const string Schema = "CREATE TABLE users (id bigint);\nCREATE INDEX idx_users_id ON users (id);\n-- lifeops:rows 3\nCREATE TABLE countries (code text);\nCREATE INDEX idx_countries ON countries (code);";

    private readonly MigrationVerifier _rule = new(RuleCatalog.TableLockedForLong, Schema);

    [Theory]
    [InlineData("[|VACUUM|] FULL users")]
    [InlineData("[|VACUUM|] (FULL, ANALYZE) users")]
    [InlineData("[|VACUUM|] FULL")]
    [InlineData("[|CLUSTER|] users USING idx_users_id")]
    [InlineData("[|CLUSTER|]")]
    [InlineData("BEGIN; [|LOCK|] TABLE users; COMMIT")]
    [InlineData("BEGIN; [|LOCK|] TABLE users IN SHARE MODE; COMMIT")]
    [InlineData("[|REINDEX|] TABLE users")]
    [InlineData("[|REINDEX|] INDEX idx_users_id")]
    [InlineData("[|ALTER|] TABLE users SET LOGGED")]
    [InlineData("[|ALTER|] TABLE users SET TABLESPACE fast")]
    public void Reported(string sql) => _rule.Finds(sql + ";");

    [Theory]
    [InlineData("VACUUM users")]
    [InlineData("VACUUM (FULL false) users")]
    [InlineData("VACUUM (ANALYZE) users")]
    [InlineData("VACUUM FULL countries")]
    [InlineData("BEGIN; LOCK TABLE users IN ROW EXCLUSIVE MODE; COMMIT")]
    [InlineData("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE NOWAIT; COMMIT")]
    [InlineData("REINDEX TABLE CONCURRENTLY users")]
    [InlineData("REINDEX INDEX idx_countries")]
    [InlineData("CREATE TABLE notes (id int); CLUSTER notes USING i")]
    [InlineData("ALTER TABLE users CLUSTER ON idx_users_id")]
    public void NotReported(string sql) => _rule.Finds(sql + ";");
}
