using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>A fix that changes the text around the data access that a diagnostic points at; offered where it finds a plan.</summary>
public abstract class FoundCallFix : CodeFixProvider
{
    private readonly string _title;

    private protected FoundCallFix(Rule rule, string title)
    {
        _title = title;
        FixableDiagnosticIds = ImmutableArray.Create(rule.Id);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FoundCall.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } found
                || Plan(found, diagnostic, context.CancellationToken) is not { } changes)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(_title, async cancellationToken =>
                {
                    var text = await found.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return found.Document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
                }, equivalenceKey: GetType().Name),
                diagnostic);
        }
    }

    /// <summary>The changes of the document; null when it cannot be proven that they keep what the code does.</summary>
    private protected abstract IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken);
}
