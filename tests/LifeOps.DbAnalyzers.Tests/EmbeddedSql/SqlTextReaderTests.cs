using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.EmbeddedSql;

public sealed class SqlTextReaderTests
{
    [Fact]
    public void Concatenation_MapsEachOperand()
    {
        var snippet = SqlSnippet.Expression("""
            "select a " +
            @"from t" + " where b = " + number
            """);

        Assert.Equal(["select a from t where b = <E>"], snippet.Shown);
        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.Equal("where", snippet.SourceOf("where"));
    }

    [Fact]
    public void Concatenation_OfConstantsAndNumbers_IsTheCompilersValue()
    {
        var snippet = SqlSnippet.Members("""
            const int Limit = 10;
            const string Sql = "select " + "a" + " limit ";
            void M() => Run(Sql + Limit);
            """);

        Assert.Equal(["select a limit 10"], snippet.Shown);
        Assert.Equal("Limit", snippet.SourceOf("10"));
    }

    [Fact]
    public void LongConcatenation_IsReadWithoutRecursion()
    {
        var snippet = SqlSnippet.Expression(string.Join(" + ", Enumerable.Repeat("\"a \"", 2_000)) + " + number");

        Assert.Equal(4_001, snippet.Text.Text.Length);
    }

    [Fact]
    public void ConstField_MapsToItsDeclaration()
    {
        var snippet = SqlSnippet.Members("""
            const string Sql = "select a from t";
            void M() => Run(Sql);
            """);

        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void ConstField_OfAnotherFile_MapsThere()
    {
        var snippet = SqlSnippet.Members("void M() => Run(Queries.Sql);", """
            static class Queries { public const string Sql = "select a " + Tail; const string Tail = "from t"; }
            """);

        Assert.Equal("select a from t", snippet.Text.Text);
        Assert.Equal("/1.cs", snippet.Text.Map(new(0, 6)).SourceTree!.FilePath);
        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void StaticReadonlyField_IsRead()
    {
        var snippet = SqlSnippet.Members("""
            static readonly string Sql = $"select a from {Table}";
            const string Table = "users";
            void M() => Run(Sql);
            """);

        Assert.Equal(["select a from users"], snippet.Shown);
        Assert.Equal("users", snippet.SourceOf("users"));
    }

    [Fact]
    public void ReadonlyField_AssignedInConstructor_IsUnknown()
    {
        var snippet = SqlSnippet.Members("""
            static readonly string Sql = "select 1";
            static C() { if (DateTime.Now.Year > 2000) Sql = "select 2"; }
            void M() => Run(Sql);
            """);

        Assert.Empty(snippet.Texts);
    }

    [Fact]
    public void WritableField_IsUnknown()
    {
        Assert.Empty(SqlSnippet.Members("""
            static string Sql = "select 1";
            void M() => Run(Sql);
            """).Texts);
    }

    [Fact]
    public void PropertyWithExpressionBody_IsRead()
    {
        var snippet = SqlSnippet.Members("""
            static string Sql => "select a from t";
            void M() => Run(Sql);
            """);

        Assert.Equal("from", snippet.SourceOf("from"));
    }

    [Fact]
    public void VirtualProperty_IsUnknown()
    {
        Assert.Empty(SqlSnippet.Members("""
            protected virtual string Sql => "select a from t";
            void M() => Run(Sql);
            """).Texts);
    }

    [Fact]
    public void ConstantInterpolation_IsInlined()
    {
        var snippet = SqlSnippet.Body("""
            const string columns = "a, b";
            Run($"select {columns} from t where x = {nameof(C)}");
            """);

        Assert.Equal(["select a, b from t where x = C"], snippet.Shown);
        Assert.Equal("a, b", snippet.SourceOf("a, b"));
        Assert.Equal("nameof(C)", snippet.SourceOf("C"));
    }

    [Fact]
    public void InterpolationWithFormat_IsAHole()
    {
        Assert.Equal(["select <U>, <U>"], SqlSnippet.Expression("""$"select {number:00}, {"x",5}" """).Shown);
    }

    [Fact]
    public void FormattableString_KeepsValuesApart()
    {
        var snippet = SqlSnippet.Members("""
            void M(string name) => Format($"select a from t where b = {name} and c = {"x"}");
            """);

        Assert.Equal(["select a from t where b = <E> and c = <E>"], snippet.Shown);
    }

    [Fact]
    public void Conditional_GivesOneTextPerBranch()
    {
        var snippet = SqlSnippet.Expression("""flag ? "select a" : "select b" """);

        Assert.Equal(["select a", "select b"], snippet.Shown);
    }

    [Fact]
    public void SameCondition_IsDecidedOnce()
    {
        var snippet = SqlSnippet.Expression("""
            $"select a {(flag ? ", b" : "")} from t {(!flag ? "" : "group by b")}"
            """);

        Assert.Equal(["select a , b from t group by b", "select a  from t "], snippet.Shown);
    }

    [Fact]
    public void IndependentConditions_Multiply()
    {
        var snippet = SqlSnippet.Expression("""
            "select a" + (flag ? ", b" : "") + (other ? ", c" : "")
            """);

        Assert.Equal(["select a, b, c", "select a, b", "select a, c", "select a"], snippet.Shown);
    }

    [Fact]
    public void ManyConditions_BecomeHoles()
    {
        var snippet = SqlSnippet.Body(string.Concat(Enumerable.Range(0, 12).Select(i => $"var f{i} = number > {i};\n"))
            + "Run(\"select 1\"" + string.Concat(Enumerable.Range(0, 12).Select(i => $" + (f{i} ? \" a{i}\" : \"\")")) + ");");

        Assert.InRange(snippet.Texts.Count, 1, 16);
        Assert.All(snippet.Texts, text => Assert.Equal(HoleKind.Fragment, text.Options.Holes[^1].Kind));
    }

    [Fact]
    public void SwitchExpression_GivesOneTextPerArm()
    {
        var snippet = SqlSnippet.Expression("""
            "select a from t order by " + number switch { 1 => "a", 2 => "b", _ => throw new InvalidOperationException() }
            """);

        Assert.Equal(["select a from t order by a", "select a from t order by b"], snippet.Shown);
    }

    [Fact]
    public void UnknownExpression_GivesNothing()
    {
        Assert.Empty(SqlSnippet.Expression("name").Texts);
        Assert.Empty(SqlSnippet.Expression("\"select 1\".Trim()").Texts);
    }

    [Theory]
    [InlineData("""string.Concat("select ", "a", " from ", name)""", "select a from <U>")]
    [InlineData("""string.Join(", ", "a", "b", name)""", "a, b, <U>")]
    [InlineData("""string.Join(" and ", new[] { "a = 1", "b = 2" })""", "a = 1 and b = 2")]
    [InlineData("""string.Format("select {0} from {1} where x = '{{}}' and y = {0}", "a", name)""", "select a from <U> where x = '{}' and y = a")]
    [InlineData("""string.Format("select {0:00}", number)""", "select <U>")]
    [InlineData(""" "select a from t where id in (" + string.Join(", ", names) + ")" """, "select a from t where id in (<U>)")]
    public void StringMethods(string expression, string expected)
    {
        Assert.Equal([expected], SqlSnippet.Expression(expression).Shown);
    }

    [Fact]
    public void Format_MapsTheTextBetweenItems()
    {
        var snippet = SqlSnippet.Expression("""string.Format("select {0} \n from {1}", "a", name)""");

        Assert.Equal("from", snippet.SourceOf("from"));
        Assert.Equal("a", snippet.SourceOf("a"));
    }
}
