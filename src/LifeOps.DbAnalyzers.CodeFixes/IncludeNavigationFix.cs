using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1006: includes the navigation in the query that read the entities, when it stands in the same document.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IncludeNavigationFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.LazyNavigationInLoop.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => OneAfterAnother.FixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(LazyNavigationInLoop.PathProperty, out var path) || path is null || diagnostic.AdditionalLocations.Count == 0
                || await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
                || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
                || diagnostic.AdditionalLocations[0].SourceTree != root.SyntaxTree
                || RootOf(root, model, diagnostic.AdditionalLocations[0].SourceSpan, context.CancellationToken) is not { } source
                || Plan(source, path, model, context.CancellationToken) is not { } change)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create($"Include {path} in the query", async cancellationToken =>
                {
                    var text = await context.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                    return context.Document.WithText(text.WithChanges(change));
                }, equivalenceKey: nameof(IncludeNavigationFix)),
                diagnostic);
        }
    }

    // The set that the operators of the query begin with.
    private static ExpressionSyntax? RootOf(SyntaxNode root, SemanticModel model, TextSpan query, CancellationToken cancellationToken)
    {
        ExpressionSyntax? current = root.FindToken(query.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (current is null || !current.Span.Contains(query))
            current = root.FindNode(query) as ExpressionSyntax;
        while (current is not null)
        {
            if (model.GetTypeInfo(current, cancellationToken).Type is INamedTypeSymbol { Name: "DbSet", Arity: 1 })
                return current;
            current = current switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => receiver,
                IdentifierNameSyntax name when model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
                    && declarations[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value } => value,
                _ => null,
            };
        }

        return null;
    }

    private static TextChange? Plan(ExpressionSyntax source, string path, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(source, cancellationToken).Type is not INamedTypeSymbol { TypeArguments: { Length: 1 } entities })
            return null;
        if (!model.LookupNamespacesAndTypes(source.SpanStart, name: "EntityFrameworkQueryableExtensions").Any())
            return null;

        // Text of its own comes first in a query; and rows whose navigation a filter hides would be left out.
        if (source.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromSql" or "FromSqlRaw" or "FromSqlInterpolated" } || HasQueryFilters(model.Compilation, cancellationToken))
            return null;

        var text = "";
        var isCollection = false;
        var entity = entities[0];
        foreach (var name in path.Split('.'))
        {
            if (FindProperty(entity, name) is not { } property)
                return null;
            var row = FreeName(source, entity, model);
            text += $".{(text.Length == 0 ? "Include" : "ThenInclude")}({row} => {row}.{name})";
            isCollection |= IterationSymbols.ElementType(property.Type) is not null;
            entity = IterationSymbols.ElementType(property.Type) ?? property.Type;
        }

        // Rows of two collections would multiply in one statement.
        var operators = source.Ancestors().TakeWhile(node => node is not StatementSyntax).OfType<MemberAccessExpressionSyntax>().ToList();
        if (isCollection && operators.Any(access => access.Name.Identifier.ValueText == "Include" && IncludesCollection(access, model, cancellationToken))
            && !operators.Any(access => access.Name.Identifier.ValueText is "AsSplitQuery" or "AsSingleQuery"))
        {
            text += ".AsSplitQuery()";
        }

        return new TextChange(new TextSpan(source.Span.End, 0), text);
    }

    private static bool HasQueryFilters(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == "HasQueryFilter"));

    private static bool IncludesCollection(MemberAccessExpressionSyntax include, SemanticModel model, CancellationToken cancellationToken) =>
        include.Parent is InvocationExpressionSyntax call
        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: { Length: 2 } types } && IterationSymbols.ElementType(types[1]) is not null;

    private static IPropertySymbol? FindProperty(ITypeSymbol entity, string name)
    {
        for (ITypeSymbol? type = entity; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return property;
        }

        return null;
    }

    private static string FreeName(ExpressionSyntax source, ITypeSymbol entity, SemanticModel model)
    {
        foreach (var candidate in new[] { CodeText.Camel(entity.Name).TrimStart('@').Substring(0, 1), "x", "row", "entity" })
        {
            if (model.LookupSymbols(source.SpanStart, name: candidate).IsEmpty)
                return candidate;
        }

        return "included";
    }
}
