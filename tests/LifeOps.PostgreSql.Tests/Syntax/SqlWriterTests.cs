using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public sealed class SqlWriterTests
{
    private const string Text = "SELECT a, b /* kept */ FROM orders";

    private static TextSpan SpanOf(string part) => new(Text.IndexOf(part, StringComparison.Ordinal), part.Length);

    [Fact]
    public void NoEdits_GiveTheTextItself() => Assert.Same(Text, new SqlWriter(Text).ToString());

    [Fact]
    public void Edits_InAnyOrder_LeaveEveryOtherCharacter()
    {
        var writer = new SqlWriter(Text).Replace(SpanOf("orders"), "shop.orders").Replace(SpanOf("a"), "a1").Insert(Text.Length, ";");

        Assert.Equal("SELECT a1, b /* kept */ FROM shop.orders;", writer.ToString());
    }

    [Fact]
    public void Insertions_AtOnePlace_StandInTheOrderOfTheCalls()
    {
        var writer = new SqlWriter(Text).Insert(0, "1").Insert(0, "2").Replace(SpanOf("SELECT"), "VALUES").Insert(0, "3");

        Assert.Equal("123VALUES a, b /* kept */ FROM orders", writer.ToString());
    }

    [Fact]
    public void Insertion_RightBehindAReplacement_IsNoOverlap()
    {
        var writer = new SqlWriter(Text).Replace(SpanOf("a"), "x").Insert(SpanOf("a").End, "!");

        Assert.Equal("SELECT x!, b /* kept */ FROM orders", writer.ToString());
    }

    [Theory]
    [InlineData(7, 4, 9, 2)]
    [InlineData(7, 4, 7, 4)]
    [InlineData(7, 4, 6, 2)]
    [InlineData(7, 4, 8, 0)]
    [InlineData(8, 0, 7, 4)]
    [InlineData(7, 4, 0, 34)]
    public void OverlappingEdits_AreRefused(int start, int length, int otherStart, int otherLength)
    {
        var writer = new SqlWriter(Text).Replace(new TextSpan(start, length), "x");

        Assert.False(writer.CanReplace(new TextSpan(otherStart, otherLength)));
        Assert.Throws<InvalidOperationException>(() => writer.Replace(new TextSpan(otherStart, otherLength), "y"));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(34, 1)]
    public void SpanOutsideOfTheText_IsRefused(int start, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqlWriter(Text).Replace(new TextSpan(start, length), "x"));

    [Theory]
    [InlineData(0, "LOCK b , c")]
    [InlineData(1, "LOCK a , c")]
    [InlineData(2, "LOCK a , b ")]
    public void RemoveElement_TakesItsCommaAlong(int index, string expected)
    {
        const string Sql = "LOCK a , b , c";
        var statement = Assert.IsType<LockStmt>(Assert.Single(SqlParser.Parse(Sql).Statements).Stmt);

        Assert.Equal(expected.TrimEnd(), new SqlWriter(Sql).RemoveElement(statement.Relations, index).ToString());
    }
}
