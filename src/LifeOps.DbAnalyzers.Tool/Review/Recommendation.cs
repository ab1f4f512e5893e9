using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>What to do about a finding, in one sentence: the change itself where the rule knows it, else what the rule says in general.</summary>
internal static class Recommendation
{
    private const int LongestChange = 160;

    /// <param name="text">The text that the edits change.</param>
    public static string Of(SqlFinding finding, string text)
    {
        if (finding.Advice is { } advice)
            return $"Add {advice.Ddl}";
        if (finding.Edits.Count != 1 || finding.Edits[0] is not { } edit || edit.File is not null && edit.File != finding.File || edit.Span.End > text.Length)
            return finding.Rule.Description;
        var old = text.Substring(edit.Span.Start, edit.Span.Length).Trim();
        // A comma belongs to the list that the text goes into.
        var next = edit.NewText.Trim().Trim(',').Trim();
        if (old.Length + next.Length > LongestChange)
            return finding.Rule.Description;
        return (old, next) switch
        {
            ("", "") => finding.Rule.Description,
            ("", _) => $"Add {next}",
            (_, "") => $"Remove {old}",
            _ => $"Change {old} to {next}",
        };
    }
}
