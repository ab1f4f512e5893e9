using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>
/// The entity classes of one compilation and what model-building code says about their properties. Filled while the compilation
/// is read, asked when all of it has been: only then is a class known to be an entity, or a key to be configured elsewhere.
/// </summary>
internal sealed class EfEntities
{
    private readonly EfModel _model;
    private readonly INamedTypeSymbol? _keyless;
    private readonly INamedTypeSymbol? _primaryKey;
    private readonly INamedTypeSymbol? _key;
    private readonly INamedTypeSymbol? _notMapped;
    private readonly INamedTypeSymbol? _foreignKey;
    private readonly INamedTypeSymbol? _databaseGenerated;

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _entities = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<string>> _keys = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _typed = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IPropertySymbol, bool> _notNumbered = new(SymbolEqualityComparer.Default);
    private volatile bool _allKeysAreSerial;

    public EfEntities(Compilation compilation, EfModel model)
    {
        const string annotations = "System.ComponentModel.DataAnnotations.";
        _model = model;
        _keyless = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.KeylessAttribute");
        _primaryKey = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.PrimaryKeyAttribute");
        _key = compilation.GetTypeByMetadataName(annotations + "KeyAttribute");
        _notMapped = compilation.GetTypeByMetadataName(annotations + "Schema.NotMappedAttribute");
        _foreignKey = compilation.GetTypeByMetadataName(annotations + "Schema.ForeignKeyAttribute");
        _databaseGenerated = compilation.GetTypeByMetadataName(annotations + "Schema.DatabaseGeneratedAttribute");
    }

    /// <summary>The entity classes.</summary>
    public IEnumerable<INamedTypeSymbol> All => _entities.Keys;

    /// <summary>Reads what a class says: a context names entities, a configuration configures one.</summary>
    public void Read(INamedTypeSymbol type)
    {
        foreach (var entity in _model.EntitiesOf(type))
            _entities[entity] = true;
    }

    /// <summary>Reads what a call of model-building code says.</summary>
    public void Read(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (_model.EntityOf(invocation) is { } entity)
        {
            _entities[entity] = true;
            return;
        }

        switch (method.Name)
        {
            case "HasKey" when _model.IsEntityMethod(method):
                if (BuilderEntity(invocation) is { } keyed)
                    _keys[keyed] = NamesIn(invocation);
                break;
            case "HasNoKey" when _model.IsEntityMethod(method):
                if (BuilderEntity(invocation) is { } keyless)
                    _keys[keyless] = ImmutableArray<string>.Empty;
                break;
            case "UseSerialColumns" when _model.IsUseSerial(method):
                _allKeysAreSerial = true;
                break;
            case "HasColumnType" when _model.ColumnTypeOf(invocation) is not null:
                if (_model.PropertyOf(invocation) is { } typed)
                    _typed[typed] = _notNumbered[typed] = true;
                break;
            case "ValueGeneratedNever" or "HasConversion" or "UseSerialColumn" when _model.IsPropertyMethod(method):
                if (_model.PropertyOf(invocation) is { } property)
                {
                    _notNumbered[property] = true;
                    if (method.Name == "HasConversion")
                        _typed[property] = true;
                }

                break;
            case "HasForeignKey" when _model.IsModelBuilding(method) && invocation.Arguments.Length > 0:
                if (EfModel.PropertyOfLambda(invocation.Arguments[0].Value) is { } foreignKey)
                    _notNumbered[foreignKey] = true;
                break;
        }
    }

    /// <summary>Whether the column type of a property is set by model-building code, or its values are converted.</summary>
    public bool IsTyped(IPropertySymbol property) => _typed.ContainsKey(property) || _model.HasColumnTypeAttribute(property);

    /// <summary>Whether a property has no column.</summary>
    public bool IsNotMapped(IPropertySymbol property) => property.IsStatic || HasAttribute(property, _notMapped);

    /// <summary>The one property that is the key and numbers the rows: its values come from the database and refer to no other row.</summary>
    public IPropertySymbol? NumberedKeyOf(INamedTypeSymbol entity)
    {
        if (_allKeysAreSerial || KeyOf(entity) is not { } key || !IsInteger(key.Type))
            return null;
        return _notNumbered.ContainsKey(key)
            || HasAttribute(key, _foreignKey)
            || IsMadeByTheProgram(key)
            || IsKeyOfAnother(entity, key)
            || _model.HasColumnTypeAttribute(key)
                ? null
                : key;
    }

