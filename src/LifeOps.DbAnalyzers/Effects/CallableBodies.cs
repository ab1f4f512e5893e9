using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Tells from the syntax whether a member of the compilation can reach anything at all: most members that code calls in passing
/// (auto-properties, constructors that store, small formulas) cannot, and are not followed.
/// </summary>
internal sealed class CallableBodies
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool MayReachMore(ISymbol member) => _known.GetOrAdd(member.OriginalDefinition, static symbol =>
    {
        if (symbol is not IPropertySymbol && symbol.ContainingType is { TypeKind: TypeKind.Interface } || symbol is IMethodSymbol { IsAbstract: true } || symbol.IsExtern)
            return true;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (MayReachMore(reference.GetSyntax()))
                return true;
        }

        return symbol is IMethodSymbol { PartialImplementationPart: not null };
    });

    // Everything that runs code of others is a call, a creation, an access to a property with a body, or an enumeration.
    private static bool MayReachMore(SyntaxNode declaration)
    {
        if (declaration is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors })
        {
            foreach (var accessor in accessors)
            {
                if (accessor.Body is not null || accessor.ExpressionBody is not null)
                    return HasCalls(accessor);
            }

            return false;
        }

        return HasCalls(declaration);
    }

    private static bool HasCalls(SyntaxNode declaration)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax or CommonForEachStatementSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax
                || node is MemberAccessExpressionSyntax && declaration is not (ConstructorDeclarationSyntax or TypeDeclarationSyntax))
            {
                return true;
            }
        }

        return false;
    }
}
