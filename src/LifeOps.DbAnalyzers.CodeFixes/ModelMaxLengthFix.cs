using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2020 in model code: HasMaxLength(n) becomes HasColumnType("text"), HaveMaxLength(n) HaveColumnType("text").</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelMaxLengthFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.VarcharColumn.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ModelVarcharColumn.MaxLengthCall, out var newMethod)
                || newMethod is null
                || root.FindNode(diagnostic.Location.SourceSpan) is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
                || !ImportsExtensions(root, call))
            {
                continue;
            }

            var text = SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("text")));
            var changed = call
                .WithExpression(access.WithName(SyntaxFactory.IdentifierName(newMethod).WithTriviaFrom(name)))
                .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(text)));
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use text, without the limit",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, changed))),
                    equivalenceKey: nameof(ModelMaxLengthFix)),
                diagnostic);
        }
    }

    // HasMaxLength is a member of the builder; HasColumnType is an extension method of this namespace.
    private static bool ImportsExtensions(CompilationUnitSyntax root, SyntaxNode call)
    {
        foreach (var import in root.Usings)
        {
            if (import.Name?.ToString() == "Microsoft.EntityFrameworkCore")
                return true;
        }

        foreach (var ancestor in call.Ancestors())
        {
            if (ancestor is not BaseNamespaceDeclarationSyntax scope)
                continue;
            if (scope.Name.ToString().StartsWith("Microsoft.EntityFrameworkCore", System.StringComparison.Ordinal))
                return true;
            foreach (var import in scope.Usings)
            {
                if (import.Name?.ToString() == "Microsoft.EntityFrameworkCore")
                    return true;
            }
        }

        return false;
    }
}
