using Xunit;

namespace LifeOps.DbAnalyzers.Tests.EmbeddedSql;

public sealed class LocalHistoryTests
{
    [Theory]
    [InlineData("""var sql = "select 1"; Run(sql);""", "select 1")]
    [InlineData("""string sql; sql = "select 1"; Run(sql);""", "select 1")]
    [InlineData("""var sql = "select 1"; sql = "select 2"; Run(sql);""", "select 2")]
    [InlineData("""var sql = "select 1"; Run(sql); sql = "select 2";""", "select 1")]
    [InlineData("""var sql = "select a"; sql += " from t"; sql += " where b"; Run(sql);""", "select a from t where b")]
    [InlineData("""var sql = "select a"; sql = sql + " from t"; sql = "/* x */ " + sql; Run(sql);""", "/* x */ select a from t")]
    [InlineData("""var sql = "select a"; var copy = sql; sql += " from t"; Run(copy);""", "select a")]
    [InlineData("""var sql = "select a from t where b = "; sql += number; Run(sql);""", "select a from t where b = <E>")]
    public void StraightLine(string body, string expected)
    {
        Assert.Equal([expected], SqlSnippet.Body(body).Shown);
    }

    [Fact]
    public void If_WithoutElse_GivesBoth()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select a from t where true";
            if (flag) { sql += " and b"; }
            sql += " limit 1";
            Run(sql);
            """);

        Assert.Equal(["select a from t where true and b limit 1", "select a from t where true limit 1"], snippet.Shown);
        Assert.Contains("limit", SqlSnippet.SourceOf(snippet.Texts[1].Map(new(snippet.Texts[1].Text.IndexOf("limit", StringComparison.Ordinal), 5))));
    }

    [Fact]
    public void IfElse_AssigningBoth()
    {
        var snippet = SqlSnippet.Body("""
            string sql;
            if (flag)
                sql = "select 1";
            else
                sql = "select 2";
            Run(sql);
            """);

        Assert.Equal(["select 1", "select 2"], snippet.Shown);
    }

    [Fact]
    public void If_ThatReturns_IsNotFollowed()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select 1";
            if (flag) { sql = "broken"; return; }
            Run(sql);
            """);

        Assert.Equal(["select 1"], snippet.Shown);
    }

    [Fact]
    public void ReadInsideABranch_SeesWhatCameBefore()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select 1";
            if (flag)
            {
                sql += " from t";
                Run(sql);
            }
            else
            {
                sql += " from u";
            }
            """);

        Assert.Equal(["select 1 from t"], snippet.Shown);
    }

    [Fact]
    public void SwitchStatement_GivesOneTextPerSection()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select a from t order by ";
            switch (number)
            {
                case 1: sql += "a"; break;
                case 2: { sql += "b"; break; }
                default: throw new InvalidOperationException();
            }
            Run(sql);
            """);

        Assert.Equal(["select a from t order by a", "select a from t order by b"], snippet.Shown);
    }

    [Fact]
    public void LoopThatAppends_LeavesAFragment()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select a from t where true";
            foreach (var n in names)
                sql += " and x = '" + n + "'";
            sql += " limit 1";
            Run(sql);
            """);

        Assert.Equal(["select a from t where true<F> limit 1"], snippet.Shown);
    }

    [Fact]
    public void ReadInsideALoopThatAssigns_IsUnknown()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select 1";
            foreach (var n in names)
            {
                Run(sql);
                sql += " ";
            }
            """);

        Assert.Equal(["select 1<F>"], snippet.Shown);
    }

    [Theory]
    [InlineData("""var sql = "select 1"; Change(ref sql); Run(sql); static void Change(ref string s) => s = "x";""")]
    [InlineData("""var sql = "select 1"; Action change = () => sql = "x"; change(); Run(sql);""")]
    [InlineData("""var sql = "select 1"; (sql, _) = ("x", 1); Run(sql);""")]
    [InlineData("""var sql = "select 1"; sql ??= "x"; Run(sql);""")]
    [InlineData("""var sql = "select 1"; int.TryParse(sql = "x", out _); Run(sql);""")]
    [InlineData("""var sql = "select 1"; again: Run(sql); sql = "x"; if (flag) goto again;""")]
    [InlineData("""string sql; try { sql = "select 1"; } catch { sql = "select 2"; } Run(sql);""")]
    public void WhatCannotBeFollowed_IsUnknown(string body)
    {
        Assert.Empty(SqlSnippet.Body(body).Texts);
    }

    [Fact]
    public void LambdaThatReads_SeesASingleAssignment()
    {
        Assert.Equal(["select 1"], SqlSnippet.Body("""var sql = "select 1"; Action run = () => Run(sql); run();""").Shown);
        Assert.Empty(SqlSnippet.Body("""var sql = "select 1"; Action run = () => Run(sql); sql = "x"; run();""").Texts);
    }

    [Fact]
    public void UsingAndTryAroundTheRead_AreTransparent()
    {
        var snippet = SqlSnippet.Body("""
            var sql = "select 1";
            sql += " from t";
            using (var stream = new System.IO.MemoryStream())
            {
                try
                {
                    sql += " where a";
                    Run(sql);
                }
                finally
                {
                }
            }
            """);

        Assert.Equal(["select 1 from t where a"], snippet.Shown);
    }

    [Fact]
    public void LocalsThatDouble_StayBounded()
    {
        var body = "var s0 = \"abcdefgh\";\n"
            + string.Concat(Enumerable.Range(1, 60).Select(i => $"var s{i} = s{i - 1} + s{i - 1};\n"))
            + "Run(s60);";

        Assert.Empty(SqlSnippet.Body(body).Texts);
    }
}
