using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>LDB1004: asks in front of the loop, and not at all when there is no element.</summary>
/// <remarks>
/// The declaration is the first statement of the loop, so that nothing happens between its start and the first question; the answer is a
/// value, or is only read: iterations share it now.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class HoistQueryFix() : FoundCallFix(RuleCatalog.RepeatedQuery, "Ask once in front of the loop")
{
    private protected override IReadOnlyList<TextChange>? Plan(FoundCall found, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (LoopCall.Find(found, cancellationToken) is not { Loop: { Statement: BlockSyntax { Statements: var statements } } loop } call
            || LoopCall.WholeOf(found.Syntax, out _) is not { } whole
            || Outermost(whole) is not { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } declared } variable } initializer }
            || statements[0] != declaration || declaration.UsingKeyword.RawKind != 0
            || found.Model.GetDeclaredSymbol(variable) is not ILocalSymbol local
            || IsNameTaken(variable.Identifier, loop) || !call.OutlivesLoop(found.Syntax, mayCall: true) || !IsOnlyRead(local, loop, found.Model) || CountOf(loop, found.Model) is not { } count)
        {
            return null;
        }

        // An empty collection asked nothing.
        var text = found.Root.GetText();
        var isValue = local.Type.IsValueType;
        var name = variable.Identifier.ValueText;
        var type = declared.Type.ToString();
        var lineBreak = CodeText.LineBreakOf(loop);
        var line = $"{type} {name} = {count} > 0 ? {initializer.Value} : default{(isValue ? "" : "!")};" + lineBreak + CodeText.IndentationOf(loop);
        var removed = TextSpan.FromBounds(declaration.FullSpan.Start, text.Lines.GetLineFromPosition(declaration.Span.End).EndIncludingLineBreak);
        return [new(new TextSpan(loop.SpanStart, 0), line), new(removed, "")];
    }

    // A name of the block around the loop must not be one of its other blocks too.
    private static bool IsNameTaken(SyntaxToken name, ForEachStatementSyntax loop) =>
        loop.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantTokens().Any(token => token.ValueText == name.ValueText && !loop.Span.Contains(token.Span));

    // (await query).ToList() and the like: what is done with the answer before it is stored.
    private static ExpressionSyntax Outermost(ExpressionSyntax whole)
    {
        while (whole.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" or "AsList" or "ToHashSet" }
            or InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 })
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole;
    }

    private static bool IsOnlyRead(ILocalSymbol local, ForEachStatementSyntax loop, SemanticModel model)
    {
        var isValue = local.Type.IsValueType || local.Type.SpecialType == SpecialType.System_String;
        foreach (var name in loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != local.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local))
                continue;
            switch (name.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == name:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or PostfixUnaryExpressionSyntax:
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 }:
                    return false;
                case ForEachStatementSyntax:
                    break;
                case MemberAccessExpressionSyntax access when access.Expression == name && IsRead(access, model):
                    break;
                default:
                    if (!isValue)
                        return false;
                    break;
            }
        }

        return true;
    }

    // A property of a value type or text, an operator of LINQ that only looks.
    private static bool IsRead(MemberAccessExpressionSyntax access, SemanticModel model) =>
        access.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != access
            ? model.GetSymbolInfo(access).Symbol switch
            {
                IPropertySymbol { Type: { IsValueType: true } or { SpecialType: SpecialType.System_String } } => true,
                IMethodSymbol { ContainingType.Name: "Enumerable", Name: "Any" or "All" or "Count" or "Sum" or "Max" or "Min" or "Average" or "Contains" } => true,
                IMethodSymbol { Name: "Contains" or "ContainsKey" or "TryGetValue", ContainingNamespace: var scope } => scope.ToDisplayString().StartsWith("System.Collections", System.StringComparison.Ordinal),
                _ => false,
            }
            : false;

    private static string? CountOf(ForEachStatementSyntax loop, SemanticModel model) => model.GetTypeInfo(loop.Expression).Type switch
    {
        IArrayTypeSymbol => loop.Expression + ".Length",
        { } type when model.LookupSymbols(loop.SpanStart, type, "Count").Any(symbol => symbol is IPropertySymbol) => loop.Expression + ".Count",
        _ => null,
    };
}
