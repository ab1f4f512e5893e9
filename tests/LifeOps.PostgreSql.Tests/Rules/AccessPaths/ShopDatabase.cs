using System.Globalization;
using System.Text;
using LifeOps.PostgreSql.Schema;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.PostgreSql.Tests.Rules.AccessPaths;

/// <summary>A generated shop with a million rows: what advice about indexes is proven on.</summary>
internal static class ShopDatabase
{
    /// <summary>The tables, each with the statement that makes it.</summary>
    public static IReadOnlyList<(string Table, string Ddl)> Tables { get; } =
    [
        ("categories", "CREATE TABLE categories (id int PRIMARY KEY, name text NOT NULL, parent_id int)"),
        ("customers", """
            CREATE TABLE customers (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, name text NOT NULL, country text NOT NULL,
                status text NOT NULL CHECK (status IN ('new', 'active', 'blocked')), phone text, referrer_id bigint REFERENCES customers,
                created_at timestamptz NOT NULL DEFAULT now())
            """),
        ("products", """
            CREATE TABLE products (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sku text NOT NULL UNIQUE, name text NOT NULL, category_id int NOT NULL REFERENCES categories,
                price numeric(10,2) NOT NULL, active boolean NOT NULL, tags text[] NOT NULL, attributes jsonb NOT NULL, search tsvector NOT NULL)
            """),
        ("orders", """
            CREATE TABLE orders (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
                status text NOT NULL CHECK (status IN ('new', 'paid', 'packed', 'sent', 'delivered')), total numeric(12,2) NOT NULL, currency text NOT NULL,
                external_ref text NOT NULL, note text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL, deleted_at timestamptz)
            """),
        ("order_lines", """
            CREATE TABLE order_lines (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, product_id bigint NOT NULL REFERENCES products,
                quantity int NOT NULL, price numeric(10,2) NOT NULL)
            """),
        ("events", """
            CREATE TABLE events (
                id uuid PRIMARY KEY, user_id bigint NOT NULL, kind text NOT NULL, occurred_at timestamptz NOT NULL DEFAULT now(), payload jsonb NOT NULL)
            """),
        ("jobs", """
            CREATE TABLE jobs (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, queue text NOT NULL, run_at timestamptz NOT NULL, locked_at timestamptz, finished_at timestamptz,
                attempts int NOT NULL DEFAULT 0, payload text NOT NULL)
            """),
        ("documents", """
            CREATE TABLE documents (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner_id bigint NOT NULL, slug text NOT NULL, title text NOT NULL, version int NOT NULL,
                published boolean NOT NULL, body text NOT NULL)
            """),
        ("comments", """
            CREATE TABLE comments (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, document_id bigint NOT NULL REFERENCES documents, parent_id bigint REFERENCES comments,
                author_id bigint NOT NULL REFERENCES customers, body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())
            """),
    ];

    private const string Views = """
        CREATE VIEW open_orders AS SELECT id, customer_id, total, created_at FROM orders WHERE status <> 'delivered' AND deleted_at IS NULL;
        CREATE VIEW customer_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
        """;

