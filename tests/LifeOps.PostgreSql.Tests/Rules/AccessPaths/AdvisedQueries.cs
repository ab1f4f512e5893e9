namespace LifeOps.PostgreSql.Tests.Rules.AccessPaths;

/// <summary>The pairs of query and schema that advice is proven on.</summary>
internal static class AdvisedQueries
{
    public static IReadOnlyList<AdvisedQuery> All { get; } =
    [
        // One table, equality
        new("foreign key", "SELECT * FROM orders WHERE customer_id = 42", "orders (customer_id)"),
        new("foreign key, indexed", "SELECT * FROM orders WHERE customer_id = 42", "", "CREATE INDEX ON orders (customer_id)"),
        new("natural key", "SELECT id, name FROM customers WHERE email = 'user77@Example.org'", "customers (email)"),
        new("natural key, unique index", "SELECT id, name FROM customers WHERE email = 'user77@Example.org'", "", "CREATE UNIQUE INDEX ON customers (email)"),
        new("unique constraint", "SELECT * FROM products WHERE sku = 'SKU-123'"),
        new("primary key", "SELECT * FROM orders WHERE id = 4711"),
        new("external reference", "SELECT id FROM orders WHERE external_ref = 'ref-1'", "orders (external_ref)"),
        new("two equalities, one enough", "SELECT * FROM orders WHERE customer_id = 42 AND status = 'paid'", "orders (customer_id)"),
        new("second equality on an index", "SELECT * FROM orders WHERE customer_id = 42 AND status = 'paid'", "", "CREATE INDEX ON orders (customer_id)"),
        new("prefix of a wider index", "SELECT * FROM orders WHERE customer_id = 42", "", "CREATE INDEX ON orders (customer_id, created_at)"),
        new("not the prefix of an index", "SELECT * FROM orders WHERE customer_id = 42", "orders (customer_id)", "CREATE INDEX ON orders (created_at, customer_id)"),
        new("hash index", "SELECT * FROM orders WHERE external_ref = 'ref-1'", "", "CREATE INDEX ON orders USING hash (external_ref)"),
        new("few values", "SELECT * FROM orders WHERE status = 'delivered'"),
        new("boolean", "SELECT * FROM products WHERE active"),
        new("small table", "SELECT * FROM categories WHERE name = 'category 7'"),
        new("uuid key", "SELECT * FROM events WHERE id = '0123456789abcdef0123456789abcdef'"),
        new("reference without a foreign key", "SELECT * FROM events WHERE user_id = 9", "events (user_id)"),
        new("slug of wide rows", "SELECT * FROM documents WHERE slug = 'slug-77'", "documents (slug)"),
        new("list of keys", "SELECT * FROM orders WHERE customer_id IN (1, 2, 3)", "orders (customer_id)"),
        new("array of keys", "SELECT * FROM orders WHERE customer_id = ANY (ARRAY[1, 2, 3])", "orders (customer_id)"),
        new("alternatives of one column", "SELECT * FROM orders WHERE customer_id = 1 OR customer_id = 2", "orders (customer_id)"),
        new("negation", "SELECT * FROM orders WHERE status <> 'delivered' AND total > 0"),
        new("catch-all", "SELECT * FROM orders WHERE currency = 'EUR' OR total > 100"),

        // Ranges
        new("open range over most rows", "SELECT * FROM orders WHERE created_at > '2001-01-01'"),
        new("recent rows", "SELECT * FROM orders WHERE created_at > now() - interval '1 day'", "orders (created_at)"),
        new("recent rows, indexed", "SELECT * FROM orders WHERE created_at > now() - interval '1 day'", "", "CREATE INDEX ON orders (created_at)"),
        new("recent rows, brin", "SELECT count(*) FROM orders WHERE created_at > now() - interval '100 days'", "", "CREATE INDEX ON orders USING brin (created_at) WITH (pages_per_range = 16)"),
        new("closed range", "SELECT * FROM orders WHERE created_at >= now() - interval '400 days' AND created_at < now() - interval '398 days'", "orders (created_at)"),
        new("equality and range", "SELECT * FROM events WHERE user_id = 7 AND occurred_at > now() - interval '30 days'", "events (user_id)"),
        new("kind and day", "SELECT * FROM events WHERE kind = 'kind3' AND occurred_at BETWEEN now() - interval '3 days' AND now() - interval '2 days'", "events (occurred_at)"),
        new("LIKE with a prefix", "SELECT * FROM customers WHERE phone LIKE '+4912345%'", "customers (phone text_pattern_ops)"),
        new("LIKE with a leading wildcard", "SELECT * FROM customers WHERE phone LIKE '%777'"),
        new("amount", "SELECT * FROM orders WHERE total > 10"),

        // Order and limit
        new("latest rows", "SELECT * FROM orders ORDER BY created_at DESC LIMIT 20", "orders (created_at)"),
        new("latest rows by key", "SELECT * FROM orders ORDER BY id DESC LIMIT 20"),
        new("latest of one parent", "SELECT * FROM orders WHERE customer_id = 42 ORDER BY created_at DESC LIMIT 10", "orders (customer_id)"),
        new("latest of a kind", "SELECT * FROM events WHERE kind = 'kind3' ORDER BY occurred_at DESC LIMIT 50", "events (occurred_at)"),
        new("latest of a rare status", "SELECT * FROM orders WHERE currency = 'EUR' ORDER BY updated_at DESC LIMIT 50", "orders (updated_at)"),
        new("keyset page", "SELECT * FROM orders WHERE (created_at, id) < (now() - interval '100 days', 90000) ORDER BY created_at DESC, id DESC LIMIT 20", "orders (created_at, id)"),
        new("keyset page, indexed", "SELECT * FROM orders WHERE (created_at, id) < (now() - interval '100 days', 90000) ORDER BY created_at DESC, id DESC LIMIT 20", "", "CREATE INDEX ON orders (created_at, id)"),
        new("order by two columns on an index over the first", "SELECT * FROM orders ORDER BY created_at DESC, id DESC LIMIT 20", "", "CREATE INDEX ON orders (created_at)"),
        new("mixed directions", "SELECT * FROM orders ORDER BY total DESC, created_at ASC LIMIT 20", "orders (total DESC, created_at)"),
        new("order without limit", "SELECT id, total FROM orders ORDER BY total"),
        new("order by an index that exists backwards", "SELECT * FROM orders ORDER BY updated_at DESC LIMIT 5", "", "CREATE INDEX ON orders (updated_at)"),
        new("limit without order", "SELECT * FROM orders WHERE status = 'delivered' LIMIT 10"),
        new("existence", "SELECT EXISTS (SELECT 1 FROM orders WHERE external_ref = 'ref-1')", "orders (external_ref)"),
        new("latest value", "SELECT max(updated_at) FROM orders", "orders (updated_at)"),
        new("latest value of a key", "SELECT max(id) FROM orders"),

        // Aggregates
        new("count of one parent", "SELECT count(*) FROM comments WHERE author_id = 5", "comments (author_id)"),
        new("count of all", "SELECT count(*) FROM orders"),
        new("sums of all", "SELECT status, sum(total) FROM orders GROUP BY status"),
        new("sum of one parent", "SELECT sum(quantity * price) FROM order_lines WHERE product_id = 99", "order_lines (product_id)"),
        new("distinct", "SELECT DISTINCT currency FROM orders"),
        new("running total of one parent", "SELECT id, sum(total) OVER (ORDER BY created_at) FROM orders WHERE customer_id = 42", "orders (customer_id)"),

        // Joins
        new("parent by key, children", "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 42", "orders (customer_id)"),
        new("parent by key, children, indexed", "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 42", "", "CREATE INDEX ON orders (customer_id)"),
        new("parent by name, children", "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = 'user77@Example.org'", "customers (email); orders (customer_id)"),
        new("three tables", """
            SELECT o.id, l.quantity, p.name FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE o.customer_id = 42
            """, "order_lines (order_id); orders (customer_id)"),
        new("three tables, indexed", """
            SELECT o.id, l.quantity, p.name FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE o.customer_id = 42
            """, "", "CREATE INDEX ON orders (customer_id); CREATE INDEX ON order_lines (order_id)"),
        new("left join", "SELECT o.id, l.id FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id WHERE o.id = 17", "order_lines (order_id)"),
        new("join of all rows", "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id"),
        new("join using", "SELECT * FROM comments JOIN documents d ON d.id = document_id WHERE d.slug = 'slug-12'", "documents (slug); comments (document_id)"),
        new("report over a join", "SELECT c.country, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.country"),

        // Subqueries
        new("exists", "SELECT * FROM customers c WHERE c.id BETWEEN 10 AND 20 AND EXISTS (SELECT 1 FROM comments x WHERE x.author_id = c.id)", "comments (author_id)"),
        new("not exists over all", "SELECT count(*) FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)"),
        new("in subquery", "SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE email = 'user77@Example.org')", "orders (customer_id); customers (email)"),
        new("scalar subquery per row", "SELECT c.id, (SELECT count(*) FROM comments x WHERE x.author_id = c.id) FROM customers c WHERE c.id < 30", "comments (author_id)"),
        new("lateral", "SELECT c.id, o.id FROM customers c CROSS JOIN LATERAL (SELECT id FROM orders WHERE customer_id = c.id ORDER BY created_at DESC LIMIT 3) o WHERE c.id BETWEEN 5 AND 9", "orders (customer_id)"),
        new("derived table", "SELECT * FROM (SELECT id, customer_id AS owner FROM orders) t WHERE t.owner = 42", "orders (customer_id)"),
        new("with", "WITH mine AS (SELECT * FROM orders WHERE customer_id = 42) SELECT count(*) FROM mine", "orders (customer_id)"),
        new("with, used twice", "WITH mine AS (SELECT * FROM orders WHERE customer_id = 42) SELECT (SELECT count(*) FROM mine), (SELECT max(total) FROM mine)", "orders (customer_id)"),
        new("recursion", """
            WITH RECURSIVE thread AS (SELECT id, parent_id FROM comments WHERE id = 5 UNION ALL SELECT c.id, c.parent_id FROM comments c JOIN thread t ON c.parent_id = t.id)
            SELECT * FROM thread
            """, "comments (parent_id)"),
        new("union", "SELECT id FROM orders WHERE customer_id = 1 UNION ALL SELECT id FROM comments WHERE author_id = 1", "orders (customer_id); comments (author_id)"),
        new("view", "SELECT * FROM open_orders WHERE customer_id = 42", "orders (customer_id)"),

        // Changes
        new("update of one parent", "UPDATE orders SET status = 'sent' WHERE customer_id = 42", "orders (customer_id)"),
        new("update by key", "UPDATE orders SET status = 'sent' WHERE id = 42"),
        new("delete of one parent", "DELETE FROM comments WHERE author_id = 4", "comments (author_id)"),
        new("update from", "UPDATE orders o SET note = c.name FROM customers c WHERE c.id = o.customer_id AND c.id = 7", "orders (customer_id)"),
        new("insert from a query", "INSERT INTO comments (document_id, author_id, body) SELECT 1, customer_id, 'x' FROM orders WHERE external_ref = 'ref-1'", "orders (external_ref)"),
        new("queue", "SELECT id FROM jobs WHERE finished_at IS NULL ORDER BY run_at LIMIT 10 FOR UPDATE SKIP LOCKED", "jobs (run_at) WHERE finished_at IS NULL"),
        new("queue, partial index", "SELECT id FROM jobs WHERE finished_at IS NULL ORDER BY run_at LIMIT 10 FOR UPDATE SKIP LOCKED", "", "CREATE INDEX ON jobs (run_at) WHERE finished_at IS NULL"),
        new("partial index that is not implied", "SELECT * FROM orders WHERE customer_id = 42", "orders (customer_id)", "CREATE INDEX ON orders (customer_id) WHERE status = 'new'"),
        new("partial index that is implied", "SELECT * FROM orders WHERE customer_id = 42 AND deleted_at IS NULL", "", "CREATE INDEX ON orders (customer_id) WHERE deleted_at IS NULL"),

        // More of the same kinds, over other tables
        new("lines of a product", "SELECT * FROM order_lines WHERE product_id = 99", "order_lines (product_id)"),
        new("lines of an order, in their order", "SELECT * FROM order_lines WHERE order_id = 500 ORDER BY id", "order_lines (order_id)"),
        new("documents of one owner", "SELECT title FROM documents WHERE owner_id = 12 AND published", "documents (owner_id)"),
        new("comments of a document, latest first", "SELECT body FROM comments WHERE document_id = 12 ORDER BY created_at DESC LIMIT 20", "comments (document_id)"),
        new("answers to a comment", "SELECT id FROM comments WHERE parent_id = 12", "comments (parent_id)"),
        new("events of a user, latest first", "SELECT kind FROM events WHERE user_id = 77 ORDER BY occurred_at DESC LIMIT 10", "events (user_id)"),
        new("phone number", "SELECT id FROM customers WHERE phone = '+4912345'", "customers (phone)"),
        new("customers that one referred", "SELECT id FROM customers WHERE referrer_id = 12", "customers (referrer_id)"),
        new("update by a natural key", "UPDATE customers SET status = 'blocked' WHERE email = 'user77@Example.org'", "customers (email)"),
        new("delete by an external reference", "DELETE FROM orders WHERE external_ref = 'ref-1'", "orders (external_ref)"),
        new("jobs of the last hour", "SELECT id FROM jobs WHERE run_at > now() - interval '1 hour'", "jobs (run_at)"),

        // Expressions and documents
        new("folded text", "SELECT id FROM customers WHERE lower(email) = 'user77@example.org'", "customers (lower(email))"),
        new("folded text, indexed", "SELECT id FROM customers WHERE lower(email) = 'user77@example.org'", "", "CREATE INDEX ON customers (lower(email))"),
        new("key of a document", "SELECT id FROM events WHERE payload ->> 'session' = 'x'", "events ((payload ->> 'session'))"),
        new("key of a document, indexed", "SELECT id FROM events WHERE payload ->> 'session' = 'x'", "", "CREATE INDEX ON events ((payload ->> 'session'))"),
        new("containment", """SELECT id FROM products WHERE attributes @> '{"serial": "s77"}'""", "products (attributes jsonb_path_ops)"),
        new("containment, indexed", """SELECT id FROM products WHERE attributes @> '{"serial": "s77"}'""", "", "CREATE INDEX ON products USING gin (attributes)"),
        new("tags", "SELECT id FROM products WHERE tags @> ARRAY['tag7']", "products (tags)"),
        new("full text", "SELECT id FROM products WHERE search @@ to_tsquery('simple', 'word7')", "products (search)"),
        new("cast key of a document", "SELECT id FROM events WHERE (payload ->> 'page') = '7' AND user_id = 9", "events (user_id)"),
        new("full text, indexed", "SELECT id FROM products WHERE search @@ to_tsquery('simple', 'word7')", "", "CREATE INDEX ON products USING gin (search)"),
    ];
}
