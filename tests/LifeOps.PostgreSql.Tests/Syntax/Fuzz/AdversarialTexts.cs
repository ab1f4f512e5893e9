using System.Text;

namespace LifeOps.PostgreSql.Tests.Syntax.Fuzz;

/// <summary>Texts of any size that are bad for parsers: deep, long, unfinished.</summary>
internal static class AdversarialTexts
{
    /// <summary>Each makes a text whose length is in proportion to the number.</summary>
    public static readonly (string Name, Func<int, string> Make)[] Scaled =
    [
        ("nested parentheses", n => "SELECT " + Repeat("(", n) + "1" + Repeat(")", n)),
        ("open parentheses", n => Repeat("(", n)),
        ("open parentheses in an expression", n => "SELECT " + Repeat("(", n)),
        ("dashes", n => Repeat("--", n)),
        ("comment openings", n => Repeat("/*", n)),
        ("nested comments", n => Repeat("/*", n) + Repeat("*/", n)),
        ("OR", n => "SELECT 1 WHERE a" + Repeat(" OR a", n)),
        ("AND and OR", n => "SELECT 1 WHERE a" + Repeat(" AND b OR a", n)),
        ("NOT", n => "SELECT 1 WHERE " + Repeat("NOT ", n) + "a"),
        ("additions", n => "SELECT 1" + Repeat("+1", n)),
        ("signs", n => "SELECT " + Repeat("- ", n) + "1"),
        ("casts", n => "SELECT a" + Repeat("::int", n)),
        ("subscripts", n => "SELECT a" + Repeat("[1]", n)),
        ("nested subscripts", n => "SELECT " + Repeat("a[", n)),
        ("dots", n => "SELECT a" + Repeat(".a", n)),
        ("VALUES columns", n => "VALUES (1" + Repeat(",1", n) + ")"),
        ("VALUES rows", n => "VALUES (1)" + Repeat(",(1)", n)),
        ("columns of a table", n => "CREATE TABLE t (a int" + Repeat(", a int", n) + ")"),
        ("subqueries", n => Repeat("SELECT (", n)),
        ("subqueries in FROM", n => Repeat("SELECT * FROM (", n)),
        ("parenthesised joins", n => "SELECT * FROM " + Repeat("(", n) + "a" + Repeat(" JOIN b ON true)", n)),
        ("joins", n => "SELECT * FROM a" + Repeat(" JOIN b ON true", n)),
        ("joins without conditions", n => "SELECT * FROM a" + Repeat(" JOIN b", n)),
        ("UNION", n => "SELECT 1" + Repeat(" UNION SELECT 1", n)),
        ("parenthesised UNION", n => Repeat("(SELECT 1 UNION ", n)),
        ("CASE", n => "SELECT " + Repeat("CASE WHEN ", n)),
        ("calls", n => "SELECT " + Repeat("f(", n)),
        ("arrays", n => "SELECT ARRAY" + Repeat("[", n)),
        ("CTEs", n => Repeat("WITH a AS (", n)),
        ("EXPLAIN", n => Repeat("EXPLAIN ", n)),
        ("statements", n => Repeat("SELECT 1;", n)),
        ("broken statements", n => Repeat("SELECT FROM FROM;", n)),
        ("semicolons", n => Repeat(";", n)),
        ("quotes", n => Repeat("'", n)),
        ("double quotes", n => Repeat("\"", n)),
        ("dollars", n => Repeat("$", n)),
        ("dollar tags", n => Repeat("$a$ $b$ ", n)),
        ("string continuation", n => "SELECT 'a'" + Repeat("\n'a'", n)),
        ("operators", n => "SELECT 1 " + Repeat("+-@", n) + " 1"),
        ("long name", n => "SELECT " + Repeat("x", n)),
        ("long number", n => "SELECT " + Repeat("1", n)),
        ("words", n => Repeat("select ", n)),
        ("commas", n => "SELECT " + Repeat(",", n)),
        ("WITH of a view", n => Repeat("CREATE VIEW v WITH ", n)),
        ("schema elements", n => "CREATE SCHEMA s" + Repeat(" CREATE TABLE t (a int)", n)),
        ("BEGIN ATOMIC", n => Repeat("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC ", n)),
        ("privileges", n => "GRANT a" + Repeat(", a", n)),
        ("DO blocks", n => Repeat("DO $$ BEGIN NULL; END $$;", n)),
        ("quoted DO blocks", n => Repeat("DO 'BEGIN RAISE ''x''; END';", n)),
        ("nested PL/pgSQL blocks", n => "DO $$" + Repeat(" BEGIN ", n)),
        ("nested IF", n => "DO $$ BEGIN" + Repeat(" IF a THEN ", n)),
        ("CASE in PL/pgSQL", n => "DO $$ BEGIN" + Repeat(" CASE a WHEN b THEN ", n)),
        ("DO inside DO", n => "DO $a$ BEGIN " + Repeat("EXECUTE 'x'; ", n)),
        ("not ASCII", n => "SELECT '" + Repeat("é😀", n) + "'"),
        ("zeros", n => Repeat("\0", n)),
    ];

    /// <summary>Everything that can be left without its end.</summary>
    public static readonly string[] Unterminated =
    [
        "SELECT '", "SELECT 'a", "SELECT \"", "SELECT \"a", "SELECT $$", "SELECT $a$ $b$", "SELECT E'\\", "SELECT E'a\\'", "SELECT U&'\\00", "SELECT U&\"\\", "SELECT B'01", "SELECT X'1",
        "SELECT /*", "SELECT /* /* */", "SELECT --", "SELECT (", "SELECT f(", "SELECT a[", "SELECT a[1:", "SELECT ARRAY[", "SELECT CASE", "SELECT CASE a WHEN", "SELECT CAST(a AS", "SELECT a::",
        "SELECT a.", "SELECT a IN (", "SELECT a BETWEEN 1", "SELECT a FROM", "SELECT a FROM t JOIN", "SELECT a FROM (SELECT", "SELECT a FROM t WHERE", "SELECT a FROM t ORDER BY", "SELECT count(*) OVER (",
        "WITH", "WITH a AS", "WITH a AS (", "INSERT", "INSERT INTO t (", "INSERT INTO t VALUES (", "UPDATE t SET", "UPDATE t SET a =", "DELETE FROM", "MERGE INTO t USING s ON a WHEN", "CREATE", "CREATE TABLE t (",
        "CREATE TABLE t (a", "CREATE TABLE t (a int DEFAULT", "CREATE VIEW v WITH", "CREATE VIEW v WITH (", "CREATE VIEW v AS", "CREATE INDEX ON t (", "CREATE FUNCTION f(", "CREATE FUNCTION f() RETURNS int AS '",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1", "ALTER TABLE t", "ALTER TABLE t ADD COLUMN", "GRANT", "GRANT SELECT ON", "SET", "SET a =", "COPY t FROM", "COPY t (", "COPY (", "EXPLAIN (", "DO",
        "DO $$", "DO $$ BEGIN", "DO $$ BEGIN IF", "DO $$ BEGIN FOR r IN", "DO $$ DECLARE x", "DO $$ BEGIN RAISE '", "DO $$ BEGIN SELECT '$$", "DO 'BEGIN ''", "COPY t FROM stdin;\n1\t2", "\\connect", "\\restrict",
    ];

    private static string Repeat(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();
}
