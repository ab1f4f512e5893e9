using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>An index that a finding recommends.</summary>
/// <param name="Table">As people write it.</param>
/// <param name="Ddl">The statement, with its semicolon.</param>
/// <param name="Serves">What it serves.</param>
/// <param name="Effect">What gets better.</param>
internal sealed record IndexRecommendation(string Table, string Ddl, string Serves, string Effect)
{
    /// <summary>The recommendations of a finding in SQL: its advice, or else an edit that adds nothing but an index.</summary>
    public static IEnumerable<IndexRecommendation> Of(SqlFinding finding)
    {
        if (finding.Advice is { } advice)
        {
            if (Read(advice.Ddl) is { } advised)
                yield return new(advised.Table, advised.Ddl, advice.Serves, advice.Effect);
            yield break;
        }

        foreach (var edit in finding.Edits)
        {
            if (Read(edit.NewText) is { } added)
                yield return new(added.Table, added.Ddl, finding.Message, finding.Rule.Description);
        }
    }

    /// <summary>The recommendation of a finding in C#; null when it has none.</summary>
    public static IndexRecommendation? Of(Diagnostic diagnostic) =>
        diagnostic.Properties.GetValueOrDefault(AdviceProperties.Ddl) is { } ddl && Read(ddl) is { } advised
            ? new(
                advised.Table,
                advised.Ddl,
                diagnostic.Properties.GetValueOrDefault(AdviceProperties.Serves) ?? "",
                diagnostic.Properties.GetValueOrDefault(AdviceProperties.Effect) ?? "")
            : null;

    private static (string Table, string Ddl)? Read(string text)
    {
        var script = SqlParser.Parse(text);
        return script.Diagnostics.IsEmpty && script.Statements.Count == 1 && script.Statements[0].Stmt is IndexStmt index && StatementTables.Of(index) is { } table
            ? (table, text.Substring(index.Span.Start, index.Span.Length).Trim().TrimEnd(';') + ";")
            : null;
    }
}
