using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>Statements parsed for a test.</summary>
internal static class Parsed
{
    /// <summary>The only statement of a text without errors.</summary>
    public static TStatement Valid<TStatement>(string sql) where TStatement : Statement
    {
        var script = SqlParser.Parse(sql);
        Assert.Empty(script.Diagnostics);
        RoundTrip.CheckTree(sql, script);
        return Assert.IsType<TStatement>(Assert.Single(script.Statements).Stmt);
    }

    /// <summary>The first statement of a text with one error.</summary>
    public static TStatement Broken<TStatement>(string sql) where TStatement : Statement
    {
        var script = SqlParser.Parse(sql);
        Assert.Single(script.Diagnostics);
        RoundTrip.CheckTree(sql, script);
        return Assert.IsType<TStatement>(script.Statements[0].Stmt);
    }

    /// <summary>What the parser says about a text with one error: its place is marked by ¦ in the text.</summary>
    public static string Error(string markedSql)
    {
        var place = markedSql.IndexOf('¦');
        var sql = markedSql.Remove(place, 1);
        var script = SqlParser.Parse(sql);
        RoundTrip.CheckTree(sql, script);
        var error = Assert.Single(script.Diagnostics);
        Assert.Equal(markedSql, sql.Insert(error.Span.Start, "¦"));
        return error.Message;
    }

    public static string Names(ValueList<Identifier> names) => string.Join(", ", names);

    public static string Text(this SqlNode node, string sql) => node.Span.Of(sql);
}
