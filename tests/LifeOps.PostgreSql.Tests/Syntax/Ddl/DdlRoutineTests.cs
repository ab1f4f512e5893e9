using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>Functions, procedures, triggers, rules and policies.</summary>
public sealed class DdlRoutineTests
{
    [Fact]
    public void Parameters()
    {
        const string sql = """
            CREATE FUNCTION app.f(int, a text DEFAULT 'x', IN b double precision = 1, OUT c app.t.col%TYPE, d INOUT int, VARIADIC e int[], double double precision)
            RETURNS SETOF record LANGUAGE sql
            """;
        var function = Parsed.Valid<CreateFunctionStmt>(sql);

        Assert.Equal("app, f", Parsed.Names(function.FuncName));
        Assert.Equal([null, "a", "b", "c", "d", "e", "double"], function.Parameters.Select(parameter => parameter.Name.Value));
        Assert.Equal(
            [FunctionParameterMode.Default, FunctionParameterMode.Default, FunctionParameterMode.In, FunctionParameterMode.Out, FunctionParameterMode.InOut, FunctionParameterMode.Variadic, FunctionParameterMode.Default],
            function.Parameters.Select(parameter => parameter.Mode));
        Assert.Equal(("'x'", "1"), (function.Parameters[1].DefExpr!.Text(sql), function.Parameters[2].DefExpr!.Text(sql)));
        Assert.True(function.Parameters[3].ArgType.IsColumnReference);
        Assert.True(function.ReturnType!.SetOf);
    }

    [Fact]
    public void ReturnsTable_ColumnsAreParameters()
    {
        var function = Parsed.Valid<CreateFunctionStmt>("CREATE FUNCTION f(a int) RETURNS TABLE (b int, c text) LANGUAGE sql AS $$SELECT 1, 'x'$$");

        Assert.True(function.ReturnsTable);
        Assert.Equal(["a", "b", "c"], function.Parameters.Select(parameter => parameter.Name.Value));
        Assert.Equal(FunctionParameterMode.Table, function.Parameters[2].Mode);
    }

    [Fact]
    public void Body_HasItsTextAndSpan()
    {
        const string sql = "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $body$BEGIN RETURN NEW; END$body$ IMMUTABLE SET search_path = app";
        var function = Parsed.Valid<CreateFunctionStmt>(sql);

        Assert.Equal(["language", "as", "volatility", "set"], function.Options.Select(option => option.Name.Value));
        var body = Assert.IsType<FunctionBody>(function.Options[1].Arg);
        Assert.Equal("BEGIN RETURN NEW; END", Assert.Single(body.Strings).Value);
        Assert.Equal("$body$BEGIN RETURN NEW; END$body$", body.Strings[0].Span.Of(sql));
    }

    [Theory]
    [InlineData("CALLED ON NULL INPUT", "strict")]
    [InlineData("RETURNS NULL ON NULL INPUT", "strict")]
    [InlineData("STRICT", "strict")]
    [InlineData("NOT LEAKPROOF", "leakproof")]
    [InlineData("EXTERNAL SECURITY DEFINER", "security")]
    [InlineData("COST 100", "cost")]
    [InlineData("ROWS 0.5", "rows")]
    [InlineData("SUPPORT app.s", "support")]
    [InlineData("PARALLEL SAFE", "parallel")]
    [InlineData("RESET ALL", "set")]
    [InlineData("WINDOW", "window")]
    [InlineData("TRANSFORM FOR TYPE a, FOR TYPE b", "transform")]
    [InlineData("AS 'obj_file', 'symbol'", "as")]
    public void Option(string option, string name)
    {
        var sql = $"CREATE FUNCTION f() RETURNS int {option}";
        var parsed = Assert.Single(Parsed.Valid<CreateFunctionStmt>(sql).Options);

        Assert.Equal((name, option), (parsed.Name.Value, parsed.Text(sql)));
    }

    [Fact]
    public void SqlBodies()
    {
        const string sql = "CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); ; DELETE FROM t WHERE a = CASE WHEN b THEN 1 END; END";
        var procedure = Parsed.Valid<CreateFunctionStmt>(sql);

        Assert.True(procedure.IsProcedure);
        Assert.Equal(14, procedure.MinimumVersion);
        var body = Assert.IsType<AtomicBody>(procedure.SqlBody);
        Assert.Equal(["INSERT INTO t VALUES (1)", "DELETE FROM t WHERE a = CASE WHEN b THEN 1 END"], body.Statements.Select(statement => statement.Text(sql)));

        const string function = "CREATE FUNCTION f(a int) RETURNS int RETURN a + 1";
        Assert.Equal("a + 1", Assert.IsType<ReturnStmt>(Parsed.Valid<CreateFunctionStmt>(function).SqlBody).ReturnVal.Text(function));
    }

