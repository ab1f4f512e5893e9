using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1008 in EF Core: OrderBy the entity's key in front of Take or Skip, or ThenBy it, in the direction of the last one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnstablePageFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.UnstableOrder.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(UnstablePage.KeyProperty, out var key) || key is null
                || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } call)
            {
                continue;
            }

            var isOrder = access.Name.Identifier.ValueText is "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending";
            var source = isOrder ? call : access.Expression;
            if (ElementOf(model.GetTypeInfo(source).Type) is not { } entity || !HasProperty(entity, key))
                continue;

            var row = RowName(call, model);
            var method = isOrder ? "ThenBy" + (access.Name.Identifier.ValueText.EndsWith("Descending", System.StringComparison.Ordinal) ? "Descending" : "") : "OrderBy";
            var position = source.Span.End;
            var inserted = $".{method}({row} => {row}.{key})";
            context.RegisterCodeFix(
                CodeAction.Create("Order by " + key, async cancellationToken =>
                {
                    var text = await context.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return context.Document.WithText(text.WithChanges(new TextChange(new TextSpan(position, 0), inserted)));
                }, equivalenceKey: nameof(UnstablePageFix)),
                diagnostic);
        }
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol? query) =>
        query is INamedTypeSymbol { TypeArguments: { Length: >= 1 } arguments } ? arguments[0] : null;

    private static bool HasProperty(ITypeSymbol entity, string name)
    {
        for (ITypeSymbol? type = entity; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(member => member is IPropertySymbol))
                return true;
        }

        return false;
    }

    // The name that the query's own lambdas use.
    private static string RowName(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.DescendantNodes().OfType<SimpleLambdaExpressionSyntax>().FirstOrDefault() is { } lambda)
            return lambda.Parameter.Identifier.Text;
        return new[] { "x", "row", "item" }.First(name => model.LookupSymbols(call.SpanStart, name: name).IsEmpty);
    }
}
