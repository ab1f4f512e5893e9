using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LifeOps.DbAnalyzers.Tool.Reports.Diagrams;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>
/// The report as one HTML file that needs nothing else: readable without its script, which adds filters, the moving diagram and the
/// choice of theme. Its content security policy admits its own style and script and nothing from anywhere.
/// </summary>
internal sealed class HtmlReport
{
    private readonly HtmlWriter _html = new();
    private readonly ReviewReport _report;

    private HtmlReport(ReviewReport report) => _report = report;

    public static string Write(ReviewReport report)
    {
        var writer = new HtmlReport(report);
        writer.WritePage();
        return writer._html.ToString();
    }

    private void WritePage()
    {
        var style = EmbeddedText.Read("report.css");
        var script = EmbeddedText.Read("report.js");
        var title = "Database review: " + string.Join(", ", _report.Databases.Select(database => database.Topic));
        _html.Line($"<!DOCTYPE html>\n<html lang=\"en\" data-theme=\"light\">\n<head>\n<meta charset=\"utf-8\">");
        _html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{new Markup(HashOf(style))}'; script-src '{new Markup(HashOf(script))}'; img-src data:; base-uri 'none'; form-action 'none'\">");
        _html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"robots\" content=\"noindex\">");
        _html.Line($"<link rel=\"icon\" href=\"data:,\">");
        _html.Line($"<title>{title}</title>\n<style>{new Markup(style)}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the report</a>\n<div class=\"layout\">");
        WriteNavigation();
        _html.Line($"<main id=\"content\">");
        WriteFilters();
        for (var i = 0; i < _report.Databases.Count; i++)
            WriteDatabase(_report.Databases[i], Id(i));
        WriteNotes();
        WriteRules();
        _html.Line($"</main>\n</div>\n<script>{new Markup(script)}</script>\n</body>\n</html>");
    }

    private void WriteNavigation()
    {
        _html.Line($"<nav class=\"side\" aria-label=\"Sections\"><div class=\"brand\"><svg width=\"22\" height=\"22\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" aria-hidden=\"true\"><ellipse cx=\"12\" cy=\"5\" rx=\"8\" ry=\"3\"/><path d=\"M4 5v14c0 1.7 3.6 3 8 3s8-1.3 8-3V5M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3\"/></svg>Database review</div>");
        for (var i = 0; i < _report.Databases.Count; i++)
        {
            var database = _report.Databases[i];
            var id = Id(i);
            _html.Line($"<h2>{database.Topic}</h2><ul>");
            Item(id + "-checklist", "Checklist", null);
            Item(id + "-schema", "Schema review", SchemaFindings(database).Count());
            Item(id + "-indexes", "Missing indexes", database.MissingIndexes.Count);
            Item(id + "-queries", "Query optimization", QueryFindings(database).Count());
            Item(id + "-migration", "Migration script", database.Repairs?.Steps.Count ?? 0);
            Item(id + "-model", "Data model", database.Schema?.Tables.Count ?? 0);
            _html.Line($"</ul>");
        }

        _html.Line($"<h2>Report</h2><ul>");
        if (_report.Notes.Count > 0)
            Item("notes", "About this review", _report.Notes.Count);
        Item("rules", "Rules", null);
        _html.Line($"</ul></nav>");

        void Item(string id, string text, int? count) => _html.Line($"<li><a href=\"#{id}\">{text}<span class=\"n\">{(count is { } n ? n.ToString(CultureInfo.InvariantCulture) : "")}</span></a></li>");
    }

    private void WriteFilters()
    {
        var findings = _report.Findings.ToList();
        _html.Line($"<div class=\"bar\" role=\"search\">");
        foreach (var severity in new[] { RuleSeverity.Error, RuleSeverity.Warning, RuleSeverity.Info })
            _html.Line($"<button type=\"button\" class=\"chip {SeverityText.Of(severity)}\" data-severity=\"{SeverityText.Of(severity)}\" aria-pressed=\"true\"><span class=\"dot\"></span>{SeverityText.Of(severity)} {findings.Count(finding => finding.Severity == severity)}</button>");
        _html.Line($"<select id=\"rule\" aria-label=\"Rule\"><option value=\"\">All rules</option>");
        foreach (var rule in findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal))
            _html.Line($"<option value=\"{rule.Id}\">{rule.Id} {rule.Title}</option>");
        _html.Line($"</select><select id=\"table\" aria-label=\"Table\"><option value=\"\">All tables</option>");
        foreach (var table in findings.Select(finding => finding.Table).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            _html.Line($"<option value=\"{table}\">{table}</option>");
        _html.Line($"</select><input id=\"search\" type=\"search\" placeholder=\"Search findings\" aria-label=\"Search findings\"><button type=\"button\" class=\"button\" id=\"reset\">Reset</button><span class=\"shown\" id=\"shown\" aria-live=\"polite\"></span><button type=\"button\" class=\"button icon\" id=\"theme\" title=\"Light or dark\" aria-label=\"Light or dark\">◐</button></div>");
    }

    private void WriteDatabase(DatabaseAnalysis database, string id)
    {
        _html.Line($"<header class=\"db\" id=\"{id}\"><div class=\"kicker\">Database Analysis</div><h1>{database.Topic}</h1><ul class=\"inputs\">");
        foreach (var input in database.Inputs)
            _html.Line($"<li>{input}</li>");
        _html.Line($"</ul><div class=\"tiles\">");
        Tile("error", database.Findings.Count(finding => finding.Severity == RuleSeverity.Error), "errors");
        Tile("warning", database.Findings.Count(finding => finding.Severity == RuleSeverity.Warning), "warnings");
        Tile("info", database.Findings.Count(finding => finding.Severity == RuleSeverity.Info), "suggestions");
        Tile("ok", database.Checklist.Count(line => line.Answer == ChecklistAnswer.Passed), "checks passed");
        Tile("", database.Schema?.Tables.Count ?? 0, "tables");
        Tile("", database.Schema?.Tables.Sum(table => table.ForeignKeys.Count) ?? 0, "foreign keys");
        _html.Line($"</div></header>");
        WriteChecklist(database, id);
        WriteSchemaReview(database, id);
        WriteMissingIndexes(database, id);
        WriteQueries(database, id);
        WriteMigration(database, id);
        WriteDiagram(database, id);

        // Nothing of a kind is no finding of that kind: only what is there is coloured.
        void Tile(string kind, int count, string text) => _html.Line($"<div class=\"tile {(count > 0 ? kind : "")}\"><b>{count}</b><span>{text}</span></div>");
    }

    private void WriteChecklist(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-checklist\"><h2>Checklist</h2><p class=\"lead\">Every question of the review, and what came out.</p><div class=\"checklist\">");
        foreach (var group in database.Checklist.GroupBy(line => line.Group))
        {
            // What is true of the whole group is said once.
            var shared = group.Select(line => (line.Answer, line.Reason)).Distinct().Count() == 1 && group.Count() > 1 ? group.First().Reason : null;
            _html.Line($"<div class=\"panel\"><h3>{group.Key}<span>{shared ?? string.Create(CultureInfo.InvariantCulture, $"{group.Count(line => line.Answer == ChecklistAnswer.Passed)} of {group.Count()} passed")}</span></h3><ul>");
            foreach (var line in group)
            {
                var sign = line.Answer switch { ChecklistAnswer.Passed => "✓", ChecklistAnswer.Findings => "✕", ChecklistAnswer.NotApplicable => "–", _ => "?" };
                var answer = line.Answer switch { ChecklistAnswer.Passed => "passed", ChecklistAnswer.Findings => Count(line.Count, "finding", "findings"), ChecklistAnswer.NotApplicable => "not applicable", _ => "not checked" };
                _html.Line($"<li class=\"{line.Answer.ToString().ToLowerInvariant()}\" title=\"{string.Join(' ', line.Rules)}\"><span class=\"mark\" aria-hidden=\"true\">{sign}</span><span>{line.Item}</span><span class=\"answer\">{answer}</span>");
                if (line.Reason is { } reason && shared is null)
                    _html.Line($"<span class=\"why\">{(line.Answer is ChecklistAnswer.Passed or ChecklistAnswer.Findings ? "in part: " : "")}{reason}</span>");
                _html.Line($"</li>");
            }

            _html.Line($"</ul></div>");
        }

        _html.Line($"</div></section>");
    }

    private void WriteSchemaReview(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-schema\"><h2>Schema Review</h2>");
        var findings = SchemaFindings(database).ToList();
        if (findings.Count == 0)
        {
            _html.Line($"<div class=\"empty\">{(database.Schema is null ? "No schema was given." : "Nothing to report.")}</div></section>");
            return;
        }

        _html.Line($"<div class=\"panel\" data-group><div class=\"scroll\"><table class=\"rows\"><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Table</th><th scope=\"col\">Issue</th><th scope=\"col\">Recommendation</th></tr></thead><tbody>");
        foreach (var finding in findings)
            _html.Line($"<tr {Attributes(finding)}><td class=\"sev\">{Pill(finding.Severity)}</td><td class=\"tab\">{Table(finding)}</td><td>{finding.Message}<div class=\"where\">{RuleLink(finding.Rule)}{Place(finding)}</div></td><td class=\"rec\">{finding.Recommendation}</td></tr>");
        _html.Line($"</tbody></table></div><div class=\"empty nothing\" hidden>No finding here passes the filters.</div></div></section>");
    }

    private void WriteMissingIndexes(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-indexes\"><h2>Missing Indexes</h2>");
        if (database.MissingIndexes.Count == 0)
            _html.Line($"<div class=\"empty\">{(database.Schema is null ? "Not checked: there is no schema." : "None found.")}</div>");
        foreach (var index in database.MissingIndexes)
        {
            _html.Line($"<article class=\"card\"><header><h3>{index.Table}</h3>{RuleLink(index.Findings[0].Rule)}</header><p>{index.Effect}</p><ul>");
            foreach (var served in index.Serves)
                _html.Line($"<li>{served}</li>");
            _html.Line($"</ul>{CodeBlock(HtmlCode.Sql(index.Ddl))}</article>");
        }

        _html.Line($"</section>");
    }

    private void WriteQueries(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-queries\"><h2>Query Optimization</h2>");
        var findings = QueryFindings(database).ToList();
        WriteStatements(database.Statements);
        if (findings.Count == 0)
        {
            if (database.Statements.Count == 0)
                _html.Line($"<div class=\"empty\">Nothing to report.</div>");
            _html.Line($"</section>");
            return;
        }

        var rewrites = database.Queries.ToLookup(query => query.Finding);
        _html.Line($"<div data-group>");
        foreach (var finding in findings)
        {
            _html.Line($"<article class=\"card\" {Attributes(finding)}><header>{Pill(finding.Severity)}<h3>{finding.Rule.Title}</h3><span class=\"where\">{RuleLink(finding.Rule)}{Place(finding)}</span></header><p class=\"text\">{finding.Message}</p>");
            var rewrite = rewrites[finding].FirstOrDefault();
            if (rewrite?.Code is { } code)
                WritePair("C#", code, HtmlCode.CSharp(code));
            if (rewrite?.Sql is { } sql)
                WritePair("SQL", sql, HtmlCode.Sql(sql));
            if (rewrite?.Change is { } change)
                _html.Line($"<p>The code fix “{change}” makes this change.</p>");
            else
                _html.Line($"<p>No code fix is sure to keep the behaviour here; change it by hand. {finding.Rule.Description}</p>");
            _html.Line($"</article>");
        }

        _html.Line($"<div class=\"empty nothing\" hidden>No finding here passes the filters.</div></div></section>");
    }

    private void WriteStatements(IReadOnlyList<StatementReview> statements)
    {
        foreach (var (finding, statement) in statements)
        {
            _html.Line($"<article class=\"card\"><header>{Pill(finding.Severity)}<h3>{finding.Rule.Title}</h3><span class=\"where\">{RuleLink(finding.Rule)}</span></header><p class=\"text\">{finding.Message}</p>");
            WritePair("SQL", new(statement.Sql, null), (HtmlCode.Sql(statement.Sql), default));
            if (statement.Plan is { } plan)
                _html.Line($"<details><summary>Plan (EXPLAIN, not run)</summary>{CodeBlock(HtmlCode.Plain(plan))}</details>");
            else
                _html.Line($"<p>No plan: {statement.WhyNoPlan}.</p>");
            foreach (var index in statement.Indexes)
                _html.Line($"<p>With this index the planner’s cost falls from {Math.Round(index.CostBefore)} to {Math.Round(index.CostAfter)} (HypoPG).</p>{CodeBlock(HtmlCode.Sql(index.Ddl))}");
            _html.Line($"</article>");
        }
    }

    private void WritePair(string language, BeforeAndAfter texts, (Markup Before, Markup After) html)
    {
        if (texts.After is null)
            _html.Line($"<div class=\"pair single\"><div><h4>{language}</h4><pre>{html.Before}</pre></div></div>");
        else
            _html.Line($"<div class=\"pair\"><div><h4>Before <span>{language}</span></h4><pre>{html.Before}</pre></div><div><h4>After <span>{language}</span></h4><pre>{html.After}</pre></div></div>");
    }

    private void WriteMigration(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-migration\"><h2>Migration Script</h2>");
        if (database.Repairs is { Steps.IsEmpty: false } plan)
        {
            _html.Line($"<p class=\"lead\">Repairs what can be repaired while the service is up. Statements wait at most {plan.LockTimeout} for a lock.</p><div class=\"card\"><ol class=\"steps\">");
            foreach (var step in plan.Steps)
                _html.Line($"<li><span class=\"no\">{step.Number}</span><b>{step.Title}</b><span class=\"badges\"><span class=\"pill plain\">{RepairText.PhaseOf(step)}</span><span class=\"pill plain\">{RepairText.DurationOf(step)}</span><span class=\"pill {(step.Lock == LifeOps.PostgreSql.Syntax.TableLockMode.AccessExclusive ? "warning" : "plain")}\">{RepairText.LockOf(step)}</span></span><p>{RepairText.ReasonOf(step)}</p></li>");
            _html.Line($"</ol></div><div class=\"card\"><details open><summary>Script for psql</summary>{CodeBlock(HtmlCode.Sql(plan.ToScript().TrimEnd()))}</details></div>");
            if (plan.ToRollbackScript() is { Length: > 0 } rollback)
                _html.Line($"<div class=\"card\"><details><summary>Script that takes it back</summary>{CodeBlock(HtmlCode.Sql(rollback.TrimEnd()))}</details></div>");
        }
        else
        {
            _html.Line($"<div class=\"empty\">Nothing that could be repaired without a person’s decision.</div>");
        }

        WriteUnrepaired(database.Repairs);
        _html.Line($"</section>");
    }

    private void WriteUnrepaired(RepairPlan? plan)
    {
        if (plan is not { Unrepaired.IsEmpty: false })
            return;
        _html.Line($"<div class=\"card\"><details><summary>Left for a person to decide: {plan.Unrepaired.Count}</summary><ul>");
        foreach (var left in plan.Unrepaired)
            _html.Line($"<li>{RuleLink(left.Finding.Rule)} {left.Finding.Message}: {left.Why}</li>");
        _html.Line($"</ul></details></div>");
    }

    private void WriteDiagram(DatabaseAnalysis database, string id)
    {
        _html.Line($"<section id=\"{id}-model\"><h2>Data Model Diagram</h2>");
        if (database.Schema is not { Tables.IsEmpty: false } schema)
        {
            _html.Line($"<div class=\"empty\">There are no tables.</div></section>");
            return;
        }

        var clusters = TableCluster.Of(schema);
        _html.Line($"<div class=\"diagram\"><div class=\"tools\">");
        if (clusters.Count > 1)
        {
            _html.Line($"<select class=\"parts\" aria-label=\"Part of the diagram\"><option value=\"\">All {clusters.Count} parts</option>");
            for (var i = 0; i < clusters.Count; i++)
                _html.Line($"<option value=\"{i}\">{clusters[i].Title}</option>");
            _html.Line($"</select>");
        }

        _html.Line($"<button type=\"button\" class=\"button icon in\" title=\"Zoom in\" aria-label=\"Zoom in\">+</button><button type=\"button\" class=\"button icon out\" title=\"Zoom out\" aria-label=\"Zoom out\">−</button><button type=\"button\" class=\"button fit\">Fit</button></div>");
        SvgDiagram.Write(_html, clusters, database.Findings);
        _html.Line($"</div><p class=\"legend\">Drag to move, wheel to zoom, click a table for its relations and findings. A dashed line may be NULL; a question mark behind a type says the same of a column. ↗ refers to a table in another part. Coloured heads are hypertables.</p></section>");
    }

    private void WriteNotes()
    {
        if (_report.Notes.Count == 0)
            return;
        _html.Line($"<section id=\"notes\"><h2>About this review</h2><ul class=\"notes\">");
        foreach (var note in _report.Notes)
            _html.Line($"<li class=\"{(note.IsProblem ? "problem" : "")}\">{(note.IsProblem ? "Not reviewed: " : "")}{note.Text}</li>");
        _html.Line($"</ul></section>");
    }

    private void WriteRules()
    {
        _html.Line($"<section id=\"rules\"><h2>Rules</h2><p class=\"lead\">What the rules of this report say and why.</p><div class=\"rules\">");
        foreach (var rule in _report.Findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal))
            _html.Line($"<div>{RuleLink(rule)} <b>{rule.Title}</b><p>{rule.Description}</p></div>");
        _html.Line($"</div></section>");
    }

    private static IEnumerable<ReportFinding> SchemaFindings(DatabaseAnalysis database) => database.Findings.Where(finding => finding.Rule.Category != "Queries");

    private static IEnumerable<ReportFinding> QueryFindings(DatabaseAnalysis database) => database.Findings.Where(finding => finding.Rule.Category == "Queries");

    private static string Id(int database) => "db" + (database + 1).ToString(CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static Markup Attributes(ReportFinding finding) => Of($"data-rule=\"{finding.Rule.Id}\" data-severity=\"{SeverityText.Of(finding.Severity)}\" data-table=\"{finding.Table}\"");

    private static Markup Pill(RuleSeverity severity) => Of($"<span class=\"pill {SeverityText.Of(severity)}\">{SeverityText.Of(severity)}</span>");

    private static Markup RuleLink(Rule rule) => Of($"<a href=\"{rule.HelpLink}\" rel=\"noopener noreferrer\">{rule.Id}</a>");

    private static Markup Table(ReportFinding finding) => finding.Table is { } table ? Of($"<code>{VisibleText.OneLine(table)}</code>") : default;

    private static Markup Place(ReportFinding finding) => finding.Place is { } place ? Of($"<code>{place.ToString()}</code>") : default;

    private static Markup CodeBlock(Markup code) => Of($"<div class=\"code\"><button type=\"button\" class=\"button copy\">Copy</button><pre>{code}</pre></div>");

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Markup Of(MarkupHandler content) => content.ToMarkup();
}