    [Fact]
    public void AlterFunction()
    {
        Assert.Equal(2, Parsed.Valid<AlterFunctionStmt>("ALTER FUNCTION f(int) STABLE SET SCHEMA 'x' RESTRICT").Actions.Count);
        Assert.IsType<AlterObjectSchemaStmt>(Parsed.Valid<AlterObjectSchemaStmt>("ALTER FUNCTION f(int) SET SCHEMA x"));
    }

    [Fact]
    public void Trigger()
    {
        const string sql = """
            CREATE OR REPLACE TRIGGER tr AFTER INSERT OR UPDATE OF a, b ON app.t
                REFERENCING OLD TABLE AS o NEW TABLE n FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION app.f(1, 'x', word)
            """;
        var trigger = Parsed.Valid<CreateTrigStmt>(sql);

        Assert.Equal((TriggerTiming.After, TriggerEvents.Insert | TriggerEvents.Update, false), (trigger.Timing, trigger.Events, trigger.Row));
        Assert.Equal(("a, b", "app, f", "1, x, word"), (Parsed.Names(trigger.Columns), Parsed.Names(trigger.FuncName), Parsed.Names(trigger.Args)));
        Assert.Equal([("o", false), ("n", true)], trigger.TransitionRels.Select(transition => (transition.Name.Value!, transition.IsNew)));
        Assert.Equal("pg_trigger_depth() = 0", trigger.WhenClause!.Text(sql));
    }

    [Fact]
    public void ConstraintTrigger()
    {
        var trigger = Parsed.Valid<CreateTrigStmt>(
            "CREATE CONSTRAINT TRIGGER tr AFTER DELETE ON t FROM p DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE f()");

        Assert.True(trigger is { IsConstraint: true, Row: true });
        Assert.Equal(("p", ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred), (trigger.ConstrRel!.Name.Value, trigger.Attributes));
    }

    [Theory]
    [InlineData("NOTHING", 0)]
    [InlineData("INSTEAD SELECT 1", 1)]
    [InlineData("INSTEAD (SELECT 1) UNION SELECT 2", 1)]
    [InlineData("ALSO (INSERT INTO l VALUES (1); ; NOTIFY x;)", 2)]
    [InlineData("(WITH q AS (SELECT 1) DELETE FROM l)", 1)]
    public void Rule(string action, int count)
    {
        var rule = Parsed.Valid<RuleStmt>($"CREATE OR REPLACE RULE r AS ON UPDATE TO t WHERE old.a > 0 DO {action}");

        Assert.Equal((RuleEvent.Update, count, action.StartsWith("INSTEAD", StringComparison.Ordinal)), (rule.Event, rule.Actions.Count, rule.Instead));
        Assert.NotNull(rule.WhereClause);
    }

    [Fact]
    public void Policy()
    {
        const string sql = "CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO bob, PUBLIC USING (a = 1) WITH CHECK (b = 2)";
        var policy = Parsed.Valid<CreatePolicyStmt>(sql);

        Assert.Equal((false, RuleEvent.Update, 2), (policy.Permissive, policy.Command, policy.Roles.Count));
        Assert.Equal(("a = 1", "b = 2"), (policy.Qual!.Text(sql), policy.WithCheck!.Text(sql)));
        Assert.Single(Parsed.Valid<AlterPolicyStmt>("ALTER POLICY p ON t TO bob USING (true)").Roles);
    }

    [Theory]
    [InlineData("CREATE FUNCTION f(¦OUT a int) RETURNS TABLE (b int) AS ''", "OUT and INOUT arguments aren't allowed in TABLE functions")]
    [InlineData("CREATE FUNCTION f(int ¦int)", "syntax error at or near \"int\"")]
    [InlineData("CREATE FUNCTION f() RETURNS TABLE (¦)", "syntax error at or near \")\"")]
    [InlineData("CREATE FUNCTION f() RETURN 1 ¦LANGUAGE sql", "syntax error at or near \"LANGUAGE\"")]
    [InlineData("CREATE FUNCTION f() BEGIN ATOMIC ¦BEGIN; END", "syntax error at or near \"BEGIN\"")]
    [InlineData("CREATE PROCEDURE p() RETURNS ¦int", "syntax error at or near \"int\"")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT OR ¦INSERT ON t EXECUTE FUNCTION f()", "duplicate trigger events specified at or near \"INSERT\"")]
    [InlineData("CREATE TRIGGER t BEFORE UPDATE OR UPDATE OF a ¦ON t EXECUTE FUNCTION f()", "duplicate trigger events specified at or near \"ON\"")]
    [InlineData("CREATE CONSTRAINT TRIGGER t AFTER INSERT ON t ¦NOT VALID FOR EACH ROW EXECUTE FUNCTION f()", "TRIGGER constraints cannot be marked NOT VALID")]
    [InlineData("¦CREATE OR REPLACE CONSTRAINT TRIGGER t AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO INSTEAD ¦MERGE INTO x", "syntax error at or near \"MERGE\"")]
    [InlineData("CREATE POLICY p ON t AS ¦lax", "unrecognized row security option \"lax\"")]
    public void Errors(string sql, string message) => Assert.Equal(message, Parsed.Error(sql));
}
