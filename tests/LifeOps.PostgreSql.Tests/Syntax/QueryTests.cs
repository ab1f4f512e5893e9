using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax;

public class QueryTests
{
    private static SelectStmt Select(string sql)
    {
        var script = SqlParser.Parse(sql);
        Assert.Empty(script.Diagnostics);
        return (SelectStmt)script.Statements[0].Stmt;
    }

    private static string Message(string sql) => Assert.Single(SqlParser.Parse(sql).Diagnostics).Message;

    [Theory]
    [InlineData("SELECT 1 UNION SELECT 2 INTERSECT SELECT 3", "SelectStmt:Union{SelectStmt{ResTarget{1}} SelectStmt:Intersect{SelectStmt{ResTarget{2}} SelectStmt{ResTarget{3}}}}")]
    [InlineData("SELECT 1 EXCEPT SELECT 2 UNION ALL SELECT 3", "SelectStmt:UnionAll{SelectStmt:Except{SelectStmt{ResTarget{1}} SelectStmt{ResTarget{2}}} SelectStmt{ResTarget{3}}}")]
    [InlineData("VALUES (1, 2), (3, DEFAULT)", "SelectStmt{ExpressionList{1 2} ExpressionList{3 SetToDefault}}")]
    [InlineData("TABLE ONLY t", "SelectStmt{ResTarget{*} RangeVar:t}")]
    [InlineData("SELECT FROM t", "SelectStmt{RangeVar:t}")]
    public void Queries_HaveTheServersShape(string sql, string shape) => Assert.Equal(shape, Shape.Of(Select(sql)));

    [Theory]
    [InlineData("a JOIN b ON x JOIN c ON y", "JoinExpr:Inner{JoinExpr:Inner{RangeVar:a RangeVar:b x} RangeVar:c y}")]
    [InlineData("a JOIN b JOIN c ON x ON y", "JoinExpr:Inner{RangeVar:a JoinExpr:Inner{RangeVar:b RangeVar:c x} y}")]
    [InlineData("a LEFT OUTER JOIN b USING (id)", "JoinExpr:Left{RangeVar:a RangeVar:b}")]
    [InlineData("a NATURAL FULL JOIN b", "JoinExpr:Full{RangeVar:a RangeVar:b}")]
    [InlineData("((a CROSS JOIN b))", "JoinExpr:Inner{RangeVar:a RangeVar:b}")]
    [InlineData("((SELECT 1) s JOIN b ON x)", "JoinExpr:Inner{RangeSubselect{SelectStmt{ResTarget{1}} Alias} RangeVar:b x}")]
    [InlineData("((SELECT 1)) s", "RangeSubselect{SelectStmt{ResTarget{1}} Alias}")]
    [InlineData("f(1) WITH ORDINALITY AS t (a, b)", "RangeFunction{RangeFunctionItem{f(1)} Alias}")]
    [InlineData("ROWS FROM (f(), g() AS (a int)) x", "RangeFunction{RangeFunctionItem{f()} RangeFunctionItem{g() ColumnDef{pg_catalog.int4}} Alias}")]
    [InlineData("t TABLESAMPLE system (1) REPEATABLE (2)", "RangeTableSample{RangeVar:t 1 2}")]
    [InlineData("LATERAL (SELECT 1) x", "RangeSubselect{SelectStmt{ResTarget{1}} Alias}")]
    public void FromItems_HaveTheServersShape(string from, string shape) => Assert.Equal(shape, Shape.Of(Select("SELECT 1 FROM " + from).FromClause[0]));

    [Fact]
    public void Clauses_AreAllThere()
    {
        var select = Select("""
            WITH RECURSIVE c (n) AS MATERIALIZED (SELECT 1) SEARCH DEPTH FIRST BY n SET o CYCLE n SET m USING p
            SELECT DISTINCT ON (a) a, sum(b) FILTER (WHERE b > 0) OVER w AS s
            FROM t WHERE x GROUP BY DISTINCT ROLLUP (a), GROUPING SETS ((), (a, b), CUBE (c)) HAVING h
            WINDOW w AS (PARTITION BY a ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING EXCLUDE TIES)
            ORDER BY a DESC NULLS LAST, b USING <
            LIMIT 10 OFFSET 5 ROWS FOR NO KEY UPDATE OF t SKIP LOCKED FOR SHARE
            """);
        var cte = Assert.Single(select.WithClause!.Ctes);
        Assert.True(select.WithClause.Recursive);
        Assert.Equal(CteMaterialize.Always, cte.Materialized);
        Assert.Equal("o", cte.SearchClause!.SearchSeqColumn.Value);
        Assert.Equal("p", cte.CycleClause!.CyclePathColumn.Value);
        Assert.True(select.IsDistinct);
        Assert.Single(select.DistinctOn);
        Assert.True(select.GroupDistinct);
        Assert.Equal([GroupingSetKind.Rollup, GroupingSetKind.Sets], select.GroupClause.Select(item => ((GroupingSet)item).Kind));
        var frame = Assert.Single(select.WindowClause).Frame!;
        Assert.Equal((FrameMode.Rows, FrameBound.UnboundedPreceding, FrameBound.OffsetFollowing, FrameExclusion.Ties), (frame.Mode, frame.StartBound, frame.EndBound, frame.Exclusion));
        Assert.Equal([SortByDir.Desc, SortByDir.Using], select.SortClause.Select(sort => sort.SortByDir));
        Assert.Equal("10", ((A_Const)select.LimitCount!).Value);
        Assert.Equal("5", ((A_Const)select.LimitOffset!).Value);
        Assert.Equal([LockWaitPolicy.Skip, LockWaitPolicy.Block], select.LockingClause.Select(locking => locking.WaitPolicy));
    }

