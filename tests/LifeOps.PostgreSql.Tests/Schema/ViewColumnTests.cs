using LifeOps.PostgreSql.Schema;
using Xunit;
using static LifeOps.PostgreSql.Tests.Schema.SchemaAssert;

namespace LifeOps.PostgreSql.Tests.Schema;

public class ViewColumnTests
{
    private const string Tables =
        """
        CREATE TYPE mood AS ENUM ('a', 'b');
        CREATE TYPE place AS (lat float8, label varchar(10));
        CREATE DOMAIN pct AS numeric(5,2);
        CREATE TABLE t (id int PRIMARY KEY, name varchar(30), at timestamptz, m mood, p place, d pct, tags text[], doc jsonb, amount numeric(10,2));
        CREATE TABLE u (id int, t_id bigint, note text);
        """;

    [Theory]
    [InlineData("SELECT * FROM u", "id integer, t_id bigint, note text")]
    [InlineData("SELECT name, upper(name), name || 'x', d, d + 1 AS e FROM t", "name character varying(30), upper text, ?column? text, d pct, e numeric")]
    [InlineData("SELECT count(*), sum(id), avg(id), max(name), array_agg(m), bool_or(true) FROM t", "count bigint, sum bigint, avg numeric, max text, array_agg mood[], bool_or boolean")]
    [InlineData("SELECT at - now() AS age, at + interval '1 day' AS later, date_trunc('day', at), extract(year FROM at), at::date FROM t", "age interval, later timestamp with time zone, date_trunc timestamp with time zone, extract numeric, at date")]
    [InlineData("SELECT (p).lat, (p).label, tags[1], tags[1:2] AS part, doc -> 'a' AS j, doc ->> 'a' AS s, doc @> '{}' AS c FROM t", "lat double precision, label character varying(10), tags text, part text[], j jsonb, s text, c boolean")]
    [InlineData("SELECT CASE WHEN true THEN 1 ELSE 2.5 END, coalesce(name, 'x'), greatest(1, 2::bigint), nullif(id, 0) FROM t", "case numeric, coalesce character varying, greatest bigint, nullif integer")]
    [InlineData("SELECT 1 AS a, 'x' AS b, NULL AS c, 1.5 AS d, 3000000000 AS e, true AS f", "a integer, b text, c text, d numeric, e bigint, f boolean")]
    [InlineData("SELECT t.id, u.* FROM t JOIN u ON u.t_id = t.id", "id integer, id bigint")]
    [InlineData("SELECT * FROM t JOIN u USING (id)", "id integer, name character varying(30), at timestamp with time zone, m mood, p place, d pct, tags text[], doc jsonb, amount numeric(10,2), t_id bigint, note text")]
    [InlineData("WITH q(a, b) AS (SELECT id, note FROM u) SELECT a, length(b) FROM q", "a integer, length integer")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r", "n integer")]
    [InlineData("SELECT id FROM u UNION SELECT t_id FROM u UNION ALL SELECT 1.5", "id numeric")]
    [InlineData("VALUES (1, 'a'), (2::bigint, 'b')", "column1 bigint, column2 text")]
    [InlineData("SELECT rank() OVER (ORDER BY id), lag(name) OVER w FROM t WINDOW w AS (ORDER BY at)", "rank bigint, lag character varying")]
    [InlineData("SELECT g, ordinality FROM generate_series(1, 3) WITH ORDINALITY AS g", "g integer, ordinality bigint")]
    [InlineData("SELECT e.key, e.value, x FROM t, jsonb_each(doc) e, unnest(tags) AS x", "key text, value jsonb, x text")]
    [InlineData("SELECT (SELECT max(id) FROM u) AS m, EXISTS (SELECT 1 FROM u), ARRAY(SELECT note FROM u) AS n, id IN (SELECT id FROM u) AS i FROM t", "m integer, exists boolean, n text[], i boolean")]
    [InlineData("SELECT ARRAY[1, 2.5], ROW(1, 2) AS r, '{1}'::int[] AS i, CURRENT_DATE, now()", "array numeric[], r record, i integer[], current_date date, now timestamp with time zone")]
    [InlineData("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY id), string_agg(name, ',') FROM t", "percentile_cont double precision, string_agg text")]
    [InlineData("SELECT relname, reltuples FROM pg_class", "relname name, reltuples real")]
    [InlineData("SELECT sum(amount) / 2 AS half, amount * 2 AS twice, amount, round(amount, 1), id / 2 AS q FROM t GROUP BY id", "half numeric, twice numeric, amount numeric(10,2), round numeric, q integer")]
    public void Columns_AreThoseOfTheServer(string query, string columns)
    {
        if (columns == "id integer, id bigint")
        {
            // The server refuses a view with two columns of one name.
            var schema = SchemaBuilder.Build(Tables + "CREATE VIEW v AS " + query);
            Assert.Equal("column \"id\" specified more than once", Assert.Single(schema.Problems).Message);
            return;
        }

        Assert.Equal(columns, Describe(Assert.Single(Fold(Tables + "CREATE VIEW v AS " + query).Views).Columns));
    }

    [Fact]
    public void TimescaleFunctions_HaveTypes() => Assert.Equal(
        "bucket timestamp with time zone, last character varying",
        Describe(Fold("CREATE EXTENSION timescaledb;" + Tables + "CREATE VIEW v AS SELECT time_bucket('1 hour', at) AS bucket, last(name, at) FROM t GROUP BY 1").Views[0].Columns));

    [Fact]
    public void StubOfDump_IsReplaced() => Assert.Equal(
        "id integer, n bigint",
        Describe(Fold(Tables + "CREATE VIEW v AS SELECT NULL::integer AS id, NULL::bigint AS n; CREATE OR REPLACE VIEW v AS SELECT id, count(*) AS n FROM t GROUP BY id").Views[0].Columns));

    [Fact]
    public void UnknownTable_IsReportedAndTheViewStands()
    {
        var schema = Problem("CREATE VIEW v AS SELECT a, 1 AS b FROM [|nowhere|]", "relation \"nowhere\" does not exist");

        Assert.Equal("a unknown, b integer", Describe(schema.Views[0].Columns));
    }

    [Fact]
    public void UnknownColumn_IsReported() => Problem("CREATE TABLE t (a int); CREATE VIEW v AS SELECT [|b|] FROM t", "column \"b\" does not exist");

    [Fact]
    public void UnknownAlias_IsReported() => Problem("CREATE TABLE t (a int); CREATE VIEW v AS SELECT [|x.a|] FROM t", "missing FROM-clause entry for table \"x\"");

    [Fact]
    public void DeepQueries_DoNotOverflowTheStack()
    {
        var chain = string.Join(" || ", Enumerable.Repeat("'a'", 20_000));
        Assert.Equal("c text", Describe(Fold("CREATE VIEW v AS SELECT " + chain + " AS c").Views[0].Columns));
        SchemaBuilder.Build("CREATE VIEW v AS SELECT " + new string('(', 5_000) + "1" + new string(')', 5_000));
    }
}
