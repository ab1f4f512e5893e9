using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class ResultBoundsTests
{
    private const string Schema = """
        CREATE TYPE order_status AS ENUM ('open', 'paid');
        -- lifeops:rows 1200000
        CREATE TABLE customers (
            id uuid PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, active boolean NOT NULL, region_id integer);
        CREATE UNIQUE INDEX customers_lower_name ON customers (lower(name));
        -- lifeops:rows 12
        CREATE TABLE regions (id integer PRIMARY KEY, name text NOT NULL);
        ALTER TABLE customers ADD FOREIGN KEY (region_id) REFERENCES regions (id);
        CREATE TABLE orders (
            id bigint PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customers (id), number text NOT NULL,
            status order_status NOT NULL, created_at timestamptz NOT NULL);
        CREATE UNIQUE INDEX orders_open ON orders (number) WHERE status = 'open';
        CREATE TABLE lines (
            order_id bigint NOT NULL REFERENCES orders (id), no integer NOT NULL, price numeric NOT NULL, PRIMARY KEY (order_id, no));
        CREATE VIEW busy AS SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id;
        CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open';
        CREATE VIEW order_names (order_id, customer, who, label) AS
            SELECT o.id, c.name, o.customer_id, o.number || '!' FROM orders o JOIN customers c ON c.id = o.customer_id;
        CREATE VIEW deep AS SELECT who, label FROM order_names;
        CREATE VIEW latest AS SELECT * FROM orders ORDER BY created_at DESC LIMIT 10;
        CREATE VIEW totals AS SELECT status, count(*) AS n FROM orders GROUP BY status;
        CREATE VIEW mirror AS SELECT * FROM orders;
        CREATE VIEW image AS SELECT a.* FROM mirror a JOIN mirror b ON a.id = b.id;
        CREATE OR REPLACE VIEW mirror AS SELECT a.* FROM image a JOIN image b ON a.id = b.id;
        CREATE MATERIALIZED VIEW spent AS SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id;
        CREATE UNIQUE INDEX spent_customer ON spent (customer_id);
        """;

    private static readonly Lazy<DatabaseSchema> Shop = new(() => SchemaBuilder.Build(Schema));

    [Theory]
    [InlineData("SELECT * FROM orders", "every row of orders")]
    [InlineData("SELECT * FROM customers", "every row of customers (about 1,200,000)")]
    [InlineData("SELECT * FROM orders ORDER BY id", "every row of orders")]
    [InlineData("SELECT * FROM orders LIMIT ALL", "every row of orders")]
    [InlineData("SELECT * FROM orders OFFSET @skip", "every row of orders")]
    [InlineData("TABLE orders", "every row of orders")]
    [InlineData("SELECT * FROM orders WHERE status = @status", "every row of orders that matches")]
    [InlineData("SELECT * FROM orders WHERE created_at >= @from AND created_at < @to", "every row of orders that matches")]
    [InlineData("SELECT * FROM orders WHERE number LIKE @pattern", "every row of orders that matches")]
    [InlineData("SELECT * FROM customers WHERE active", "every row of customers (about 1,200,000) that matches")]
    [InlineData("SELECT * FROM customers WHERE region_id = @region", "every row of customers (about 1,200,000) that matches")]
    [InlineData("SELECT * FROM orders WHERE @status IS NULL OR status = @status", "every row of orders that matches")]
    [InlineData("SELECT * FROM orders WHERE status IN ('open', 'paid')", "every row of orders that matches")]
    [InlineData("SELECT * FROM orders WHERE id <> @id", "every row of orders that matches")]
    [InlineData("SELECT id FROM orders UNION ALL SELECT id FROM orders WHERE id = @id", "every row of orders")]
    [InlineData("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id", "every row of orders")]
    [InlineData("SELECT * FROM orders o LEFT JOIN customers c ON c.id = o.customer_id AND c.id = @id", "every row of orders")]
    [InlineData("WITH recent AS (SELECT * FROM orders WHERE created_at > @from) SELECT * FROM recent", "every row of orders that matches")]
    [InlineData("SELECT * FROM (SELECT * FROM orders) o", "every row of orders")]
    [InlineData("SELECT customer_id, count(*) FROM orders GROUP BY customer_id", "every row of orders")]
    [InlineData("SELECT id, row_number() OVER (ORDER BY id) FROM orders", "every row of orders")]
    [InlineData("SELECT * FROM lines WHERE no = @no", "every row of lines that matches")]
    [InlineData("SELECT * FROM orders CROSS JOIN regions", "every row of orders")]
    [InlineData("SELECT * FROM busy", "every row of orders through busy")]
    [InlineData("SELECT * FROM open_orders", "every row of orders through open_orders that matches")]
    [InlineData("SELECT * FROM order_names", "every row of orders through order_names")]
    [InlineData("SELECT * FROM deep WHERE label LIKE @label", "every row of orders through order_names that matches")]
    [InlineData("SELECT * FROM spent", "every row of orders through spent")]
    [InlineData("SELECT DISTINCT id FROM orders", "every row of orders")]
    [InlineData("SELECT DISTINCT * FROM orders", "every row of orders")]
    [InlineData("SELECT DISTINCT customer_id FROM orders", "every row of orders")]
    [InlineData("SELECT DISTINCT email FROM customers", "every row of customers (about 1,200,000)")]
    [InlineData("SELECT DISTINCT status, created_at FROM orders", "every row of orders")]
    [InlineData("SELECT DISTINCT ON (customer_id) * FROM orders ORDER BY customer_id, created_at DESC", "every row of orders")]
    [InlineData("SELECT id FROM orders UNION SELECT id FROM open_orders", "every row of orders")]
    public void TableWide(string sql, string expected) => Check(sql, ResultSize.TableWide, expected);

    [Theory]
    [InlineData("SELECT * FROM orders WHERE customer_id = @id", "all rows of orders for one customer_id")]
    [InlineData("SELECT * FROM orders WHERE customer_id = @id AND status = 'open'", "all rows of orders for one customer_id")]
    [InlineData("SELECT * FROM orders WHERE @id = customer_id ORDER BY created_at DESC", "all rows of orders for one customer_id")]
    [InlineData("SELECT l.* FROM lines l WHERE l.order_id = $1", "all rows of lines for one order_id")]
    [InlineData("SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = @id", "all rows of orders for one customer_id")]
    [InlineData("SELECT * FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE c.email = @email", "all rows of orders for one customer_id")]
    [InlineData("SELECT * FROM orders WHERE customer_id = @id::uuid", "all rows of orders for one customer_id")]
    [InlineData("SELECT * FROM open_orders WHERE customer_id = @id", "all rows of orders through open_orders for one customer_id")]
    [InlineData("SELECT * FROM order_names WHERE who = @id", "all rows of orders through order_names for one customer_id")]
    public void PerParent(string sql, string expected) => Check(sql, ResultSize.PerParent, expected);

    [Theory]
    [InlineData("SELECT * FROM orders LIMIT 10")]
    [InlineData("SELECT * FROM orders ORDER BY id LIMIT @size OFFSET @skip")]
    [InlineData("SELECT * FROM orders FETCH FIRST 10 ROWS ONLY")]
    [InlineData("SELECT * FROM orders FETCH FIRST ROW ONLY")]
    [InlineData("SELECT * FROM orders WHERE id = @id")]
    [InlineData("SELECT * FROM orders WHERE id = 1 AND status = 'open'")]
    [InlineData("SELECT * FROM orders WHERE id = @id::bigint")]
    [InlineData("SELECT * FROM orders WHERE id = ANY(@ids)")]
    [InlineData("SELECT * FROM orders WHERE customer_id = ANY(@ids)")]
    [InlineData("SELECT * FROM orders WHERE id IN (@a, @b)")]
    [InlineData("SELECT * FROM orders WHERE id IN (1, 2)")]
    [InlineData("SELECT * FROM customers WHERE email = @email")]
    [InlineData("SELECT * FROM lines WHERE order_id = @order AND no = @no")]
    [InlineData("SELECT count(*) FROM orders")]
    [InlineData("SELECT max(id), min(id) FROM orders WHERE status = 'open'")]
    [InlineData("SELECT coalesce(sum(price), 0) FROM lines")]
    [InlineData("SELECT json_agg(o) FROM orders o")]
    [InlineData("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM lines")]
    [InlineData("SELECT EXISTS (SELECT 1 FROM orders)")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("SELECT 1")]
    [InlineData("SELECT * FROM regions")]
    [InlineData("SELECT * FROM generate_series(1, 10)")]
    [InlineData("SELECT * FROM unnest(@ids) AS ids (id)")]
    [InlineData("SELECT o.* FROM unnest(@ids) AS u (id) JOIN orders o ON o.id = u.id")]
    [InlineData("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = @id")]
    [InlineData("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id JOIN regions r ON r.id = c.region_id WHERE o.id = @id")]
    [InlineData("SELECT * FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.id = @id")]
    [InlineData("SELECT * FROM orders JOIN lines ON lines.order_id = orders.id AND lines.no = 1 WHERE orders.id = @id")]
    [InlineData("(SELECT * FROM orders LIMIT 5) UNION ALL (SELECT * FROM orders LIMIT 5)")]
    [InlineData("WITH o AS (SELECT * FROM orders WHERE id = @id) SELECT * FROM o")]
    [InlineData("SELECT * FROM (SELECT * FROM orders ORDER BY id LIMIT 10) o")]
    [InlineData("SELECT typname FROM pg_type")]
    [InlineData("SELECT table_name FROM information_schema.tables")]
    [InlineData("SELECT DISTINCT status FROM orders")]
    [InlineData("SELECT DISTINCT status, active FROM orders o JOIN customers c ON c.id = o.customer_id")]
    [InlineData("SELECT DISTINCT region_id FROM customers")]
    [InlineData("SELECT status, count(*) FROM orders GROUP BY status")]
    [InlineData("SELECT * FROM totals")]
    [InlineData("SELECT * FROM latest")]
    [InlineData("SELECT * FROM open_orders WHERE id = @id")]
    [InlineData("SELECT * FROM order_names WHERE order_id = @id")]
    [InlineData("SELECT * FROM order_names WHERE order_id = ANY(@ids)")]
    [InlineData("SELECT * FROM spent WHERE customer_id = @id")]
    [InlineData("SELECT * FROM generate_series(1, 12) AS n")]
    [InlineData("SELECT status FROM orders WHERE id = @id UNION SELECT status FROM totals")]
    public void Bounded(string sql) => Check(sql, ResultSize.Bounded, null);

    [Theory]
    [InlineData("SELECT DISTINCT o.* FROM orders o JOIN lines l ON l.order_id = o.id")]
    [InlineData("SELECT DISTINCT number FROM orders")]
    [InlineData("SELECT DISTINCT status, number FROM orders")]
    [InlineData("SELECT * FROM mirror")]
    [InlineData("SELECT * FROM order_names WHERE label = @label")]
    [InlineData("SELECT * FROM busy WHERE customer_id = @id")]
    [InlineData("SELECT v.* FROM regions r JOIN order_names v ON v.customer = r.name")]
    [InlineData("SELECT * FROM somewhere")]
    [InlineData("SELECT * FROM report(@from)")]
    [InlineData("SELECT date_trunc('day', created_at), count(*) FROM orders GROUP BY 1")]
    [InlineData("SELECT * FROM orders WHERE number = @number")]
    [InlineData("SELECT * FROM customers WHERE lower(name) = lower(@name)")]
    [InlineData("SELECT * FROM orders WHERE id = @a OR id = @b")]
    [InlineData("SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE active)")]
    [InlineData("WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT * FROM t")]
    [InlineData("UPDATE orders SET status = 'paid' RETURNING id")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT * FROM orders WHERE")]
    [InlineData("")]
    public void Unknown(string sql) => Check(sql, ResultSize.Unknown, null);

    [Theory]
    [InlineData("SELECT * FROM things", ResultSize.TableWide)]
    [InlineData("SELECT * FROM things WHERE created_at > @from", ResultSize.TableWide)]
    [InlineData("SELECT * FROM things WHERE active AND name ILIKE @name", ResultSize.TableWide)]
    [InlineData("SELECT * FROM things WHERE id = @id", ResultSize.Unknown)]
    [InlineData("SELECT * FROM things WHERE status = 'open'", ResultSize.Unknown)]
    [InlineData("SELECT * FROM things t JOIN others o ON o.id = t.other_id", ResultSize.TableWide)]
    [InlineData("SELECT * FROM things LIMIT 10", ResultSize.Bounded)]
    [InlineData("SELECT count(*) FROM things", ResultSize.Bounded)]
    [InlineData("SELECT * FROM things WHERE id = ANY(@ids)", ResultSize.Bounded)]
    public void WithoutSchema_OnlyWhatIsCertain(string sql, ResultSize expected) =>
        Assert.Equal(expected, Bound(sql, null).Size);

    [Theory]
    [InlineData("SELECT * FROM orders {0}", ResultSize.Unknown)]
    [InlineData("SELECT * FROM {0}", ResultSize.Unknown)]
    [InlineData("SELECT * FROM orders WHERE {0}", ResultSize.Unknown)]
    [InlineData("SELECT * FROM orders WHERE status = {0}", ResultSize.TableWide)]
    [InlineData("SELECT * FROM orders WHERE id = {0}", ResultSize.Bounded)]
    [InlineData("SELECT * FROM orders LIMIT {0}", ResultSize.Bounded)]
    [InlineData("SELECT {0}, id FROM orders", ResultSize.TableWide)]
    public void Holes(string sql, ResultSize expected)
    {
        var at = sql.IndexOf("{0}", StringComparison.Ordinal);
        var text = sql.Replace("{0}", SqlHole.Filler.ToString());
        var options = SqlParseOptions.Embedded with { Holes = ValueList.Of(new SqlHole(new TextSpan(at, 1), HoleKind.Unknown)) };
        Assert.Equal(expected, new ResultBounds(Shop.Value, 10_000).Of(SqlParser.Parse(text, options), options).Size);
    }

    private static void Check(string sql, ResultSize expected, string? description)
    {
        var bound = Bound(sql, Shop.Value);
        Assert.Equal(expected, bound.Size);
        if (description is not null)
            Assert.Equal(description, bound.Describe());
    }

    private static ResultBound Bound(string sql, DatabaseSchema? schema) =>
        new ResultBounds(schema, 10_000).Of(SqlParser.Parse(sql, SqlParseOptions.Embedded), SqlParseOptions.Embedded);
}
