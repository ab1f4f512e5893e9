using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class OldRowsDeletedTests
{
    private const string Schema = """
        CREATE EXTENSION timescaledb;
        CREATE TABLE readings (at timestamptz NOT NULL, sensor_id bigint NOT NULL, value double precision);
        SELECT create_hypertable('readings', 'at');
        CREATE TABLE logs (at timestamptz NOT NULL, line text);
        """;

    [Theory]
    [InlineData("[|DELETE FROM readings|] WHERE at < now() - interval '90 days'")]
    [InlineData("[|DELETE FROM readings|] WHERE at <= @cutoff")]
    [InlineData("[|DELETE FROM readings|] WHERE @cutoff > at")]
    [InlineData("[|DELETE FROM readings r|] WHERE r.at < @cutoff AND r.at >= @from")]
    [InlineData("WITH gone AS ([|DELETE FROM readings|] WHERE at < @cutoff RETURNING 1) SELECT count(*) FROM gone")]
    public void ByAgeOnly_IsReported(string sql) => RuleVerifier.Statements(RuleCatalog.OldRowsDeleted, sql, Schema);

    [Theory]
    [InlineData("DELETE FROM readings WHERE at < @cutoff AND sensor_id = @id")]
    [InlineData("DELETE FROM readings WHERE at > @from")]
    [InlineData("DELETE FROM readings WHERE at = @at")]
    [InlineData("DELETE FROM readings WHERE at < @cutoff OR value IS NULL")]
    [InlineData("DELETE FROM readings WHERE at < (SELECT min(at) FROM logs)")]
    [InlineData("DELETE FROM readings USING logs WHERE readings.at < @cutoff")]
    [InlineData("DELETE FROM logs WHERE at < @cutoff")]
    [InlineData("SELECT drop_chunks('readings', older_than => now() - interval '90 days')")]
    [InlineData("SELECT value FROM readings WHERE at < @cutoff")]
    public void OtherDeletes_AreNotReported(string sql) => RuleVerifier.Statements(RuleCatalog.OldRowsDeleted, sql, Schema);

    [Fact]
    public void WithoutSchema_IsNotReported() => RuleVerifier.Statements(RuleCatalog.OldRowsDeleted, "DELETE FROM readings WHERE at < @cutoff");

    [Fact]
    public void Message_HasTheCall() => Assert.Equal(
        "This DELETE removes old rows of readings one by one: drop whole chunks with drop_chunks('readings', older_than => now() - interval '90 days') or a retention policy",
        Assert.Single(RuleVerifier.Statements(RuleCatalog.OldRowsDeleted, "[|DELETE FROM readings|] WHERE at < now() - interval '90 days'", Schema)).Message);
}
