using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>The indexes that findings recommend, each once with everything that it serves.</summary>
internal static class MissingIndexes
{
    public static IReadOnlyList<MissingIndex> From(IEnumerable<(SqlFinding Finding, ReportFinding Report)> findings)
    {
        var recommended = new List<(string Table, string Ddl, ReportFinding Finding)>();
        foreach (var (finding, report) in findings)
        {
            foreach (var edit in finding.Edits)
            {
                if (IndexOf(edit.NewText) is { } index)
                    recommended.Add((index.Table, index.Ddl, report));
            }
        }

        return
        [
            .. recommended.GroupBy(index => (index.Table, index.Ddl)).OrderBy(group => group.Key.Table, StringComparer.Ordinal).ThenBy(group => group.Key.Ddl, StringComparer.Ordinal)
                .Select(group => new MissingIndex(
                    group.Key.Table,
                    group.Key.Ddl,
                    [.. group.Select(index => index.Finding.Message).Distinct()],
                    group.First().Finding.Rule.Description,
                    [.. group.Select(index => index.Finding)])),
        ];
    }

    /// <summary>The statements of the indexes that findings recommend.</summary>
    public static IReadOnlyList<string> For(IEnumerable<SqlFinding> findings) =>
        [.. findings.SelectMany(finding => finding.Edits).Select(edit => IndexOf(edit.NewText)?.Ddl).OfType<string>().Distinct()];

    /// <summary>The statement that an edit adds, when it adds nothing but an index.</summary>
    private static (string Table, string Ddl)? IndexOf(string text)
    {
        var script = SqlParser.Parse(text);
        return script.Diagnostics.IsEmpty && script.Statements.Count == 1 && script.Statements[0].Stmt is IndexStmt index && StatementTables.Of(index) is { } table
            ? (table, text.Substring(index.Span.Start, index.Span.Length).Trim().TrimEnd(';') + ";")
            : null;
    }
}
