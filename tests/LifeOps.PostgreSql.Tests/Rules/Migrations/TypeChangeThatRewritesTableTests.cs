using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class TypeChangeThatRewritesTableTests
{
    private const string Schema = """
        CREATE TYPE mood AS ENUM ('good');
        CREATE TABLE t (
            i int, v varchar(20), n numeric(10,2), ts timestamp, c char(3), j json, b bigint, a int[], m mood
        );
        -- lifeops:rows 3
        CREATE TABLE countries (code int);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.TypeChangeThatRewritesTable, Schema);

    [Theory]
    [InlineData("i", "bigint")]
    [InlineData("v", "varchar(10)")]
    [InlineData("n", "numeric(12,3)")]
    [InlineData("ts", "timestamptz")]
    [InlineData("c", "text")]
    [InlineData("j", "jsonb")]
    [InlineData("a", "bigint[]")]
    [InlineData("unknown", "bigint")]
    [InlineData("v", "text USING lower(v)")]
    public void Reported(string column, string type) => _rule.Finds($"ALTER TABLE t [|ALTER COLUMN {column} TYPE {type}|];");

    [Theory]
    [InlineData("v", "varchar(30)")]
    [InlineData("v", "varchar")]
    [InlineData("v", "text")]
    [InlineData("v", "text USING v::text")]
    [InlineData("n", "numeric(12,2)")]
    [InlineData("n", "numeric")]
    [InlineData("ts", "timestamp(6)")]
    [InlineData("unknown", "text")]
    [InlineData("unknown", "varchar(200)")]
    [InlineData("i", "my_type")]
    [InlineData("m", "text")]
    public void NotReported(string column, string type) => _rule.Finds($"ALTER TABLE t ALTER COLUMN {column} TYPE {type};");

    [Fact]
    public void SchemaTakenBehindTheMigration_TellsNoOldType() => _rule.Finds("ALTER TABLE t [|ALTER COLUMN b TYPE bigint|], ALTER COLUMN v TYPE varchar(20);");

    [Fact]
    public void TimestampInUtc_KeepsItsValues() => _rule.Finds("""
        SET timezone = 'UTC';
        ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;
        RESET timezone;
        ALTER TABLE t [|ALTER COLUMN ts TYPE timestamptz|];
        SET LOCAL TIME ZONE 'UTC';
        ALTER TABLE t [|ALTER COLUMN ts TYPE timestamptz|];
        BEGIN;
        SET LOCAL TIME ZONE 'UTC';
        ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;
        ALTER TABLE t [|ALTER COLUMN ts TYPE timestamptz USING ts AT TIME ZONE 'UTC'|];
        COMMIT;
        ALTER TABLE t [|ALTER COLUMN ts TYPE timestamptz|];
        """);

    [Fact]
    public void SmallAndNewTables_AreNotReported() => _rule.Finds("""
        ALTER TABLE countries ALTER COLUMN code TYPE bigint;
        CREATE TABLE notes (a int);
        ALTER TABLE notes ALTER COLUMN a TYPE bigint;
        """);
}
