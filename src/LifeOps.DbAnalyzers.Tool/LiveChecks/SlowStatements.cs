using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Review;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9006: the statements of pg_stat_statements that take most of the database's time, with the planner's word on each.</summary>
internal sealed class SlowStatements : ILiveCheck
{
    private const int LongestInMessage = 90;
    private const int MaxStatements = 10;

    // What takes a hundredth of the time, or a few milliseconds in all, is not worth a word.
    private const string Sql = """
        SELECT s.query, sum(s.calls), sum(s.total_exec_time), sum(s.total_exec_time) / sum(s.calls),
               sum(s.total_exec_time) / greatest(sum(sum(s.total_exec_time)) OVER (), 0.001)
        FROM pg_stat_statements s
        WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        GROUP BY s.query
        ORDER BY 3 DESC
        LIMIT 60
        """;

    public Rule Rule => RuleCatalog.SlowStatement;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        if (!await session.HasExtensionAsync("pg_stat_statements", cancellationToken))
            throw new LiveCheckUnavailableException("the extension pg_stat_statements is not installed in this database");

        var findings = new List<LiveFinding>();
        foreach (var row in await session.QueryAsync(Sql, cancellationToken))
        {
            var query = row[0] ?? "";
            var total = Number(row[2]);
            var share = Number(row[4]);
            if (query == "<insufficient privilege>")
                throw new LiveCheckUnavailableException("the role may not see other roles' statements: grant it pg_read_all_stats");
            if (share < 0.01 || total < 50 || findings.Count == MaxStatements)
                break;
            var script = SqlParser.Parse(query, SqlParseOptions.Embedded, cancellationToken);
            if (!IsOfService(script))
                continue;
            findings.Add(new(
                StatementTables.Of(script),
                share.ToString("0 %", CultureInfo.InvariantCulture),
                Number(row[1]).ToString("N0", CultureInfo.InvariantCulture),
                Number(row[3]).ToString("0.###", CultureInfo.InvariantCulture),
                Shorten(query))
            {
                Statement = await StatementPlans.ExplainAsync(session, query, cancellationToken),
            });
        }

        return findings;
    }

    /// <summary>Utility statements have no plan, and what reads the catalog is a tool's.</summary>
    private static bool IsOfService(SqlScript script) =>
        script.Statements.Any(statement => statement.Stmt is SelectStmt or InsertStmt or UpdateStmt or DeleteStmt or MergeStmt)
        && script.Statements.SelectMany(statement => statement.DescendantsAndSelf()).OfType<RangeVar>()
            .All(table => table.Name.Value?.StartsWith("pg_", StringComparison.Ordinal) != true && table.Schema.Value is not ("pg_catalog" or "information_schema"));

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static string Shorten(string query)
    {
        var line = Reports.VisibleText.OneLine(string.Join(' ', query.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        return line.Length <= LongestInMessage ? line : line[..LongestInMessage] + "…";
    }
}
