using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// Fix All for fixes that write names and statements: each fix is planned on the document that the one before it left. The batch fixer of Roslyn plans all of them on the same document: two loops of a method would declare the same variables, two
/// values of a text add the same argument.
/// </summary>
internal static class OneAfterAnother
{
    public static FixAllProvider FixAll { get; } = FixAllProvider.Create(FixAsync);

    private static async Task<Document?> FixAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var pending = new Stack<Finding>(diagnostics.OrderByDescending(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => new Finding(diagnostic, diagnostic.AdditionalLocations.Prepend(diagnostic.Location).ToImmutableArray())));
        var original = await document.GetSyntaxTreeAsync(context.CancellationToken).ConfigureAwait(false);
        var current = document;
        while (pending.Count > 0)
        {
            var finding = pending.Pop();
            var tree = await current.GetSyntaxTreeAsync(context.CancellationToken).ConfigureAwait(false);
            if (tree is null || await FindActionAsync(context, current, finding.In(original, tree)).ConfigureAwait(false) is not { } action
                || await ApplyAsync(action, document.Id, context.CancellationToken).ConfigureAwait(false) is not { } changed)
            {
                continue;
            }

            var changes = (await changed.GetTextChangesAsync(current, context.CancellationToken).ConfigureAwait(false)).ToList();
            pending = new(pending.Reverse().Select(left => left.Moved(original, changes)));
            current = changed;
        }

        return current;
    }

    private static async Task<CodeAction?> FindActionAsync(FixAllContext context, Document document, Diagnostic diagnostic)
    {
        CodeAction? found = null;
        await context.CodeFixProvider.RegisterCodeFixesAsync(new CodeFixContext(
            document,
            diagnostic,
            (action, _) =>
            {
                if (action.EquivalenceKey == context.CodeActionEquivalenceKey)
                    found ??= action;
            },
            context.CancellationToken)).ConfigureAwait(false);
        return found;
    }

    private static async Task<Document?> ApplyAsync(CodeAction action, DocumentId id, CancellationToken cancellationToken)
    {
        foreach (var operation in await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (operation is ApplyChangesOperation apply)
                return apply.ChangedSolution.GetDocument(id);
        }

        return null;
    }

    /// <summary>A finding and where it is by now.</summary>
    private sealed record Finding(Diagnostic Diagnostic, ImmutableArray<Location> Places)
    {
        public Diagnostic In(SyntaxTree? original, SyntaxTree tree)
        {
            var places = Places.Select(place => place.SourceTree == original ? Location.Create(tree, place.SourceSpan) : place).ToList();
            return Diagnostic.Create(Diagnostic.Descriptor, places[0], Diagnostic.Severity, places.Skip(1), Diagnostic.Properties);
        }

        public Finding Moved(SyntaxTree? original, IReadOnlyList<TextChange> changes) =>
            this with { Places = Places.Select(place => place.SourceTree == original ? Location.Create(original!, Moved(place.SourceSpan, changes)) : place).ToImmutableArray() };

        private static TextSpan Moved(TextSpan span, IReadOnlyList<TextChange> changes)
        {
            var (start, end) = (span.Start, span.End);
            foreach (var change in changes)
            {
                var growth = change.NewText!.Length - change.Span.Length;
                if (change.Span.End <= span.Start)
                    start += growth;
                if (change.Span.Start < span.End)
                    end += growth;
            }

            return end < start ? new TextSpan(start, 0) : TextSpan.FromBounds(start, end);
        }
    }
}
