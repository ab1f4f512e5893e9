using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Queries;

public sealed class UnboundedHypertableReadTests
{
    private const string Schema = """
        CREATE EXTENSION timescaledb;
        CREATE TABLE readings (at timestamptz NOT NULL, sensor_id bigint NOT NULL, value double precision);
        SELECT create_hypertable('readings', 'at');
        -- lifeops:rows 50
        CREATE TABLE beats (at timestamptz NOT NULL, host text NOT NULL);
        SELECT create_hypertable('beats', 'at');
        CREATE TABLE sensors (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz);
        """;

    [Theory]
    [InlineData("SELECT avg(value) FROM [|readings|] WHERE sensor_id = @id")]
    [InlineData("SELECT value FROM [|readings|]")]
    [InlineData("SELECT r.value FROM sensors s JOIN [|readings|] r ON r.sensor_id = s.id WHERE s.name = @name")]
    [InlineData("SELECT time_bucket('1 day', at), avg(value) FROM [|readings|] GROUP BY 1")]
    [InlineData("SELECT at, value FROM [|readings|] ORDER BY at DESC")]
    [InlineData("SELECT value FROM [|readings|] ORDER BY value DESC, at LIMIT 10")]
    [InlineData("SELECT x.v FROM (SELECT value AS v FROM [|readings|] WHERE sensor_id = 1) x")]
    [InlineData("SELECT max(at), count(*) FROM [|readings|]")]
    public void NoTime_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnboundedHypertableRead, sql, Schema);

    [Theory]
    [InlineData("SELECT avg(value) FROM readings WHERE sensor_id = @id AND at >= now() - interval '1 day'")]
    [InlineData("SELECT value FROM readings WHERE at BETWEEN @from AND @to")]
    [InlineData("SELECT value FROM readings WHERE (at, sensor_id) < (@at, @id) ORDER BY at DESC, sensor_id DESC LIMIT 10")]
    [InlineData("SELECT r.value FROM sensors s JOIN readings r ON r.sensor_id = s.id AND r.at > s.at")]
    [InlineData("SELECT value FROM readings ORDER BY at DESC LIMIT 10")]
    [InlineData("SELECT max(at) FROM readings WHERE sensor_id = @id")]
    [InlineData("SELECT min(at), max(at) FROM readings")]
    [InlineData("SELECT host FROM beats")]
    [InlineData("SELECT name FROM sensors")]
    [InlineData("WITH readings AS (SELECT 1 AS value) SELECT value FROM readings")]
    [InlineData("DELETE FROM readings WHERE sensor_id = 1")]
    [InlineData("SELECT name FROM sensors s WHERE EXISTS (SELECT FROM readings r WHERE r.sensor_id = s.id)")]
    [InlineData("CREATE VIEW v AS SELECT value FROM readings")]
    public void Bounded_IsNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.UnboundedHypertableRead, sql, Schema);

    [Fact]
    public void Message_NamesTheColumn() => Assert.Equal(
        "readings is read in all its chunks: no condition on at",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.UnboundedHypertableRead, "SELECT value FROM [|readings|]", Schema)).Message);
}
