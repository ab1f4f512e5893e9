using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Analysis;

public sealed class BrokenRoutineBodyTests
{
    private static Rule Rule => RuleCatalog.SqlSyntaxError;

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT a form [|t|] $$")]
    [InlineData("CREATE FUNCTION f() RETURNS int AS $body$ SELECT 1; SELECT a form [|t|]; $body$ LANGUAGE 'sql'")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a form [|t|]'")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; UPDATE t ST [|a|] = 1; END $$")]
    [InlineData("DO $$ BEGIN INSERT INTO t [|VALUE|] (1); END $$")]
    public void Reports(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT $1 + a FROM t WHERE b = 'it''s' $$")]
    [InlineData("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := now(); RETURN NEW; END $$")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE python AS $$ return 1 $$")]
    [InlineData("DO $$ BEGIN IF true THEN UPDATE t SET a = 1; END IF; END $$")]
    public void IsSilent(string sql) => RuleVerifier.Statements(Rule, sql);

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT a::[|timestamp|] FROM t $$")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM a::[|timestamp|] FROM t; RETURN 1; END $$")]
    [InlineData("DO $$ BEGIN CREATE TABLE t (a [|timestamp|]); END $$")]
    public void OtherRules_ReadBodies(string sql) => RuleVerifier.Statements(RuleCatalog.TimestampWithoutTimeZone, sql);
}
