using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class MissingIndexTests
{
    private const string Orders = """
        -- lifeops:rows 5000
        CREATE TABLE categories (id int PRIMARY KEY, name text);
        -- lifeops:rows 100000
        CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);
        -- lifeops:rows 2000000
        CREATE TABLE orders (
            id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE, status text NOT NULL CHECK (status IN ('new', 'sent')),
            reference text NOT NULL, flag boolean NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz);

        """;

    [Fact]
    public void EqualityWithoutIndex_IsReportedWithTheStatement()
    {
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT id FROM orders WHERE [|customer_id = @id|]", Orders));
        Assert.Equal(
            "No index on orders (about 2,000,000 rows) serves the lookup by customer_id: add CREATE INDEX CONCURRENTLY idx_orders_customer_id ON orders (customer_id)",
            finding.Message);
        Assert.Equal("idx_orders_customer_id", finding.Advice!.Name);
        Assert.True(finding.Advice.CostBefore > 10 * finding.Advice.CostAfter);
    }

    [Theory]
    [InlineData("CREATE INDEX i ON orders (customer_id);")]
    [InlineData("CREATE INDEX i ON orders (customer_id, created_at);")]
    [InlineData("CREATE INDEX i ON orders USING hash (customer_id);")]
    [InlineData("CREATE INDEX i ON orders (customer_id) INCLUDE (status);")]
    [InlineData("CREATE UNIQUE INDEX i ON orders (customer_id, id);")]
    [InlineData("CREATE INDEX i ON orders (customer_id) WHERE customer_id IS NOT NULL;")]
    [InlineData("ALTER TABLE orders ADD UNIQUE (customer_id, reference);")]
    public void IndexThatServes_KeepsSilent(string index) =>
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT id FROM orders WHERE customer_id = @id", Orders + index);

    [Theory]
    [InlineData("CREATE INDEX i ON orders (created_at, customer_id);")]
    [InlineData("CREATE INDEX i ON orders (customer_id) WHERE status = 'new';")]
    [InlineData("CREATE INDEX i ON orders ((customer_id + 1));")]
    [InlineData("CREATE INDEX i ON orders USING gin (to_tsvector('simple', reference));")]
    [InlineData("CREATE INDEX i ON orders (created_at) INCLUDE (customer_id);")]
    public void IndexThatDoesNotServe_IsNoHelp(string index) =>
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM orders WHERE [|customer_id = @id|]", Orders + index);

    [Theory]
    [InlineData("SELECT id FROM orders WHERE customer_id = @id AND status = 'new'", "CREATE INDEX i ON orders (customer_id) WHERE status = 'new';")]
    [InlineData("SELECT id FROM orders WHERE customer_id = @id AND flag", "CREATE INDEX i ON orders (customer_id) WHERE flag;")]
    [InlineData("SELECT id FROM orders WHERE customer_id = @id AND NOT flag", "CREATE INDEX i ON orders (customer_id) WHERE (NOT flag);")]
    [InlineData("SELECT id FROM orders WHERE customer_id = @id AND deleted_at IS NULL", "CREATE INDEX i ON orders (customer_id) WHERE (deleted_at IS NULL);")]
    [InlineData("SELECT id FROM orders WHERE lower(reference) = @r", "CREATE INDEX i ON orders (lower((reference)::text));")]
    public void ImpliedPredicatesAndExpressions_AreUnderstood(string query, string index) =>
        RuleVerifier.Statements(RuleCatalog.MissingIndex, query, Orders + index);

    [Theory]
    [InlineData("SELECT * FROM categories WHERE name = @name")]
    [InlineData("SELECT * FROM orders WHERE status = @status")]
    [InlineData("SELECT * FROM orders WHERE flag")]
    [InlineData("SELECT * FROM orders")]
    [InlineData("SELECT count(*) FROM orders")]
    [InlineData("SELECT * FROM orders WHERE status = @status LIMIT 10")]
    [InlineData("SELECT * FROM orders ORDER BY id DESC LIMIT 10")]
    [InlineData("SELECT * FROM orders WHERE created_at > @since")]
    [InlineData("SELECT * FROM orders WHERE customer_id <> @id")]
    [InlineData("SELECT * FROM orders WHERE customer_id = @id OR @id IS NULL")]
    [InlineData("SELECT * FROM orders WHERE customer_id = random()")]
    [InlineData("SELECT status, count(*) FROM orders GROUP BY status")]
    [InlineData("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id")]
    [InlineData("SELECT * FROM unknown_table u JOIN orders o ON o.reference = u.reference")]
    [InlineData("INSERT INTO orders (id, customer_id, status, reference, flag) VALUES (@id, @c, 'new', @r, false)")]
    public void QueriesThatNoIndexHelps_AreNotReported(string query) => RuleVerifier.Statements(RuleCatalog.MissingIndex, query, Orders);

    [Theory]
    [InlineData("SELECT * FROM orders WHERE [|customer_id = @id|] ORDER BY created_at DESC LIMIT 20", "orders (customer_id)")]
    [InlineData("SELECT * FROM orders ORDER BY [|created_at DESC|] LIMIT 20", "orders (created_at)")]
    [InlineData("SELECT * FROM orders ORDER BY [|created_at DESC|], id LIMIT 20", "orders (created_at DESC, id)")]
    [InlineData("SELECT * FROM orders ORDER BY [|created_at DESC NULLS LAST|] LIMIT 20", "orders (created_at DESC NULLS LAST)")]
    [InlineData("SELECT * FROM orders WHERE flag ORDER BY [|created_at|] LIMIT 20", "orders (created_at)")]
    [InlineData("SELECT [|max(created_at)|] FROM orders", "orders (created_at)")]
    [InlineData("SELECT * FROM orders WHERE [|reference LIKE 'A-2025-%'|]", "orders (reference text_pattern_ops)")]
    [InlineData("SELECT * FROM orders WHERE [|customer_id IN (1, 2)|]", "orders (customer_id)")]
    [InlineData("SELECT * FROM orders WHERE [|customer_id = ANY(@ids)|]", "orders (customer_id)")]
    [InlineData("SELECT * FROM orders WHERE [|lower(reference) = @r|]", "orders (lower(reference))")]
    [InlineData("SELECT c.email FROM customers c JOIN orders o ON [|o.customer_id = c.id|] WHERE c.id = @id", "orders (customer_id)")]
    [InlineData("SELECT * FROM customers c JOIN orders o ON [|o.customer_id = c.id|] AND o.flag WHERE c.id = @id", "orders (customer_id)")]
    [InlineData("SELECT * FROM customers c LEFT JOIN orders o ON [|o.customer_id = c.id|] WHERE c.id = @id", "orders (customer_id)")]
    [InlineData("UPDATE orders SET flag = true WHERE [|customer_id = @id|]", "orders (customer_id)")]
    [InlineData("DELETE FROM orders WHERE [|customer_id = @id|]", "orders (customer_id)")]
    [InlineData("SELECT * FROM public.orders WHERE [|orders.customer_id = @id|]", "orders (customer_id)")]
    public void Columns_AreThoseThatTheQueryNeeds(string query, string expected)
    {
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, query, Orders));
        Assert.EndsWith(" ON " + expected, finding.Advice!.Ddl, StringComparison.Ordinal);
    }

    [Fact]
    public void TableWithoutEstimate_CountsAsLarge()
    {
        var finding = Assert.Single(RuleVerifier.Statements(
            RuleCatalog.MissingIndex, "SELECT * FROM t WHERE [|account_id = @id|]", "CREATE TABLE t (id bigint PRIMARY KEY, account_id uuid NOT NULL)"));
        Assert.Contains("(no row estimate)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_DecideWhatIsSelective()
    {
        const string Table = "CREATE TABLE t (id bigint PRIMARY KEY, kind text NOT NULL, body text);";
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM t WHERE [|kind = @k|]", "-- lifeops:rows 1000000\n-- lifeops:column kind null_frac=0 n_distinct=-0.5\n" + Table);
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM t WHERE kind = @k", "-- lifeops:rows 1000000\n-- lifeops:column kind null_frac=0 n_distinct=12\n" + Table);
    }

    [Fact]
    public void Options_ChooseTheNameAndWhatIsLarge()
    {
        var finding = Assert.Single(RuleVerifier.Statements(
            RuleCatalog.MissingIndex, "SELECT * FROM orders WHERE [|customer_id = @id|]", Orders, RuleOptions.Default with { IndexPrefix = "ix_" }));
        Assert.Equal("ix_orders_customer_id", finding.Advice!.Name);
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM orders WHERE customer_id = @id", Orders, RuleOptions.Default with { LargeTableRows = 5_000_000 });
    }

    [Fact]
    public void NameThatIsTaken_GetsANumber()
    {
        var finding = Assert.Single(RuleVerifier.Statements(
            RuleCatalog.MissingIndex, "SELECT * FROM orders WHERE [|customer_id = @id|]", Orders + "CREATE INDEX idx_orders_customer_id ON orders (status);"));
        Assert.Equal("idx_orders_customer_id_1", finding.Advice!.Name);
    }

    [Fact]
    public void IndexThatBecomesSuperfluous_IsNamed()
    {
        const string Schema = """
            -- lifeops:rows 20000000
            CREATE TABLE readings (id bigint PRIMARY KEY, device_id int NOT NULL, taken_at timestamptz NOT NULL, value float8);
            CREATE INDEX idx_readings_device ON readings (device_id);
            """;
        var finding = Assert.Single(RuleVerifier.Statements(
            RuleCatalog.MissingIndex, "SELECT * FROM readings WHERE [|device_id = @d|] ORDER BY taken_at DESC LIMIT 1", "-- lifeops:column device_id null_frac=0 n_distinct=500\n" + Schema));
        Assert.EndsWith("ON readings (device_id, taken_at) (idx_readings_device is then not needed)", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["idx_readings_device"], finding.Advice!.Replaces);
    }

    [Fact]
    public void Hypertable_GetsTheTimeColumnAndNoConcurrently()
    {
        const string Schema = """
            -- lifeops:rows 50000000
            CREATE TABLE metrics (time timestamptz NOT NULL, device_id uuid NOT NULL, value float8);
            SELECT create_hypertable('metrics', 'time');
            """;
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM metrics WHERE [|device_id = @d|]", Schema));
        Assert.Equal("CREATE INDEX idx_metrics_device_id_time ON metrics (device_id, \"time\" DESC) WITH (timescaledb.transaction_per_chunk)", finding.Advice!.Ddl);
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM metrics WHERE time > now() - interval '1 hour'", Schema);
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM metrics WHERE device_id = @d ORDER BY time DESC LIMIT 1", Schema + "CREATE INDEX ON metrics (device_id, time DESC);");
    }

    [Fact]
    public void PartitionedTable_GetsNoConcurrently()
    {
        const string Schema = """
            -- lifeops:rows 5000000
            CREATE TABLE logs (id bigint NOT NULL, account_id uuid NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
            """;
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM logs WHERE [|account_id = @a|]", Schema));
        Assert.Equal("CREATE INDEX idx_logs_account_id ON logs (account_id)", finding.Advice!.Ddl);
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM logs WHERE at > now() - interval '1 day'", Schema);
    }

    [Fact]
    public void QueueOfFewOpenRows_GetsAPartialIndex()
    {
        const string Schema = """
            -- lifeops:rows 3000000
            -- lifeops:column finished_at null_frac=0.001 n_distinct=-1
            CREATE TABLE jobs (id bigint PRIMARY KEY, run_at timestamptz NOT NULL, finished_at timestamptz);
            """;
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM jobs WHERE finished_at IS NULL ORDER BY [|run_at|] LIMIT 10 FOR UPDATE SKIP LOCKED", Schema));
        Assert.EndsWith("ON jobs (run_at) WHERE finished_at IS NULL", finding.Advice!.Ddl, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_AreReadThrough() => RuleVerifier.Statements(
        RuleCatalog.MissingIndex,
        "SELECT * FROM recent r WHERE [|r.owner = @id|]",
        Orders + "CREATE VIEW recent AS SELECT id, customer_id AS owner FROM orders WHERE deleted_at IS NULL;");

    [Fact]
    public void Migrations_RunOnce() =>
        RuleVerifier.Statements(RuleCatalog.MissingIndex, "UPDATE orders SET flag = true WHERE customer_id = 1", Orders, purpose: SqlPurpose.Migration);

    [Fact]
    public void WithoutSchema_NothingIsKnown() => RuleVerifier.Statements(RuleCatalog.MissingIndex, "SELECT * FROM orders WHERE customer_id = @id");

    [Fact]
    public void Ignore_Silences() => RuleVerifier.Statements(RuleCatalog.MissingIndex, """
        SELECT * FROM orders
        -- lifeops:ignore LDB1012 once a year
        WHERE customer_id = @id
        """, Orders);
}
