using LifeOps.PostgreSql.Rules;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class AggregatedRawRowsTests
{
    private const string Hypertable = """
        CREATE EXTENSION timescaledb;
        -- lifeops:rows 5000000
        CREATE TABLE readings (at timestamptz NOT NULL, sensor_id integer NOT NULL, site text NOT NULL, value double precision, ticks integer NOT NULL);
        SELECT create_hypertable('readings', 'at');

        """;

    private const string Query = """
        SELECT sensor_id AS sensor, site, time_bucket('1 hour', at) AS bucket, count(*) AS rows, count(value) AS known, sum(value) AS total,
               min(value) AS low, max(value) AS high, avg(value) AS mean, sum(ticks) AS ticks, last(value, at) AS newest
        FROM readings GROUP BY sensor_id, site, bucket
        """;

    private const string Schema = Hypertable + "CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS " + Query + " WITH NO DATA;";

    [Theory]
    [InlineData("SELECT time_bucket('1 hour', at) AS t, count(*) FROM [|readings|] WHERE sensor_id = @s GROUP BY t")]
    [InlineData("SELECT time_bucket('1 day', at) AS t, sum(value) FROM [|readings|] WHERE at >= now() - interval '30 days' GROUP BY t ORDER BY t")]
    [InlineData("SELECT time_bucket(INTERVAL '60 minutes', r.at), r.site, max(r.value) - min(r.value) FROM [|readings|] r GROUP BY 1, r.site")]
    [InlineData("SELECT time_bucket('1 month', at), avg(value) FROM [|readings|] GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), avg(ticks) FROM [|readings|] GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 hour', at), sensor_id, site, avg(value) FROM [|readings|] GROUP BY 1, 2, 3")]
    [InlineData("SELECT x.t, x.n FROM (SELECT time_bucket('1 day', at) AS t, count(*) AS n FROM [|readings|] GROUP BY 1) x WHERE x.n > 10")]
    [InlineData("WITH d AS (SELECT time_bucket('1 day', at) AS t, count(*) AS n FROM [|readings|] GROUP BY 1) SELECT t FROM d")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM [|readings|] GROUP BY 1 HAVING sum(ticks) > @n")]
    [InlineData("SELECT time_bucket('1 day', at), sensor_id, site, last(value, at) FROM [|readings|] GROUP BY 1, 2, 3")]
    public void Covered_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, sql, Schema);

    [Theory]
    // Shorter steps, or steps that buckets do not fill.
    [InlineData("SELECT time_bucket('30 minutes', at), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('90 minutes', at), count(*) FROM readings GROUP BY 1")]
    // The time zone of the session, another origin, a width that is not known.
    [InlineData("SELECT date_trunc('day', at), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at, 'Europe/Berlin'), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at, origin => '2020-01-01'), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket(@width, at), count(*) FROM readings GROUP BY 1")]
    // Values that the aggregate does not have.
    [InlineData("SELECT time_bucket('1 day', at), max(ticks) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(DISTINCT sensor_id) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), sum(value) FILTER (WHERE ticks > 0) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), sum(value * 2) FROM readings GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), sensor_id, last(value, at) FROM readings GROUP BY 1, 2")]
    // Rows chosen by what is summed up, or by what is not known.
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE value > 5 GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE at > @from OR sensor_id = 1 GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE at = @at GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), count(*) FROM readings WHERE sensor_id IN (SELECT id FROM sensors) GROUP BY 1")]
    [InlineData("SELECT time_bucket('1 day', at), ticks, count(*) FROM readings GROUP BY 1, 2")]
    // Other tables, and queries that read the aggregate already.
    [InlineData("SELECT time_bucket('1 day', r.at), s.name, count(*) FROM readings r JOIN sensors s ON s.id = r.sensor_id GROUP BY 1, 2")]
    [InlineData("SELECT time_bucket('1 day', bucket), sum(rows) FROM hourly GROUP BY 1")]
    [InlineData("WITH readings AS (SELECT now() AS at) SELECT time_bucket('1 day', at), count(*) FROM readings GROUP BY 1")]
    [InlineData("SELECT sensor_id, count(*) FROM readings GROUP BY sensor_id")]
    [InlineData("INSERT INTO days SELECT time_bucket('1 day', at), count(*) FROM readings GROUP BY 1")]
    public void NotCovered_IsNotReported(string sql) =>
        RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, sql, Schema + "CREATE TABLE sensors (id integer PRIMARY KEY, name text NOT NULL); CREATE TABLE days (t timestamptz, n bigint);");

    [Theory]
    // It leaves rows out.
    [InlineData("CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('1 hour', at) AS bucket, count(*) AS rows FROM readings WHERE value > 0 GROUP BY 1 WITH NO DATA;")]
    // Nothing fills it.
    [InlineData("CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS SELECT time_bucket('1 hour', at) AS bucket, count(*) AS rows FROM readings GROUP BY 1 WITH NO DATA;")]
    // It forgets what the hypertable still has.
    [InlineData("CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('1 hour', at) AS bucket, count(*) AS rows FROM readings GROUP BY 1 WITH NO DATA; SELECT add_retention_policy('hourly', INTERVAL '1 year');")]
    // A materialized view of PostgreSQL is as old as its last REFRESH.
    [InlineData("CREATE MATERIALIZED VIEW hourly AS SELECT time_bucket('1 hour', at) AS bucket, count(*) AS rows FROM readings GROUP BY 1;")]
    [InlineData("CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS SELECT time_bucket('1 hour', at, 'Europe/Berlin') AS bucket, count(*) AS rows FROM readings GROUP BY 1 WITH NO DATA;")]
    public void AggregateThatLacksRows_IsNotReported(string view) =>
        RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, "SELECT time_bucket('1 hour', at), count(*) FROM readings GROUP BY 1", Hypertable + view);

    [Fact]
    public void SmallHypertable_IsNotReported() =>
        RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, "SELECT time_bucket('1 hour', at), count(*) FROM readings GROUP BY 1", Schema.Replace("5000000", "500"));

    [Fact]
    public void WidestAggregate_IsNamed()
    {
        const string daily = "CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS SELECT time_bucket('1 day', at) AS day, count(*) AS n FROM readings GROUP BY 1 WITH NO DATA;"
            + "SELECT add_continuous_aggregate_policy('daily', INTERVAL '3 days', INTERVAL '1 day', INTERVAL '1 day');";
        const string sql = "SELECT time_bucket('7 days', at), count(*) FROM [|readings|] WHERE at < @to GROUP BY 1";

        Assert.Equal(
            "readings (about 5,000,000 rows) is summed up row by row although daily holds the sums by 1 day: read day, sum(n)::bigint from it (in whole buckets, as of its last refresh)",
            Assert.Single(RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, sql, Schema + daily)).Message);
    }

    [Theory]
    [InlineData(
        "SELECT time_bucket('1 hour', at) AS t, sensor_id, site, avg(value) FROM [|readings|] WHERE at >= time_bucket('1 day', now()) GROUP BY t, 2, 3 ORDER BY t",
        "SELECT bucket AS t, sensor AS sensor_id, site, mean AS avg FROM hourly WHERE bucket >= time_bucket('1 day', now()) ORDER BY t")]
    [InlineData(
        "SELECT time_bucket('1 day', at) AS bucket, avg(value) FROM [|readings|] WHERE readings.at > @from AND sensor_id = 3 GROUP BY bucket",
        "SELECT time_bucket('1 day', bucket) AS bucket, sum(total) / NULLIF(sum(known), 0) AS avg FROM hourly AS readings WHERE bucket >= time_bucket(INTERVAL '1 hour', @from::timestamptz) AND sensor = 3 GROUP BY 1")]
    [InlineData(
        "SELECT time_bucket('1 day', r.at), count(*) FROM [|readings|] r WHERE r.site = ANY(@sites) AND @to > r.at GROUP BY time_bucket('1 day', r.at) HAVING count(*) > 5",
        "SELECT time_bucket('1 day', bucket), sum(rows)::bigint AS count FROM hourly r WHERE r.site = ANY(@sites) AND @to > bucket GROUP BY time_bucket('1 day', bucket) HAVING sum(rows)::bigint > 5")]
    public void Fix_ReadsTheAggregate(string sql, string expected) => RuleVerifier.Fix(RuleCatalog.AggregatedRawRows, sql, expected, Schema);

    /// <summary>
    /// On a server without the extension: a function that cuts as time_bucket does, and a table that holds what the aggregate would. Values are
    /// halves, so that sums do not depend on the order of the rows.
    /// </summary>
    [SkippableTheory]
    [InlineData("SELECT time_bucket('1 hour', at) AS t, sensor_id, site, count(*), count(value), avg(value) FROM readings GROUP BY t, 2, 3 ORDER BY t, 2, 3")]
    [InlineData("SELECT time_bucket('1 hour', at) AS t, count(*), count(value), sum(value), min(value), max(value), avg(value), sum(ticks) FROM readings GROUP BY t ORDER BY t")]
    [InlineData("SELECT time_bucket('1 day', at) AS bucket, site, avg(value), sum(ticks) / count(*) FROM readings WHERE sensor_id IN (1, 2) GROUP BY bucket, site ORDER BY bucket, site")]
    [InlineData("SELECT time_bucket('7 days', at), count(*) FROM readings r GROUP BY 1 HAVING sum(r.ticks) > 100 ORDER BY count(*) DESC, 1")]
    [InlineData("SELECT r.sensor_id, time_bucket('1 day', r.at), round(avg(r.value)::numeric, 3) FROM readings r WHERE r.at >= time_bucket('1 day', timestamptz '2026-01-05 12:00+00') AND r.at < time_bucket('1 day', timestamptz '2026-01-08 12:00+00') GROUP BY 1, 2 ORDER BY 1, 2")]
    public async Task Fix_GivesTheSame(string sql)
    {
        await using var database = await PostgresServer.GetOrSkip().CreateDatabaseAsync("""
            CREATE FUNCTION time_bucket(interval, timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT date_bin($1, $2, timestamptz '2000-01-03 00:00+00') $$;
            CREATE TABLE readings (at timestamptz NOT NULL, sensor_id integer NOT NULL, site text NOT NULL, value double precision, ticks integer NOT NULL);
            INSERT INTO readings SELECT timestamptz '2026-01-01 00:00+00' + n * interval '11 minutes', n % 5, 's' || n % 2, nullif(n % 23, 0) / 2.0, n % 7 FROM generate_series(1, 2000) n;
            """);
        await database.ExecuteAsync("CREATE MATERIALIZED VIEW hourly AS " + Query.Replace("last(value, at)", "(array_agg(value ORDER BY at DESC))[1]"));
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.AggregatedRawRows, Marked(sql), Schema));
        var changed = sql;
        foreach (var edit in finding.Edits.OrderByDescending(edit => edit.Span.Start))
            changed = changed[..edit.Span.Start] + edit.NewText + changed[edit.Span.End..];
        Assert.Contains("hourly", changed);

        var before = await ReadAsync(database, sql);
        Assert.NotEmpty(before);
        Assert.Equal(before, await ReadAsync(database, changed));
    }

    private static string Marked(string sql) => sql.Replace("FROM readings", "FROM [|readings|]");

    private static async Task<List<string>> ReadAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string> { string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i) + " " + reader.GetDataTypeName(i))) };
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }
}
