using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

/// <summary>Text with places that are not known: each {name:kind} of the test's text is such a place.</summary>
public class HoleTests
{
    private static SqlScript Parse(string text)
    {
        var sql = new System.Text.StringBuilder();
        var holes = new List<SqlHole>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                sql.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('}', i);
            var kind = text[i + 1] switch { 'e' => HoleKind.Expression, 'i' => HoleKind.Identifier, 'f' => HoleKind.Fragment, _ => HoleKind.Unknown };
            holes.Add(new SqlHole(new TextSpan(sql.Length, end + 1 - i), kind));
            sql.Append(SqlHole.Filler, end + 1 - i);
            i = end;
        }

        return SqlParser.Parse(sql.ToString(), SqlParseOptions.Embedded with { Holes = holes.ToValueList() });
    }

    [Theory]
    [InlineData("SELECT * FROM t WHERE a = {x}")]
    [InlineData("SELECT * FROM {x}")]
    [InlineData("SELECT * FROM {x}.t a")]
    [InlineData("SELECT * FROM t_{x} WHERE a = 1")]
    [InlineData("SELECT {x} FROM t")]
    [InlineData("SELECT a, {x}, b FROM t")]
    [InlineData("SELECT a {x} FROM t")]
    [InlineData("SELECT * FROM t {x}")]
    [InlineData("SELECT * FROM t {x} ORDER BY a")]
    [InlineData("SELECT * FROM t WHERE a = 1 {x} AND b = 2 {y} LIMIT 5")]
    [InlineData("SELECT * FROM t WHERE {x}")]
    [InlineData("SELECT * FROM t WHERE a {x} @b")]
    [InlineData("SELECT * FROM t ORDER BY {x} {y}")]
    [InlineData("SELECT * FROM t ORDER BY a {x} LIMIT {y} OFFSET {z}")]
    [InlineData("SELECT * FROM t WHERE a IN ({x})")]
    [InlineData("SELECT * FROM t WHERE a LIKE '%{x}%' AND \"{y}\" = 1")]
    [InlineData("INSERT INTO t ({x}) VALUES ({y})")]
    [InlineData("INSERT INTO {x} (a, b) VALUES {y}")]
    [InlineData("INSERT INTO t {x}")]
    [InlineData("UPDATE t SET {x} WHERE id = 1")]
    [InlineData("UPDATE t SET a = 1, {x} = 2 {y}")]
    [InlineData("DELETE FROM t {x}")]
    [InlineData("{x} ORDER BY a")]
    [InlineData("WITH a AS ({x}) SELECT * FROM a")]
    [InlineData("SELECT {x}(a), {y}.f(b) FROM t")]
    [InlineData("SELECT * FROM ({x}) s JOIN u ON u.id = s.id")]
    public void Text_WithHolesThatCanBeRight_HasNoErrors(string text) => Assert.Empty(Parse(text).Diagnostics);

    [Theory]
    [InlineData("SELECT a, FROM t WHERE b = {x}", "syntax error at or near \"FROM\"")]
    [InlineData("SELEC a FROM {x}", "syntax error at or near \"SELEC\"")]
    [InlineData("SELECT * FROM t WHERE = {e}", "syntax error at or near \"=\"")]
    public void ErrorsThatNoHoleExplains_AreReported(string text, string message) => Assert.Equal(message, Assert.Single(Parse(text).Diagnostics).Message);

    [Fact]
    public void Holes_AreWhereTheyStand()
    {
        var select = (SelectStmt)Parse("SELECT {x}.a, {e} FROM s.t_{i} WHERE b = {x} AND c = 'p{x}'").Statements[0].Stmt;
        Assert.True(((ColumnRef)select.TargetList[0].Val!).Fields[0].HasHole);
        Assert.Equal(HoleKind.Expression, Assert.IsType<HoleExpr>(select.TargetList[1].Val).Hole.Kind);
        Assert.True(((RangeVar)select.FromClause[0]).Name.HasHole);
        var where = (BoolExpr)select.WhereClause!;
        Assert.IsType<HoleExpr>(((A_Expr)where.Args[0]).Rexpr);
        Assert.Contains(SqlHole.Filler, ((A_Const)((A_Expr)where.Args[1]).Rexpr).Value!);
    }

    [Fact]
    public void Placeholders_AreParameters()
    {
        var script = SqlParser.Parse("SELECT @a, :b, {=c}, {0}, ?, $2", SqlParseOptions.Embedded);
        Assert.Empty(script.Diagnostics);
        var parameters = ((SelectStmt)script.Statements[0].Stmt).TargetList.Select(target => (ParamRef)target.Val!).ToList();
        Assert.Equal(["a", "b", "c", null, null, null], parameters.Select(parameter => parameter.Name.Value));
        Assert.Equal([0, 0, 0, 0, -1, 2], parameters.Select(parameter => parameter.Number));
    }
}
