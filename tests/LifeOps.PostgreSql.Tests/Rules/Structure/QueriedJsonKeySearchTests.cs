using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class QueriedJsonKeySearchTests
{
    private const string Schema = """
        CREATE TABLE users (id uuid PRIMARY KEY, email text);
        CREATE TABLE events (id uuid PRIMARY KEY, data jsonb NOT NULL);
        CREATE INDEX idx_events_email ON events ((data ->> 'email'));
        """;

    [Theory]
    [InlineData("SELECT id FROM events WHERE [|data ->> 'email' = @email|]")]
    [InlineData("SELECT id FROM events e WHERE [|e.data -> 'user' ->> 'id' = @id|]")]
    [InlineData("DELETE FROM events WHERE [|(data ->> 'year')::int < @year|]")]
    [InlineData("SELECT u.id FROM users u JOIN events e ON [|e.data ->> 'email' = u.email|]")]
    public void FilterOrJoinOnAKey_IsReported(string query) => RuleVerifier.Statements(RuleCatalog.QueriedJsonKey, query, Schema);

    [Theory]
    [InlineData("SELECT data ->> 'email' FROM events WHERE id = @id")]
    [InlineData("SELECT id FROM events WHERE data @> @filter")]
    [InlineData("UPDATE events SET data = data || @more WHERE id = @id")]
    public void ReadingOrContainment_IsNotReported(string query) => RuleVerifier.Statements(RuleCatalog.QueriedJsonKey, query, Schema);
}
