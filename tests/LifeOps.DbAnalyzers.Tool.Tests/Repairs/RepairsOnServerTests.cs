using System.Collections.Concurrent;
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
/// The plan's script on a loaded server with readers and writers at work: nothing is lost, what it says it repairs is repaired, and the
/// way back ends at the snapshot it began with.
/// </summary>
public sealed class RepairsOnServerTests
{
    private const int Rows = 4_000;

    private const string Schema = """"
        CREATE SCHEMA "Odd ""Names""";
        CREATE TABLE customers (
            id serial PRIMARY KEY,
            name varchar(40) NOT NULL,
            country char(2) NOT NULL DEFAULT 'de',
            settings json NOT NULL DEFAULT '{}'::json,
            created_at timestamp NOT NULL DEFAULT now(),
            seen_at timestamp
        );
        COMMENT ON COLUMN customers.settings IS 'what the customer''s app remembers';
        CREATE INDEX idx_customers_name ON customers (name);
        CREATE INDEX idx_customers_name_again ON customers (name);
        COMMENT ON INDEX idx_customers_name_again IS 'nobody knows why';
        CREATE INDEX idx_customers_created_at ON customers (created_at DESC) INCLUDE (name);
        CREATE INDEX idx_customers_country ON customers (country, name) WITH (fillfactor = 90);
        CREATE TABLE orders (
            id bigserial PRIMARY KEY,
            customer_id integer NOT NULL REFERENCES customers (id),
            note varchar,
            placed_at timestamp(3) NOT NULL
        );
        CREATE TABLE "Odd ""Names"""."Small;Table" (
            "Id" serial PRIMARY KEY,
            "Code' --" char(3) NOT NULL,
            at timestamp DEFAULT LOCALTIMESTAMP,
            data json
        );
        CREATE TABLE points (at date NOT NULL, customer_id integer REFERENCES customers (id) ON DELETE CASCADE) PARTITION BY RANGE (at);
        CREATE TABLE points_2025 PARTITION OF points FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE points_2026 PARTITION OF points FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        """";

    private static readonly string Data = $$""""
        INSERT INTO customers (name, country, settings, created_at, seen_at)
        SELECT 'name ' || i, (ARRAY['de','f','us'])[i % 3 + 1], format('{"b": %s,  "a": [1, 2]}', i)::json,
            timestamp '2024-04-01 12:00' + i * interval '7 minutes', CASE WHEN i % 5 = 0 THEN timestamp '2025-10-26 00:00' + i * interval '1 second' END
        FROM generate_series(1, {{Rows}}) i;
        INSERT INTO orders (customer_id, note, placed_at) SELECT i % {{Rows}} + 1, 'note ' || i, timestamp '2025-01-01' + i * interval '1 minute' FROM generate_series(1, {{Rows}}) i;
        INSERT INTO "Odd ""Names"""."Small;Table" ("Code' --", data) SELECT 'a' || i % 7, '{"x":  1}' FROM generate_series(1, 50) i;
        INSERT INTO points SELECT date '2025-12-01' + i % 60, i % {{Rows}} + 1 FROM generate_series(1, 2000) i;
        ANALYZE;
        """";

    [SkippableTheory]
    [InlineData(15, "UTC")]
    [InlineData(15, "Europe/Berlin")]
    [InlineData(18, "UTC")]
    [InlineData(18, "Europe/Berlin")]
    public async Task Script_RepairsUnderLoadAndCanBeTakenBack(int major, string zone)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync();
        database.Replay(Schema + Data);
        var before = await SnapshotAsync(database);
        var plan = Plan(before, zone, major);
        Assert.Empty(plan.Unrepaired.Select(left => left.Finding.Message + ": " + left.Why));
        var checksum = await ChecksumAsync(database, "UTC", isConverted: false);

        var load = new Load(database.ConnectionString);
        await load.WhileAsync(() => database.Replay(plan.ToScript(RepairPhase.CutOver)));
        await load.AssertKeptAsync();
        Assert.Equal(checksum, await ChecksumAsync(database, zone, isConverted: true));
        await AssertRepairedAsync(database, plan);

        var loadOnTheWayBack = new Load(database.ConnectionString);
        await loadOnTheWayBack.WhileAsync(() => database.Replay(plan.ToRollbackScript()));
        await loadOnTheWayBack.AssertKeptAsync();
        Assert.Equal(checksum, await ChecksumAsync(database, "UTC", isConverted: false));
        Assert.Equal(WithoutEstimates(before), WithoutEstimates(await SnapshotAsync(database)));

        database.Replay(plan.ToScript());
        Assert.Equal(checksum, await ChecksumAsync(database, zone, isConverted: true));
        await AssertRepairedAsync(database, plan);
        var after = SchemaBuilder.Build(await SnapshotAsync(database), serverMajor: major);
        Assert.DoesNotContain(after.Tables.SelectMany(table => table.Columns), column => column.Name.EndsWith("_old", StringComparison.Ordinal) || column.Name.EndsWith("_new", StringComparison.Ordinal));
        Assert.Empty(after.Functions);
        Assert.Empty(after.Triggers);
    }

    /// <summary>A schema with flaws of all groups: what the plan repairs is repaired, what it leaves it says why, and the way back is whole.</summary>
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task FlawedSchema_IsRepairedWhereNobodyHasToDecide(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync();
        database.Replay(File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "tests", "LifeOps.PostgreSql.Tests", "Rules", "Flawed", "flawed.sql")) + """
            INSERT INTO countries VALUES ('de', 'Germany');
            INSERT INTO customers (name, country, is_blocked, settings, raw_order) SELECT 'name ' || i, 'de', false, '{}', '{}' FROM generate_series(1, 2000) i;
            INSERT INTO invoices (customer_id, number, currency, net_price, total, weight_kg, issued_at, lines)
            SELECT id, name, 'eur', 1, 1, 1, timestamp '2026-01-01', '[ 1 ]' FROM customers;
            INSERT INTO couriers (name) SELECT 'c' FROM generate_series(1, 100);
            ANALYZE;
            """);
        var before = await SnapshotAsync(database);
        var plan = Plan(before, "Europe/Berlin", major);
        Assert.All(plan.Unrepaired, left => Assert.NotEmpty(left.Why));
        Assert.Superset(
            new HashSet<string>(["LDB2001", "LDB2010", "LDB2020", "LDB2021", "LDB2022", "LDB4002", "LDB4007", "LDB5001", "LDB5002", "LDB5003"]),
            plan.Repaired.Select(finding => finding.Rule.Id).ToHashSet());

        database.Replay(plan.ToScript(RepairPhase.CutOver));
        await AssertRepairedAsync(database, plan);
        database.Replay(plan.ToRollbackScript());
        Assert.Equal(WithoutEstimates(before), WithoutEstimates(await SnapshotAsync(database)));
        database.Replay(plan.ToScript());
        await AssertRepairedAsync(database, plan);
    }

    private static RepairPlan Plan(string snapshot, string zone, int major)
    {
        var schema = SchemaBuilder.Build(snapshot, serverMajor: major);
        var plan = RepairPlanner.Plan(schema, Findings(snapshot, schema), new() { TimestampZone = zone, LargeTableRows = 1000, ServerMajor = major });
        Assert.Equal(Enumerable.Range(1, plan.Steps.Count), plan.Steps.Select(step => step.Number));
        return plan;
    }

    private static IReadOnlyList<SqlFinding> Findings(string snapshot, DatabaseSchema schema) =>
        SqlRules.CheckSchema([new SchemaScript("", SqlParser.Parse(snapshot))], schema, RuleOptions.Default);

    /// <summary>None of the rules says any more about a place what the plan says it has repaired.</summary>
    private static async Task AssertRepairedAsync(TestDatabase database, RepairPlan plan)
    {
        var snapshot = await SnapshotAsync(database);
        var left = Findings(snapshot, SchemaBuilder.Build(snapshot)).Select(finding => (finding.Rule.Id, finding.Arguments[0])).ToHashSet();
        Assert.NotEmpty(plan.Repaired);
        Assert.Empty(plan.Repaired.Where(finding => left.Contains((finding.Rule.Id, finding.Arguments[0]))).Select(finding => finding.Rule.Id + " " + finding.Message));
    }

    /// <summary>Of the rows that the load leaves alone, whatever the types of the columns are.</summary>
    private static async Task<string> ChecksumAsync(TestDatabase database, string zone, bool isConverted)
    {
        var at = (string column) => isConverted ? $"({column} AT TIME ZONE '{zone}')::text" : column + "::text";
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand($""""
            SELECT concat_ws('|',
                (SELECT count(*) || md5(string_agg(concat_ws(',', id, name, country::text, settings::jsonb::text, {at("created_at")}, {at("seen_at")}), ';' ORDER BY id))
                 FROM customers WHERE id <= {Rows / 2}),
                (SELECT count(*) || md5(string_agg(concat_ws(',', id, customer_id, note, {at("placed_at")}), ';' ORDER BY id)) FROM orders WHERE id <= {Rows}),
                (SELECT count(*) || md5(string_agg(concat_ws(',', "Id", "Code' --"::text, data::jsonb::text), ';' ORDER BY "Id")) FROM "Odd ""Names"""."Small;Table"),
                (SELECT count(*) || md5(string_agg(concat_ws(',', at, customer_id), ';' ORDER BY at, customer_id)) FROM points))
            """", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string WithoutEstimates(string snapshot) =>
        string.Join('\n', snapshot.Split('\n').Where(line => !line.StartsWith("-- lifeops:", StringComparison.Ordinal)));

    private static async Task<string> SnapshotAsync(TestDatabase database)
    {
        await using var dataSource = LiveCatalogReader.CreateDataSource(new(database.ConnectionString) { Pooling = false });
        return SnapshotWriter.Write(await new LiveCatalogReader(dataSource).ReadAsync(null, CancellationToken.None), null);
    }

    /// <summary>Readers and writers that keep account of what they wrote.</summary>
    private sealed class Load(string connectionString)
    {
        private readonly ConcurrentDictionary<long, (string Name, int Version)> _written = new();
        private int _reads;

        public async Task WhileAsync(Action work)
        {
            using var stop = new CancellationTokenSource();
            var workers = new[] { RunAsync(WriteAsync, 1, stop.Token), RunAsync(WriteAsync, 2, stop.Token), RunAsync(ReadAsync, 3, stop.Token) };
            try
            {
                while (_written.Count < 10 && !workers.Any(worker => worker.IsCompleted))
                    await Task.Delay(5, CancellationToken.None);
                await Task.Run(work);
            }
            finally
            {
                await stop.CancelAsync();
                await Task.WhenAll(workers);
            }

            Assert.True(_written.Count > 10 && _reads > 5, $"{_written.Count} rows written, {_reads} read");
        }

        public async Task AssertKeptAsync()
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT id::bigint, name::text, (settings::jsonb ->> 'v')::int, rtrim(country::text), created_at IS NOT NULL FROM customers WHERE name LIKE 'load %'", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var found = 0;
            while (await reader.ReadAsync())
            {
                if (!_written.TryGetValue(reader.GetInt64(0), out var row))
                    continue;
                found++;
                Assert.Equal((row.Name, row.Version, row.Version % 2 == 0 ? "x" : "xy", true), (reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetBoolean(4)));
            }

            Assert.Equal(_written.Count, found);
        }

        private async Task RunAsync(Func<NpgsqlConnection, int, int, Task> step, int worker, CancellationToken stop)
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=60");
            await connection.OpenAsync(CancellationToken.None);
            for (var round = 0; !stop.IsCancellationRequested; round++)
            {
                await step(connection, worker, round);
                await Task.Delay(2, CancellationToken.None);
            }
        }

        private async Task WriteAsync(NpgsqlConnection connection, int worker, int round)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"load {worker} {round}");
            var id = Convert.ToInt64(await ScalarAsync(connection, $"INSERT INTO customers (name, country, settings) VALUES ('{name}', 'x', '{{\"v\": 0}}') RETURNING id"), CultureInfo.InvariantCulture);
            _written[id] = (name, 0);
            if (round % 2 == 0)
            {
                await ScalarAsync(connection, $"UPDATE customers SET settings = '{{\"v\":  1}}', country = 'xy' WHERE id = {id}");
                _written[id] = (name, 1);
            }

            // Rows that were there before, several in one transaction and in falling order, as the batches never go.
            var start = (Rows / 2) + 1 + ((worker * 7919 + round * 131) % (Rows / 2 - 3));
            await ScalarAsync(connection, $"BEGIN; UPDATE customers SET seen_at = now() WHERE id = {start + 2}; UPDATE customers SET seen_at = NULL WHERE id = {start}; COMMIT");
            await ScalarAsync(connection, $"INSERT INTO orders (customer_id, note, placed_at) VALUES ({id}, 'of load', now())");
        }

        private async Task ReadAsync(NpgsqlConnection connection, int worker, int round)
        {
            await ScalarAsync(connection, $"SELECT count(*) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id BETWEEN {round % Rows} AND {(round % Rows) + 50} AND c.settings IS NOT NULL");
            Interlocked.Increment(ref _reads);
        }

        private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
    }
}