    // Numbers that look random and are the same on every run: no random() in sight.
    private const string Rows = """
        CREATE FUNCTION mix(n bigint, salt int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT ((hashint8(n * 31 + salt))::bigint & 2147483647) $$;
        INSERT INTO categories SELECT n, 'category ' || n, n / 10 FROM generate_series(1, 200) n;
        INSERT INTO customers (email, name, country, status, phone, referrer_id, created_at)
            SELECT 'user' || n || '@Example.org', 'name ' || mix(n, 1) % 20000, 'c' || mix(n, 2) % 30, (ARRAY['new', 'active', 'active', 'active', 'blocked'])[1 + mix(n, 3) % 5],
                   '+49' || mix(n, 4), CASE WHEN n > 100 AND mix(n, 5) % 20 = 0 THEN 1 + mix(n, 6) % 99 END, now() - interval '2 years' + n * interval '25 minutes'
            FROM generate_series(1, 40000) n;
        INSERT INTO products (sku, name, category_id, price, active, tags, attributes, search)
            SELECT 'SKU-' || n, 'product ' || mix(n, 1) % 5000, 1 + mix(n, 2) % 200, (mix(n, 3) % 100000) / 100.0, mix(n, 4) % 10 > 0,
                   ARRAY['tag' || mix(n, 5) % 12000, 'tag' || mix(n, 6) % 12000], jsonb_build_object('serial', 's' || n, 'color', (ARRAY['red', 'green', 'blue'])[1 + mix(n, 7) % 3], 'weight', mix(n, 8) % 1000),
                   to_tsvector('simple', 'word' || mix(n, 9) % 12000 || ' word' || mix(n, 10) % 12000)
            FROM generate_series(1, 30000) n;
        INSERT INTO orders (customer_id, status, total, currency, external_ref, note, created_at, updated_at, deleted_at)
            SELECT 1 + mix(n, 1) % 40000, CASE WHEN mix(n, 2) % 100 < 96 THEN 'delivered' ELSE (ARRAY['new', 'paid', 'packed', 'sent'])[1 + mix(n, 3) % 4] END,
                   (mix(n, 4) % 1000000) / 100.0, (ARRAY['EUR', 'USD', 'GBP'])[1 + mix(n, 5) % 3], 'ref-' || md5(n::text), repeat('note ', 1 + (mix(n, 6) % 8)::int),
                   now() - interval '2 years' + n * interval '5 minutes', now() - (mix(n, 7) % 700) * interval '1 day' - (mix(n, 8) % 86400) * interval '1 second',
                   CASE WHEN mix(n, 9) % 200 = 0 THEN now() END
            FROM generate_series(1, 200000) n;
        INSERT INTO order_lines (order_id, product_id, quantity, price)
            SELECT 1 + n / 2, 1 + mix(n, 1) % 30000, 1 + mix(n, 2) % 9, (mix(n, 3) % 10000) / 100.0 FROM generate_series(1, 399998) n;
        INSERT INTO events (id, user_id, kind, occurred_at, payload)
            SELECT md5(n::text)::uuid, 1 + mix(n, 1) % 40000, 'kind' || mix(n, 2) % 20, now() - interval '1 year' + n * interval '3 minutes',
                   jsonb_build_object('session', md5((n / 5)::text), 'page', mix(n, 3) % 500, 'type', (ARRAY['view', 'click'])[1 + mix(n, 4) % 2])
            FROM generate_series(1, 150000) n;
        INSERT INTO jobs (queue, run_at, locked_at, finished_at, attempts, payload)
            SELECT 'queue' || mix(n, 1) % 5, now() - interval '100 days' + n * interval '1 minute', NULL, CASE WHEN mix(n, 2) % 500 > 0 THEN now() END, mix(n, 3) % 4, repeat('x', 100)
            FROM generate_series(1, 120000) n;
        INSERT INTO documents (owner_id, slug, title, version, published, body)
            SELECT 1 + mix(n, 1) % 5000, 'slug-' || n, 'title ' || mix(n, 2) % 9000, mix(n, 3) % 5, mix(n, 4) % 4 > 0, repeat(md5(n::text), 40) FROM generate_series(1, 20000) n;
        INSERT INTO comments (document_id, parent_id, author_id, body, created_at)
            SELECT 1 + mix(n, 1) % 20000, CASE WHEN n > 1000 AND mix(n, 2) % 2 = 0 THEN 1 + mix(n, 3) % (n - 1) END, 1 + mix(n, 4) % 40000, repeat('text ', 1 + (mix(n, 5) % 20)::int),
                   now() - interval '1 year' + n * interval '5 minutes'
            FROM generate_series(1, 100000) n;
        """;

    /// <summary>Fills a database.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync(string.Join(";\n", Tables.Select(table => WithoutKeys(table.Ddl))), Views, Rows);
        await database.ExecuteAsync(string.Join(";\n", Tables.SelectMany(table => Keys(table.Table))));
        await database.ExecuteAsync("VACUUM ANALYZE");
        return database;
    }

    /// <summary>The schema as a snapshot shows it.</summary>
    /// <param name="withColumns">Whether it has the statistics of columns too, or only the number of rows.</param>
    public static async Task<string> SnapshotAsync(TestDatabase database, bool withColumns)
    {
        await using var connection = await database.OpenAsync();
        var text = new StringBuilder();
        foreach (var (table, ddl) in Tables)
        {
            await using var command = new NpgsqlCommand($"""
                SELECT '-- lifeops:rows ' || reltuples::bigint || E'\n-- lifeops:bytes ' || pg_relation_size(oid) FROM pg_class WHERE oid = '{table}'::regclass
                UNION ALL
                SELECT format('-- lifeops:column %I null_frac=%s n_distinct=%s', attname, null_frac, n_distinct) FROM pg_stats WHERE tablename = '{table}' AND {withColumns}
                """, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                text.Append(reader.GetString(0)).Append('\n');
            text.Append(ddl).Append(";\n");
        }

        return text + Views;
    }

    // Foreign keys are checked once, behind the rows, instead of row by row.
    private static string WithoutKeys(string ddl)
    {
        foreach (var parent in Tables)
            ddl = ddl.Replace(" REFERENCES " + parent.Table, "", StringComparison.Ordinal);
        return ddl;
    }

    private static IEnumerable<string> Keys(string table)
    {
        var schema = SchemaBuilder.Build(string.Join(";\n", Tables.Select(pair => pair.Ddl)));
        foreach (var key in schema.Tables.Single(candidate => candidate.Name == table).ForeignKeys)
            yield return string.Create(CultureInfo.InvariantCulture, $"ALTER TABLE {table} ADD FOREIGN KEY ({key.Columns[0]}) REFERENCES {key.ReferencedTable.Name}");
    }
}
