namespace LifeOps.PostgreSql.Rules;

/// <summary>Default severity of a rule; analyzer config changes it.</summary>
public enum RuleSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>Everything about a rule that users see: one entry of <see cref="RuleCatalog"/>.</summary>
/// <param name="Id">LDBnnnn; never reused.</param>
/// <param name="Title">A short noun phrase, for lists.</param>
/// <param name="MessageFormat">One sentence for string.Format that names the table, column, query or call concerned.</param>
/// <param name="Category">The group of the rule: Analysis, Queries, DataTypes, Schema, Structure, Indexes, Naming, TimescaleDB, Migrations, Operations.</param>
/// <param name="Description">Why it matters, in one or two sentences.</param>
/// <param name="Checklist">The line of the architect's checklist that it answers; null when none.</param>
/// <param name="HasFix">Whether a code fix exists.</param>
/// <param name="NeedsSchema">Whether it says nothing about a statement whose schema is not known. Rules for schemas need none to say so.</param>
public sealed record Rule(
    string Id,
    string Title,
    string MessageFormat,
    string Category,
    RuleSeverity Severity,
    string Description,
    string? Checklist = null,
    bool HasFix = false,
    bool NeedsSchema = false)
{
    /// <summary>The help page, linked from the diagnostic.</summary>
    public string HelpLink => "https://github.com/lifeops/LifeOps.DbAnalyzers/blob/main/docs/rules/" + Id + ".md";
}
