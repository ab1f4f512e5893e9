using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class HiddenFromIndexTests
{
    private const string Schema = """
        -- lifeops:rows 2000000
        CREATE TABLE orders (id bigint PRIMARY KEY, reference text NOT NULL UNIQUE, total numeric NOT NULL, created_at timestamptz NOT NULL, note text);
        CREATE INDEX idx_orders_created_at ON orders (created_at);

        """;

    [Theory]
    [InlineData("SELECT * FROM orders WHERE [|created_at::date = @day|]")]
    [InlineData("SELECT * FROM orders WHERE [|date(created_at) = @day|]")]
    [InlineData("SELECT * FROM orders WHERE [|date_trunc('day', created_at) = @day|]")]
    [InlineData("SELECT * FROM orders WHERE [|to_char(created_at, 'YYYY-MM-DD') = @day|]")]
    [InlineData("SELECT * FROM orders WHERE [|id::text = @id|]")]
    [InlineData("SELECT * FROM orders WHERE [|reference LIKE '%123'|]")]
    [InlineData("SELECT * FROM orders WHERE [|reference LIKE '%' || @part || '%'|]")]
    [InlineData("SELECT * FROM orders WHERE [|reference ILIKE 'a-1%'|]")]
    [InlineData("SELECT * FROM orders WHERE [|id = 17.0|]")]
    [InlineData("UPDATE orders SET note = 'x' WHERE [|id::text = @id|]")]
    public void HiddenColumn_IsReported(string query) => RuleVerifier.Statements(RuleCatalog.HiddenFromIndex, query, Schema);

    [Theory]
    [InlineData("SELECT * FROM orders WHERE created_at >= @day AND created_at < @day + interval '1 day'")]
    [InlineData("SELECT * FROM orders WHERE id = @id::bigint")]
    [InlineData("SELECT * FROM orders WHERE reference LIKE 'a-1%'")]
    [InlineData("SELECT * FROM orders WHERE lower(note) = @note")]
    [InlineData("SELECT * FROM orders WHERE note LIKE '%x'")]
    [InlineData("SELECT * FROM orders WHERE id = @id AND created_at::date = @day")]
    [InlineData("SELECT created_at::date FROM orders WHERE id = @id")]
    [InlineData("SELECT * FROM orders WHERE created_at::date > @day")]
    [InlineData("SELECT * FROM orders WHERE id = 17")]
    public void VisibleColumn_IsNotReported(string query) => RuleVerifier.Statements(RuleCatalog.HiddenFromIndex, query, Schema);

    [Theory]
    [InlineData("SELECT * FROM orders WHERE reference ILIKE '%x%'", "CREATE INDEX t ON orders USING gin (reference gin_trgm_ops);")]
    [InlineData("SELECT * FROM orders WHERE to_char(created_at AT TIME ZONE 'UTC', 'YYYY') = @y AND id = @id", "")]
    public void OtherIndex_Serves(string query, string index) => RuleVerifier.Statements(RuleCatalog.HiddenFromIndex, query, Schema + index);

    [Fact]
    public void SmallTable_IsNotReported() => RuleVerifier.Statements(
        RuleCatalog.HiddenFromIndex, "SELECT * FROM t WHERE id::text = @id", "-- lifeops:rows 100\nCREATE TABLE t (id bigint PRIMARY KEY);");

    [Fact]
    public void Message_NamesTheIndexAndTheWayOut() => Assert.Equal(
        "created_at::date = @day cannot use idx_orders_created_at on orders: cast the value instead of created_at, a day as a period with >= and <",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.HiddenFromIndex, "SELECT * FROM orders WHERE [|created_at::date = @day|]", Schema)).Message);
}
