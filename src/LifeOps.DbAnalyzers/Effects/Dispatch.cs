using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Which members a call may name that ends in a given body: the member, what it overrides, what it implements. And how many bodies
/// a call of such a member may end in.
/// </summary>
internal sealed class Dispatch
{
    private readonly List<INamedTypeSymbol> _types = [];
    private readonly Dictionary<ISymbol, IReadOnlyList<ISymbol>> _declarations = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<ISymbol>> _inherited = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IReadOnlyCollection<ISymbol>> _decorators = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(INamedTypeSymbol Receiver, INamedTypeSymbol Type), bool> _mayBe = [];
    private readonly Dictionary<ISymbol, int> _bodies = new(SymbolEqualityComparer.Default);
    private Dictionary<ISymbol, List<INamedTypeSymbol>>? _implementers;

    /// <param name="types">The classes and structs of the compilation.</param>
    public Dispatch(IEnumerable<INamedTypeSymbol> types)
    {
        foreach (var type in types)
        {
            _types.Add(type);
            if (!type.Interfaces.IsEmpty && type.BaseType is { SpecialType: SpecialType.None } parent && SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, type.ContainingAssembly))
                AddInherited(type);
        }
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

    /// <summary>
    /// Whether a call through a generic interface may end in the body. IHandler&lt;TEvent&gt; of whatever event may be a handler of another one than the
    /// body's, which says nothing of the loop around the call.
    /// </summary>
    /// <param name="contract">The interface as the call sees it; null for calls of anything else.</param>
    /// <param name="body">The body.</param>
    public static bool MayRun(INamedTypeSymbol? contract, ISymbol body)
    {
        if (contract is null || body.ContainingType is not { } type)
            return true;
        var implements = false;
        foreach (var candidate in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, contract.OriginalDefinition))
                continue;
            implements = true;
            var fits = true;
            for (var i = 0; i < contract.TypeArguments.Length && fits; i++)
                fits = candidate.TypeArguments[i] is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[i], contract.TypeArguments[i]);
            if (fits)
                return true;
        }

        // A base class that knows nothing of the interface serves whoever derives from it.
        return !implements;
    }

    /// <summary>Whether an object that is known to be of one type may have the members of another: that they are one and the same, or some type is both.</summary>
    /// <param name="receiver">The type that is known; null when nothing is.</param>
    /// <param name="type">The type that has the member's body.</param>
    public bool MayBe(INamedTypeSymbol? receiver, INamedTypeSymbol? type)
    {
        if (receiver is null || type is null)
            return true;
        if (!_mayBe.TryGetValue((receiver, type), out var known))
            _mayBe[(receiver, type)] = known = IsA(type, receiver) || IsA(receiver, type) || _types.Exists(both => IsA(both, type) && IsA(both, receiver));
        return known;
    }

    private static bool IsA(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition))
                return true;
        }

        return ancestor.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, ancestor.OriginalDefinition));
    }

    /// <summary>The number of bodies in the compilation that a call of the member may run.</summary>
    public int BodiesOf(ISymbol declared)
    {
        if (_bodies.TryGetValue(declared, out var known))
            return known;
        return _bodies[declared] = declared is not IMethodSymbol method ? 1
            : method.ContainingType.TypeKind == TypeKind.Interface ? CountImplementations(method)
            : method.IsAbstract || method.IsVirtual || method.IsOverride ? CountOverrides(method)
            : 1;
    }

    private int CountOverrides(IMethodSymbol method)
    {
        var count = method.IsAbstract ? 0 : 1;
        foreach (var type in _types)
        {
            if (!Derives(type, method.ContainingType))
                continue;
            foreach (var member in type.GetMembers(method.Name))
            {
                if (member is IMethodSymbol { IsOverride: true, IsAbstract: false } candidate && Overrides(candidate, method))
                    count++;
            }
        }

        return count;
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (var overridden = candidate.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                return true;
        }

        return false;
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The bodies of an interface's member in types that are made around another implementation of it: a cache, a log. A call through the interface comes to them
    /// first, and only what they hand on arrives at the others.
    /// </summary>
    public IReadOnlyCollection<ISymbol> DecoratorsOf(ISymbol declared)
    {
        if (declared is not IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } method || ImplementersOf(method.ContainingType).Count < 2)
            return [];
        if (!_decorators.TryGetValue(declared, out var known))
            _decorators[declared] = known = BodiesIn(method, type => IsMadeAround(type, method.ContainingType));
        return known;
    }

    // A member that a base class implements counts once, however many classes inherit it.
    private int CountImplementations(IMethodSymbol method) => BodiesIn(method, _ => true).Count;

    private HashSet<ISymbol> BodiesIn(IMethodSymbol method, Func<INamedTypeSymbol, bool> isWanted)
    {
        var bodies = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in ImplementersOf(method.ContainingType))
        {
            if (!isWanted(type))
                continue;
            foreach (var contract in type.AllInterfaces)
            {
                if (!SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, method.ContainingType.OriginalDefinition))
                    continue;
                foreach (var member in contract.GetMembers(method.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method) && type.FindImplementationForInterfaceMember(member) is { IsAbstract: false } body)
                        bodies.Add(body.OriginalDefinition);
                }
            }
        }

        return bodies;
    }

    // IRepository<Order> made with an IRepository<Customer> stands around nothing.
    private static bool IsMadeAround(INamedTypeSymbol type, INamedTypeSymbol contract)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                foreach (var implemented in type.AllInterfaces)
                {
                    if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, contract.OriginalDefinition)
                        && (SymbolEqualityComparer.Default.Equals(parameter.Type, implemented) || parameter.Type.AllInterfaces.Contains(implemented, SymbolEqualityComparer.Default)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private IReadOnlyList<INamedTypeSymbol> ImplementersOf(INamedTypeSymbol contract) =>
        (_implementers ??= FindImplementers()).TryGetValue(contract.OriginalDefinition, out var types) ? types : [];

    private Dictionary<ISymbol, List<INamedTypeSymbol>> FindImplementers()
    {
        var result = new Dictionary<ISymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (var type in _types)
        {
            foreach (var contract in type.AllInterfaces)
            {
                if (!SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, type.ContainingAssembly))
                    continue;
                if (!result.TryGetValue(contract.OriginalDefinition, out var implementers))
                    result[contract.OriginalDefinition] = implementers = [];
                implementers.Add(type);
            }
        }

        return result;
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
                if (!SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, type.ContainingAssembly))
                    continue;
                foreach (var member in contract.GetMembers(method.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method))
                        result.Add(member.OriginalDefinition);
                }
            }
        }

        if (_inherited.TryGetValue(method, out var inherited))
            result.AddRange(inherited);
        if (RequestOf(method) is { } request)
            result.Add(request);
    }

    // IRequestHandler<GetOrder, Order>.Handle(GetOrder, CancellationToken): who sends a GetOrder ends here.
    private static INamedTypeSymbol? RequestOf(IMethodSymbol method)
    {
        if (method.Parameters.IsEmpty || method.Parameters[0].Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } request
            || !SymbolEqualityComparer.Default.Equals(request.ContainingAssembly, method.ContainingAssembly))
        {
            return null;
        }

        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            if (contract.TypeArguments.Length > 0 && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], request) && !contract.GetMembers(method.Name).IsEmpty)
                return request.OriginalDefinition;
        }

        return null;
    }

    // class OrderRepository : RepositoryBase<Order>, IOrderRepository: the base class knows nothing of the interface that it implements.
    private void AddInherited(INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, type.ContainingAssembly))
                continue;
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
