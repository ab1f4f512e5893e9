using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "(1 + (2 * 3))")]
    [InlineData("1 - 2 - 3", "((1 - 2) - 3)")]
    [InlineData("2 ^ 3 ^ 4", "((2 ^ 3) ^ 4)")]
    [InlineData("- 2 ^ 2", "(-2 ^ 2)")]
    [InlineData("- a ^ 2", "((- a) ^ 2)")]
    [InlineData("-a::int", "(- a::pg_catalog.int4)")]
    [InlineData("a || b + c", "(a || (b + c))")]
    [InlineData("a OR b AND c", "(Or a (And b c))")]
    [InlineData("a AND b AND (c AND d)", "(And a b (And c d))")]
    [InlineData("(a AND b) AND c", "(And a b c)")]
    [InlineData("NOT a = b", "(Not (a = b))")]
    [InlineData("NOT a AND b", "(And (Not a) b)")]
    [InlineData("a = b IS NULL", "((a = b) ISNULL)")]
    [InlineData("a IS NULL = b", "((a ISNULL) = b)")]
    [InlineData("a < b || c", "(a < (b || c))")]
    [InlineData("@ a + b", "(@ (a + b))")]
    [InlineData("@ a || b", "((@ a) || b)")]
    [InlineData("a LIKE b || c", "(a ~~ (b || c))")]
    [InlineData("a NOT ILIKE b ESCAPE c", "(a !~~* pg_catalog.like_escape(b, c))")]
    [InlineData("a SIMILAR TO b", "(a ~ pg_catalog.similar_to_escape(b))")]
    [InlineData("a BETWEEN 1 AND 2 AND b", "(And (a BETWEEN 1 2) b)")]
    [InlineData("a NOT BETWEEN SYMMETRIC 1 AND 2", "(a NOT BETWEEN SYMMETRIC 1 2)")]
    [InlineData("a IN (1, 2)", "(a = 1 2)")]
    [InlineData("a NOT IN (1)", "(a <> 1)")]
    [InlineData("a IS DISTINCT FROM b + 1", "(a = DISTINCT (b + 1))")]
    [InlineData("a IS NOT TRUE", "(a IsNotTrue)")]
    [InlineData("a AT TIME ZONE 'UTC'", "pg_catalog.timezone('UTC', a)")]
    [InlineData("a AT LOCAL", "pg_catalog.timezone(a)")]
    [InlineData("a COLLATE \"C\" < b", "((a COLLATE C) < b)")]
    [InlineData("a = ANY ($1)", "(a = ANY $1)")]
    [InlineData("a OPERATOR(pg_catalog.+) b * c", "(a + (b * c))")]
    [InlineData("a -> 'x' ->> 'y'", "((a -> 'x') ->> 'y')")]
    [InlineData("(1, 2) OVERLAPS (3, 4)", "pg_catalog.overlaps(1, 2, 3, 4)")]
    public void Operators_BindAsTheServerBindsThem(string sql, string shape) => Assert.Equal(shape, Shape.OfExpression(sql));

    [Theory]
    [InlineData("a < b < c", "syntax error at or near \"<\"")]
    [InlineData("a = b = c", "syntax error at or near \"=\"")]
    [InlineData("a LIKE b LIKE c", "syntax error at or near \"LIKE\"")]
    [InlineData("a IS DISTINCT FROM b IS NULL", "syntax error at or near \"IS\"")]
    [InlineData("f(x)[1]", "syntax error at or near \"[\"")]
    [InlineData("count(*", "syntax error at end of input")]
    [InlineData("(1, 2, 3) OVERLAPS (3, 4)", "wrong number of parameters on left side of OVERLAPS expression")]
    [InlineData("a.*.b", "improper use of \"*\" at end of input")]
    [InlineData("percentile_cont(DISTINCT a) WITHIN GROUP (ORDER BY b)", "cannot use DISTINCT with WITHIN GROUP")]
    [InlineData("float(99) '1'", "precision for type float must be less than 54 bits")]
    public void WrongExpressions_AreRefused(string sql, string message) => Assert.Equal(message, Shape.OfExpression(sql));

    [Theory]
    [InlineData("a.b.c", "a.b.c")]
    [InlineData("a.b[1].*", "a.b[1].*")]
    [InlineData("a[1:2][:]", "a[1:2][:]")]
    [InlineData("(a).f", "a.f")]
    [InlineData("$1.f", "$1.f")]
    [InlineData("((1))", "1")]
    [InlineData("ROW()", "ROW()")]
    [InlineData("(1, a)", "(1, a)")]
    [InlineData("ARRAY[[1, 2], [3]]", "[[1, 2], [3]]")]
    [InlineData("count(*)", "count(*)")]
    [InlineData("f(a, b => 1, c := 2)", "f(a, b => 1, c => 2)")]
    [InlineData("current_schema()", "current_schema()")]
    [InlineData("coalesce", "coalesce")]
    [InlineData("int", "int")]
    [InlineData("MyColumn", "mycolumn")]
    [InlineData("\"MyColumn\"", "MyColumn")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    public void Operands_KeepTheirShape(string sql, string shape) => Assert.Equal(shape, Shape.OfExpression(sql));

    [Theory]
    [InlineData("int '1'", "'1'::pg_catalog.int4")]
    [InlineData("double precision '1'", "'1'::pg_catalog.float8")]
    [InlineData("interval '1' day to second(3)", "'1'::pg_catalog.interval(3) Day, Hour, Minute, Second")]
    [InlineData("timestamp with time zone 'now'", "'now'::pg_catalog.timestamptz")]
    [InlineData("n'x'", "'x'::pg_catalog.bpchar")]
    [InlineData("date '2020-01-01'", "'2020-01-01'::date")]
    [InlineData("a.t(1) 'x'", "'x'::a.t(1)")]
    [InlineData("a::numeric(10, 2)[]", "a::pg_catalog.numeric(10, 2)[]")]
    [InlineData("CAST(a AS character varying(3))", "a::pg_catalog.varchar(3)")]
    [InlineData("a::char", "a::pg_catalog.bpchar(1)")]
    [InlineData("a::text ARRAY[3]", "a::text[3]")]
    [InlineData("a::float(24)", "a::pg_catalog.float4")]
    public void Types_AreNormalisedAsTheServerDoes(string sql, string shape) => Assert.Equal(shape, Shape.OfExpression(sql));

    [Theory]
    [InlineData("EXTRACT(year FROM a)", "pg_catalog.extract('year', a)")]
    [InlineData("POSITION('a' IN b)", "pg_catalog.position(b, 'a')")]
    [InlineData("SUBSTRING(a FROM 1 FOR 2)", "pg_catalog.substring(a, 1, 2)")]
    [InlineData("SUBSTRING(a FOR 2)", "pg_catalog.substring(a, 1, 2::pg_catalog.int4)")]
    [InlineData("SUBSTRING(a SIMILAR b ESCAPE c)", "pg_catalog.substring(a, b, c)")]
    [InlineData("substring(a, 1)", "substring(a, 1)")]
    [InlineData("TRIM(LEADING 'x' FROM a)", "pg_catalog.ltrim(a, 'x')")]
    [InlineData("OVERLAY(a PLACING b FROM 1)", "pg_catalog.overlay(a, b, 1)")]
    [InlineData("NULLIF(a, b)", "(a = b)")]
    [InlineData("TREAT(a AS int)", "pg_catalog.int4(a)")]
    [InlineData("a IS NOT NFC NORMALIZED", "(Not pg_catalog.is_normalized(a, 'NFC'))")]
    [InlineData("COLLATION FOR (a)", "pg_catalog.pg_collation_for(a)")]
    [InlineData("json_object('a', 'b')", "pg_catalog.json_object('a', 'b')")]
    public void FormsOfTheirOwn_BecomeCalls(string sql, string shape) => Assert.Equal(shape, Shape.OfExpression(sql));

    [Theory]
    [InlineData("(SELECT 1)", "Expr(SelectStmt{ResTarget{1}})")]
    [InlineData("((SELECT 1))", "Expr(SelectStmt{ResTarget{1}})")]
    [InlineData("((SELECT 1) + 2)", "(Expr(SelectStmt{ResTarget{1}}) + 2)")]
    [InlineData("((SELECT 1) UNION SELECT 2)", "Expr(SelectStmt:Union{SelectStmt{ResTarget{1}} SelectStmt{ResTarget{2}}})")]
    [InlineData("((SELECT 1), 2)", "(Expr(SelectStmt{ResTarget{1}}), 2)")]
    [InlineData("a IN (SELECT 1)", "Any(a SelectStmt{ResTarget{1}})")]
    [InlineData("a IN ((SELECT 1), 2)", "(a = Expr(SelectStmt{ResTarget{1}}) 2)")]
    [InlineData("a <> ALL (SELECT 1)", "All(a <>SelectStmt{ResTarget{1}})")]
    [InlineData("NOT EXISTS (SELECT 1)", "(Not Exists(SelectStmt{ResTarget{1}}))")]
    [InlineData("ARRAY(SELECT 1)", "Array(SelectStmt{ResTarget{1}})")]
    [InlineData("(SELECT 1)[1]", "Expr(SelectStmt{ResTarget{1}})[1]")]
    [InlineData("((a + 1) * 2 - (3))", "(((a + 1) * 2) - 3)")]
    public void Parentheses_BelongToQueriesAsLongAsTheyCan(string sql, string shape) => Assert.Equal(shape, Shape.OfExpression(sql));

    [Theory]
    [InlineData("SELECT a like, b FROM t", "like")]
    [InlineData("SELECT a and FROM t", "and")]
    [InlineData("SELECT a at", "at")]
    [InlineData("SELECT a value", "value")]
    public void OperatorWords_MayBeLabels(string sql, string label)
    {
        var script = SqlParser.Parse(sql);
        Assert.Empty(script.Diagnostics);
        Assert.Equal(label, ((SelectStmt)script.Statements[0].Stmt).TargetList[0].Name.Value);
    }

    [Fact]
    public void Constants_KnowTheirValueAndPlace()
    {
        var select = (SelectStmt)SqlParser.Parse("SELECT -5, - - 7, 0x1F, 1_000, E'a\\n\\u0041', U&'!0041' UESCAPE '!', $x$a$x$, 'a'\n'b'").Statements[0].Stmt;
        var values = select.TargetList.Select(target => (A_Const)target.Val!).ToList();
        Assert.Equal(["-5", "7", "0x1F", "1_000", "a\nA", "A", "a", "ab"], values.Select(value => value.Value));
        Assert.Equal([-5, 7, 31, 1000], values.Take(4).Select(value => value.IntegerValue));
        Assert.Equal(new TextSpan(7, 2), values[0].Span);
        Assert.Equal(new TextSpan(8, 1), values[0].LiteralSpan);
    }
}
