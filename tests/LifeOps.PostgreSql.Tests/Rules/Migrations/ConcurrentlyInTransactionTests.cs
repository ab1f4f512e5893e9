using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class ConcurrentlyInTransactionTests
{
    private readonly MigrationVerifier _rule = new(RuleCatalog.ConcurrentlyInTransaction);

    [Theory]
    [InlineData("CREATE", "INDEX CONCURRENTLY i ON orders (id)")]
    [InlineData("DROP", "INDEX CONCURRENTLY i")]
    [InlineData("REINDEX", "INDEX CONCURRENTLY i")]
    [InlineData("REINDEX", "(CONCURRENTLY) TABLE orders")]
    [InlineData("ALTER", "TABLE events DETACH PARTITION events_2020 CONCURRENTLY")]
    public void InBlock_IsReported(string verb, string rest) => _rule.Finds($"""
        {verb} {rest};
        BEGIN;
        [|{verb}|] {rest};
        COMMIT;
        {verb} {rest};
        """);

    [Fact]
    public void TableOfTheSameScript_IsReportedToo() => _rule.Finds("BEGIN; CREATE TABLE t (a int); [|CREATE|] INDEX CONCURRENTLY ON t (a); COMMIT;");

    [Fact]
    public void DoBlock_IsReported() => _rule.Finds("DO $$ BEGIN [|CREATE|] INDEX CONCURRENTLY ON orders (id); END $$;");

    [Fact]
    public void IdempotentScript_IsReported() => _rule.Finds("""
        START TRANSACTION;
        DO $EF$
        BEGIN
            IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20260101000000_Index') THEN
            [|CREATE|] INDEX CONCURRENTLY "IX_Orders_UserId" ON "Orders" ("UserId");
            END IF;
        END $EF$;
        COMMIT;
        """);

    [Fact]
    public void AfterCommitOfTheScript_IsNotReported() => _rule.Finds("BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY ON orders (id);");

    [Fact]
    public void CommitAndChain_OpensTheNext() => _rule.Finds("BEGIN; COMMIT AND CHAIN; [|CREATE|] INDEX CONCURRENTLY ON orders (id); COMMIT;");

    [Fact]
    public void RefreshOfMaterializedView_IsAllowedByTheServer() => _rule.Finds("BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY totals; COMMIT;");

    [Theory]
    [InlineData("db/migrations/V2__index.sql", "CREATE TABLE a (b int); [|CREATE|] INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("db/migrations/V2__index.sql", "CREATE INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("migrations/2_index.up.sql", "CREATE TABLE a (b int); [|CREATE|] INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("migrations/2_index.up.sql", "CREATE INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("prisma/migrations/2026_index/migration.sql", "SELECT 1; [|CREATE|] INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("db/index.sql", "SELECT 1; CREATE INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("2_index.sql", "-- +goose Up\n[|CREATE|] INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("2_index.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("2_index.sql", "-- migrate:up\n[|CREATE|] INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("2_index.sql", "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY ON orders (id);")]
    [InlineData("2_index.sql", "-- +migrate Up notransaction\nCREATE INDEX CONCURRENTLY ON orders (id);")]
    public void Auto_FollowsTheTool(string path, string markup) => _rule.Finds(markup, path);

    [Fact]
    public void Option_DecidesForAllFiles()
    {
        new MigrationVerifier(RuleCatalog.ConcurrentlyInTransaction, options: new() { MigrationTransaction = MigrationTransaction.PerFile })
            .Finds("[|CREATE|] INDEX CONCURRENTLY ON orders (id);");
        new MigrationVerifier(RuleCatalog.ConcurrentlyInTransaction, options: new() { MigrationTransaction = MigrationTransaction.None })
            .Finds("-- +goose Up\nCREATE INDEX CONCURRENTLY ON orders (id);");
    }
}