    [Theory]
    [InlineData("(SELECT 1 ORDER BY 1) ORDER BY 2", "multiple ORDER BY clauses not allowed")]
    [InlineData("(SELECT 1 LIMIT 1) LIMIT 2", "multiple LIMIT clauses not allowed")]
    [InlineData("WITH a AS (SELECT 1) (WITH b AS (SELECT 1) SELECT 2)", "multiple WITH clauses not allowed")]
    [InlineData("SELECT 1 LIMIT 1, 2", "LIMIT #,# syntax is not supported")]
    [InlineData("SELECT 1 FETCH FIRST ROW WITH TIES", "WITH TIES cannot be specified without ORDER BY clause")]
    [InlineData("SELECT sum(a) OVER (ROWS BETWEEN CURRENT ROW AND 1 PRECEDING)", "frame starting from current row cannot have preceding rows")]
    [InlineData("SELECT 1 FROM a.b.c.d", "improper qualified name (too many dotted names): a.b.c.d")]
    [InlineData("SELECT 1 FROM (t)", "syntax error at or near \")\"")]
    [InlineData("SELECT 1 FROM a JOIN b", "syntax error at end of input")]
    [InlineData("INSERT INTO t (a b) VALUES (1)", "syntax error at or near \"b\"")]
    [InlineData("UPDATE t SET a", "syntax error at end of input")]
    [InlineData("MERGE INTO t USING s ON a WHEN MATCHED THEN INSERT VALUES (1)", "syntax error at or near \"INSERT\"")]
    public void WhatTheGrammarRefuses_IsReportedWithItsMessage(string sql, string message) => Assert.Equal(message, Message(sql));

    [Fact]
    public void Changes_HaveAllTheirParts()
    {
        var script = SqlParser.Parse("""
            WITH x AS (SELECT 1) INSERT INTO s.t AS a (b, c.d[1]) OVERRIDING SYSTEM VALUE VALUES (1, DEFAULT)
              ON CONFLICT (b) WHERE p DO UPDATE SET (b, c) = (SELECT 1, 2), d = 3 WHERE q RETURNING WITH (OLD AS o) o.b;
            UPDATE ONLY t u SET a = 1 FROM v WHERE CURRENT OF cur RETURNING *;
            DELETE FROM t USING v WHERE t.id = v.id;
            MERGE INTO t USING s ON t.id = s.id
              WHEN MATCHED AND s.x THEN UPDATE SET a = 1
              WHEN NOT MATCHED BY SOURCE THEN DELETE
              WHEN NOT MATCHED THEN INSERT (a) VALUES (1) RETURNING merge_action();
            """);
        Assert.Empty(script.Diagnostics);

        var insert = (InsertStmt)script.Statements[0].Stmt;
        Assert.Equal("a", insert.Relation.Alias!.Name.Value);
        Assert.Equal(["b", "c"], insert.Cols.Select(column => column.Name.Value));
        Assert.Equal(OverridingKind.SystemValue, insert.Override);
        Assert.Equal(3, insert.OnConflictClause!.TargetList.Count);
        Assert.Same(((MultiAssignRef)insert.OnConflictClause.TargetList[0].Val!).Source, ((MultiAssignRef)insert.OnConflictClause.TargetList[1].Val!).Source);
        Assert.Equal(18, Assert.Single(insert.ReturningClause!.Options).MinimumVersion);

        var update = (UpdateStmt)script.Statements[1].Stmt;
        Assert.False(update.Relation.Inherits);
        Assert.Equal("cur", Assert.IsType<CurrentOfExpr>(update.WhereClause).CursorName.Value);

        var merge = (MergeStmt)script.Statements[3].Stmt;
        Assert.Equal([MergeCommand.Update, MergeCommand.Delete, MergeCommand.Insert], merge.MergeWhenClauses.Select(clause => clause.Command));
        Assert.Equal(17, merge.MinimumVersion);
    }
}
