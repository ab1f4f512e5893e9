namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>How a line of the checklist was answered.</summary>
internal enum ChecklistAnswer
{
    Passed,
    Findings,
    NotApplicable,
    NotChecked,
}

/// <summary>One line of the architect's checklist, answered.</summary>
/// <param name="Group">Structure, Performance, Data types, Naming, TimescaleDB, Migrations, Operations.</param>
/// <param name="Item">What is asked.</param>
/// <param name="Rules">The ids of the rules that answer it.</param>
/// <param name="Count">Findings.</param>
/// <param name="Reason">What was not looked at and why; null when everything was.</param>
internal sealed record ChecklistLine(string Group, string Item, ChecklistAnswer Answer, IReadOnlyList<string> Rules, int Count, string? Reason);
