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

/// <summary>LDB2001, 2020 to 2024 in model code: writes the type that the rule names into the literal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModelColumnTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleCatalog.TimestampWithoutTimeZone.Id, RuleCatalog.VarcharColumn.Id, RuleCatalog.CharColumn.Id, RuleCatalog.JsonColumn.Id,
        RuleCatalog.InexactAmount.Id, RuleCatalog.TimeWithTimeZone.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(ModelColumnTypeAnalyzer.NewType, out var newType) || newType is null)
                continue;

            // A constant that is named here may serve other columns too.
            var token = root.FindToken(diagnostic.Location.SourceSpan.Start);
            if (!token.IsKind(SyntaxKind.StringLiteralToken))
                continue;

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use " + newType,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceToken(token, SyntaxFactory.Literal(newType).WithTriviaFrom(token)))),
                    equivalenceKey: diagnostic.Id + " column type"),
                diagnostic);
        }
    }
}
