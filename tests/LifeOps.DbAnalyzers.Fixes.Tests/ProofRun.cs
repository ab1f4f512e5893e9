using System.Diagnostics;
using System.Reflection;
using Npgsql;

namespace LifeOps.DbAnalyzers.Fixes.Tests;

/// <summary>What one run of a method did: what it said, how it ended, what it left in the tables, what it sent.</summary>
internal sealed record ProofRun(IReadOnlyList<string> Output, string? Failure, string Tables, int Commands)
{
    /// <summary>The tables as every run finds them.</summary>
    public const string Seed = """
        TRUNCATE customers, orders, lines, events;
        INSERT INTO customers SELECT n, 'customer ' || n, n % 9 FROM generate_series(1, 40) n;
        INSERT INTO orders SELECT n, 1 + n % 37, n % 11 FROM generate_series(1, 80) n;
        INSERT INTO lines (id, order_id, price) SELECT n, 1 + n % 53, n % 7 FROM generate_series(1, 90) n;
        SELECT setval('lines_id_seq', 1000);
        """;

    private const string Contents = """
        SELECT coalesce((SELECT string_agg(c::text, ';' ORDER BY c.id) FROM customers c), '') || '#' || coalesce((SELECT string_agg(o::text, ';' ORDER BY o.id) FROM orders o), '')
            || '#' || coalesce((SELECT string_agg((l.order_id, l.price)::text, ';' ORDER BY l.order_id, l.price) FROM lines l), '')
            || '#' || coalesce((SELECT string_agg(e::text, ';' ORDER BY e.id) FROM events e), '')
        """;

    /// <summary>Runs a method on freshly filled tables.</summary>
    public static async Task<ProofRun> OfAsync(MethodInfo method, NpgsqlDataSource database, (int Key, int? Maybe, int Amount)[] rows)
    {
        await database.CreateCommand(Seed).ExecuteNonQueryAsync();
        var output = new List<string>();
        string? failure = null;
        var commands = 0;
        await using (var connection = await database.OpenConnectionAsync())
        {
            // Npgsql tells of each command, a batch being one.
            using var listener = new ActivityListener
            {
                ShouldListenTo = candidate => candidate.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.GetTagItem("db.query.text") is not null || activity.GetTagItem("db.statement") is not null)
                        Interlocked.Increment(ref commands);
                },
            };
            ActivitySource.AddActivityListener(listener);
            try
            {
                await (Task)method.Invoke(null, [connection, rows, output])!;
            }
            catch (Exception exception)
            {
                var thrown = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
                var server = thrown as PostgresException ?? thrown.InnerException as PostgresException;
                failure = thrown.GetType().FullName + (server is null ? "" : " " + server.SqlState);
            }
        }

        return new(output, failure, (string)(await database.CreateCommand(Contents).ExecuteScalarAsync())!, commands);
    }
}
