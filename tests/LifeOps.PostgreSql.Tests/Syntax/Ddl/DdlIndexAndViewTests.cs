using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>CREATE INDEX, VIEW, MATERIALIZED VIEW, STATISTICS.</summary>
public sealed class DdlIndexAndViewTests
{
    [Fact]
    public void IndexWithEverything()
    {
        const string sql = """
            CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON ONLY app.t USING gist
                (a DESC NULLS LAST, lower(b) COLLATE "C" text_pattern_ops, (c ->> 'k') app.ops (siglen = 32) ASC)
                INCLUDE (d, e) NULLS NOT DISTINCT WITH (fillfactor = 70) TABLESPACE fast WHERE NOT gone
            """;
        var index = Parsed.Valid<IndexStmt>(sql);

        Assert.Equal(("ix", "t", "gist", "fast"), (index.IdxName.Value, index.Relation.Name.Value, index.AccessMethod.Value, index.TableSpace.Value));
        Assert.True(index is { Unique: true, Concurrent: true, IfNotExists: true, NullsNotDistinct: true, MinimumVersion: 15, Relation.Inherits: false });
        Assert.Equal(
            ["a DESC NULLS LAST", "lower(b) COLLATE \"C\" text_pattern_ops", "(c ->> 'k') app.ops (siglen = 32) ASC"],
            index.IndexParams.Select(element => element.Text(sql)));
        Assert.Equal(("a", SortByDir.Desc, SortByNulls.Last), (index.IndexParams[0].Name.Value, index.IndexParams[0].Ordering, index.IndexParams[0].NullsOrdering));
        Assert.Equal(("C", "text_pattern_ops"), (Parsed.Names(index.IndexParams[1].Collation), Parsed.Names(index.IndexParams[1].Opclass)));
        Assert.Equal(("app, ops", 1), (Parsed.Names(index.IndexParams[2].Opclass), index.IndexParams[2].OpclassOpts.Count));
        Assert.Equal("c ->> 'k'", index.IndexParams[2].Expr!.Text(sql));
        Assert.Equal(["d", "e"], index.IndexIncludingParams.Select(element => element.Name.Value));
        Assert.Equal("NOT gone", index.WhereClause!.Text(sql));
    }

    [Theory]
    [InlineData("CREATE INDEX ON t (a)", null, "a")]
    [InlineData("CREATE INDEX if ON t (coalesce)", "if", "coalesce")]
    [InlineData("CREATE INDEX i ON t (coalesce(a, b))", "i", null)]
    [InlineData("CREATE INDEX i ON t (left(a, 1))", "i", null)]
    [InlineData("CREATE INDEX i ON t (current_date)", "i", null)]
    [InlineData("CREATE INDEX i ON t (a nulls)", "i", "a")]
    public void NameOrExpression(string sql, string? index, string? column)
    {
        var statement = Parsed.Valid<IndexStmt>(sql);

        Assert.Equal(index, statement.IdxName.Value);
        Assert.Equal(column, Assert.Single(statement.IndexParams).Name.Value);
        Assert.Equal(column is null, statement.IndexParams[0].Expr is not null);
    }

    [Fact]
    public void View()
    {
        const string sql = "CREATE OR REPLACE TEMP VIEW v (a, b) WITH (security_barrier) AS SELECT 1, 2 FROM t WITH LOCAL CHECK OPTION";
        var view = Parsed.Valid<ViewStmt>(sql);

        Assert.Equal((true, RelPersistence.Temporary, "a, b", ViewCheckOption.Local), (view.Replace, view.Persistence, Parsed.Names(view.Aliases), view.WithCheckOption));
        Assert.Equal("SELECT 1, 2 FROM t", view.Query.Text(sql));
        Assert.Equal("security_barrier", Assert.Single(view.Options).Name.Value);
    }

    [Fact]
    public void RecursiveView()
    {
        var view = Parsed.Valid<ViewStmt>("CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v");

        Assert.True(view.Recursive);
        Assert.Equal("n", Parsed.Names(view.Aliases));
    }

    [Fact]
    public void MaterializedView()
    {
        const string sql = "CREATE MATERIALIZED VIEW IF NOT EXISTS v (a) USING heap WITH (fillfactor = 70) TABLESPACE fast AS SELECT 1 WITH NO DATA";
        var view = Parsed.Valid<CreateTableAsStmt>(sql);

        Assert.Equal((ObjectType.MaterializedView, true, true, "heap", "fast"), (view.ObjType, view.IfNotExists, view.Into.SkipData, view.Into.AccessMethod.Value, view.Into.TableSpaceName.Value));
        Assert.Equal("SELECT 1", view.Query.Text(sql));
    }

    [Fact]
    public void Statistics()
    {
        var statistics = Parsed.Valid<CreateStatsStmt>("CREATE STATISTICS IF NOT EXISTS app.s (ndistinct, mcv) ON a, (b + 1), lower(c) FROM app.t");

        Assert.Equal(("app, s", "ndistinct, mcv"), (Parsed.Names(statistics.DefNames), Parsed.Names(statistics.StatTypes)));
        Assert.Equal(["a", null, null], statistics.Exprs.Select(element => element.Name.Value));
        Assert.Equal("t", Assert.IsType<RangeVar>(Assert.Single(statistics.Relations)).Name.Value);
        Assert.Equal(16, Parsed.Valid<CreateStatsStmt>("CREATE STATISTICS ON a, b FROM t").MinimumVersion);
        Assert.Null(Parsed.Valid<AlterStatsStmt>("ALTER STATISTICS s SET STATISTICS DEFAULT").StatsTarget);
    }

    [Theory]
    [InlineData("CREATE INDEX i ON t (a, ¦nulls first)", "syntax error at or near \"nulls\"")]
    [InlineData("CREATE INDEX i ON t (left¦)", "syntax error at or near \")\"")]
    [InlineData("CREATE INDEX i ON t (a.b¦)", "syntax error at or near \")\"")]
    [InlineData("CREATE INDEX CONCURRENTLY IF NOT EXISTS ¦ON t (a)", "syntax error at or near \"ON\"")]
    [InlineData("CREATE RECURSIVE VIEW v ¦AS SELECT 1", "syntax error at or near \"AS\"")]
    [InlineData("CREATE RECURSIVE VIEW v (a) AS SELECT 1 ¦WITH CHECK OPTION", "WITH CHECK OPTION not supported on recursive views")]
    [InlineData("CREATE TEMP ¦MATERIALIZED VIEW v AS SELECT 1", "syntax error at or near \"MATERIALIZED\"")]
    [InlineData("CREATE OR REPLACE TEMP ¦TABLE t (a int)", "syntax error at or near \"TABLE\"")]
    [InlineData("CREATE VIEW v AS ¦INSERT INTO t VALUES (1)", "syntax error at or near \"INSERT\"")]
    public void Errors(string sql, string message) => Assert.Equal(message, Parsed.Error(sql));
}
