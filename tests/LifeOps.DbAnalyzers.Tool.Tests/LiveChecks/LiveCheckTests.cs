using LifeOps.DbAnalyzers.Tool.LiveChecks;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.LiveChecks;

public sealed class LiveCheckTests
{
    private const string Loaded = """
        CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, note text NOT NULL);
        CREATE INDEX idx_orders_note ON orders (note);
        INSERT INTO orders SELECT n, n % 500, repeat(md5(n::text), 4) FROM generate_series(1, 20000) n;
        ANALYZE orders;
        """;

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task ServerSettings_AreJudged(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync();

        var run = await RunAsync(database, new());

        // What a server of the tests is: no slow-query log, no archive; initdb makes checksums from 18 on.
        Assert.Contains(run.Findings, finding => finding.Rule.Id == "LDB9001");
        Assert.Contains(run.Findings, finding => finding.Rule.Id == "LDB9002");
        Assert.Equal(major < 18, run.Findings.Any(finding => finding.Rule.Id == "LDB9007"));
        Assert.DoesNotContain(run.Findings, finding => finding.Rule.Id is "LDB9003" or "LDB9004" or "LDB9005");
    }

    [SkippableFact]
    public async Task SlowQueryLogOfTheDatabase_IsEnough()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET log_min_duration_statement = 250");

        Assert.DoesNotContain((await RunAsync(database, new())).Findings, finding => finding.Rule.Id == "LDB9001");
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task UnusedIndex_IsFoundWhenStatisticsAreOldEnough(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(Loaded);

        var run = await RunAsync(database, new() { MinimumStatisticsAge = TimeSpan.Zero });
        var young = await RunAsync(database, new());

        var finding = Assert.Single(run.Findings, finding => finding.Rule.Id == "LDB5004");
        Assert.Equal("orders", finding.Table);
        Assert.Contains("idx_orders_note", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(young.Findings, finding => finding.Rule.Id == "LDB5004");
        Assert.Contains("7 days", young.Unavailable["LDB5004"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task UsedIndex_IsNotReported()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Loaded);
        await using (var connection = await database.OpenAsync())
        {
            await ExecuteAsync(connection, "SET enable_seqscan = off; SELECT count(*) FROM orders WHERE note = 'x'; SELECT pg_stat_force_next_flush()");
        }

        Assert.DoesNotContain((await RunAsync(database, new() { MinimumStatisticsAge = TimeSpan.Zero })).Findings, finding => finding.Rule.Id == "LDB5004");
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task ManyChangedAndDeadRows_AreReported(int major)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(
            "CREATE TABLE sessions (id bigint PRIMARY KEY, hits int NOT NULL) WITH (autovacuum_enabled = off)",
            "INSERT INTO sessions SELECT n, 0 FROM generate_series(1, 20000) n",
            "ANALYZE sessions");
        await using (var connection = await database.OpenAsync())
            await ExecuteAsync(connection, "UPDATE sessions SET hits = hits + 1; SELECT pg_stat_force_next_flush()");

        var findings = (await RunAsync(database, new())).Findings.Where(finding => finding.Rule.Id == "LDB9004").ToList();

        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal("sessions", finding.Table));
    }

    [SkippableFact]
    public async Task RepeatedSequentialScans_AreReported()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Loaded);
        await using (var connection = await database.OpenAsync())
        {
            await ExecuteAsync(connection, "SET max_parallel_workers_per_gather = 0");
            for (var i = 0; i < 120; i++)
                await ExecuteAsync(connection, $"SELECT count(*) FROM orders WHERE customer_id = {i}");
            await ExecuteAsync(connection, "SELECT pg_stat_force_next_flush()");
        }

        var finding = Assert.Single((await RunAsync(database, new())).Findings, finding => finding.Rule.Id == "LDB9005");

