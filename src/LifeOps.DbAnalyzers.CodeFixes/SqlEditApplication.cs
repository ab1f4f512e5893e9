using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.EmbeddedSql;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>Writes the edits of findings in SQL into the documents they belong to: C# files and .sql files.</summary>
internal static class SqlEditApplication
{
    /// <summary>The solution with the edits; those that overlap one before them, or whose file is not in the project, are left out.</summary>
    public static async Task<Solution> ApplyAsync(Project project, IEnumerable<SourceEdit> edits, CancellationToken cancellationToken)
    {
        var solution = project.Solution;
        foreach (var group in edits.GroupBy(edit => DocumentOf(project, edit.Location)))
        {
            if (group.Key is not { } document)
                continue;
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var changed = text.WithChanges(Ordered(group));
            solution = document is Document
                ? solution.WithDocumentText(document.Id, changed)
                : solution.WithAdditionalDocumentText(document.Id, changed);
        }

        return solution;
    }

    private static TextDocument? DocumentOf(Project project, Location location)
    {
        if (location.SourceTree is { } tree)
            return project.Solution.GetDocument(tree);
        var path = location.GetLineSpan().Path;
        return project.AdditionalDocuments.FirstOrDefault(document => (document.FilePath ?? document.Name) == path);
    }

    private static List<TextChange> Ordered(IEnumerable<SourceEdit> edits)
    {
        var changes = new List<TextChange>();
        var end = 0;
        foreach (var edit in edits.Distinct().OrderBy(edit => edit.Location.SourceSpan.Start).ThenBy(edit => edit.Location.SourceSpan.End))
        {
            var span = edit.Location.SourceSpan;

            // Two insertions at one place are both meant (an index for each of two foreign keys); two ways to write the same part are not.
            if (changes.Count > 0 && (span.Start < end || (span == changes[changes.Count - 1].Span && !span.IsEmpty)))
                continue;
            changes.Add(new TextChange(span, edit.NewText));
            end = span.End;
        }

        return changes;
    }
}
