using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Syntax.Ddl;

/// <summary>Schemas of real databases, as people write them and as pg_dump does; skipped where ../shared is not there.</summary>
public sealed class DdlDumpTests
{
    [SkippableTheory]
    [InlineData("lifeops.sql")]
    [InlineData("lifeops-data.sql")]
    [InlineData("stats.sql")]
    [InlineData("stats-data.sql")]
    [InlineData("modern.sql")]
    [InlineData("catalog/lifeops.pg_dump-s.sql")]
    [InlineData("catalog/lifeops.pg_dump-s-user.sql")]
    [InlineData("catalog/stats.pg_dump-s-user.sql")]
    [InlineData("catalog/modern.pg_dump-s-user.sql")]
    public void Dump_HasNoDiagnostics(string file)
    {
        var path = SharedFiles.Find(["databases", .. file.Split('/')]);
        Skip.If(path is null, "../shared/databases is not there");
        var text = File.ReadAllText(path);
        var script = SqlParser.Parse(text);

        Assert.Empty(script.Diagnostics);
        Assert.DoesNotContain(script.Statements, statement => statement.Stmt is UnparsedStmt);
        RoundTrip.CheckTree(text, script);
    }
}
