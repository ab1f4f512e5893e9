using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class IndexWithoutConcurrentlyTests
{
    private const string Schema = """
        CREATE TABLE orders (id bigint, user_id bigint);
        -- lifeops:rows 20
        CREATE TABLE countries (code text);
        CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
        CREATE MATERIALIZED VIEW totals AS SELECT user_id FROM orders;
        CREATE EXTENSION timescaledb;
        CREATE TABLE readings (at timestamptz NOT NULL, sensor_id bigint);
        SELECT create_hypertable('readings', 'at');
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.IndexWithoutConcurrently, Schema);

    [Fact]
    public void Index_OnExistingTable() => _rule.Fixes(
        "[|CREATE|] INDEX idx_orders_user_id ON orders (user_id);",
        "CREATE INDEX CONCURRENTLY idx_orders_user_id ON orders (user_id);");

    [Fact]
    public void UniqueIndexBehindComment() => _rule.Fixes(
        "[|CREATE|] UNIQUE /* index */ INDEX IF NOT EXISTS idx_orders_id ON orders (id);",
        "CREATE UNIQUE /* index */ INDEX CONCURRENTLY IF NOT EXISTS idx_orders_id ON orders (id);");

    [Fact]
    public void TableThatTheSchemaDoesNotKnow_CountsAsLarge() => _rule.Finds("[|CREATE|] INDEX ON elsewhere (id);");

    [Fact]
    public void InTransaction_IsReportedWithoutFix()
    {
        var finding = Assert.Single(_rule.Finds("BEGIN; [|CREATE|] INDEX ON orders (user_id); COMMIT;"));

        Assert.True(finding.Edits.IsEmpty);
        Assert.EndsWith("in a migration that runs outside a transaction", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InDoBlock_IsReported() => _rule.Finds("DO $$ BEGIN IF true THEN [|CREATE|] INDEX ON orders (user_id); END IF; END $$;");

    [Fact]
    public void Concurrently_IsNotReported() => _rule.Finds("CREATE INDEX CONCURRENTLY ON orders (user_id);");

    [Fact]
    public void TableOfTheSameScript_IsNotReported() => _rule.Finds("CREATE TABLE notes (id bigint); CREATE INDEX ON notes (id); CREATE TABLE copy AS SELECT 1 AS a; CREATE INDEX ON copy (a);");

    [Fact]
    public void TemporaryTable_IsNotReported() => _rule.Finds("CREATE TEMP TABLE t (a int); CREATE INDEX ON t (a); CREATE INDEX ON pg_temp.t (a);");

    [Fact]
    public void SmallTable_IsNotReported() => _rule.Finds("CREATE INDEX ON countries (code);");

    [Fact]
    public void MaterializedView_IsNotReported() => _rule.Finds("CREATE INDEX ON totals (user_id);");

    [Fact]
    public void PartitionedTable_IsReportedUnlessOnOnly() => _rule.Finds("[|CREATE|] INDEX ON events (id); CREATE INDEX i ON ONLY events (id);");

    [Fact]
    public void Hypertable_HasTransactionPerChunk()
    {
        var finding = Assert.Single(_rule.Finds("""
            [|CREATE|] INDEX ON readings (sensor_id);
            CREATE INDEX ON readings (sensor_id, at) WITH (timescaledb.transaction_per_chunk);
            CREATE UNIQUE INDEX ON readings (sensor_id, at);
            """));

        Assert.Contains("timescaledb.transaction_per_chunk", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Edits.IsEmpty);
    }

    [Fact]
    public void DownPart_IsNotLookedAt() => _rule.Finds("""
        -- +goose Up
        -- +goose NO TRANSACTION
        [|CREATE|] INDEX ON orders (user_id);
        -- +goose Down
        CREATE INDEX ON orders (id);
        """);

    [Fact]
    public void DownFile_IsNotLookedAt() => _rule.Finds("CREATE INDEX ON orders (id);", "migrations/0002_orders.down.sql");

    [Fact]
    public void IgnoreComment() => _rule.Finds("-- lifeops:ignore LDB8001 maintenance window\nCREATE INDEX ON orders (id);");
}
