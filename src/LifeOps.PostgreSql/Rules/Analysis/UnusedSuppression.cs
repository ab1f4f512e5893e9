using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Analysis;

/// <summary>
/// LDB0006: an ignore comment that ignores nothing, or a rule that does not exist. It is no rule over statements or schemas: it looks at
/// what was taken back from all the others. Rules that do not run here (those over C#, or over a live server) are not judged.
/// </summary>
internal sealed class UnusedSuppression(IEnumerable<Rule> judged, bool reportsUnknown = true)
{
    private readonly HashSet<string> _judged = IdsOf(judged);
    private static readonly HashSet<string> Known = IdsOf(RuleCatalog.All);

    public static Rule Rule => RuleCatalog.UnusedSuppression;

    /// <summary>Takes the ignored findings of one text out of a list, and adds those about comments that took nothing.</summary>
    /// <param name="file">The file whose findings are meant; null for a text without a file.</param>
    /// <param name="others">Places at which a rule that reports elsewhere had something to say (LDB0001, LDB0002).</param>
    public void Apply(string text, string? file, List<SqlFinding> findings, IEnumerable<(Rule Rule, int Position)> others)
    {
        var comments = IgnoreComments.FindAll(text);
        if (comments.Count == 0)
        {
            // Inside the body of a function comments count too, but nobody judges whether they are needed.
            if (text.IndexOf("lifeops:ignore", System.StringComparison.Ordinal) >= 0)
                findings.RemoveAll(finding => finding.File == file && IgnoreComments.Covers(text, finding.Span.Start, finding.Rule.Id));
            return;
        }

        var used = new HashSet<(int Line, string RuleId)>();
        findings.RemoveAll(finding =>
        {
            if (finding.File != file || IgnoreComments.CoveringLine(text, finding.Span.Start, finding.Rule.Id) is not { } line)
                return false;
            used.Add((line, finding.Rule.Id));
            return true;
        });
        foreach (var (rule, position) in others)
        {
            if (IgnoreComments.CoveringLine(text, position, rule.Id) is { } line)
                used.Add((line, rule.Id));
        }

        foreach (var (line, id, span) in comments)
        {
            if (reportsUnknown && !Known.Contains(id))
                Report(id, "there is no such rule");
            else if (_judged.Contains(id) && !used.Contains((line, id)))
                Report(id, "nothing on the next line is reported");

            void Report(string ruleId, string reason) =>
                findings.Add(new SqlFinding { Rule = Rule, Span = span, File = file, Arguments = ValueList.Of(ruleId, reason), Severity = Rule.Severity });
        }
    }

    private static HashSet<string> IdsOf(IEnumerable<Rule> rules)
    {
        var ids = new HashSet<string>();
        foreach (var rule in rules)
            ids.Add(rule.Id);
        return ids;
    }
}
