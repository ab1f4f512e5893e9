using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Repairs;

/// <summary>
/// Serial and identity keys become uuids on a loaded server with readers and writers at work: every row keeps its rows of other tables, both ways, and the
/// way back ends at the snapshot it began with.
/// </summary>
public sealed class KeysToUuidOnServerTests
{
    private const int Rows = 6_000;

    private const string Schema = """"
        CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
        COMMENT ON COLUMN customers.id IS 'what the customer''s card says';
        CREATE INDEX idx_customers_id_name ON customers (id) INCLUDE (name);
        CREATE TABLE orders (
            id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY,
            customer_id integer NOT NULL REFERENCES customers (id),
            note text NOT NULL
        );
        CREATE INDEX idx_orders_customer_id_note ON orders (customer_id, note DESC);
        CREATE TABLE order_lines (id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE, text text NOT NULL);
        CREATE TABLE "Odd;Calls" ("Id" smallserial PRIMARY KEY, "Customer' --" integer REFERENCES customers (id) ON DELETE SET NULL, text text NOT NULL);
        """";

    private static readonly string Data = $$""""
        INSERT INTO customers (name) SELECT 'name ' || i FROM generate_series(1, {{Rows}}) i;
        INSERT INTO orders (customer_id, note) SELECT (i * 7) % {{Rows}} + 1, 'note ' || i FROM generate_series(1, {{Rows}}) i;
        INSERT INTO order_lines (order_id, text) SELECT 100 + (i * 13) % {{Rows}}, 'line ' || i FROM generate_series(1, {{Rows}}) i;
        INSERT INTO "Odd;Calls" ("Customer' --", text) SELECT CASE WHEN i % 3 > 0 THEN i * 11 END, 'call ' || i FROM generate_series(1, 500) i;
        ANALYZE;
        """";

    // Of the rows that the load leaves alone: what belongs to what, whatever the keys are.
    private const string Checksum = """"
        SELECT concat_ws('|',
            (SELECT count(*) || md5(string_agg(c.name || o.note, ';' ORDER BY o.note)) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.note LIKE 'note %'),
            (SELECT count(*) || md5(string_agg(o.note || l.text, ';' ORDER BY l.text)) FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.text LIKE 'line %'),
            (SELECT count(*) || md5(string_agg(coalesce(c.name, '-') || k.text, ';' ORDER BY k.text)) FROM "Odd;Calls" k LEFT JOIN customers c ON c.id = k."Customer' --" WHERE k.text LIKE 'call %'))
        """";

    // The ids that the load cannot know have to be right all the same.
    private const string Broken = """
        SELECT count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.note LIKE 'load %' AND c.name IS DISTINCT FROM o.note
        """;

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Script_SwapsKeysUnderLoadAndCanBeTakenBack(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync();
        database.Replay(Schema + Data);
        var before = await SnapshotAsync(database);
        var plan = Plan(before, major);
        Assert.Empty(plan.Unrepaired.Select(left => left.Finding.Message + ": " + left.Why));
        Assert.Equal(["LDB2010", "LDB2010", "LDB2010", "LDB2011", "LDB4002", "LDB5001", "LDB5001"], plan.Repaired.Select(finding => finding.Rule.Id).Order());
        var checksum = await ScalarAsync(database, Checksum);

        var written = await WhileLoadedAsync(database, 1, () => database.Replay(plan.ToScript(RepairPhase.CutOver)));
        await AssertKeptAsync(database, checksum, written);
        await AssertRepairedAsync(database, plan);
        Assert.Equal("uuid,uuid,uuid,uuid,uuid,uuid,uuid", await ScalarAsync(database, """
            SELECT string_agg(format_type(atttypid, atttypmod), ',') FROM pg_attribute
            WHERE attrelid IN ('customers'::regclass, 'orders'::regclass, 'order_lines'::regclass, '"Odd;Calls"'::regclass) AND attname IN ('id', 'Id', 'customer_id', 'order_id', 'Customer'' --')
            """));

        written += await WhileLoadedAsync(database, 2, () => database.Replay(plan.ToRollbackScript()));
        await AssertKeptAsync(database, checksum, written);
        Assert.Equal(WithoutEstimates(before), WithoutEstimates(await SnapshotAsync(database)));

        database.Replay(plan.ToScript());
        await AssertKeptAsync(database, checksum, written);
        await AssertRepairedAsync(database, plan);
        var after = SchemaBuilder.Build(await SnapshotAsync(database), serverMajor: major);
        Assert.DoesNotContain(after.Tables.SelectMany(table => table.Columns), column => column.Name.EndsWith("_old", StringComparison.Ordinal) || column.Name.EndsWith("_new", StringComparison.Ordinal));
        Assert.Empty(after.Functions);
        Assert.Empty(after.Triggers);
        Assert.Empty(after.Sequences);
        Assert.Equal(
            before.Split('\n').Where(line => line.Contains("INDEX", StringComparison.Ordinal)).Append("CREATE INDEX \"idx_Odd;Calls_Customer' --\" ON public.\"Odd;Calls\" USING btree (\"Customer' --\");").Append("CREATE INDEX idx_order_lines_order_id ON public.order_lines USING btree (order_id);").Order(),
            (await SnapshotAsync(database)).Split('\n').Where(line => line.Contains("INDEX", StringComparison.Ordinal)).Order());
    }

