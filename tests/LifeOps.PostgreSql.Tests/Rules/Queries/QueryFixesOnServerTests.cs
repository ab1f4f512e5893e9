using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

/// <summary>Queries and what the fixes make of them give the same, on a server with data: empty tables, ties, NULLs.</summary>
public sealed class QueryFixesOnServerTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, "Display Name" text NOT NULL, total bigint GENERATED ALWAYS AS (id * 2) STORED);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), kind text, created_at date NOT NULL);
        CREATE TABLE notes (owner_id bigint REFERENCES users (id), title text NOT NULL);
        CREATE TABLE lines (order_id bigint NOT NULL REFERENCES orders (id), no integer NOT NULL, note text, PRIMARY KEY (order_id, no));
        """;

    // Many orders share a date; every seventh user has no order; some kinds are NULL.
    private const string Data = """
        INSERT INTO users (id, email, "Display Name") SELECT n, nullif('u' || n, 'u5'), 'User ' || n FROM generate_series(1, 40) n;
        INSERT INTO orders SELECT n, 1 + n % 34, CASE WHEN n % 5 > 0 THEN 'k' || n % 3 END, date '2024-01-01' + n % 7 FROM generate_series(1, 200) n;
        INSERT INTO notes SELECT n, chr(96 + n % 4) FROM generate_series(1, 17) n;
        INSERT INTO lines SELECT n, i, 'note ' || i FROM generate_series(1, 200) n, generate_series(1, 3) i;
        """;

    private static readonly string[] Same =
    [
        "SELECT * FROM users ORDER BY id",
        "SELECT u.*, o.id FROM users u JOIN orders o ON o.user_id = u.id ORDER BY o.id",
        "SELECT * FROM users u LEFT JOIN orders o ON o.user_id = u.id ORDER BY u.id, o.id",
        "SELECT * FROM (SELECT * FROM orders WHERE kind IS NULL) o ORDER BY id",
        "WITH o AS (SELECT * FROM orders) SELECT * FROM o ORDER BY id",
        "SELECT count(*) > 0 FROM orders WHERE kind = 'k1'",
        "SELECT count(*) > 0 FROM orders WHERE kind = 'none'",
        "SELECT count(*) = 0 FROM orders WHERE kind = 'none'",
        "SELECT 1 <= count(1) FROM orders",
        "SELECT id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id) > 0 ORDER BY id",
        "SELECT id FROM users WHERE id NOT IN (SELECT owner_id FROM notes) ORDER BY id",
        "SELECT id FROM users WHERE id NOT IN (SELECT n.owner_id FROM notes n WHERE n.title = 'a' OR n.title = 'b') AND id > 3 ORDER BY id",
        "SELECT id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id AND o.kind = 'k2') < 1 ORDER BY id",
    ];

    private static readonly (string Query, string Key)[] Pages =
    [
        ("SELECT id FROM orders ORDER BY created_at DESC", "id"),
        ("SELECT id, created_at FROM orders ORDER BY 2", "id"),
        ("SELECT order_id, no FROM lines ORDER BY no", "order_id, no"),
        ("SELECT l.order_id, l.no FROM lines l JOIN orders o ON o.id = l.order_id WHERE o.kind IS NOT NULL ORDER BY o.created_at", "order_id, no"),
        ("SELECT id FROM orders", "id"),
        ("SELECT id FROM users ORDER BY email", "id"),
    ];

    [SkippableFact]
    public async Task Stars_AndCounts_GiveTheSame()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await using var connection = await database.OpenAsync();
        for (var round = 0; round < 2; round++)
        {
            foreach (var query in Same)
            {
                var changed = Fix(query);
                Assert.NotEqual(query, changed);
                Assert.Equal(await ReadAsync(connection, query), await ReadAsync(connection, changed));
            }

            if (round == 0)
                await database.ExecuteAsync(Data);
        }
    }

    [SkippableFact]
    public async Task Pages_HoldEveryRowOnce()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await database.ExecuteAsync(Data);
        await using var connection = await database.OpenAsync();
        foreach (var (query, key) in Pages)
        {
            var rows = await ReadAsync(connection, $"SELECT {key} FROM ({query}) q ORDER BY {key}");
            var paged = new List<string>();
            for (var offset = 0; offset <= rows.Count; offset += 23)
            {
                // Each page by a plan of its own, so that ties would come in another order.
                await database.ExecuteAsync(offset % 2 == 0 ? "UPDATE orders SET kind = kind WHERE id % 3 = 0" : "ANALYZE orders");
                await using (var plan = new NpgsqlCommand("SET enable_indexscan = " + (offset % 2 == 0 ? "on" : "off") + "; SET enable_sort = " + (offset % 2 == 0 ? "off" : "on"), connection))
                    await plan.ExecuteNonQueryAsync();
                var page = $"{query} LIMIT 23 OFFSET {offset}";
                var changed = Fix(page);
                Assert.NotEqual(page, changed);
                paged.AddRange((await ReadAsync(connection, changed)).Select(row => string.Join('|', row.Split('|').Take(key.Split(',').Length))));
            }

            Assert.Equal(rows, paged.OrderBy(row => row.Split('|').Select(long.Parse).First()).ThenBy(row => row.Split('|').Select(long.Parse).Last()));
        }
    }

    [SkippableFact]
    public async Task Orders_KeepWhatWasOrdered()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await database.ExecuteAsync(Data);
        await using var connection = await database.OpenAsync();

        const string query = "SELECT created_at FROM orders ORDER BY created_at DESC LIMIT 60";
        Assert.Equal(await ReadAsync(connection, query), await ReadAsync(connection, Fix(query)));
    }

    [SkippableTheory]
    [InlineData("SELECT id FROM orders WHERE kind = '{0}' ORDER BY id")]
    [InlineData("SELECT id FROM orders WHERE kind <> '{0}' ORDER BY id")]
    [InlineData("SELECT id FROM orders WHERE kind LIKE '%{0}%' ORDER BY id")]
    [InlineData("SELECT id FROM orders WHERE kind LIKE 'k{0}' OR kind = 'K{0}' ORDER BY id")]
    [InlineData("SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id WHERE '{0}' > u.email ORDER BY o.id")]
    [InlineData("UPDATE orders SET kind = 'it''s {0}' WHERE id < 5 RETURNING kind")]
    public async Task Parameters_MeanWhatTheQuotesDid(string pattern)
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await database.ExecuteAsync(Data);
        await using var connection = await database.OpenAsync();
        foreach (var value in new[] { "k1", "k", "", "none", "1", "u3", "%", "_2", "K\\1", "\u00e4" })
        {
            var changed = pattern;
            for (var at = changed.IndexOf("{0}", StringComparison.Ordinal); at >= 0; at = changed.IndexOf("{0}", StringComparison.Ordinal))
            {
                var text = changed.Remove(at, 3).Insert(at, SqlHole.Filler.ToString()).Replace("{0}", "x", StringComparison.Ordinal);
                var hole = new SqlHole(new TextSpan(at, 1), HoleKind.Unknown);
                var script = SqlParser.Parse(text, SqlParseOptions.Embedded with { Holes = new([hole]) });
                var quoted = QuotedValue.Find(script, hole, SchemaBuilder.Build(Schema));
                Assert.NotNull(quoted);
                var end = changed.IndexOf('\'', at) + 1;
                changed = changed[..quoted.Literal.Start] + quoted.With("@value") + changed[end..];
            }

            await using var transaction = await connection.BeginTransactionAsync();
            var before = await ReadAsync(connection, pattern.Replace("{0}", value, StringComparison.Ordinal));
            await transaction.RollbackAsync();
            await using var second = await connection.BeginTransactionAsync();
            Assert.Equal(before, await ReadAsync(connection, changed, value));
            await second.RollbackAsync();
        }
    }

    [Theory]
    [InlineData("SELECT id FROM users WHERE id = '\uFFFC'")]
    [InlineData("SELECT id FROM orders WHERE created_at = '\uFFFC'")]
    [InlineData("SELECT id FROM orders WHERE kind = E'\uFFFC'")]
    [InlineData("SELECT id FROM orders WHERE lower(kind) = '\uFFFC'")]
    [InlineData("SELECT id FROM orders WHERE kind IN ('\uFFFC')")]
    [InlineData("SELECT id FROM nowhere WHERE kind = '\uFFFC'")]
    [InlineData("SELECT '\uFFFC' FROM orders")]
    [InlineData("SELECT x.kind FROM (SELECT kind FROM orders) x WHERE x.kind = '\uFFFC'")]
    public void OtherLiterals_AreNoText(string text)
    {
        var hole = new SqlHole(new TextSpan(text.IndexOf(SqlHole.Filler), 1), HoleKind.Unknown);
        var script = SqlParser.Parse(text, SqlParseOptions.Embedded with { Holes = new([hole]) });

        Assert.Empty(script.Diagnostics);
        Assert.Null(QuotedValue.Find(script, hole, SchemaBuilder.Build(Schema)));
    }

    [SkippableFact]
    public async Task CountsOfCalls_AskForExistence()
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync(Schema);
        await database.ExecuteAsync(Data);
        await using var connection = await database.OpenAsync();
        foreach (var query in new[] { "SELECT count(*) FROM orders WHERE kind = 'k1'", "SELECT count(1) FROM orders o JOIN users u ON u.id = o.user_id WHERE u.email = 'nobody'", "SELECT count(*)::int FROM lines" })
        {
            var script = SqlParser.Parse(query);
            var changed = query;
            foreach (var edit in CountQuery.Of(script)!.ToExists(query).OrderByDescending(edit => edit.Span.Start))
                changed = changed[..edit.Span.Start] + edit.NewText + changed[edit.Span.End..];
            var count = long.Parse(Assert.Single(await ReadAsync(connection, query)), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(count > 0 ? "True" : "False", Assert.Single(await ReadAsync(connection, changed)));
        }
    }

    private static string Fix(string query)
    {
        foreach (var edit in SqlRules.Check(SqlParser.Parse(query), RuleOptions.Default, SchemaBuilder.Build(Schema))
            .SelectMany(finding => finding.Edits).OrderByDescending(edit => edit.Span.Start))
        {
            query = query[..edit.Span.Start] + edit.NewText + query[edit.Span.End..];
        }

        return query;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string query, string? value = null)
    {
        await using var command = new NpgsqlCommand(query, connection);
        if (value is not null)
            command.Parameters.AddWithValue("value", value);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join('|', values.Select(value => value is DBNull ? "NULL" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
