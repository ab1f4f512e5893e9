using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB2022: json becomes jsonb.</summary>
internal sealed class JsonToJsonb : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB2022");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindColumn(finding) is not var (table, column) || !column.Type.Is("json"))
            return "It is no column of a table.";
        return ColumnTypeRepair.Plan(draft, new(
            table, column, "jsonb",
            value => $"({value})::jsonb", value => $"({value})::json",
            column.DefaultExpression is { } expression ? JsonbDefault(expression) : null,
            finding.Rule.Id, "jsonb is stored otherwise than json: every value is converted.")
        {
            Note = "jsonb keeps neither white space nor the order of keys, and of a repeated key the last value.",
        });
    }

    private static string JsonbDefault(string expression)
    {
        // A default that names json would still say json: '{}'::json.
        const string Cast = "::json";
        return expression.EndsWith(Cast, System.StringComparison.Ordinal) ? expression + "b" : $"({expression})::jsonb";
    }
}
