using System.Diagnostics;
using System.Text;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

/// <summary>Depth and size: a diagnostic at most, in time that grows with the length, on any stack.</summary>
public class NestingTests
{
    private const int SmallStack = 256 * 1024;

    private static SqlScript ParseOnSmallStack(string text)
    {
        SqlScript? script = null;
        var thread = new Thread(() => script = SqlParser.Parse(text), SmallStack);
        thread.Start();
        thread.Join();
        return script!;
    }

    private static string Repeat(string part, int count) => new StringBuilder(part.Length * count).Insert(0, part, count).ToString();

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("f(", "1", ")")]
    [InlineData("(SELECT ", "1", ")")]
    [InlineData("NOT ", "a", "")]
    [InlineData("- ", "a", "")]
    [InlineData("@ ", "a", "")]
    [InlineData("ARRAY[", "1", "]")]
    [InlineData("a[", "1", "]")]
    [InlineData("CASE WHEN ", "a", " THEN 1 END")]
    [InlineData("CAST(", "1", " AS int)")]
    [InlineData("a IN (", "1", ")")]
    [InlineData("EXISTS (SELECT ", "1", ")")]
    [InlineData("1 + (", "1", ")")]
    [InlineData("COALESCE(", "1", ")")]
    [InlineData("a || - (", "1", ")")]
    public void DeepExpressions_NeverOverflowTheStack(string open, string middle, string close)
    {
        foreach (var depth in new[] { 50, 100_000 })
        {
            var script = ParseOnSmallStack("SELECT " + Repeat(open, depth) + middle + Repeat(close, depth));
            Assert.Single(script.Statements);
            if (depth == 50)
                Assert.Empty(script.Diagnostics);
            foreach (var diagnostic in script.Diagnostics)
                Assert.StartsWith("memory exhausted", diagnostic.Message);
        }
    }

    [Theory]
    [InlineData("SELECT 1 FROM ", "(", "SELECT 1", ") x")]
    [InlineData("SELECT 1 FROM ", "(", "a JOIN b ON x", ")")]
    [InlineData("SELECT 1 FROM ", "(SELECT 1 FROM ", "t", ") x")]
    [InlineData("SELECT 1 FROM ", "a JOIN ", "b", " ON x")]
    [InlineData("", "(", "SELECT 1", ")")]
    [InlineData("", "WITH a AS (", "SELECT 1", ") SELECT 1")]
    [InlineData("SELECT 1 GROUP BY ", "GROUPING SETS (", "a", ")")]
    [InlineData("CREATE SCHEMA s ", "CREATE VIEW v AS ", "SELECT 1", "")]
    [InlineData("", "EXPLAIN ", "SELECT 1", "")]
    [InlineData("", "PREPARE p AS ", "SELECT 1", "")]
    [InlineData("CREATE TABLE t (a int DEFAULT ", "(", "1", "))")]
    public void DeepStatements_NeverOverflowTheStack(string before, string open, string middle, string close)
    {
        var script = ParseOnSmallStack(before + Repeat(open, 100_000) + middle + Repeat(close, 100_000));
        Assert.True(script.Statements.Count >= 1);
    }

    [Fact]
    public void ParenthesesAsDeepAsTheServerTakesThem_AreAccepted() =>
        Assert.Empty(ParseOnSmallStack("SELECT " + Repeat("(", 9_000) + "1" + Repeat(")", 9_000)).Diagnostics);

    [Theory]
    [InlineData("SELECT 1 WHERE a", " OR b", "")]
    [InlineData("SELECT 1 WHERE a", " AND b = 1", "")]
    [InlineData("SELECT 1", " + 1", "")]
    [InlineData("SELECT a", " || b", "")]
    [InlineData("SELECT a", "::text", "")]
    [InlineData("SELECT 1", " UNION ALL SELECT 1", "")]
    [InlineData("SELECT 1 FROM a", " JOIN b ON x", "")]
    [InlineData("SELECT a", ", b", " FROM t")]
    [InlineData("VALUES (1)", ", (2)", "")]
    [InlineData("SELECT '", "''", "'")]
    [InlineData("SELECT 1", " -- c\n", "")]
    [InlineData("SELECT 1", "; SELECT )", "")]
    [InlineData("SELECT f(a", " AT b", ")")]
    [InlineData("SELECT a", " AND, b", "")]
    [InlineData("SELECT f(a", " AND, b", ")")]
    [InlineData("SELECT substring(a", " SIMILAR b", ")")]
    public void LongChains_AreReadInLinearTime(string before, string part, string after)
    {
        var script = ParseOnSmallStack(before + Repeat(part, 200_000) + after);
        Assert.True(script.Statements.Count >= 1);
        var watch = Stopwatch.StartNew();
        foreach (var statement in script.Statements)
            _ = statement.DescendantsAndSelf().Count();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("--")]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData("$a$")]
    [InlineData("[")]
    [InlineData("SELECT (")]
    [InlineData("((SELECT")]
    [InlineData("CREATE FUNCTION f() BEGIN ATOMIC;")]
    [InlineData("COPY t FROM stdin;\n")]
    [InlineData("U&'\\")]
    public void AMegabyteOfAnything_Ends(string part) =>
        Assert.NotNull(ParseOnSmallStack(Repeat(part, 1_000_000 / part.Length)));

    [Fact]
    public void Cancellation_IsHonoured()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SqlParser.Parse("SELECT 1", source.Token));
    }
}
