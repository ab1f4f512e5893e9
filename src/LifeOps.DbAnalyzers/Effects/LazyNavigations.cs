using System;
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>
/// Which properties EF Core may load when they are first read: virtual navigations, overridden by the proxies, and those of classes
/// that are given an ILazyLoader. And whether the compilation shows that lazy loading is on.
/// </summary>
internal sealed class LazyNavigations
{
    private const string Ef = "Microsoft.EntityFrameworkCore.";

    private readonly INamedTypeSymbol? _lazyLoader;
    private readonly INamedTypeSymbol? _optionsBuilder;
    private readonly INamedTypeSymbol? _navigationBuilder;
    private readonly bool _hasProxies;
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _lazy = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _autoIncluded = new(SymbolEqualityComparer.Default);
    private volatile bool _isTurnedOn;

    public LazyNavigations(Compilation compilation)
    {
        _lazyLoader = compilation.GetTypeByMetadataName(Ef + "Infrastructure.ILazyLoader");
        _optionsBuilder = compilation.GetTypeByMetadataName(Ef + "DbContextOptionsBuilder");
        _navigationBuilder = compilation.GetTypeByMetadataName(Ef + "Metadata.Builders.NavigationBuilder");
        _hasProxies = compilation.GetTypeByMetadataName(Ef + "ProxiesExtensions") is not null;
    }

    /// <summary>Notes what a call says about lazy loading: the proxies, a navigation that is always included.</summary>
    public void Read(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.Name == "AutoInclude")
        {
            if (_navigationBuilder is not null && IsOrInherits(method.ContainingType.OriginalDefinition, _navigationBuilder) && NavigationOf(invocation) is { } navigation)
                _autoIncluded[navigation] = true;
        }
        else if (method.IsExtensionMethod && method.Name == "UseLazyLoadingProxies" && method.Parameters.Length > 0
            && _optionsBuilder is not null && IsOrInherits(method.Parameters[0].Type.OriginalDefinition, _optionsBuilder))
        {
            _isTurnedOn = true;
        }
    }

    /// <summary>Whether reading the property may run a query, if the entity came without it.</summary>
    public bool MayLoad(IPropertySymbol property) => !property.IsStatic && property.Parameters.IsEmpty && _lazy.GetOrAdd(property.OriginalDefinition, IsLazy);

    /// <summary>Whether the property loads whatever the configuration of the context says.</summary>
    public bool LoadsByItself(IPropertySymbol property) => _hasProxies && property.IsVirtual || TakesLoader(property.ContainingType);

    /// <summary>Whether lazy loading is on for the property, as far as the whole compilation shows.</summary>
    public bool IsOn(IPropertySymbol property) =>
        !_autoIncluded.ContainsKey(property.OriginalDefinition) && (LoadsByItself(property) || _isTurnedOn);

    private bool IsLazy(IPropertySymbol property)
    {
        if (property.GetMethod is null || property.ContainingType is not { TypeKind: TypeKind.Class })
            return false;
        var target = IterationSymbols.ElementType(property.Type) ?? property.Type;
        if (target is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, IsRecord: false } entity || !HasKey(entity))
            return false;
        return property is { IsVirtual: true, IsSealed: false, SetMethod: not null } || property is { IsVirtual: true } && IterationSymbols.ElementType(property.Type) is not null || TakesLoader(property.ContainingType);
    }

    // What has no key is a value: an address, a setting.
    private static bool HasKey(INamedTypeSymbol entity) => Reads.EntityKeys.KeyOf(entity) is not null;

    private bool TakesLoader(INamedTypeSymbol type)
    {
        if (_lazyLoader is null)
            return false;
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.Type, _lazyLoader))
                return true;
        }

        return false;
    }

    // builder.Navigation(o => o.Customer).AutoInclude()
    private static IPropertySymbol? NavigationOf(IInvocationOperation invocation)
    {
        if (invocation.Instance?.Unwrap() is not IInvocationOperation { TargetMethod.Name: "Navigation", Arguments: { Length: > 0 } arguments })
            return null;
        foreach (var operation in arguments[0].Value.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation property)
                return property.Property.OriginalDefinition;
        }

        return null;
    }

    private static bool IsOrInherits(ITypeSymbol? type, INamedTypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }
}
