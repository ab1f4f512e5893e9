using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Which members a call may name that ends in a given body: the member, what it overrides, what it implements.</summary>
internal sealed class Dispatch
{
    private readonly Dictionary<ISymbol, IReadOnlyList<ISymbol>> _declarations = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _inherited = new(SymbolEqualityComparer.Default);

    /// <param name="types">The classes of the compilation that implement interfaces and have a base class in it.</param>
    public Dispatch(IEnumerable<INamedTypeSymbol> types)
    {
        foreach (var type in types)
            AddInherited(type);
    }

    public IReadOnlyList<ISymbol> DeclarationsOf(ISymbol member)
    {
        if (_declarations.TryGetValue(member, out var known))
            return known;

        var result = new List<ISymbol> { member };
        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.ExplicitInterfaceImplementation } method && !method.IsStatic)
            AddDeclarations(method, result);
        return _declarations[member] = result;
    }

    private void AddDeclarations(IMethodSymbol method, List<ISymbol> result)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            result.Add(overridden.OriginalDefinition);

        foreach (var declared in method.ExplicitInterfaceImplementations)
            result.Add(declared.OriginalDefinition);

        if (method.ContainingType is { TypeKind: not TypeKind.Interface } type)
        {
            foreach (var contract in type.AllInterfaces)
            {
                foreach (var member in contract.GetMembers(method.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method))
                        result.Add(member.OriginalDefinition);
                }
            }
        }

        if (_inherited.TryGetValue(method, out var inherited))
            result.AddRange(inherited);
    }

    // class OrderRepository : RepositoryBase<Order>, IOrderRepository: the base class knows nothing of the interface that it implements.
    private void AddInherited(INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            foreach (var member in contract.GetMembers())
            {
                if (member is not IMethodSymbol || type.FindImplementationForInterfaceMember(member) is not { } implementation
                    || SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type))
                {
                    continue;
                }

                if (!_inherited.TryGetValue(implementation.OriginalDefinition, out var members))
                    _inherited[implementation.OriginalDefinition] = members = [];
                members.Add(member.OriginalDefinition);
            }
        }
    }
}
