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

/// <summary>LDB2001 in parameters: NpgsqlDbType.Timestamp becomes TimestampTz, DbType.DateTime2 becomes DateTime.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TimestampParameterTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.TimestampWithoutTimeZone.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(TimestampParameterType.NewMember, out var newMember) || newMember is null)
                continue;

            // A name imported by using static stands alone: the new member is imported with it.
            var name = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                SimpleNameSyntax simple => simple,
                _ => null,
            };
            if (name is null)
                continue;

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Use " + newMember,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(
                        root.ReplaceNode(name, SyntaxFactory.IdentifierName(newMember).WithTriviaFrom(name)))),
                    equivalenceKey: nameof(TimestampParameterTypeFix)),
                diagnostic);
        }
    }
}
