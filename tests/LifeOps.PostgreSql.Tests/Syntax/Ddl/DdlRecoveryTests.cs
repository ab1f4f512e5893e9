using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>What remains of a statement with an error, and of those behind it.</summary>
public sealed class DdlRecoveryTests
{
    [Theory]
    [InlineData("CREATE TABLE t (a int, b int DEFAULT, c text)")]
    [InlineData("CREATE TABLE t (a int, b, c text)")]
    [InlineData("CREATE TABLE t (a int, b numeric(10, c text)")]
    [InlineData("CREATE TABLE t (a int, b int NOT, c text)")]
    [InlineData("CREATE TABLE t (a int, b int PRIMARY, c text)")]
    [InlineData("CREATE TABLE t (a int, b int CHECK (b >), c text)")]
    [InlineData("CREATE TABLE t (a int, b int REFERENCES, c text)")]
    [InlineData("CREATE TABLE t (a int, b int what is (this, here) anyway, c text)")]
    [InlineData("CREATE TABLE t (a int, b int CONSTRAINT, c text)")]
    public void BrokenColumn_LosesNoOther(string sql)
    {
        var table = Parsed.Broken<CreateStmt>(sql);

        var names = table.TableElts.OfType<ColumnDef>().Select(column => column.ColName.Value).ToList();
        Assert.Equal("a", names[0]);
        Assert.Contains("b", names);
        if (!sql.Contains("numeric", StringComparison.Ordinal))
            Assert.Equal("c", names[^1]);
    }

    [Fact]
    public void ListThatBeginsLikeNames_IsReadAsColumns()
    {
        var table = Parsed.Broken<CreateStmt>("CREATE TABLE t (a, b int, c text)");

        Assert.Equal(["a", "b", "c"], table.TableElts.Cast<ColumnDef>().Select(column => column.ColName.Value));
    }

    [Fact]
    public void BrokenConstraint_LosesNoOther()
    {
        var table = Parsed.Broken<CreateStmt>("CREATE TABLE t (a int, PRIMARY (a), CONSTRAINT u UNIQUE (a), b int)");

        Assert.Equal("u", Assert.IsType<Constraint>(table.TableElts[2]).ConName.Value);
        Assert.Equal("b", Assert.IsType<ColumnDef>(table.TableElts[3]).ColName.Value);
    }

    [Fact]
    public void UnfinishedTable_KeepsItsColumns()
    {
        var table = Parsed.Broken<CreateStmt>("CREATE TABLE t (a int, b ");

        Assert.Equal(["a", "b"], table.TableElts.Cast<ColumnDef>().Select(column => column.ColName.Value));
    }

    [Fact]
    public void BrokenAction_LosesNoOther()
    {
        var table = Parsed.Broken<AlterTableStmt>("ALTER TABLE t ADD COLUMN a int, ALTER COLUMN b SET, DROP COLUMN c");

        Assert.Equal([AlterTableType.AddColumn, AlterTableType.DropColumn], [table.Cmds[0].Subtype, table.Cmds[2].Subtype]);
        Assert.Equal("c", table.Cmds[2].Name.Value);
    }

    [Fact]
    public void BrokenParameter_LosesNoOther()
    {
        var function = Parsed.Broken<CreateFunctionStmt>("CREATE FUNCTION f(a int, b int c, d text) RETURNS int LANGUAGE sql AS 'SELECT 1'");

        Assert.Equal(["a", "b", "d"], function.Parameters.Select(parameter => parameter.Name.Value));
        Assert.Equal(2, function.Options.Count);
    }

    [Fact]
    public void BrokenStatementOfBody_LosesNoOther()
    {
        var function = Parsed.Broken<CreateFunctionStmt>("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT FROM WHERE; RETURN 2; END");

        var body = Assert.IsType<AtomicBody>(function.SqlBody);
        Assert.Equal(3, body.Statements.Count);
        Assert.IsType<ReturnStmt>(body.Statements[2]);
    }

    [Fact]
    public void BrokenEnumLabel_LosesNoOther()
    {
        var type = Parsed.Broken<CreateEnumStmt>("CREATE TYPE e AS ENUM ('a', b, 'c')");

        Assert.Equal(["a", null, "c"], type.Vals.Select(label => label.Value));
    }

    [Fact]
    public void StatementsBehindABrokenOne_AreRead()
    {
        var script = SqlParser.Parse("CREATE TABLE a (x int,); CREATE TABLE b (x int); DROP c; DROP TABLE d");

        Assert.Equal([true, false, true, false], script.Statements.Select(statement => statement.HasErrors));
        Assert.Equal("b", Assert.IsType<CreateStmt>(script.Statements[1].Stmt).Relation.Name.Value);
        Assert.IsType<DropStmt>(script.Statements[3].Stmt);
    }

    [Theory]
    [InlineData("CREATE")]
    [InlineData("CREATE VIEW v WITH")]
    [InlineData("CREATE TABLE")]
    [InlineData("CREATE TABLE t (a int, EXCLUDE USING")]
    [InlineData("CREATE INDEX ON t (")]
    [InlineData("CREATE TRIGGER")]
    [InlineData("CREATE FUNCTION f(a int) RETURNS TABLE (")]
    [InlineData("CREATE FUNCTION f() BEGIN ATOMIC")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (")]
    [InlineData("CREATE SCHEMA s CREATE")]
    [InlineData("ALTER")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT")]
    [InlineData("ALTER TABLE t ALTER c SET GENERATED")]
    [InlineData("DROP")]
    [InlineData("DROP OPERATOR + (int, ")]
    [InlineData("COMMENT ON CONSTRAINT c ON")]
    [InlineData("SECURITY LABEL FOR x ON")]
    [InlineData("TRUNCATE")]
    public void UnfinishedStatement_GivesOneErrorAtTheEnd(string sql)
    {
        var script = SqlParser.Parse(sql);

        RoundTrip.CheckTree(sql, script);
        var error = Assert.Single(script.Diagnostics);
        Assert.Equal(("syntax error at end of input", sql.Length), (error.Message, error.Span.Start));
    }
}
