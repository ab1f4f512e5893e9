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
using Microsoft.CodeAnalysis.Simplification;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// LDB2002: DateTime.Now becomes DateTime.UtcNow, new DateTime(...) and SpecifyKind get DateTimeKind.Utc. Only where the value is used
/// for nothing but the database; DateTime.Today only where the target is a timestamptz, since the day differs.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NonUtcDateTimeSentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalog.DateTimeKind.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

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
            if (!diagnostic.Properties.ContainsKey(NonUtcDateTimeSent.IsOnlySent)
                || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax origin
                || ReplacementOf(origin, model, diagnostic.Properties.ContainsKey(NonUtcDateTimeSent.IsTimestampTz)) is not { } replacement)
            {
                continue;
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    "Send UTC",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(origin, replacement.WithTriviaFrom(origin)))),
                    equivalenceKey: nameof(NonUtcDateTimeSentFix)),
                diagnostic);
        }
    }

    private static ExpressionSyntax? ReplacementOf(ExpressionSyntax origin, SemanticModel model, bool isTimestampTz) => origin switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Now" } now => now.WithName(SyntaxFactory.IdentifierName("UtcNow")),
        IdentifierNameSyntax { Identifier.ValueText: "Now" } => SyntaxFactory.IdentifierName("UtcNow"),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Today" } today when isTimestampTz =>
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, today.WithName(SyntaxFactory.IdentifierName("UtcNow")), SyntaxFactory.IdentifierName("Date")),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "LocalDateTime" } local => local.WithName(SyntaxFactory.IdentifierName("UtcDateTime")),
        BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation => WithUtc(creation, arguments, model) is { } changed ? WithArguments(creation, changed) : null,
        InvocationExpressionSyntax { ArgumentList: var arguments } invocation => WithUtc(invocation, arguments, model) is { } changed ? invocation.WithArgumentList(changed) : null,
        _ => null,
    };

    private static ExpressionSyntax WithArguments(BaseObjectCreationExpressionSyntax creation, ArgumentListSyntax arguments) => creation switch
    {
        ObjectCreationExpressionSyntax named => named.WithArgumentList(arguments),
        ImplicitObjectCreationExpressionSyntax target => target.WithArgumentList(arguments),
        _ => creation,
    };

    // The argument list with DateTimeKind.Utc; null when no overload takes it behind these arguments, or the value would become another instant.
    private static ArgumentListSyntax? WithUtc(ExpressionSyntax call, ArgumentListSyntax arguments, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || arguments.Arguments.Any(argument => argument.NameColon is not null))
            return null;

        var kind = method.Parameters.FirstOrDefault(IsKind);
        if (kind is not null)
        {
            // Local says which instant it is; only the kind Unspecified can be given one.
            var written = arguments.Arguments[kind.Ordinal];
            return model.GetConstantValue(written.Expression) is { HasValue: true, Value: 0 }
                ? arguments.ReplaceNode(written.Expression, Utc(model, call).WithTriviaFrom(written.Expression))
                : null;
        }

        var isCreation = method is { MethodKind: MethodKind.Constructor, ContainingType.SpecialType: SpecialType.System_DateTime };
        if (!isCreation && method is not { Name: "ToDateTime", ContainingType: { Name: "DateOnly", ContainingNamespace.Name: "System" } })
            return null;

        // new DateTime(year, month, day) has no overload with a kind: midnight is written out.
        var added = arguments;
        if (isCreation && method.Parameters is { Length: 3 } date && date.All(parameter => parameter.Type.SpecialType == SpecialType.System_Int32))
            added = added.AddArguments(Zero(), Zero(), Zero());
        var types = method.Parameters.Select(parameter => parameter.Type).ToList();
        var overloads = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>();
        var hasOverload = added != arguments || overloads.Any(candidate =>
            candidate.Parameters.Length == types.Count + 1
            && IsKind(candidate.Parameters[types.Count])
            && types.Select((type, index) => SymbolEqualityComparer.Default.Equals(type, candidate.Parameters[index].Type)).All(same => same));
        return hasOverload ? added.AddArguments(SyntaxFactory.Argument(Utc(model, call))) : null;
    }

    private static ArgumentSyntax Zero() =>
        SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0)));

    private static bool IsKind(IParameterSymbol parameter) => parameter.Type is { Name: "DateTimeKind", ContainingNamespace.Name: "System" };

    private static ExpressionSyntax Utc(SemanticModel model, SyntaxNode place)
    {
        var isImported = model.LookupNamespacesAndTypes(place.SpanStart, name: "DateTimeKind").Any(symbol => symbol.ContainingNamespace?.Name == "System");
        return SyntaxFactory.ParseExpression(isImported ? "DateTimeKind.Utc" : "System.DateTimeKind.Utc").WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
