using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB1020: awaits the method's async counterpart. Only where the compiler finds it with the same arguments and it gives the same; an
/// IQueryable of unknown origin may be a list in memory, which EF Core refuses to read asynchronously.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SynchronousCallFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.SynchronousCall.Id);

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
            if (!diagnostic.Properties.TryGetValue(SynchronousCall.AsyncName, out var name) || name is null
                || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                || model.GetOperation(call, context.CancellationToken) is not IInvocationOperation operation
                || !IsOfDatabase(operation, model.Compilation)
                || Awaited(call, name, model) is not { } awaited)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Await " + name,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call, awaited))),
                    equivalenceKey: nameof(SynchronousCallFix)),
                diagnostic);
        }
    }

    private static bool IsOfDatabase(IInvocationOperation call, Compilation compilation) =>
        DataAccessSymbols.Create(compilation) is { } symbols
        && (symbols.Recognize(call) is not { Library: DataAccessLibrary.EfCore, Query: { } query } || QueryOrigin.IsContext(query, symbols));

    private static ExpressionSyntax? Awaited(InvocationExpressionSyntax call, string name, SemanticModel model)
    {
        ExpressionSyntax? renamed = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.WithName(Renamed(access.Name, name)),
            SimpleNameSyntax simple => Renamed(simple, name),
            _ => null,
        };
        if (renamed is null)
            return null;

        var changed = call.WithExpression(renamed).WithoutTrivia();
        if (model.GetSpeculativeSymbolInfo(call.SpanStart, changed, SpeculativeBindingOption.BindAsExpression).Symbol is not IMethodSymbol method
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol original
            || !IsSame(original.ReturnType, ResultOf(method.ReturnType)))
        {
            return null;
        }

        ExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), changed);
        var isOperand = call.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax or InvocationExpressionSyntax;
        return (isOperand ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(call);
    }

    private static SimpleNameSyntax Renamed(SimpleNameSyntax name, string newName) =>
        name.WithIdentifier(SyntaxFactory.Identifier(newName).WithTriviaFrom(name.Identifier));

    // What awaiting gives: null for a type that is no task, the task itself when it gives nothing.
    private static ITypeSymbol? ResultOf(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks" } } task
        ? task.TypeArguments.FirstOrDefault() ?? task
        : null;

    private static bool IsSame(ITypeSymbol before, ITypeSymbol? after) =>
        after is not null
        && (before.SpecialType == SpecialType.System_Void ? after is { Name: "Task" or "ValueTask" } : SymbolEqualityComparer.Default.Equals(before, after));
}
