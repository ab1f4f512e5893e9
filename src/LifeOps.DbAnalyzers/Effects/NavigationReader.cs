using System.Collections.Generic;
using LifeOps.DbAnalyzers.DataAccess;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Effects;

/// <summary>Reads from one body which navigations it reads, and which entities it hands on and returns.</summary>
internal sealed class NavigationReader(LazyNavigations navigations, EntityOrigins origins, IReadOnlyList<Candidate> candidates)
{
    private readonly HashSet<(string Path, int Loop, Location? Query)> _known = [];

    /// <summary>The read of a navigation; null when it loads nothing, or is not worth a word.</summary>
    /// <param name="reference">The property.</param>
    /// <param name="element">The loop whose element its owner is; null when it is none's.</param>
    public NavigationRead? Read(IPropertyReferenceOperation reference, BodyLoop? element)
    {
        if (reference.Instance is not { } owner || !navigations.MayLoad(reference.Property) || IsWritten(reference) || origins.Of(owner) is not { } origin)
            return null;
        var read = new NavigationRead(reference.Property, origin, element, NameOf(reference.Syntax));

        // The owner is loaded lazily itself: that read is the finding. And one finding for each navigation of a loop.
        if (origin.Included is { } included && (included.Contains(read.Path) || origin.Path.Length > 0 && !included.Contains(origin.Path)) || IsLoadedOtherwise(reference.Property))
            return null;
        return element is null || _known.Add((read.Path, element.Index, origin.Query)) ? read : null;
    }

    /// <summary>The entities that a call hands to a method of the compilation, one entry for each such argument.</summary>
    public IEnumerable<EntityArgument> ArgumentsOf(IInvocationOperation call, System.Func<IOperation, BodyLoop?> elementOf)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && HasNavigations(argument.Value.Type) && origins.Of(argument.Value) is { } origin)
                yield return new(call.TargetMethod.Declared(), parameter.Ordinal, origin, elementOf(argument.Value), OperationNames.LocationOf(call));
        }
    }

    /// <summary>Whether the type, or the element of the sequence, has a navigation that may load.</summary>
    public bool HasNavigations(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        var entity = IterationSymbols.ElementType(type) ?? type;
        if (entity is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None })
            return false;
        for (ITypeSymbol? current = entity; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol property && navigations.MayLoad(property))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWritten(IPropertyReferenceOperation reference)
    {
        for (var (current, parent) = ((IOperation)reference, reference.Parent); parent is not null; (current, parent) = (parent, parent.Parent))
        {
            if (parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, current) || parent is INameOfOperation or IObjectOrCollectionInitializerOperation)
                return true;
            if (parent is not (IConversionOperation or IParenthesizedOperation))
                return false;
        }

        return false;
    }

    // Entities that another query of the body has read are in the change tracker: the navigation is filled from there.
    private bool IsLoadedOtherwise(IPropertySymbol property)
    {
        var target = IterationSymbols.ElementType(property.Type) ?? property.Type;
        foreach (var candidate in candidates)
        {
            if (candidate.Query is { Library: DataAccessLibrary.EfCore, RowType: { } row } && SymbolEqualityComparer.Default.Equals(row, target) && !SymbolEqualityComparer.Default.Equals(row, property.ContainingType))
                return true;
        }

        return false;
    }

    private static Location NameOf(SyntaxNode syntax) => syntax switch
    {
        MemberAccessExpressionSyntax access => access.Name.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
