using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>Severities as reports write them.</summary>
internal static class SeverityText
{
    public static string Of(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "info",
    };
}
