using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

/// <summary>What the rules say about rewrites, scans, locks and refusals, servers do.</summary>
public sealed class MigrationFactsServerTests
{
    private const string Schema = """
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE TYPE mood AS ENUM ('good');
        CREATE TABLE owners (id int PRIMARY KEY);
        CREATE TABLE t (id int, a int, m mood);
        INSERT INTO owners SELECT generate_series(1, 10);
        INSERT INTO t SELECT i, 1, 'good' FROM generate_series(1, 100) i;
        """;

    public static TheoryData<int, string, bool> Rewrites()
    {
        var data = new TheoryData<int, string, bool>();
        foreach (var major in new[] { 15, 18 })
        {
            data.Add(major, "ADD COLUMN c uuid DEFAULT gen_random_uuid()", true);
            data.Add(major, "ADD COLUMN c timestamptz DEFAULT clock_timestamp()", true);
            data.Add(major, "ADD COLUMN c bigserial", true);
            data.Add(major, "ADD COLUMN c bigint GENERATED ALWAYS AS IDENTITY", true);
            data.Add(major, "ADD COLUMN c int GENERATED ALWAYS AS (a + 1) STORED", true);
            data.Add(major, "ADD COLUMN c positive", true);
            data.Add(major, "ADD COLUMN c timestamptz DEFAULT now()", false);
            data.Add(major, "ADD COLUMN c int NOT NULL DEFAULT 7", false);
            data.Add(major, "ADD COLUMN c int", false);
            data.Add(major, "ALTER COLUMN a TYPE bigint", true);
            data.Add(major, "ALTER COLUMN a SET DEFAULT random()", false);
            data.Add(major, "SET UNLOGGED", true);
        }

        data.Add(18, "ADD COLUMN c int GENERATED ALWAYS AS (a + 1) VIRTUAL", false);
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Rewrites))]
    public async Task Rewrite_ChangesTheFile(int major, string action, bool rewrites)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Schema);
        var before = await ScalarAsync(database, "SELECT pg_relation_filenode('t')");
        await database.ExecuteAsync("ALTER TABLE t " + action);

        Assert.Equal(rewrites, !Equals(before, await ScalarAsync(database, "SELECT pg_relation_filenode('t')")));
    }

    [SkippableTheory]
    [InlineData(15, "ALTER COLUMN a SET NOT NULL", true)]
    [InlineData(18, "ALTER COLUMN a SET NOT NULL", true)]
    [InlineData(18, "ADD CONSTRAINT n NOT NULL a", true)]
    [InlineData(18, "ADD CONSTRAINT n NOT NULL a NOT VALID", false)]
    [InlineData(15, "ADD CONSTRAINT c CHECK (a > 0)", true)]
    [InlineData(18, "ADD CONSTRAINT c CHECK (a > 0)", true)]
    [InlineData(15, "ADD CONSTRAINT c CHECK (a > 0) NOT VALID", false)]
    [InlineData(15, "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES owners", true)]
    [InlineData(18, "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES owners", true)]
    [InlineData(15, "ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES owners NOT VALID", false)]
    [InlineData(15, "ADD COLUMN o int REFERENCES owners", false)]
    [InlineData(18, "ADD COLUMN o int REFERENCES owners", false)]
    [InlineData(15, "ADD COLUMN o int DEFAULT 1 REFERENCES owners", true)]
    [InlineData(15, "ADD COLUMN o int CHECK (o > 0)", true)]
    public async Task Scan_IsCounted(int major, string action, bool scans)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Schema);

        Assert.Equal(scans, await ScansOfAsync(database, "ALTER TABLE t " + action) > 0);
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task ValidCheck_SparesSetNotNullTheScan(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Schema, "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL)");

        Assert.Equal(0, await ScansOfAsync(database, "ALTER TABLE t ALTER COLUMN a SET NOT NULL"));
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Locks_AreThoseOfTheMessages(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Schema, "CREATE INDEX i ON t (id)");
        foreach (var (sql, table, mode) in new[]
        {
            ("CREATE INDEX ON t (a)", "t", "ShareLock"),
            ("DROP INDEX i", "t", "AccessExclusiveLock"),
            ("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES owners", "t", "ShareRowExclusiveLock"),
            ("ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES owners", "owners", "ShareRowExclusiveLock"),
            ("CREATE TABLE n (o int REFERENCES owners)", "owners", "ShareRowExclusiveLock"),
            ("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "t", "AccessExclusiveLock"),
            ("ALTER TABLE t ADD UNIQUE (id)", "t", "AccessExclusiveLock"),
            ("ALTER TABLE t ALTER COLUMN a SET NOT NULL", "t", "AccessExclusiveLock"),
            ("ALTER TABLE t RENAME TO u", "t", "AccessExclusiveLock"),
            ("ALTER TABLE t SET (fillfactor = 90)", "t", "ShareUpdateExclusiveLock"),
            ("ALTER TABLE t DISABLE TRIGGER ALL", "t", "ShareRowExclusiveLock"),
            ("LOCK TABLE t IN SHARE MODE", "t", "ShareLock"),
            ("TRUNCATE t", "t", "AccessExclusiveLock"),
        })
        {
            await using var connection = await database.OpenAsync();
            var oid = await ScalarAsync(connection, $"SELECT '{table}'::regclass::oid");
            await ScalarAsync(connection, "BEGIN; " + sql);
            var modes = (string[])(await ScalarAsync(connection, $"SELECT array_agg(mode) FROM pg_locks WHERE pid = pg_backend_pid() AND relation = {oid}"))!;
            Assert.Contains(mode, modes);
            await ScalarAsync(connection, "ROLLBACK");
        }
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Refusals_AreThoseOfTheMessages(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(
            Schema, "CREATE INDEX i ON t (id); CREATE MATERIALIZED VIEW v AS SELECT id FROM owners; CREATE UNIQUE INDEX ON v (id)");
        foreach (var (sql, state) in new[]
        {
            ("BEGIN; CREATE INDEX CONCURRENTLY ON t (a)", "25001"),
            ("BEGIN; DROP INDEX CONCURRENTLY i", "25001"),
            ("BEGIN; REINDEX INDEX CONCURRENTLY i", "25001"),
            ("SELECT 1; CREATE INDEX CONCURRENTLY ON t (a)", "25001"),
            ("DO $$ BEGIN CREATE INDEX CONCURRENTLY ON t (a); END $$", "25001"),
            ("BEGIN; ALTER TYPE mood ADD VALUE 'great'; UPDATE t SET m = 'great'", "55P04"),
            ("DO $$ BEGIN ALTER TYPE mood ADD VALUE 'great'; UPDATE t SET m = 'great'; END $$", "55P04"),
            ("ALTER TABLE t ADD COLUMN c text NOT NULL", "23502"),
        })
        {
            var refused = RefusalOf(database, sql);
            Assert.True(refused == state, $"{sql}: {refused}");
        }

        await database.ExecuteAsync("BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY v; COMMIT");
        await database.ExecuteAsync("BEGIN; CREATE TYPE state AS ENUM ('a'); ALTER TYPE state ADD VALUE 'b'; COMMIT");
        await database.ExecuteAsync("ALTER TYPE mood ADD VALUE 'great'");
        await database.ExecuteAsync("UPDATE t SET m = 'great'");
    }

    /// <summary>Runs a text as one message, as psql -c does; Npgsql would cut it into several.</summary>
    private static string? RefusalOf(TestDatabase database, string sql)
    {
        Skip.If(!File.Exists("/usr/bin/psql"), "psql is not installed.");
        var run = ProcessRunner.Run("/usr/bin/psql", ["-X", "-q", "-v", "VERBOSITY=sqlstate", "-h", "127.0.0.1", "-p", $"{database.Server.Port}", "-U", "postgres", "-d", database.Name, "-c", sql]);
        return run.Output.Split('\n').FirstOrDefault(line => line.StartsWith("ERROR:", StringComparison.Ordinal))?["ERROR:".Length..].Trim();
    }

    private static async Task<long> ScansOfAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        const string Count = "SELECT pg_stat_get_xact_numscans('t'::regclass)";
        await ScalarAsync(connection, "BEGIN");
        var before = (long)(await ScalarAsync(connection, Count))!;
        await ScalarAsync(connection, sql);
        var after = (long)(await ScalarAsync(connection, Count))!;
        await ScalarAsync(connection, "COMMIT");
        return after - before;
    }

    private static async Task<object?> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        return await ScalarAsync(connection, sql);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
