using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class JsonSearchWithoutIndexTests
{
    private const string Schema = """
        -- lifeops:rows 1000000
        CREATE TABLE events (id uuid PRIMARY KEY, data jsonb NOT NULL, tags text[] NOT NULL);

        """;

    [Theory]
    [InlineData("SELECT id FROM events WHERE [|data @> @filter|]", "events USING gin (data jsonb_path_ops)")]
    [InlineData("SELECT id FROM events WHERE [|data ? 'email'|]", "events USING gin (data)")]
    [InlineData("SELECT id FROM events WHERE [|data ->> 'email' = @email|]", "events ((data ->> 'email'))")]
    [InlineData("SELECT id FROM events WHERE [|(data ->> 'account')::bigint = @account|]", "events (((data ->> 'account')::int8))")]
    [InlineData("SELECT id FROM events WHERE [|data -> 'user' ->> 'email' = @email|]", "events (((data -> 'user') ->> 'email'))")]
    public void SearchInsideADocument_IsReported(string query, string expected)
    {
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.JsonSearchWithoutIndex, query, Schema));
        Assert.EndsWith(" ON " + expected, finding.Advice!.Ddl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id FROM events WHERE data @> @filter", "CREATE INDEX i ON events USING gin (data);")]
    [InlineData("SELECT id FROM events WHERE data @> @filter", "CREATE INDEX i ON events USING gin (data jsonb_path_ops);")]
    [InlineData("SELECT id FROM events WHERE data ->> 'email' = @email", "CREATE INDEX i ON events ((data ->> 'email'));")]
    [InlineData("SELECT id FROM events WHERE data ->> 'email' = @email", "CREATE INDEX i ON events USING btree (((data ->> 'email'::text)));")]
    [InlineData("SELECT id FROM events WHERE id = @id AND data ->> 'email' = @email", "")]
    [InlineData("SELECT data ->> 'email' FROM events WHERE id = @id", "")]
    [InlineData("SELECT id FROM events WHERE data ->> 'status' = @status", "")]
    public void ServedOrSelectedOtherwise_IsNotReported(string query, string index) => RuleVerifier.Statements(RuleCatalog.JsonSearchWithoutIndex, query, Schema + index);

    [Fact]
    public void PathOperatorClass_DoesNotKnowKeys() => RuleVerifier.Statements(
        RuleCatalog.JsonSearchWithoutIndex, "SELECT id FROM events WHERE [|data ? 'email'|]", Schema + "CREATE INDEX i ON events USING gin (data jsonb_path_ops);");

    [Fact]
    public void Lists_AreNoDocuments()
    {
        const string Query = "SELECT id FROM events WHERE {0}tags @> ARRAY['x']{1}";
        RuleVerifier.Statements(RuleCatalog.JsonSearchWithoutIndex, string.Format(null, Query, "", ""), Schema);
        var finding = Assert.Single(RuleVerifier.Statements(RuleCatalog.MissingIndex, string.Format(null, Query, "[|", "|]"), Schema));
        Assert.EndsWith("ON events USING gin (tags)", finding.Advice!.Ddl, StringComparison.Ordinal);
    }
}
