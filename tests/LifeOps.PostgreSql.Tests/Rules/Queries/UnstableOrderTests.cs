using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class UnstableOrderTests
{
    private const string Schema = """
        CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, nick text UNIQUE, name text NOT NULL);
        -- lifeops:rows 5000000
        CREATE TABLE events (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), kind text NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE scores (user_id bigint NOT NULL REFERENCES users (id), day date NOT NULL, points integer NOT NULL, PRIMARY KEY (user_id, day));
        CREATE TABLE raw_lines (line text);
        CREATE UNIQUE INDEX ON events (kind, created_at) WHERE kind = 'once';
        """;

    public sealed class Unordered
    {
        [Theory]
        [InlineData("SELECT id FROM events [|LIMIT 100|]")]
        [InlineData("SELECT id FROM events WHERE kind = @kind [|LIMIT @n|]")]
        [InlineData("SELECT id FROM events [|LIMIT @n|] OFFSET @skip")]
        [InlineData("SELECT id FROM events [|OFFSET @skip|]")]
        [InlineData("SELECT DISTINCT kind FROM events [|LIMIT 100|]")]
        [InlineData("SELECT kind, count(*) FROM events GROUP BY kind [|LIMIT 100|]")]
        [InlineData("SELECT e.id FROM events e JOIN users u ON u.id = e.user_id [|LIMIT 50|]")]
        [InlineData("SELECT id FROM events UNION ALL SELECT id FROM users [|LIMIT 50|]")]
        public void IsReported_WithAndWithoutSchema(string sql)
        {
            RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);
            RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql);
        }

        [Theory]
        [InlineData("SELECT id FROM events LIMIT 1")]
        [InlineData("SELECT 1 FROM events WHERE kind = @kind LIMIT 1")]
        [InlineData("SELECT id FROM users WHERE email = @email LIMIT 2")]
        [InlineData("SELECT id FROM events LIMIT ALL")]
        [InlineData("SELECT id FROM events OFFSET 0")]
        [InlineData("SELECT EXISTS (SELECT FROM events LIMIT 10)")]
        [InlineData("SELECT id FROM users WHERE id IN (SELECT user_id FROM events LIMIT 10)")]
        [InlineData("SELECT count(*) FROM (SELECT 1 FROM events LIMIT 1000) capped")]
        [InlineData("SELECT id FROM events WHERE kind = 'open' LIMIT 10 FOR UPDATE SKIP LOCKED")]
        [InlineData("WITH batch AS (SELECT id FROM events LIMIT 1000) DELETE FROM events USING batch WHERE events.id = batch.id")]
        [InlineData("DELETE FROM events WHERE ctid IN (SELECT ctid FROM events WHERE created_at < @t LIMIT 1000)")]
        [InlineData("UPDATE events SET kind = 'x' WHERE id = ANY(ARRAY(SELECT id FROM events LIMIT 100))")]
        [InlineData("INSERT INTO raw_lines SELECT kind FROM events LIMIT 100")]
        [InlineData("SELECT count(*) FROM events LIMIT 10")]
        [InlineData("SELECT max(created_at) FROM events LIMIT 10")]
        [InlineData("SELECT id FROM events TABLESAMPLE SYSTEM (1) LIMIT 100")]
        [InlineData("SELECT n FROM generate_series(1, 10) n LIMIT 5")]
        [InlineData("SELECT v FROM unnest(@values) v LIMIT 5")]
        [InlineData("VALUES (1), (2), (3) LIMIT 2")]
        [InlineData("SELECT relname FROM pg_class LIMIT 20")]
        [InlineData("SELECT id FROM (SELECT id FROM events ORDER BY id) e LIMIT 20")]
        public void NoPage_IsNotReported(string sql)
        {
            RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);
            RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql);
        }

        [Theory]
        [InlineData("SELECT id FROM users WHERE id = @id LIMIT 10")]
        [InlineData("SELECT day FROM scores WHERE user_id = @u AND day = @d LIMIT 10")]
        [InlineData("SELECT e.id FROM events e JOIN users u ON u.id = e.user_id WHERE e.id = @id LIMIT 10")]
        public void OneRowByKey_IsNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);

        [Fact]
        public void Message_NamesTheKey()
        {
            var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.UnstableOrder, "SELECT kind FROM events [|LIMIT 100|]", Schema));

            Assert.Equal("Pages are not stable: LIMIT without ORDER BY takes any rows of events (about 5,000,000 rows); order by id", finding.Message);
        }
    }

    public sealed class Ordered
    {
        [Theory]
        [InlineData("SELECT id FROM events ORDER BY [|created_at DESC|] LIMIT 20")]
        [InlineData("SELECT id FROM events WHERE kind = @kind ORDER BY [|created_at|] LIMIT @n OFFSET @skip")]
        [InlineData("SELECT id, created_at FROM events ORDER BY [|2|] LIMIT 20")]
        [InlineData("SELECT id, created_at AS at FROM events ORDER BY [|at|] LIMIT 20")]
        [InlineData("SELECT id FROM users ORDER BY [|nick|] LIMIT 20")]
        [InlineData("SELECT id FROM users ORDER BY [|lower(name)|] LIMIT 20 OFFSET @skip")]
        [InlineData("SELECT day FROM scores ORDER BY [|day|] LIMIT 20")]
        [InlineData("SELECT e.id FROM events e JOIN users u ON u.id = e.user_id ORDER BY [|u.id|] LIMIT 20")]
        [InlineData("SELECT u.id FROM users u LEFT JOIN events e ON e.user_id = u.id ORDER BY [|u.id|] LIMIT 20")]
        [InlineData("SELECT id FROM events WHERE kind IN ('a', 'b') ORDER BY [|kind, created_at|] LIMIT 20")]
        [InlineData("SELECT u.name, e.kind FROM users u CROSS JOIN LATERAL (SELECT kind FROM events WHERE user_id = u.id ORDER BY [|created_at DESC|] LIMIT 3) e ORDER BY u.id")]
        public void NoUniqueKey_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);

        [Theory]
        [InlineData("SELECT id FROM events ORDER BY created_at DESC, id DESC LIMIT 20")]
        [InlineData("SELECT id FROM events ORDER BY id LIMIT 20")]
        [InlineData("SELECT id FROM users ORDER BY email LIMIT 20")]
        [InlineData("SELECT id, name FROM users ORDER BY 2, 1 LIMIT 20")]
        [InlineData("SELECT day FROM scores WHERE user_id = @u ORDER BY day DESC LIMIT 30")]
        [InlineData("SELECT s.day, u.name FROM scores s JOIN users u ON u.id = s.user_id WHERE s.user_id = @u ORDER BY s.day LIMIT 30")]
        [InlineData("SELECT e.id FROM events e JOIN users u ON u.id = e.user_id ORDER BY u.name, e.id LIMIT 20")]
        [InlineData("SELECT e.id FROM events e LEFT JOIN users u ON u.id = e.user_id ORDER BY e.id LIMIT 20")]
        [InlineData("SELECT id FROM events ORDER BY created_at DESC LIMIT 1")]
        [InlineData("SELECT id FROM events ORDER BY random() LIMIT 20")]
        [InlineData("SELECT id FROM users ORDER BY similarity(name, @q) DESC LIMIT 20")]
        [InlineData("SELECT kind, count(*) AS n FROM events GROUP BY kind ORDER BY n DESC LIMIT 10")]
        [InlineData("SELECT DISTINCT kind FROM events ORDER BY kind LIMIT 10")]
        [InlineData("SELECT line FROM raw_lines ORDER BY line LIMIT 10")]
        [InlineData("SELECT a FROM some_view ORDER BY a LIMIT 10")]
        [InlineData("SELECT id FROM events ORDER BY CASE WHEN @sort = 'kind' THEN kind END, created_at LIMIT 10 OFFSET @skip")]
        [InlineData("SELECT id FROM events WHERE id = ANY(@ids) ORDER BY created_at, id LIMIT 10")]
        public void UniqueOrUnknown_IsNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);

        [Fact]
        public void WithoutSchema_IsNotReported() =>
            RuleVerifier.Statements(RuleCatalog.UnstableOrder, "SELECT id FROM events ORDER BY created_at DESC LIMIT 20");

        [Fact]
        public void Message_NamesTheKey()
        {
            var finding = Assert.Single(RuleVerifier.Statements(
                RuleCatalog.UnstableOrder, "SELECT e.id FROM events e JOIN users u ON u.id = e.user_id ORDER BY [|u.name|] LIMIT 20", Schema));

            Assert.Equal("Pages are not stable: rows of events (about 5,000,000 rows) with the same u.name have no order; add e.id to ORDER BY", finding.Message);
        }
    }

    public sealed class Fix
    {
        [Theory]
        [InlineData("SELECT id FROM events ORDER BY [|created_at DESC|] LIMIT 20", "SELECT id FROM events ORDER BY created_at DESC, id DESC LIMIT 20")]
        [InlineData("SELECT id FROM events ORDER BY [|created_at DESC NULLS LAST|] LIMIT 20", "SELECT id FROM events ORDER BY created_at DESC NULLS LAST, id DESC LIMIT 20")]
        [InlineData("SELECT day FROM scores ORDER BY [|day|] LIMIT 20", "SELECT day FROM scores ORDER BY day, user_id LIMIT 20")]
        [InlineData("SELECT e.kind FROM events e JOIN users u ON u.id = e.user_id ORDER BY [|u.id|] LIMIT 20", "SELECT e.kind FROM events e JOIN users u ON u.id = e.user_id ORDER BY u.id, e.id LIMIT 20")]
        [InlineData("SELECT kind FROM events [|LIMIT 100|]", "SELECT kind FROM events ORDER BY id LIMIT 100")]
        [InlineData("SELECT kind FROM events WHERE (kind = 'a') OFFSET 5 [|LIMIT 100|]", "SELECT kind FROM events WHERE (kind = 'a') ORDER BY id OFFSET 5 LIMIT 100")]
        [InlineData("SELECT points FROM scores\n[|LIMIT\n9|]", "SELECT points FROM scores\nORDER BY user_id, day LIMIT\n9")]
        public void AddsTheKey(string sql, string expected) => RuleVerifier.Fix(RuleCatalog.UnstableOrder, sql, expected, Schema);

        [Theory]
        [InlineData("SELECT kind || id AS id FROM events ORDER BY [|created_at|] LIMIT 20")]
        [InlineData("SELECT DISTINCT kind FROM events [|LIMIT 100|]")]
        [InlineData("SELECT kind FROM events [|LIMIT 100|] FOR UPDATE")]
        [InlineData("SELECT line FROM raw_lines [|LIMIT 100|]")]
        public void IsNotOffered_WhereItCouldMeanSomethingElse(string sql) =>
            Assert.All(RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema), finding => Assert.True(finding.Edits.IsEmpty));
    }

    [Theory]
    [InlineData("SELECT id FROM events LIMIT 100; CREATE TABLE t (a int)")]
    [InlineData("CREATE VIEW v AS SELECT id FROM events LIMIT 100")]
    public void Migrations_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnstableOrder, sql, Schema);
}
