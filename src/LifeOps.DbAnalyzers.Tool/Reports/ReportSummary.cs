using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>The first sentence about a database.</summary>
internal static class ReportSummary
{
    public static string Of(DatabaseAnalysis database)
    {
        var size = database.Schema is { } schema ? $"{Count(schema.Tables.Count, "table", "tables")}, {Count(schema.Tables.Sum(table => table.ForeignKeys.Count), "foreign key", "foreign keys")}. " : "";
        if (database.Findings.Count == 0)
            return size + "No findings.";
        var bySeverity = new[] { RuleSeverity.Error, RuleSeverity.Warning, RuleSeverity.Info }
            .Select(severity => (Severity: severity, Count: database.Findings.Count(finding => finding.Severity == severity)))
            .Where(group => group.Count > 0)
            .Select(group => group.Severity switch
            {
                RuleSeverity.Error => Count(group.Count, "error", "errors"),
                RuleSeverity.Warning => Count(group.Count, "warning", "warnings"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{group.Count} info"),
            });
        return $"{size}{Count(database.Findings.Count, "finding", "findings")}: {string.Join(", ", bySeverity)}.";
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