    private static RepairPlan Plan(string snapshot, int major)
    {
        var schema = SchemaBuilder.Build(snapshot, serverMajor: major);
        return RepairPlanner.Plan(schema, Findings(snapshot, schema), new() { SerialBecomes = IdPolicy.Uuid, LargeTableRows = 1000, ServerMajor = major });
    }

    // The names and shapes of the tables are not what is to be repaired here.
    private static IReadOnlyList<SqlFinding> Findings(string snapshot, DatabaseSchema schema) =>
        [.. SqlRules.CheckSchema([new SchemaScript("", SqlParser.Parse(snapshot))], schema, RuleOptions.Default with { IdPolicy = IdPolicy.Uuid, IdPolicyIsSet = true })
            .Where(finding => finding.Rule.Id is "LDB2010" or "LDB2011" or "LDB4002" or "LDB5001" or "LDB4001" or "LDB5002")];

    private static async Task AssertRepairedAsync(TestDatabase database, RepairPlan plan)
    {
        var snapshot = await SnapshotAsync(database);
        var left = Findings(snapshot, SchemaBuilder.Build(snapshot)).Select(finding => (finding.Rule.Id, finding.Arguments[0])).ToHashSet();
        Assert.Empty(plan.Repaired.Where(finding => left.Contains((finding.Rule.Id, finding.Arguments[0]))).Select(finding => finding.Rule.Id + " " + finding.Message));
        Assert.DoesNotContain(left, finding => finding.Id is "LDB4001" or "LDB5002");
    }

    private static async Task AssertKeptAsync(TestDatabase database, string checksum, long written)
    {
        Assert.Equal(checksum, await ScalarAsync(database, Checksum));
        Assert.Equal("0", await ScalarAsync(database, Broken));
        Assert.Equal(written.ToString(CultureInfo.InvariantCulture), await ScalarAsync(database, "SELECT count(*) FROM orders WHERE note LIKE 'load %'"));
    }

    /// <summary>Three writers and a reader, whose statements do not say what type a key has; the number of orders that were written.</summary>
    private static async Task<long> WhileLoadedAsync(TestDatabase database, int run, Action work)
    {
        using var stop = new CancellationTokenSource();
        long written = 0, reads = 0;
        var workers = Enumerable.Range(1, 4).Select(async worker =>
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false;Command Timeout=60");
            await connection.OpenAsync(CancellationToken.None);
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"load {run} {worker} {round}");
                if (worker == 4)
                {
                    await ScalarAsync(connection, $"SELECT count(*) FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_lines l ON l.order_id = o.id WHERE c.name = 'name {round % Rows}'");
                    Interlocked.Increment(ref reads);
                }
                else
                {
                    await ScalarAsync(connection, $"INSERT INTO customers (name) VALUES ('{name}')");
                    await ScalarAsync(connection, $"INSERT INTO orders (customer_id, note) SELECT id, name FROM customers WHERE name = '{name}'");
                    Interlocked.Increment(ref written);

                    // Rows of before, changed and moved to another parent and back.
                    await ScalarAsync(connection, $"UPDATE customers SET name = name WHERE name = 'name {(worker * 1999 + round) % Rows}'");
                    await ScalarAsync(connection, $"BEGIN; UPDATE orders o SET customer_id = c.id FROM customers c WHERE c.name = 'name 5' AND o.note = '{name}'; ROLLBACK");
                    if (round % 5 == 0)
                        await ScalarAsync(connection, $"INSERT INTO \"Odd;Calls\" (\"Customer' --\", text) SELECT id, 'of load' FROM customers WHERE name = '{name}'; DELETE FROM \"Odd;Calls\" WHERE text = 'of load'");
                }

                await Task.Delay(2, CancellationToken.None);
            }
        }).ToList();
        try
        {
            while (Interlocked.Read(ref written) < 10 && !workers.Any(worker => worker.IsCompleted))
                await Task.Delay(5, CancellationToken.None);
            await Task.Run(work);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }

        Assert.True(written > 10 && reads > 5, $"{written} orders written, {reads} reads");
        return written;
    }

    private static async Task<string> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        return Convert.ToString(await ScalarAsync(connection, sql), CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string WithoutEstimates(string snapshot) =>
        string.Join('\n', snapshot.Split('\n').Where(line => !line.StartsWith("-- lifeops:", StringComparison.Ordinal)));

    private static async Task<string> SnapshotAsync(TestDatabase database)
    {
        await using var dataSource = LiveCatalogReader.CreateDataSource(new(database.ConnectionString) { Pooling = false });
        return SnapshotWriter.Write(await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None), null);
    }
}
