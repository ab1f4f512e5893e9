using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// Where model-building code says that entity classes are stored: ToTable and HasColumnName. Filled while a compilation is read, asked when all of
/// it has been; attributes and naming conventions need no reading.
/// </summary>
internal sealed class EntityMappings(EfModel model)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _tables = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, string> _columns = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _sets = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _ignored = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _entities = new(SymbolEqualityComparer.Default);

    /// <summary>The entity classes.</summary>
    public ICollection<INamedTypeSymbol> Entities => _entities.Keys;

    /// <summary>Whether the model gives any class or property a name.</summary>
    public bool NamesAny => !_tables.IsEmpty || !_columns.IsEmpty;

    /// <summary>Reads what a class says: a context names entities by its sets, a configuration configures one.</summary>
    public void Read(INamedTypeSymbol type)
    {
        foreach (var entity in model.EntitiesOf(type))
            _entities[entity] = true;
        foreach (var member in type.GetMembers())
        {
            if (member is IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: { Length: 1 } types } } set && types[0] is INamedTypeSymbol entity && model.IsSet(set))
                _sets[entity] = set.Name;
        }
    }

    /// <summary>Reads what a call of model-building code says.</summary>
    public void Read(IInvocationOperation invocation)
    {
        if (model.EntityOf(invocation) is { } entity)
            _entities[entity] = true;
        else if (model.TableOf(invocation) is ({ } stored, var table))
            _tables[stored] = table;
        else if (model.ColumnOf(invocation) is ({ } property, var column))
            _columns[property] = column;
        else if (invocation.TargetMethod.Name == "Ignore" && model.IsEntityMethod(invocation.TargetMethod) && invocation.Arguments is { Length: 1 } arguments && EfModel.PropertyOfLambda(arguments[0].Value) is { } ignored)
            _ignored[ignored] = true;
    }

    /// <summary>The name that ToTable gives; null when none does.</summary>
    public string? TableNameOf(ITypeSymbol entity)
    {
        // A hierarchy is in one table unless the model says otherwise.
        for (var type = entity as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (_tables.TryGetValue(type, out var table))
                return table;
        }

        return null;
    }

    /// <summary>The name that HasColumnName gives; null when none does.</summary>
    public string? ColumnNameOf(IPropertySymbol property) => _columns.TryGetValue(property, out var column) ? column : null;

    /// <summary>Whether a property has no column: [NotMapped] or Ignore.</summary>
    public bool IsNotMapped(IPropertySymbol property) => _ignored.ContainsKey(property) || model.IsNotMapped(property);

    /// <summary>The property of a context that holds the entities; null when there is none.</summary>
    public string? SetNameOf(INamedTypeSymbol entity) => _sets.TryGetValue(entity, out var set) ? set : null;
}
