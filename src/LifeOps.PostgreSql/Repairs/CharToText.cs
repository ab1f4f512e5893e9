using System.Globalization;

using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB2021: char(n) becomes text without its blanks, with a CHECK for the length.</summary>
internal sealed class CharToText : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB2021");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindColumn(finding) is not var (table, column) || !column.Type.Is("bpchar") || column.Type.Modifiers.IsEmpty)
            return "It is no column of a table with a length.";
        var limit = column.Type.Modifiers[0].ToString(CultureInfo.InvariantCulture);
        return ColumnTypeRepair.Plan(draft, new(
            table, column, "text",
            value => $"({value})::text", value => $"({value})::character({limit})",
            column.DefaultExpression is { } expression ? $"({expression})::text" : null,
            finding.Rule.Id, "The blanks that char(n) adds have to go from every value.")
        {
            Check = value => $"char_length({value}) <= {limit}",
            Note = "Comparisons do not ignore blanks at the end any more.",
        });
    }
}
