using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1019: makes a using declaration of the local that holds it; await using in an async method. The finding itself proves that the object stays
/// in its method and that nobody else disposes it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UndisposedConnectionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.UndisposedConnection.Id);

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
            // Declarations in a switch section or a for take no using.
            if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Parent: BlockSyntax or GlobalStatementSyntax } statement },
                } declarator
                || statement.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp8 }
                || model.GetDeclaredSymbol(declarator, context.CancellationToken) is not ILocalSymbol { Type: var type })
            {
                continue;
            }

            var isAwaited = IsInAsync(statement) && type.AllInterfaces.Any(candidate => candidate is { Name: "IAsyncDisposable", ContainingNamespace.Name: "System" });
            if (!isAwaited && !type.AllInterfaces.Any(candidate => candidate.SpecialType == SpecialType.System_IDisposable))
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    isAwaited ? "Add await using" : "Add using",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(statement, WithUsing(statement, isAwaited)))),
                    equivalenceKey: nameof(UndisposedConnectionFix)),
                diagnostic);
        }
    }

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax statement, bool isAwaited)
    {
        var leading = statement.GetLeadingTrivia();
        var changed = statement.WithoutLeadingTrivia().WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        if (isAwaited)
            changed = changed.WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return changed.WithLeadingTrivia(leading);
    }

    private static bool IsInAsync(SyntaxNode statement)
    {
        foreach (var ancestor in statement.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case LockStatementSyntax or AccessorDeclarationSyntax or BaseMethodDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