        Assert.Equal("orders", finding.Table);
        Assert.Contains("orders (20,000 rows) was read from end to end", finding.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task PoolsThatAddUpPastTheLimit_AreReported()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();

        var run = await RunAsync(database, new() { Pools = [new("appsettings.json", 150), new("Program.cs:3", 100)] });

        Assert.Contains("add up to 250 connections", Assert.Single(run.Findings, finding => finding.Rule.Id == "LDB9003").Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task SlowestStatements_ComeWithTheirPlanAndAreNotRun(int major)
    {
        var server = PostgresServer.GetOrSkip(major);
        await using var database = await server.CreateDatabaseAsync();
        try
        {
            await database.ExecuteAsync("CREATE EXTENSION pg_stat_statements");
            await database.ExecuteAsync("SELECT * FROM pg_stat_statements LIMIT 1");
        }
        catch (PostgresException problem)
        {
            Skip.If(true, problem.MessageText);
        }

        await database.ExecuteAsync(Loaded);
        await RepeatUntilSlowAsync(database, "SELECT count(*) FROM orders a JOIN orders b ON a.customer_id = b.customer_id WHERE b.note <> 'x'", "%JOIN orders b%");
        await RepeatUntilSlowAsync(database, "INSERT INTO orders SELECT n, n % 500, 'more' FROM generate_series((SELECT max(id) + 1 FROM orders), (SELECT max(id) + 5000 FROM orders)) n", "INSERT INTO orders%max(%");

        var calls = await CallsAsync(database);
        var run = await RunAsync(database, new());

        var statement = Assert.Single(run.Statements, review => review.Statement.Sql.Contains("JOIN orders b", StringComparison.Ordinal)).Statement;
        Assert.Null(statement.WhyNoPlan);
        Assert.Contains("Join", statement.Plan, StringComparison.Ordinal);
        Assert.Equal(calls, await CallsAsync(database));

        // What changes something is named, and never given to the planner.
        var insert = Assert.Single(run.Statements, review => review.Statement.Sql.StartsWith("INSERT", StringComparison.Ordinal) && review.Statement.Sql.Contains("max(", StringComparison.Ordinal)).Statement;
        Assert.Null(insert.Plan);
        Assert.Contains("only a SELECT", insert.WhyNoPlan, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task RecommendedIndex_IsProvenByHypoPG()
    {
        await using var database = await PostgresServer.GetOrSkip(15).CreateDatabaseAsync();
        try
        {
            await database.ExecuteAsync("CREATE EXTENSION hypopg");
        }
        catch (PostgresException problem)
        {
            Skip.If(true, problem.MessageText);
        }

        await database.ExecuteAsync(Loaded);
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        var options = new LiveCheckOptions { IndexCandidates = _ => ["CREATE INDEX CONCURRENTLY idx_orders_customer_id ON orders (customer_id);", "CREATE INDEX idx_orders_id_note ON orders (id, note);"] };
        await using var session = await LiveSession.OpenAsync(dataSource, options, CancellationToken.None);

        var plan = await StatementPlans.ExplainAsync(session, "SELECT note FROM orders WHERE customer_id = $1", CancellationToken.None);

        var index = Assert.Single(plan.Indexes);
        Assert.Contains("idx_orders_customer_id", index.Ddl, StringComparison.Ordinal);
        Assert.True(index.CostAfter * 5 < index.CostBefore, $"{index.CostBefore} -> {index.CostAfter}");
        Assert.Equal("0", (await session.QueryAsync("SELECT count(*) FROM hypopg_list_indexes", CancellationToken.None))[0][0]);
    }

    [SkippableFact]
    public async Task ServerWithoutTheExtension_IsExplained()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();

        Assert.Contains("pg_stat_statements", (await RunAsync(database, new())).Unavailable["LDB9006"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task RoleWithoutRights_GetsTheOtherAnswers()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
        var role = "reader_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        try
        {
            var run = await RunAsync(database, new(), role);

            Assert.Contains(run.Findings, finding => finding.Rule.Id == "LDB9001");
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [SkippableFact]
    public async Task Session_CannotWrite()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("CREATE TABLE t (id int)");
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await using var session = await LiveSession.OpenAsync(dataSource, new(), CancellationToken.None);

        var problem = await Assert.ThrowsAsync<PostgresException>(() => session.ExecuteAsync("INSERT INTO t VALUES (1)", CancellationToken.None));

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, problem.SqlState);
    }

    [SkippableFact]
    public async Task SlowQuestion_EndsAtTheTimeout()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync();
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString + ";Pooling=false");
        await using var session = await LiveSession.OpenAsync(dataSource, new() { StatementTimeout = TimeSpan.FromMilliseconds(100) }, CancellationToken.None);

        var problem = await Assert.ThrowsAsync<PostgresException>(() => session.QueryAsync("SELECT pg_sleep(30)", CancellationToken.None));

        Assert.Equal(PostgresErrorCodes.QueryCanceled, problem.SqlState);
    }

    private static async Task<LiveCheckRun> RunAsync(TestDatabase database, LiveCheckOptions options, string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        settings.Username = role ?? settings.Username;
        await using var dataSource = NpgsqlDataSource.Create(settings);
        await using var session = await LiveSession.OpenAsync(dataSource, options, CancellationToken.None);
        var run = new LiveCheckRun();
        await run.RunAsync(session, new Progress<string>(), CancellationToken.None);
        return run;
    }

    // What takes a few milliseconds in all is no slow statement, and how many that is, the machine decides.
    private static async Task RepeatUntilSlowAsync(TestDatabase database, string sql, string pattern)
    {
        await using var connection = await database.OpenAsync();
        double total;
        do
        {
            await ExecuteAsync(connection, sql);
            await using var command = new NpgsqlCommand("SELECT sum(total_exec_time) FROM pg_stat_statements WHERE query LIKE $1 AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())", connection) { Parameters = { new() { Value = pattern } } };
            total = (double)(await command.ExecuteScalarAsync())!;
        }
        while (total < 200);
    }

    private static async Task<string> CallsAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT sum(calls)::text FROM pg_stat_statements WHERE query LIKE '%JOIN orders b%' AND query NOT LIKE '%pg_stat%' AND query NOT ILIKE 'explain%' AND query NOT ILIKE 'prepare%' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await command.ExecuteNonQueryAsync();
    }
}
