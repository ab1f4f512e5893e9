using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.Analyzers;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// Fix All for findings that carry their edits: all edits of a scope are written at once. The batch fixer of Roslyn would leave .sql files out
/// and merge what several findings in one constant have in common.
/// </summary>
internal sealed class SqlEditFixAllProvider(string title) : FixAllProvider
{
    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = new List<(Project Project, ImmutableArray<Diagnostic> Diagnostics)>();
        switch (fixAllContext.Scope)
        {
            case FixAllScope.Document when fixAllContext.Document is { } document:
                diagnostics.Add((document.Project, await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)));
                break;

            case FixAllScope.Project:
                diagnostics.Add((fixAllContext.Project, await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false)));
                break;

            case FixAllScope.Solution:
                foreach (var project in fixAllContext.Solution.Projects)
                    diagnostics.Add((project, await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false)));
                break;
        }

        return CodeAction.Create(title, cancellationToken => ApplyAsync(fixAllContext.Solution, diagnostics, cancellationToken), fixAllContext.CodeActionEquivalenceKey);
    }

    private static async Task<Solution> ApplyAsync(
        Solution solution, IReadOnlyList<(Project Project, ImmutableArray<Diagnostic> Diagnostics)> diagnostics, CancellationToken cancellationToken)
    {
        foreach (var (project, found) in diagnostics)
        {
            // Places were computed on the project as it was; each project's documents change once.
            var edits = found.SelectMany(diagnostic => SourceEdits.Of(diagnostic)).ToList();
            var changed = await SqlEditApplication.ApplyAsync(project, edits, cancellationToken).ConfigureAwait(false);
            foreach (var projectChanges in changed.GetChanges(project.Solution).GetProjectChanges())
            {
                foreach (var id in projectChanges.GetChangedDocuments())
                    solution = solution.WithDocumentText(id, await changed.GetDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false));
                foreach (var id in projectChanges.GetChangedAdditionalDocuments())
                    solution = solution.WithAdditionalDocumentText(id, await changed.GetAdditionalDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return solution;
    }
}
