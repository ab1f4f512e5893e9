using System.Text.Json;
using System.Text.Json.Nodes;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Json;

/// <summary>The report as JSON, for programs: the format of docs/review-json.md and review.schema.json.</summary>
internal static class JsonReport
{
    /// <summary>Raised when a member goes or changes its meaning; new members do not raise it.</summary>
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(ReviewReport report) =>
        new JsonObject
        {
            ["formatVersion"] = FormatVersion,
            ["tool"] = new JsonObject { ["name"] = "lifeops-db", ["version"] = ToolVersion.Text },
            ["databases"] = Array(report.Databases, DatabaseNode),
            ["notes"] = Array(report.Notes, note => new JsonObject { ["text"] = note.Text, ["isProblem"] = note.IsProblem }),
            ["rules"] = Array(report.Findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal), RuleNode),
        }.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject DatabaseNode(DatabaseAnalysis database) => new()
    {
        ["topic"] = database.Topic,
        ["inputs"] = Array(database.Inputs, input => JsonValue.Create(input)),
        ["findings"] = Array(database.Findings, FindingNode),
        ["checklist"] = Array(database.Checklist, LineNode),
        ["missingIndexes"] = Array(database.MissingIndexes, index => new JsonObject
        {
            ["table"] = index.Table,
            ["ddl"] = index.Ddl,
            ["serves"] = Array(index.Serves, served => JsonValue.Create(served)),
            ["effect"] = index.Effect,
            ["rules"] = Array(index.Findings.Select(finding => finding.Rule.Id).Distinct(), id => JsonValue.Create(id)),
        }),
        ["queries"] = Array(database.Queries, query => new JsonObject
        {
            ["finding"] = FindingNode(query.Finding),
            ["change"] = query.Change,
            ["code"] = PairNode(query.Code),
            ["sql"] = PairNode(query.Sql),
        }),
        ["statements"] = Array(database.Statements, review => new JsonObject
        {
            ["finding"] = FindingNode(review.Finding),
            ["sql"] = review.Statement.Sql,
            ["plan"] = review.Statement.Plan,
            ["whyNoPlan"] = review.Statement.WhyNoPlan,
            ["indexes"] = Array(review.Statement.Indexes, index => new JsonObject { ["ddl"] = index.Ddl, ["costBefore"] = index.CostBefore, ["costAfter"] = index.CostAfter }),
        }),
        ["migration"] = database.Repairs is { } plan ? PlanNode(plan) : null,
        ["tables"] = Array(database.Schema?.Tables ?? default, TableNode),
    };

    private static JsonObject FindingNode(ReportFinding finding) => new()
    {
        ["rule"] = finding.Rule.Id,
        ["severity"] = SeverityText.Of(finding.Severity),
        ["message"] = finding.Message,
        ["recommendation"] = finding.Recommendation,
        ["table"] = finding.Table,
        ["place"] = finding.Place is { } place
            ? new JsonObject { ["file"] = place.File, ["line"] = place.Line, ["column"] = place.Column, ["endLine"] = place.EndLine, ["endColumn"] = place.EndColumn }
            : null,
    };

    private static JsonObject LineNode(ChecklistLine line) => new()
    {
        ["group"] = line.Group,
        ["item"] = line.Item,
        ["answer"] = line.Answer switch
        {
            ChecklistAnswer.Passed => "passed",
            ChecklistAnswer.Findings => "findings",
            ChecklistAnswer.NotApplicable => "notApplicable",
            _ => "notChecked",
        },
        ["count"] = line.Count,
        ["rules"] = Array(line.Rules, id => JsonValue.Create(id)),
        ["reason"] = line.Reason,
    };

    private static JsonObject? PairNode(BeforeAndAfter? texts) => texts is null ? null : new() { ["before"] = texts.Before, ["after"] = texts.After };

    private static JsonObject PlanNode(RepairPlan plan) => new()
    {
        ["script"] = plan.ToScript(),
        ["rollbackScript"] = plan.ToRollbackScript(),
        ["steps"] = Array(plan.Steps, step => new JsonObject
        {
            ["number"] = step.Number,
            ["title"] = step.Title,
            ["table"] = TableOfPlaces.Name(step.Table),
            ["phase"] = RepairText.PhaseOf(step),
            ["lock"] = RepairText.LockOf(step),
            ["duration"] = RepairText.DurationOf(step),
            ["reason"] = step.Reason,
            ["note"] = step.Note,
            ["rules"] = Array(step.RuleIds, id => JsonValue.Create(id)),
            ["sql"] = step.Sql,
            ["rollback"] = step.RollbackSql,
        }),
        ["unrepaired"] = Array(plan.Unrepaired, left => new JsonObject { ["rule"] = left.Finding.Rule.Id, ["message"] = left.Finding.Message, ["why"] = left.Why }),
    };

    private static JsonObject TableNode(Table table) => new()
    {
        ["name"] = TableOfPlaces.Name(table.QualifiedName),
        ["rowEstimate"] = table.RowEstimate,
        ["isHypertable"] = table.Hypertable is not null,
        ["columns"] = Array(table.Columns, column => new JsonObject { ["name"] = column.Name, ["type"] = column.Type.ToString(), ["isNullable"] = !column.IsNotNull }),
        ["primaryKey"] = Array(table.PrimaryKey?.Columns ?? default, name => JsonValue.Create(name)),
        ["foreignKeys"] = Array(table.ForeignKeys, key => new JsonObject
        {
            ["name"] = key.Name,
            ["columns"] = Array(key.Columns, name => JsonValue.Create(name)),
            ["references"] = TableOfPlaces.Name(key.ReferencedTable),
            ["referencedColumns"] = Array(key.ReferencedColumns, name => JsonValue.Create(name)),
        }),
    };

    private static JsonObject RuleNode(Rule rule) => new()
    {
        ["id"] = rule.Id,
        ["title"] = rule.Title,
        ["category"] = rule.Category,
        ["description"] = rule.Description,
        ["help"] = rule.HelpLink,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);

    private static JsonArray Array<T>(ValueList<T> items, Func<T, JsonNode?> node) => Array((IEnumerable<T>)items, node);
}
