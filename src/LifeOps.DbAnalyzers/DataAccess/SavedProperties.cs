using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// Assignments to properties of EF Core entities that the same member saves: it adds them to a set or context, or calls SaveChanges on a
/// context that has a set of their class.
/// </summary>
internal sealed class SavedProperties
{
    private readonly EfModel _model;
    private readonly DataAccessSymbols _symbols;
    private readonly INamedTypeSymbol? _notMapped;
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<INamedTypeSymbol>> _entitiesOfContexts = new(SymbolEqualityComparer.Default);

    public SavedProperties(Compilation compilation, EfModel model, DataAccessSymbols symbols)
    {
        _model = model;
        _symbols = symbols;
        _notMapped = compilation.GetTypeByMetadataName("System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute");
    }

    /// <summary>Whether an assignment sets a column of an entity that the member saves.</summary>
    public bool IsSaved(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { IsStatic: false, ContainingType: { } owner } property }
            || owner.IsAnonymousType
            || IsNotMapped(property)
            || _model.HasColumnTypeAttribute(property))
        {
            return false;
        }

        // The object that is made or changed may be of a derived class.
        var target = (assignment.Target as IPropertyReferenceOperation)!.Instance?.Type ?? owner;
        foreach (var invocation in _symbols.Flow.FactsOf(assignment).CallsOnObjects)
        {
            if (Saves(invocation, target))
                return true;
        }

        return false;
    }

    private bool Saves(IInvocationOperation invocation, ITypeSymbol entity)
    {
        var method = invocation.TargetMethod;
        if (_symbols.EfCore is not { } ef || invocation.Instance is not { Type: { } receiver })
            return false;
        switch (method.Name)
        {
            case "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Update" or "UpdateRange" or "Attach" or "AttachRange"
                when method.ContainingType.OriginalDefinition.IsOrInherits(ef.DbSet):
                return method.ContainingType.TypeArguments is { Length: 1 } set && IsSameOrDerived(entity, set[0]);
            case "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Update" or "UpdateRange" or "Attach" or "AttachRange" or "SaveChanges" or "SaveChangesAsync"
                when method.ContainingType.IsOrInherits(ef.DbContext):
                foreach (var candidate in _entitiesOfContexts.GetOrAdd(receiver, EntitiesOfContext))
                {
                    if (IsSameOrDerived(entity, candidate))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    private ImmutableArray<INamedTypeSymbol> EntitiesOfContext(ITypeSymbol context)
    {
        var entities = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        for (var type = context as INamedTypeSymbol; type is not null; type = type.BaseType)
            entities.AddRange(_model.EntitiesOf(type));
        return entities.ToImmutable();
    }

    private static bool IsSameOrDerived(ITypeSymbol type, ITypeSymbol entity)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate, entity))
                return true;
        }

        return false;
    }

    private bool IsNotMapped(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _notMapped))
                return true;
        }

        return false;
    }
}
