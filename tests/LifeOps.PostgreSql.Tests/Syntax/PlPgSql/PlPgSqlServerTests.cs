using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.PlPgSql;

/// <summary>Bodies judged by a real server: CREATE FUNCTION checks them without running them.</summary>
public sealed class PlPgSqlServerTests
{
    private static readonly string[] Bodies =
    [
        "BEGIN END",
        "BEGIN x := ; END",
        "BEGIN x := 1 + ; END",
        "BEGIN x := 1 END",
        "BEGIN x := (1; END",
        "BEGIN ; END",
        "BEGIN IF x THEN NULL; ELSIF x > 1 THEN NULL; ELSE NULL; END IF; END",
        "BEGIN IF x; END IF; END",
        "BEGIN IF x THEN NULL; END; END",
        "BEGIN CASE x WHEN 1 THEN NULL; END CASE; END",
        "BEGIN CASE x THEN NULL; END CASE; END",
        "BEGIN FOR i IN 1..2 LOOP NULL; END LOOP; END",
        "BEGIN FOR i IN REVERSE SELECT 1 LOOP NULL; END LOOP; END",
        "BEGIN FOR i IN 1..2 ; END",
        "BEGIN FOR r IN SELECT 1; END",
        "BEGIN LOOP EXIT b; END LOOP; END",
        "BEGIN EXIT; END",
        "<<a>> BEGIN CONTINUE a; END",
        "<<a>> BEGIN NULL; END b",
        "BEGIN NULL; END b",
        "BEGIN RETURN 1; END",
        "BEGIN RETURN NEXT; END",
        "BEGIN RETURN QUERY SELECT 1; END",
        "BEGIN RAISE NOTICE 'a %', x; END",
        "BEGIN RAISE 'a' USING hint 'h'; END",
        "BEGIN RAISE SQLSTATE 'x'; END",
        "BEGIN RAISE 'a' USING nonsense = 1; END",
        "BEGIN GET DIAGNOSTICS x = ROW_COUNT; END",
        "BEGIN EXECUTE 'SELECT 1' INTO x USING 1; END",
        "BEGIN EXECUTE 'a' END",
        "BEGIN PERFORM END",
        "BEGIN PERFORM 1 FROM; END",
        "BEGIN SELECT FROM FROM t; END",
        "BEGIN SELECT 1",
        "BEGIN SELECT 1 INTO x; END; SELECT 2",
        "BEGIN OPEN c FOR SELECT 1; FETCH c INTO x; CLOSE c; END",
        "BEGIN NULL; EXCEPTION WHEN division_by_zero OR SQLSTATE '22012' THEN NULL; WHEN OTHERS THEN RAISE; END",
        "BEGIN NULL; EXCEPTION WHEN SQLSTATE 'x' THEN NULL; END",
        "DECLARE y int NOT NULL; BEGIN END",
        "DECLARE y CONSTANT text COLLATE \"C\" := 'a'; z y%TYPE; BEGIN END",
        "DECLARE y; BEGIN END",
        "DECLARE k CURSOR (a int) FOR SELECT a; BEGIN FOR r IN k(1) LOOP NULL; END LOOP; END",
        "BEGIN COMMIT AND CHAIN; ROLLBACK; END",
        "BEGIN BEGIN NULL; END END",
    ];

    [SkippableFact]
    public async Task Bodies_AreJudgedAsTheServerJudgesThem_AtTheSamePlaceAndInTheSameWords()
    {
        var server = PostgresServer.GetOrSkip();
        await using var database = await server.CreateDatabaseAsync();
        await using var connection = await database.OpenAsync();

        var differences = new List<string>();
        foreach (var body in Bodies)
        {
            var sql = $"CREATE OR REPLACE FUNCTION f(x int, c refcursor) RETURNS void LANGUAGE plpgsql AS $body$ {body} $body$";
            var function = Assert.IsType<CreateFunctionStmt>(SqlParser.Parse(sql).Statements[0].Stmt);
            var parsed = PlPgSqlParser.Parse(sql, function);
            Assert.NotNull(parsed);

            var theirs = await ErrorOf(connection, sql);
            var ours = parsed.Diagnostics.IsEmpty ? null : $"{parsed.Diagnostics[0].Message} at {parsed.Diagnostics[0].Span.Start + 1}";
            if (theirs != ours)
                differences.Add($"{body}{Environment.NewLine}  server: {theirs}{Environment.NewLine}  parser: {ours}");
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static async Task<string?> ErrorOf(NpgsqlConnection connection, string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException exception)
        {
            return $"{exception.MessageText} at {exception.Position}";
        }
    }
}
