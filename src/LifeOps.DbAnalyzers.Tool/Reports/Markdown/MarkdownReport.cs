using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.Tool.Reports.Diagrams;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports.Markdown;

/// <summary>The report as Markdown for a forge: GitHub's tables and Mermaid diagrams.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder _text = new();

    private MarkdownReport()
    {
    }

    public static string Write(ReviewReport report)
    {
        var writer = new MarkdownReport();
        foreach (var database in report.Databases)
            writer.WriteDatabase(database);
        writer.WriteNotes(report.Notes);
        writer.WriteRules(report);
        return writer._text.ToString().TrimEnd('\n') + "\n";
    }

    private void WriteDatabase(DatabaseAnalysis database)
    {
        Line($"## Database Analysis: {MarkdownText.Inline(database.Topic)}");
        Line();
        Line(ReportSummary.Of(database));
        Line();
        foreach (var input in database.Inputs)
            Line("- " + MarkdownText.Inline(input));
        Line();
        WriteChecklist(database);
        WriteSchemaReview(database);
        WriteMissingIndexes(database);
        WriteQueries(database);
        WriteMigration(database);
        WriteDiagram(database);
    }

    private void WriteChecklist(DatabaseAnalysis database)
    {
        Line("### Checklist");
        Line();
        Line("| | | answer | rules |");
        Line("|---|---|---|---|");
        string? group = null;
        foreach (var line in database.Checklist)
        {
            Line($"| {(line.Group == group ? "" : $"**{line.Group}**")} | {MarkdownText.Inline(line.Item)} | {ChecklistText.Sign(line.Answer)} {MarkdownText.Inline(ChecklistText.Of(line))} | {string.Join(' ', line.Rules)} |");
            group = line.Group;
        }

        Line();
    }

    private void WriteSchemaReview(DatabaseAnalysis database)
    {
        Line("### Schema Review");
        Line();
        var findings = database.Findings.Where(finding => finding.Rule.Category != "Queries").ToList();
        if (findings.Count == 0)
        {
            Line(database.Schema is null ? "No schema was given." : "Nothing to report.");
            Line();
            return;
        }

        Line("| table | issue | severity | recommendation |");
        Line("|---|---|---|---|");
        foreach (var finding in findings)
            Line($"| {(finding.Table is { } table ? MarkdownText.Code(table) : "")} | {MarkdownText.Inline(finding.Message)} ({finding.Rule.Id}{PlaceOf(finding)}) | {SeverityText.Of(finding.Severity)} | {MarkdownText.Inline(finding.Recommendation)} |");
        Line();
    }

    private void WriteMissingIndexes(DatabaseAnalysis database)
    {
        Line("### Missing Indexes");
        Line();
        if (database.MissingIndexes.Count == 0)
        {
            Line(database.Schema is null ? "Not checked: there is no schema." : "None found.");
            Line();
            return;
        }

        foreach (var index in database.MissingIndexes)
        {
            Write(MarkdownText.Block("sql", index.Ddl));
            Line();
            foreach (var served in index.Serves)
                Line("- " + MarkdownText.Inline(served));
            Line("- Effect: " + MarkdownText.Inline(index.Effect));
            Line();
        }
    }

    private void WriteQueries(DatabaseAnalysis database)
    {
        Line("### Query Optimization");
        Line();
        var queries = database.Findings.Where(finding => finding.Rule.Category == "Queries").ToList();
        WriteStatements(database.Statements);
        if (queries.Count == 0)
        {
            if (database.Statements.Count == 0)
                Line("Nothing to report.");
            Line();
            return;
        }

        var rewrites = database.Queries.ToLookup(query => query.Finding);
        var number = 0;
        foreach (var finding in queries)
        {
            number++;
            Line(string.Create(CultureInfo.InvariantCulture, $"**{number}. {finding.Rule.Id} {MarkdownText.Inline(finding.Rule.Title)}** ({SeverityText.Of(finding.Severity)}{PlaceOf(finding)})"));
            Line();
            Line(MarkdownText.Inline(finding.Message) + ".");
            Line();
            foreach (var rewrite in rewrites[finding])
                WriteRewrite(rewrite);
        }
    }

    private void WriteRewrite(QueryRewrite rewrite)
    {
        WriteBeforeAndAfter("csharp", rewrite.Code);
        WriteBeforeAndAfter("sql", rewrite.Sql);
        Line(rewrite.Change is { } change ? $"The code fix “{MarkdownText.Inline(change)}” makes this change." : "No code fix is sure to keep the behaviour here; change it by hand. " + MarkdownText.Inline(rewrite.Finding.Rule.Description));
        Line();
    }

    private void WriteStatements(IReadOnlyList<StatementReview> statements)
    {
        foreach (var (finding, statement) in statements)
        {
            Line($"**{finding.Rule.Id} {MarkdownText.Inline(finding.Message)}**");
            Line();
            Write(MarkdownText.Block("sql", statement.Sql));
            Line();
            if (statement.Plan is { } plan)
                Write(MarkdownText.Block("text", plan));
            else
                Line($"No plan: {MarkdownText.Inline(statement.WhyNoPlan ?? "")}.");
            Line();
            foreach (var index in statement.Indexes)
            {
                Line(string.Create(CultureInfo.InvariantCulture, $"With this index the planner's cost falls from {index.CostBefore:N0} to {index.CostAfter:N0} (HypoPG):"));
                Line();
                Write(MarkdownText.Block("sql", index.Ddl));
                Line();
            }
        }
    }

    private void WriteBeforeAndAfter(string language, BeforeAndAfter? texts)
    {
        if (texts is null)
            return;
        Line(texts.After is null ? "Now:" : "Before:");
        Line();
        Write(MarkdownText.Block(language, texts.Before));
        Line();
        if (texts.After is null)
            return;
        Line("After:");
        Line();
        Write(MarkdownText.Block(language, texts.After));
        Line();
    }

    private void WriteMigration(DatabaseAnalysis database)
    {
        Line("### Migration Script");
        Line();
        if (database.Repairs is not { Steps.IsEmpty: false } plan)
        {
            Line("Nothing that could be repaired without a person's decision.");
            Line();
        }
        else
        {
            Line("| step | table | lock | duration | why |");
            Line("|---|---|---|---|---|");
            foreach (var step in plan.Steps)
                Line(string.Create(CultureInfo.InvariantCulture, $"| {step.Number}. {MarkdownText.Inline(step.Title)} ({string.Join(' ', step.RuleIds)}) | {MarkdownText.Code(TableOfPlaces.Name(step.Table))} | {RepairText.LockOf(step)} | {RepairText.DurationOf(step)} | {MarkdownText.Inline(RepairText.ReasonOf(step))} |"));
            Line();
            Write(MarkdownText.Block("sql", plan.ToScript().TrimEnd()));
            Line();
            if (plan.ToRollbackScript() is { Length: > 0 } rollback)
            {
                Line("To take it back:");
                Line();
                Write(MarkdownText.Block("sql", rollback.TrimEnd()));
                Line();
            }
        }

        if (database.Repairs is { Unrepaired.IsEmpty: false } left)
        {
            Line("Left for a person to decide:");
            Line();
            foreach (var finding in left.Unrepaired)
                Line($"- {finding.Finding.Rule.Id} {MarkdownText.Inline(finding.Finding.Message)}: {MarkdownText.Inline(finding.Why)}");
            Line();
        }
    }

    private void WriteDiagram(DatabaseAnalysis database)
    {
        Line("### Data Model Diagram");
        Line();
        if (database.Schema is not { Tables.IsEmpty: false } schema)
        {
            Line("There are no tables.");
            Line();
            return;
        }

        var clusters = TableCluster.Of(schema);
        foreach (var cluster in clusters)
        {
            if (clusters.Count > 1)
            {
                Line($"**{MarkdownText.Inline(cluster.Title)}**");
                Line();
            }

            Write(MarkdownText.Block("mermaid", MermaidDiagram.Write(cluster)));
            Line();
        }
    }

    private void WriteNotes(IReadOnlyList<ReviewNote> notes)
    {
        if (notes.Count == 0)
            return;
        Line("## About this review");
        Line();
        foreach (var note in notes)
            Line($"- {(note.IsProblem ? "**Not reviewed:** " : "")}{MarkdownText.Inline(note.Text)}");
        Line();
    }

    private void WriteRules(ReviewReport report)
    {
        var rules = report.Findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        if (rules.Count == 0)
            return;
        Line("## Rules");
        Line();
        foreach (var rule in rules)
            Line($"- [{rule.Id}]({rule.HelpLink}) {MarkdownText.Inline(rule.Title)}: {MarkdownText.Inline(rule.Description)}");
        Line();
    }

    private static string PlaceOf(ReportFinding finding) => finding.Place is { } place ? ", " + MarkdownText.Code(place.ToString()) : "";

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private void Write(string text) => _text.Append(text);
}
