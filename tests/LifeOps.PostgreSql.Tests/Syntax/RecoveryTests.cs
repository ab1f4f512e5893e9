using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public class RecoveryTests
{
    [Fact]
    public void BrokenQuery_KeepsItsColumnsTableAndPredicate()
    {
        var script = SqlParser.Parse("SELECT a, FROM t WHERE x =");
        var diagnostic = Assert.Single(script.Diagnostics);
        Assert.Equal(("syntax error at or near \"FROM\"", 10), (diagnostic.Message, diagnostic.Span.Start));
        var select = (SelectStmt)script.Statements[0].Stmt;
        Assert.Equal(["a", "MissingExpr"], select.TargetList.Select(target => Shape.Of(target.Val!)));
        Assert.Equal("t", ((RangeVar)select.FromClause[0]).Name.Value);
        Assert.Equal("(x = MissingExpr)", Shape.Of(select.WhereClause!));
    }

    [Theory]
    [InlineData("SELECT a b c FROM t WHERE x", "syntax error at or near \"c\"")]
    [InlineData("SELECT a FROM t x y WHERE x", "syntax error at or near \"y\"")]
    [InlineData("SELECT f(a FROM t WHERE x", "syntax error at or near \"FROM\"")]
    [InlineData("SELECT (a + FROM t WHERE x", "syntax error at or near \"FROM\"")]
    [InlineData("SELECT CASE WHEN a THEN FROM t WHERE x", "syntax error at or near \"FROM\"")]
    public void BrokenClause_DoesNotHideTheNext(string sql, string message)
    {
        var script = SqlParser.Parse(sql);
        Assert.Equal(message, Assert.Single(script.Diagnostics).Message);
        var select = (SelectStmt)script.Statements[0].Stmt;
        Assert.Equal("t", ((RangeVar)select.FromClause[0]).Name.Value);
        Assert.NotNull(select.WhereClause);
    }

    [Fact]
    public void Error_CostsOneStatement()
    {
        var script = SqlParser.Parse("SELECT 1; SELEC 2; SELECT (3; SELECT 4;; CREATE VIEW v WITH; SELECT 5");
        Assert.Equal(6, script.Statements.Count);
        Assert.Equal([false, true, true, false, true, false], script.Statements.Select(statement => statement.HasErrors));
        Assert.Equal(3, script.Diagnostics.Count);
    }

    [Fact]
    public void BrokenRoutineBody_EndsBehindItsEnd()
    {
        var script = SqlParser.Parse("""
            CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 +; SELECT CASE WHEN true THEN 1 END; END;
            SELECT 2;
            CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1 +; SELECT 2);
            SELECT 3
            """);
        Assert.Equal(4, script.Statements.Count);
        Assert.Equal([true, false, true, false], script.Statements.Select(statement => statement.HasErrors));
    }

    [Fact]
    public void UnclosedRoutineBody_EndsBeforeTheNextDefinition()
    {
        var script = SqlParser.Parse("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 +; CREATE TABLE t (a int);");
        Assert.Equal(2, script.Statements.Count);
        Assert.IsType<CreateStmt>(script.Statements[1].Stmt);
    }

    [Theory]
    [InlineData("CREATE VIEW v WITH")]
    [InlineData("SELECT")]
    [InlineData("INSERT INTO")]
    [InlineData("UPDATE")]
    [InlineData("WITH")]
    [InlineData("MERGE INTO t USING")]
    [InlineData("SELECT * FROM ((((")]
    [InlineData("SELECT a[")]
    [InlineData("SELECT CASE")]
    [InlineData(";;;")]
    [InlineData("")]
    [InlineData("\0")]
    public void AnyText_GivesATree(string sql) => RoundTrip.Check(sql);
}
