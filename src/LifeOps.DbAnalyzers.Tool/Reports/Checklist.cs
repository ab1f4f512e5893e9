using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>
/// Answers the architect's checklist. Its lines come from the catalogue: the rules that name the same line answer it together, those of a
/// group that name none are its last line. A new rule is in the checklist without a change here.
/// </summary>
internal sealed class Checklist(RuleReach reach)
{
    private const string Structure = "Structure";
    private const string Performance = "Performance";
    private const string DataTypes = "Data types";
    private const string Naming = "Naming";
    private const string TimescaleDb = "TimescaleDB";
    private const string Migrations = "Migrations";
    private const string Operations = "Operations";

    private const string NoSchema = "needs a schema file";

    private static readonly string[] Groups = [Structure, Performance, DataTypes, Naming, TimescaleDb, Migrations, Operations];

    /// <param name="findings">All findings of the database.</param>
    /// <param name="unavailable">Live checks that could not be made, by rule id, and why.</param>
    public IReadOnlyList<ChecklistLine> Answer(IReadOnlyList<ReportFinding> findings, ReviewedInputs inputs, IReadOnlyDictionary<string, string> unavailable)
    {
        var counts = findings.GroupBy(finding => finding.Rule.Id).ToDictionary(group => group.Key, group => group.Count());
        return
        [
            .. RuleCatalog.All.Where(rule => GroupOf(rule) is not null)
                .GroupBy(rule => (Group: GroupOf(rule)!, Item: ItemOf(rule)))
                .OrderBy(line => Array.IndexOf(Groups, line.Key.Group))
                .ThenBy(line => line.All(rule => rule.Checklist is null))
                .Select(line => AnswerLine(line.Key.Group, line.Key.Item, [.. line], counts, inputs, unavailable)),
        ];
    }

    private ChecklistLine AnswerLine(
        string group, string item, IReadOnlyList<Rule> rules, Dictionary<string, int> counts, ReviewedInputs inputs, IReadOnlyDictionary<string, string> unavailable)
    {
        string[] ids = [.. rules.Select(rule => rule.Id)];
        var count = ids.Sum(id => counts.GetValueOrDefault(id));
        var gaps = rules.Select(rule => GapOf(rule, inputs, unavailable)).ToList();
        var missing = string.Join("; ", gaps.Select(gap => gap?.Reason).OfType<string>().Distinct());
        string? reason = missing.Length > 0 ? missing : null;

        if (count > 0)
            return new(group, item, ChecklistAnswer.Findings, ids, count, reason);
        if (group == TimescaleDb && inputs is { HasSchema: true, UsesTimescaleDb: false } && gaps.All(gap => gap is null))
            return new(group, item, ChecklistAnswer.NotApplicable, ids, 0, "the schema does not use TimescaleDB");
        if (group == Migrations && !inputs.HasMigrations)
            return new(group, item, ChecklistAnswer.NotApplicable, ids, 0, "no migrations were given");
        return gaps.All(gap => gap is { IsWhole: true })
            ? new(group, item, ChecklistAnswer.NotChecked, ids, 0, reason)
            : new(group, item, ChecklistAnswer.Passed, ids, 0, reason);
    }

    /// <summary>What a rule could not look at; null when it looked at everything.</summary>
    private Gap? GapOf(Rule rule, ReviewedInputs inputs, IReadOnlyDictionary<string, string> unavailable)
    {
        if (unavailable.TryGetValue(rule.Id, out var why))
            return new(why, IsWhole: true);
        if (reach.LooksAtServer(rule))
            return inputs.HasServer ? null : new("needs a live server (--connection)", IsWhole: true);
        // A schema's own statements are no queries of a service.
        if (rule.Category == "Queries")
            return rule.NeedsSchema && !inputs.HasSchema ? new(NoSchema, IsWhole: true) : GapOfCode(inputs);
        if (inputs.HasSchema)
            return reach.LooksAtSchema(rule) || reach.LooksAtStatements(rule) ? null : GapOfCode(inputs);
        // Without a schema there are the statements and the model in the code, for the rules that look at these.
        return !reach.LooksAtCode(rule) || rule.NeedsSchema ? new(NoSchema, IsWhole: true)
            : GapOfCode(inputs) is { IsWhole: true } ? new(NoSchema, IsWhole: true)
            : new(NoSchema, IsWhole: false);
    }

    private static Gap? GapOfCode(ReviewedInputs inputs) => inputs switch
    {
        { HasCode: false, CodeGap: null } => new("needs C# code", IsWhole: true),
        { CodeGap: { } gap } => new(gap, IsWhole: !inputs.HasCode),
        _ => null,
    };

    private static string ItemOf(Rule rule)
    {
        var item = rule.Checklist ?? rule.Category switch
        {
            "Queries" => "other query mistakes",
            "Indexes" => "duplicate and useless indexes",
            "Naming" => "names",
            "TimescaleDB" => "other TimescaleDB settings",
            "Migrations" => "safe migrations",
            _ => "other checks",
        };
        return char.ToUpper(item[0], CultureInfo.InvariantCulture) + item[1..];
    }

    /// <summary>Null for rules about the analysis itself, and about the match of SQL and schema, which are no line of a checklist.</summary>
    private static string? GroupOf(Rule rule) => rule.Category switch
    {
        "Structure" => Structure,
        "Queries" or "Indexes" => Performance,
        "DataTypes" => DataTypes,
        "Naming" => Naming,
        "TimescaleDB" => TimescaleDb,
        "Migrations" => Migrations,
        "Operations" => Operations,
        _ => null,
    };

    /// <summary>Something that a rule could not look at.</summary>
    /// <param name="IsWhole">Whether there was nothing else for it to look at.</param>
    private sealed record Gap(string Reason, bool IsWhole);
}
