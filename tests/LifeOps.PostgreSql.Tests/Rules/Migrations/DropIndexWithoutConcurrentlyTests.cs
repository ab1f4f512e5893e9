using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class DropIndexWithoutConcurrentlyTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint, name text);
        CREATE INDEX idx_users_name ON users (name);
        CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
        CREATE INDEX idx_events_id ON events (id);
        -- lifeops:rows 3
        CREATE TABLE countries (code text);
        CREATE INDEX idx_countries_code ON countries (code);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.DropIndexWithoutConcurrently, Schema);

    [Fact]
    public void DropIndex() => _rule.Fixes("[|DROP|] INDEX IF EXISTS idx_users_name;", "DROP INDEX CONCURRENTLY IF EXISTS idx_users_name;");

    [Fact]
    public void UnknownIndex_IsReported() => _rule.Finds("[|DROP|] INDEX elsewhere;");

    [Fact]
    public void SeveralAtOnceOrInTransaction_HasNoFix()
    {
        Assert.All(_rule.Finds("[|DROP|] INDEX idx_users_name, idx_countries_code;"), finding => Assert.True(finding.Edits.IsEmpty));
        Assert.All(_rule.Finds("BEGIN; [|DROP|] INDEX idx_users_name; COMMIT;"), finding => Assert.True(finding.Edits.IsEmpty));
    }

    [Fact]
    public void OtherIndexes_AreNotReported() => _rule.Finds("""
        DROP INDEX CONCURRENTLY idx_users_name;
        DROP INDEX idx_countries_code;
        DROP INDEX idx_events_id;
        CREATE TABLE notes (id int);
        CREATE INDEX i ON notes (id);
        DROP INDEX i;
        """);
}
