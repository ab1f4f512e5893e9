using System.Text.Json;
using System.Text.Json.Nodes;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports.Sarif;

/// <summary>The findings as SARIF 2.1.0, for code scanning on forges and in CI (OASIS, "Static Analysis Results Interchange Format").</summary>
internal static class SarifReport
{
    private const string Root = "SRCROOT";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(ReviewReport report)
    {
        var findings = report.Findings.ToList();
        var rules = findings.Select(finding => finding.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var indexes = rules.Select((rule, i) => (rule.Id, Index: i)).ToDictionary(pair => pair.Id, pair => pair.Index);
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "lifeops-db",
                        ["version"] = ToolVersion.Text,
                        ["informationUri"] = "https://github.com/lifeops/LifeOps.DbAnalyzers",
                        ["rules"] = new JsonArray([.. rules.Select(RuleNode)]),
                    },
                },
                ["invocations"] = new JsonArray(new JsonObject
                {
                    ["executionSuccessful"] = report.Notes.All(note => !note.IsProblem),
                    ["toolExecutionNotifications"] = new JsonArray([.. report.Notes.Select(note => new JsonObject
                    {
                        ["level"] = note.IsProblem ? "error" : "note",
                        ["message"] = new JsonObject { ["text"] = note.Text },
                    })]),
                }),
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = new JsonObject { ["text"] = "The folder that was reviewed." } } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings.Select(finding => ResultNode(finding, indexes[finding.Rule.Id]))]),
            }),
        }.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonNode RuleNode(Rule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
        ["fullDescription"] = new JsonObject { ["text"] = rule.Description },
        ["helpUri"] = rule.HelpLink,
        ["defaultConfiguration"] = new JsonObject { ["level"] = LevelOf(rule.Severity) },
        ["properties"] = new JsonObject { ["category"] = rule.Category },
    };

    private static JsonNode ResultNode(ReportFinding finding, int ruleIndex)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = LevelOf(finding.Severity),
            ["message"] = new JsonObject { ["text"] = finding.Message },
        };
        if (LocationNode(finding) is { } location)
            result["locations"] = new JsonArray(location);
        return result;
    }

    private static JsonObject? LocationNode(ReportFinding finding)
    {
        var location = new JsonObject();
        if (finding.Place is { } place)
        {
            location["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(place.File), ["uriBaseId"] = Root },
                ["region"] = new JsonObject { ["startLine"] = place.Line, ["startColumn"] = place.Column, ["endLine"] = place.EndLine, ["endColumn"] = place.EndColumn },
            };
        }

        if (finding.Table is { } table)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = table, ["kind"] = "table" });
        return location.Count == 0 ? null : location;
    }

    private static string UriOf(string file) => string.Join('/', file.Split('/').Select(part => part == ".." ? part : Uri.EscapeDataString(part)));

    private static string LevelOf(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "note",
    };
}
