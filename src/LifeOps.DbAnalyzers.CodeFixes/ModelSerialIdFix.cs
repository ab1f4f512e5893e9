using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;

using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB2010 in model code: UseSerialColumn becomes UseIdentityByDefaultColumn, which numbers the same ids.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelSerialIdFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.SerialId.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ModelSerialId.NewMethod, out var newMethod) || newMethod is null)
                continue;
            var token = root.FindToken(diagnostic.Location.SourceSpan.Start);
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use " + newMethod,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceToken(token, SyntaxFactory.Identifier(newMethod).WithTriviaFrom(token)))),
                    equivalenceKey: nameof(ModelSerialIdFix)),
                diagnostic);
        }
    }
}