    private IPropertySymbol? KeyOf(INamedTypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            if (_keys.TryGetValue(type, out var names))
                return names.Length == 1 ? FindProperty(entity, names[0], StringComparison.Ordinal) : null;
            foreach (var attribute in type.GetAttributes())
            {
                if (Same(attribute.AttributeClass, _keyless))
                    return null;
                if (Same(attribute.AttributeClass, _primaryKey))
                    return SingleKeyOf(entity, attribute);
            }
        }

        IPropertySymbol? key = null;
        for (var type = entity; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol property || !HasAttribute(property, _key))
                    continue;
                if (key is not null)
                    return null;
                key = property;
            }
        }

        // EF Core's convention: Id, or the class's name and Id, whatever the case.
        return key
            ?? FindProperty(entity, "Id", StringComparison.OrdinalIgnoreCase)
            ?? FindProperty(entity, entity.Name + "Id", StringComparison.OrdinalIgnoreCase);
    }

    private IPropertySymbol? SingleKeyOf(INamedTypeSymbol entity, AttributeData primaryKey)
    {
        var arguments = primaryKey.ConstructorArguments;
        return arguments.Length > 0
            && arguments[0].Value is string name
            && (arguments.Length == 1 || arguments[1].Values.IsEmpty)
                ? FindProperty(entity, name, StringComparison.Ordinal)
                : null;
    }

    private IPropertySymbol? FindProperty(INamedTypeSymbol entity, string name, StringComparison comparison)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol property && property.Name.Equals(name, comparison) && !IsNotMapped(property))
                    return property;
            }
        }

        return null;
    }

    // [DatabaseGenerated(DatabaseGeneratedOption.None)]: a number that the world gives, such as a code or a year.
    private bool IsMadeByTheProgram(IPropertySymbol key)
    {
        foreach (var attribute in key.GetAttributes())
        {
            if (Same(attribute.AttributeClass, _databaseGenerated)
                && attribute.ConstructorArguments is { Length: 1 } arguments
                && arguments[0].Value is 0)
            {
                return true;
            }
        }

        return false;
    }

    // UserId beside User: the row's key is the other row's, so its type is decided there.
    private static bool IsKeyOfAnother(INamedTypeSymbol entity, IPropertySymbol key)
    {
        if (key.Name.Length <= 2 || !key.Name.EndsWith("Id", StringComparison.OrdinalIgnoreCase))
            return false;
        var name = key.Name.Substring(0, key.Name.Length - 2);
        foreach (var member in entity.GetMembers(name))
        {
            if (member is IPropertySymbol { Type.TypeKind: TypeKind.Class } navigation && !Same(navigation.Type, entity))
                return true;
        }

        return false;
    }

    private INamedTypeSymbol? BuilderEntity(IInvocationOperation invocation) =>
        EfModel.ReceiverOf(invocation)?.Type is INamedTypeSymbol { TypeArguments: { Length: > 0 } types } ? types[0] as INamedTypeSymbol : _model.BuiltEntityOf(invocation);

    // HasKey(e => e.Id), HasKey(e => new { e.A, e.B }), HasKey("Id").
    private static ImmutableArray<string> NamesIn(IInvocationOperation invocation)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in invocation.Arguments)
        {
            foreach (var operation in argument.Value.DescendantsAndSelf())
            {
                if (operation is IPropertyReferenceOperation { Instance: IParameterReferenceOperation or IConversionOperation { Operand: IParameterReferenceOperation } } property)
                    names.Add(property.Property.Name);
                else if (operation is ILiteralOperation { ConstantValue: { HasValue: true, Value: string name } })
                    names.Add(name);
            }
        }

        return names.ToImmutable();
    }

    private static bool IsInteger(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
            or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64;

    private static bool HasAttribute(ISymbol symbol, INamedTypeSymbol? type)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (type is not null && Same(attribute.AttributeClass, type))
                return true;
        }

        return false;
    }

    private static bool Same(ISymbol? symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
