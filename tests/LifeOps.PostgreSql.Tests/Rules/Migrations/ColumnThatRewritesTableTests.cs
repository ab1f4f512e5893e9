using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Migrations;

public sealed class ColumnThatRewritesTableTests
{
    private const string Schema = """
        CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
        CREATE DOMAIN label AS text;
        CREATE FUNCTION next_number() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION fixed_number() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE TABLE users (id bigint, total numeric GENERATED ALWAYS AS (id * 2) STORED);
        -- lifeops:rows 3
        CREATE TABLE countries (code text);
        """;

    private readonly MigrationVerifier _rule = new(RuleCatalog.ColumnThatRewritesTable, Schema);

    [Theory]
    [InlineData("token uuid DEFAULT gen_random_uuid()")]
    [InlineData("token uuid NOT NULL DEFAULT public.uuid_generate_v4()")]
    [InlineData("at timestamptz DEFAULT clock_timestamp()")]
    [InlineData("lot float8 DEFAULT 10 * random()")]
    [InlineData("number bigserial")]
    [InlineData("number bigint GENERATED ALWAYS AS IDENTITY")]
    [InlineData("twice bigint GENERATED ALWAYS AS (id * 2) STORED")]
    [InlineData("number int DEFAULT next_number()")]
    [InlineData("address email")]
    public void Reported(string column) => _rule.Finds($"ALTER TABLE users ADD COLUMN [|{column}|];");

    [Theory]
    [InlineData("at timestamptz NOT NULL DEFAULT now()")]
    [InlineData("at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP")]
    [InlineData("name text DEFAULT 'a'")]
    [InlineData("settings jsonb NOT NULL DEFAULT '{}'::jsonb")]
    [InlineData("number int DEFAULT fixed_number()")]
    [InlineData("twice bigint GENERATED ALWAYS AS (id * 2) VIRTUAL")]
    [InlineData("tag label")]
    [InlineData("number int DEFAULT unknown_function()")]
    public void NotReported(string column) => _rule.Finds($"ALTER TABLE users ADD COLUMN {column};");

    [Fact]
    public void SetDefault_TouchesNoRow() => _rule.Finds("ALTER TABLE users ALTER COLUMN id SET DEFAULT random();");

    [Fact]
    public void NewExpression_IsReported() => _rule.Finds("ALTER TABLE users [|ALTER COLUMN total SET EXPRESSION AS (id * 3)|];");

    [Fact]
    public void Before11_EveryDefaultIs() => new MigrationVerifier(RuleCatalog.ColumnThatRewritesTable, Schema, new() { PgVersion = new(10, 0) })
        .Finds("ALTER TABLE users ADD COLUMN [|a int DEFAULT 1|], ADD COLUMN b int, ADD COLUMN c int DEFAULT NULL;");

    [Fact]
    public void SmallAndNewTables_AreNotReported() => _rule.Finds("""
        ALTER TABLE countries ADD COLUMN id uuid DEFAULT gen_random_uuid();
        CREATE TABLE notes (a int);
        ALTER TABLE notes ADD COLUMN id uuid DEFAULT gen_random_uuid();
        """);
}
