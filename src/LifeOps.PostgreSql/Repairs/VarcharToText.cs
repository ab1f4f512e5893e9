using System.Globalization;

using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB2020: varchar becomes text, which changes the catalog only; a limit becomes a CHECK that is validated behind.</summary>
internal sealed class VarcharToText : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB2020");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindColumn(finding) is not var (table, column) || !column.Type.ElementType.Is("varchar"))
            return "It is no column of a table.";
        if (column.Type.IsArray)
            return "The server writes a table anew to change the elements of an array.";
        if (ColumnRewrite.Obstacle(draft, table, column) is { } obstacle)
            return obstacle;
        if (!draft.TryChange(table, column.Name))
            return null;

        var limit = column.Type.Modifiers.IsEmpty ? null : column.Type.Modifiers[0].ToString(CultureInfo.InvariantCulture);
        ColumnRewrite.Plan(
            draft,
            new(table, column, "text", value => value, value => value, column.DefaultExpression, finding.Rule.Id, "text is stored as varchar is: only the catalog changes.")
            {
                Check = limit is null ? null : value => $"char_length({value}) <= {limit}",
                Note = limit is null ? null : "The way back to a limit writes the table anew.",
            },
            RepairDuration.Instant,
            isPlain: true);
        return null;
    }
}
