using System.Globalization;
using System.Text.Json;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.PostgreSql.Tests.Rules.AccessPaths;

/// <summary>
/// Asks a server: every advised index is used and makes the query at least ten times cheaper, and where nothing is advised no index
/// over one or two columns would.
/// </summary>
public sealed class AdviceProofTests(ITestOutputHelper output, AdviceProofTests.Shop shop) : IClassFixture<AdviceProofTests.Shop>
{
    private const double WantedFactor = 10;

    // Indexes that were tried where nothing is advised.
    private int _tried;

    /// <summary>The database of all proofs.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        public TestDatabase? Database { get; private set; }

        /// <summary>The snapshot with the statistics of columns.</summary>
        public string Snapshot { get; private set; } = "";

        /// <summary>The snapshot with numbers of rows only.</summary>
        public string PlainSnapshot { get; private set; } = "";

        public async Task InitializeAsync()
        {
            if (PostgresServer.TryGet(15) is not { } server)
                return;
            Database = await ShopDatabase.CreateAsync(server);
            Snapshot = await ShopDatabase.SnapshotAsync(Database, withColumns: true);
            PlainSnapshot = await ShopDatabase.SnapshotAsync(Database, withColumns: false);
        }

        public async Task DisposeAsync()
        {
            if (Database is not null)
                await Database.DisposeAsync();
        }
    }

    [Fact]
    public void Pairs_AreAtLeastSixty() => Assert.True(AdvisedQueries.All.Count >= 60);

    [SkippableFact]
    public async Task Advice_IsWhatTheServerNeeds()
    {
        await using var connection = await OpenAsync();
        var hasHypoPg = await TryExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS hypopg");
        var problems = new List<string>();
        var proven = 0;
        foreach (var query in AdvisedQueries.All)
        {
            var problem = await ProveAsync(connection, query, hasHypoPg);
            if (problem is null)
                proven++;
            else
                problems.Add($"{query.Name}: {problem}");
        }

        var silent = AdvisedQueries.All.Count(query => query.Expected.Length == 0);
        output.WriteLine($"{proven} of {AdvisedQueries.All.Count} pairs proven: {AdvisedQueries.All.Count - silent} with advice; {silent} without, on which {_tried} indexes over one and two columns were tried with HypoPG");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [SkippableFact]
    public async Task AdviceWithoutColumnStatistics_IsNeverUseless()
    {
        await using var connection = await OpenAsync();
        var problems = new List<string>();
        var advised = 0;
        foreach (var query in AdvisedQueries.All)
        {
            var advice = Advise(shop.PlainSnapshot, query);
            if (advice.Count == 0)
                continue;
            advised++;
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, query.Existing);
            if (await ProveUsefulAsync(connection, query, advice) is { } problem)
                problems.Add($"{query.Name}: {problem}");
            await transaction.RollbackAsync();
        }

        output.WriteLine($"{advised} pairs with advice");
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        Skip.If(shop.Database is null, "No PostgreSQL 15 server binaries found.");
        var connection = await shop.Database!.OpenAsync();

        // Workers share the time of a scan, not its work: costs are compared without them.
        await ExecuteAsync(connection, "SET max_parallel_workers_per_gather = 0");
        return connection;
    }

    private static IReadOnlyList<IndexAdvice> Advise(string snapshot, AdvisedQuery query)
    {
        var schema = SchemaBuilder.Build(snapshot + query.Existing);
        Assert.Empty(schema.Problems);
        var script = SqlParser.Parse(query.Sql);
        Assert.Empty(script.Diagnostics);
        return [.. new IndexAdvisor(schema, RuleOptions.Default).Advise(script.Statements[0].Stmt).Select(found => found.Advice)];
    }

    /// <summary>What does not hold of a pair; null when all does.</summary>
    private async Task<string?> ProveAsync(NpgsqlConnection connection, AdvisedQuery query, bool hasHypoPg)
    {
        var advice = Advise(shop.Snapshot, query);
        var said = string.Join("; ", advice.Select(Shown).Order(StringComparer.Ordinal));
        var expected = string.Join("; ", query.Expected.Split("; ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await ExecuteAsync(connection, query.Existing);
            var problem = advice.Count > 0 ? await ProveUsefulAsync(connection, query, advice)
                : hasHypoPg ? await ProveNothingHelpsAsync(connection, query)
                : null;
            if (hasHypoPg && problem is null && advice.Count > 0)
                problem = await ProveHypotheticalAsync(connection, query, advice);
            return said == expected ? problem : $"advice is '{said}', expected '{expected}'{(problem is null ? "" : "; " + problem)}";
        }
        finally
        {
            await transaction.RollbackAsync();
        }
    }

    private static bool IsOverExpression(IndexAdvice index) => index.Ddl.Count(c => c == '(') > 1 && !index.Ddl.Contains("INCLUDE", StringComparison.Ordinal);

    private static string Shown(IndexAdvice advice) =>
        advice.Ddl[(advice.Ddl.IndexOf(" ON ", StringComparison.Ordinal) + 4)..].Replace("USING gin ", "", StringComparison.Ordinal);

    private static async Task<string?> ProveUsefulAsync(NpgsqlConnection connection, AdvisedQuery query, IReadOnlyList<IndexAdvice> advice)
    {
        var (before, _, _) = await ExplainAsync(connection, query.Sql);
        foreach (var index in advice)
            await ExecuteAsync(connection, index.Ddl.Replace(" CONCURRENTLY", "", StringComparison.Ordinal));

        // Of an expression the server knows values only once it has an index.
        foreach (var table in advice.Where(index => IsOverExpression(index)).Select(index => index.Table.Name).Distinct())
            await ExecuteAsync(connection, "ANALYZE " + table);
        var (after, indexes, _) = await ExplainAsync(connection, query.Sql);
        var unused = advice.Where(index => !indexes.Contains(index.Name)).Select(index => index.Ddl).ToList();
        if (unused.Count > 0)
            return $"not used: {string.Join("; ", unused)} (cost {before:F0} -> {after:F0})";
        return after * WantedFactor > before ? string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", advice.Select(index => index.Ddl))}: cost {before:F0} -> {after:F0}") : null;
    }

    /// <summary>The same before the index is built.</summary>
    private static async Task<string?> ProveHypotheticalAsync(NpgsqlConnection connection, AdvisedQuery query, IReadOnlyList<IndexAdvice> advice)
    {
        // HypoPG knows no GIN, and no statistics of an expression that has no index yet.
        if (advice.Any(index => index.Ddl.Contains("USING gin", StringComparison.Ordinal) || IsOverExpression(index)))
            return null;
        foreach (var index in advice)
            await ExecuteAsync(connection, $"DROP INDEX {index.Name}");
        var (before, _, _) = await ExplainAsync(connection, query.Sql);
        foreach (var index in advice)
            await ExecuteAsync(connection, $"SELECT hypopg_create_index($ddl${index.Ddl.Replace(" CONCURRENTLY", "", StringComparison.Ordinal)}$ddl$)");
        var (after, _, _) = await ExplainAsync(connection, query.Sql);
        await ExecuteAsync(connection, "SELECT hypopg_reset()");
        return after * WantedFactor > before ? string.Create(CultureInfo.InvariantCulture, $"HypoPG: cost {before:F0} -> {after:F0}") : null;
    }

    /// <summary>Every index over one and two columns of the tables that the plan reads, first all at once, then, should they help, one by one.</summary>
    private async Task<string?> ProveNothingHelpsAsync(NpgsqlConnection connection, AdvisedQuery query)
    {
        var (before, _, tables) = await ExplainAsync(connection, query.Sql);
        var columns = new List<(string Table, string Column)>();
        foreach (var table in tables)
        {
            // Small tables get no index: reading one is cheap whatever the factor.
            await using var command = new NpgsqlCommand($"""
                SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE attrelid = '{table}'::regclass AND attnum > 0 AND atttypid NOT IN ('jsonb'::regtype, 'tsvector'::regtype, 'text[]'::regtype) AND reltuples >= {RuleOptions.Default.LargeTableRows}
                """, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                columns.Add((table, reader.GetString(0)));
        }

        var candidates = columns.Select(column => $"CREATE INDEX ON {column.Table} ({column.Column})")
            .Concat(columns.SelectMany(first => columns.Where(second => second.Table == first.Table && second.Column != first.Column).Select(second => $"CREATE INDEX ON {first.Table} ({first.Column}, {second.Column})")))
            .ToList();
        if (candidates.Count == 0)
            return null;
        _tried += candidates.Count;
        await ExecuteAsync(connection, string.Join(";", candidates.Select(ddl => $"SELECT hypopg_create_index('{ddl}')")));
        var (all, _, _) = await ExplainAsync(connection, query.Sql);
        await ExecuteAsync(connection, "SELECT hypopg_reset()");
        if (all * WantedFactor >= before)
            return null;
        foreach (var ddl in candidates)
        {
            await ExecuteAsync(connection, $"SELECT hypopg_create_index('{ddl}')");
            var (one, _, _) = await ExplainAsync(connection, query.Sql);
            await ExecuteAsync(connection, "SELECT hypopg_reset()");
            if (one * WantedFactor < before)
                return string.Create(CultureInfo.InvariantCulture, $"missed: {ddl}: cost {before:F0} -> {one:F0}");
        }

        return null;
    }

    private static async Task<(double Cost, HashSet<string> Indexes, HashSet<string> Tables)> ExplainAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand("EXPLAIN (FORMAT JSON) " + sql, connection);
        var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement[0].GetProperty("Plan");
        var indexes = new HashSet<string>();
        var tables = new HashSet<string>();
        Collect(plan, indexes, tables);
        return (plan.GetProperty("Total Cost").GetDouble(), indexes, tables);
    }

    private static void Collect(JsonElement node, HashSet<string> indexes, HashSet<string> tables)
    {
        if (node.TryGetProperty("Index Name", out var index))
            indexes.Add(index.GetString()!);
        if (node.TryGetProperty("Relation Name", out var relation))
            tables.Add(relation.GetString()!);
        if (!node.TryGetProperty("Plans", out var plans))
            return;
        foreach (var plan in plans.EnumerateArray())
            Collect(plan, indexes, tables);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        if (sql.Length == 0)
            return;
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> TryExecuteAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            await ExecuteAsync(connection, sql);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }
}
