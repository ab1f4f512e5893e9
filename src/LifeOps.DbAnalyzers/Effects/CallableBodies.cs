using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Tells from the syntax whether a member of the compilation can reach anything at all: most members that code calls in passing
/// (auto-properties, constructors that store, formulas over the framework's methods) cannot, and are not followed. Names only rule out:
/// a call is left alone when no member has its name that the compilation declares, that an assembly tells of, or that runs a query.
/// </summary>
internal sealed class CallableBodies(Compilation compilation, DataAccessSymbols dataAccess, ReferencedEffects referenced, bool readsNavigations)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _reaching = [.. dataAccess.MethodNames, "Invoke"];
    private readonly Lazy<HashSet<string>> _declared = new(() => MembersIn(compilation.Assembly.GlobalNamespace));

    public bool MayReachMore(ISymbol member) => _known.GetOrAdd(member.OriginalDefinition, symbol =>
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
    private bool MayReachMore(SyntaxNode declaration)
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

    private bool HasCalls(SyntaxNode declaration)
    {
        var storesOnly = declaration is ConstructorDeclarationSyntax or TypeDeclarationSyntax;
        var (called, mentionsMember) = (false, false);
        foreach (var node in declaration.DescendantNodes(node => node is not (AttributeListSyntax or ParameterListSyntax)))
        {
            switch (node)
            {
                case CommonForEachStatementSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax:
                    return true;
                case InvocationExpressionSyntax { Expression: var target }:
                    if (NameOf(target) is not { } name || _reaching.Contains(name) || IterationSymbols.IsRequestName(name) || IsKnown(name))
                        return true;
                    called = true;
                    break;
                case MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax } access when !storesOnly:
                    // A navigation of an entity that another project declares loads like one of this.
                    if (readsNavigations || IsKnown(access.Name.Identifier.ValueText))
                        return true;
                    break;
                case SimpleNameSyntax mentioned when !mentionsMember:
                    // What is called may be handed a method of the compilation: ids.ForEach(Load).
                    mentionsMember = IsKnown(mentioned.Identifier.ValueText);
                    break;
            }
        }

        return called && mentionsMember;
    }

    // The name of a call on something; what is called by its bare name may be a delegate, a local function or inherited.
    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    private bool IsKnown(string name) => _declared.Value.Contains(name) || referenced.MayKnow(name);

    private static HashSet<string> MembersIn(INamespaceSymbol root)
    {
        var names = new HashSet<string>();
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            if (current is INamespaceSymbol space)
            {
                foreach (var member in space.GetMembers())
                    pending.Push(member);
                continue;
            }

            var type = (INamedTypeSymbol)current;
            names.UnionWith(type.MemberNames);
            foreach (var nested in type.GetTypeMembers())
                pending.Push(nested);
        }

        return names;
    }
}
