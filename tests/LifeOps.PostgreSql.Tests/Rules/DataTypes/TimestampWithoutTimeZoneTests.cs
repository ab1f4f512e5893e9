using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.DataTypes;

public sealed class TimestampWithoutTimeZoneTests
{
    private static Rule Rule => RuleCatalog.TimestampWithoutTimeZone;

    [Theory]
    [InlineData("CREATE TABLE t (a [|timestamp|])")]
    [InlineData("CREATE TABLE t (a [|timestamp(3)|] NOT NULL)")]
    [InlineData("CREATE TABLE t (a [|timestamp without time zone|])")]
    [InlineData("CREATE TABLE t (a [|timestamp (3) without time zone|][])")]
    [InlineData("CREATE TABLE t (a [|timestamp|] ARRAY)")]
    [InlineData("CREATE TABLE t (a [|pg_catalog.timestamp|])")]
    [InlineData("ALTER TABLE t ADD COLUMN a [|timestamp|]")]
    [InlineData("ALTER TABLE t ALTER COLUMN a TYPE [|timestamp|] USING a::date")]
    [InlineData("CREATE TYPE p AS (a [|timestamp|])")]
    [InlineData("CREATE DOMAIN d AS [|timestamp|]")]
    [InlineData("CREATE FUNCTION f(a [|timestamp|]) RETURNS [|timestamp|] LANGUAGE sql AS 'select $1'")]
    [InlineData("CREATE FUNCTION f() RETURNS TABLE (a [|timestamp|]) LANGUAGE sql AS 'select 1'")]
    [InlineData("SELECT a::[|timestamp|] FROM t")]
    [InlineData("SELECT CAST(a AS [|timestamp|]) FROM t")]
    [InlineData("SELECT [|timestamp|] '2020-01-01 00:00'")]
    [InlineData("SELECT [|LOCALTIMESTAMP|], [|localtimestamp(2)|]")]
    [InlineData("SELECT * FROM json_to_recordset('[]') AS r (a [|timestamp|])")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE t (a timestamptz, b timestamp with time zone, c timestamp(3) with time zone, d date, e time)")]
    [InlineData("CREATE TABLE t (a my.timestamp)")]
    [InlineData("CREATE FOREIGN TABLE t (a timestamp) SERVER s")]
    [InlineData("DROP FUNCTION f(timestamp)")]
    [InlineData("SELECT a::timestamp AT TIME ZONE 'UTC', timestamp '2020-01-01 00:00' AT TIME ZONE 'Europe/Berlin' FROM t")]
    [InlineData("SELECT LOCALTIMESTAMP AT TIME ZONE 'UTC'")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE s.orders (created_at [|timestamp|])", "s.orders.created_at is a timestamp without time zone; use timestamptz")]
    [InlineData("SELECT now()::[|timestamp|]", "The cast now()::timestamp is a timestamp without time zone; use timestamptz")]
    [InlineData("CREATE FUNCTION f(since [|timestamp|]) RETURNS int LANGUAGE sql AS ''", "The parameter since of f is a timestamp without time zone; use timestamptz")]
    public void Message_NamesWhatItIs(string sql, string message) =>
        Assert.Equal(message, Assert.Single(RuleVerifier.Statements(Rule, sql)).Message);

    [Theory]
    [InlineData("CREATE TABLE t (a [|timestamp(3) without time zone|][] NOT NULL)", "CREATE TABLE t (a timestamptz(3)[] NOT NULL)")]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT now())", "CREATE TABLE t (a timestamptz DEFAULT now())")]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT now()::timestamp)", "CREATE TABLE t (a timestamptz DEFAULT now()::timestamptz)")]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT LOCALTIMESTAMP(3))", "CREATE TABLE t (a timestamptz DEFAULT CURRENT_TIMESTAMP(3))")]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT (now() AT TIME ZONE 'utc'::text))", "CREATE TABLE t (a timestamptz DEFAULT (now()))")]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT timezone('utc', now()))", "CREATE TABLE t (a timestamptz DEFAULT now())")]
    [InlineData("SELECT a::[|timestamp|], [|LOCALTIMESTAMP|]", "SELECT a::timestamptz, CURRENT_TIMESTAMP")]
    [InlineData("CREATE DOMAIN d AS [|timestamp|]", "CREATE DOMAIN d AS timestamptz")]
    public void Fix(string sql, string expected) => RuleVerifier.Fix(Rule, sql, expected);

    [Theory]
    [InlineData("CREATE TABLE t (a [|timestamp|] DEFAULT (now() AT TIME ZONE 'Europe/Berlin'))")]
    [InlineData("CREATE TABLE t (a [|timestamp|], b date GENERATED ALWAYS AS (date_trunc('day', a)::date) STORED)")]
    [InlineData("CREATE FUNCTION f(a [|timestamp|]) RETURNS int LANGUAGE sql AS ''")]
    [InlineData("CREATE TABLE t (a [|timestamp /* local */ without time zone|])")]
    public void Fix_IsNotOffered(string sql) =>
        Assert.True(Assert.Single(RuleVerifier.Statements(Rule, sql)).Edits.IsEmpty);

    [Fact]
    public void SchemaFile_ReportsWhatIsLeft() => RuleVerifier.Schema(Rule, """
        CREATE TABLE a (x timestamp, y [|timestamp|], z timestamp);
        ALTER TABLE a ALTER COLUMN x TYPE timestamptz;
        ALTER TABLE a DROP COLUMN z;
        CREATE TABLE gone (x timestamp);
        DROP TABLE gone;
        """);

    [Theory]
    [InlineData("-- lifeops:ignore LDB2001 local time of the shop\nCREATE TABLE t (a timestamp);")]
    [InlineData("CREATE TABLE t (\n  -- lifeops:ignore LDB2001, LDB2020 local time\n  a timestamp\n);")]
    [InlineData("CREATE TABLE t (\n  -- lifeops:ignore LDB2001 local time\n  -- lifeops:ignore LDB2021\n  a timestamp\n);")]
    [InlineData("CREATE TABLE t (\r\n  -- lifeops:ignore LDB2001\r\n  a timestamp\r\n);")]
    public void IgnoreComment_OnTheLineBefore(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("-- lifeops:ignore LDB2020 another rule\nCREATE TABLE t (a [|timestamp|]);")]
    [InlineData("-- lifeops:ignore LDB2001 too far away\n\nCREATE TABLE t (a [|timestamp|]);")]
    [InlineData("-- lifeops:ignore reason first LDB2001\nCREATE TABLE t (a [|timestamp|]);")]
    public void IgnoreComment_ThatDoesNotMatch(string sql) => RuleVerifier.Statements(Rule, sql);
}
