using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>
/// One query for all keys gives one object per row, where each iteration had one of its own before: what is proven here is that nobody
/// can see the difference.
/// </summary>
internal static class SharedRows
{
    /// <summary>Whether the loop only looks at values of the object that the call returns, and lets nobody else have it.</summary>
    /// <param name="whole">The call with its await.</param>
    public static bool AreOnlyRead(ExpressionSyntax whole, ForEachStatementSyntax loop, SemanticModel model)
    {
        while (whole.Parent is ParenthesizedExpressionSyntax parenthesized)
            whole = parenthesized;
        if (whole.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator })
            return IsRead(whole, model);
        if (model.GetDeclaredSymbol(declarator) is not ILocalSymbol local)
            return false;
        foreach (var name in loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local) && !IsRead(name, model))
                return false;
        }

        return true;
    }

    /// <summary>Whether any code of the compilation changes an object of the type after it was made.</summary>
    public static bool AreChanged(ITypeSymbol row, SemanticModel model, CancellationToken cancellationToken)
    {
        if (row is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } || row.DeclaringSyntaxReferences.IsEmpty)
            return true;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (ITypeSymbol? type = row; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            names.UnionWith(type.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private }).Select(member => member.Name));

        foreach (var tree in model.Compilation.SyntaxTrees)
        {
            SemanticModel? own = null;
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (TargetOf(node) is not { } target || NameOf(target) is not { } name || !names.Contains(name.Identifier.ValueText))
                    continue;
#pragma warning disable RS1030 // A code fix asks about another file when the user wants the fix, not while typing.
                own ??= tree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                if (own.GetSymbolInfo(name, cancellationToken).Symbol is { ContainingType: { } owner } && IsOrInherits(row, owner)
                    && name.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A value of it, a comparison with null.
    private static bool IsRead(ExpressionSyntax value, SemanticModel model) => value.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == value => IsValue(access, model) && !IsTarget(access),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } access when access.Expression == value => IsValue(binding, model),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
            (comparison.Left == value ? comparison.Right : comparison.Left).IsKind(SyntaxKind.NullLiteralExpression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => IsRead(certain, model),
        _ => false,
    };

    private static bool IsValue(ExpressionSyntax access, SemanticModel model) =>
        model.GetSymbolInfo(access).Symbol is IPropertySymbol { Type: { IsValueType: true } or { SpecialType: SpecialType.System_String } } or IFieldSymbol { Type: { IsValueType: true } or { SpecialType: SpecialType.System_String } };

    private static bool IsTarget(ExpressionSyntax access) => access.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == access,
        PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } => true,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
        MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } => true,
        _ => false,
    };

    // What a node gives another value, or another content; initializers make the object.
    private static ExpressionSyntax? TargetOf(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => assignment.Left,
        PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } step => step.Operand,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => step.Operand,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: var handed } => handed,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var content, Name.Identifier.ValueText: var method } } when ChangesContent(method) => content,
        _ => null,
    };

    private static bool ChangesContent(string method) =>
        method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("Insert", StringComparison.Ordinal) || method.StartsWith("Remove", StringComparison.Ordinal)
        || method is "Clear" or "Sort" or "Reverse" or "Push" or "Pop" or "Enqueue" or "Dequeue" or "TryAdd" or "UnionWith" or "ExceptWith";

    private static SimpleNameSyntax? NameOf(ExpressionSyntax target) => target switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax { Name: var name } => name,
        ElementAccessExpressionSyntax { Expression: var holder } => NameOf(holder),
        PostfixUnaryExpressionSyntax { Operand: var certain } => NameOf(certain),
        ParenthesizedExpressionSyntax { Expression: var inner } => NameOf(inner),
        _ => null,
    };

    private static bool IsOrInherits(ITypeSymbol type, ITypeSymbol owner)
    {
        for (ITypeSymbol? candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, owner))
                return true;
        }

        return false;
    }
}
