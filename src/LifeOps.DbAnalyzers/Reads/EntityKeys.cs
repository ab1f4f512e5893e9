using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>What EF Core's conventions and attributes say about the keys of an entity.</summary>
internal static class EntityKeys
{
    /// <summary>The primary key: [Key], Id, or the name of the class and Id. Null when it is configured elsewhere or has several columns.</summary>
    public static IPropertySymbol? KeyOf(ITypeSymbol entity)
    {
        IPropertySymbol? byName = null;
        for (ITypeSymbol? type = entity; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false } property)
                    continue;
                if (Has(property, "KeyAttribute"))
                    return property;
                if (property.Name == "Id" || property.Name == entity.Name + "Id")
                    byName ??= property;
            }
        }

        return byName;
    }

    public static bool IsUnique(ITypeSymbol entity, IPropertySymbol property) =>
        SymbolEqualityComparer.Default.Equals(KeyOf(entity), property)
        || entity.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "IndexAttribute" or "PrimaryKeyAttribute"
            && attribute.ConstructorArguments.Any(argument => Names(argument, property.Name)));

    /// <summary>Whether the property holds the key of another entity: a navigation of the same name stands beside it, or [ForeignKey] says so.</summary>
    public static bool IsForeignKey(ITypeSymbol entity, IPropertySymbol property)
    {
        if (Has(property, "ForeignKeyAttribute"))
            return true;
        if (!property.Name.EndsWith("Id", System.StringComparison.Ordinal) || property.Name.Length == 2)
            return false;
        var navigation = property.Name.Substring(0, property.Name.Length - 2);
        return entity.GetMembers(navigation).Any(member => member is IPropertySymbol { Type: var type } && IsEntity(type));
    }

    /// <summary>
    /// Whether the shape of the entity says that its rows come with use: they belong to rows of another entity and hold a moment, that of an
    /// order, an entry, an upload (not one of the last change, nor a pair that all rows inherit); or they are users. What stands by itself may be a list of a dozen kinds, or all customers; what has no
    /// moment may be a setting.
    /// </summary>
    public static bool Grows(ITypeSymbol entity)
    {
        var (belongs, hasMoment) = (false, false);
        for (ITypeSymbol? type = entity; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (type is { Name: "IdentityUser", ContainingNamespace: { Name: "Identity", ContainingNamespace.Name: "AspNetCore" } })
                return true;
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false } property)
                    continue;
                hasMoment = hasMoment || IsMoment(property.Type) && IsOfItsOwn(property, entity);
                belongs = belongs || BelongsTo(property, entity);
            }
        }

        return belongs && hasMoment;
    }

    private static bool IsMoment(ITypeSymbol type) => Effects.LoopReader.IsDate(type) || type is { Name: "Instant" or "LocalDate", ContainingNamespace.Name: "NodaTime" };

    // When it was changed last, settings say as well; and when it was made, where all rows of an application inherit both.
    private static bool IsOfItsOwn(IPropertySymbol moment, ITypeSymbol entity) =>
        !IsOfChange(moment)
        && (SymbolEqualityComparer.Default.Equals(moment.ContainingType, entity) || !moment.ContainingType.GetMembers().Any(member => member is IPropertySymbol beside && IsMoment(beside.Type) && IsOfChange(beside)));

    private static bool IsOfChange(IPropertySymbol moment) =>
        moment.Name.IndexOf("Updat", StringComparison.Ordinal) >= 0 || moment.Name.IndexOf("Modif", StringComparison.Ordinal) >= 0 || moment.Name.IndexOf("Chang", StringComparison.Ordinal) >= 0;

    // Lines have an order, orders a customer. A parent of the same kind makes a tree, not more rows.
    private static bool BelongsTo(IPropertySymbol property, ITypeSymbol entity)
    {
        if (!IsEntity(property.Type) || Derives(entity, property.Type) || Derives(property.Type, entity) || Has(property, "NotMappedAttribute"))
            return false;
        if (KeyBeside(property, entity) is { } key)
            return !IsOptional(key);

        // The key may be a shadow property: the other side has a collection of these.
        return property.NullableAnnotation != NullableAnnotation.Annotated && property.Type.GetMembers().Any(member =>
            member is IPropertySymbol { Type: var many } && Effects.IterationSymbols.ElementType(many) is { } element && SymbolEqualityComparer.Default.Equals(element, entity));
    }

    // Customer beside CustomerId, or named by [ForeignKey] on either.
    private static IPropertySymbol? KeyBeside(IPropertySymbol navigation, ITypeSymbol entity)
    {
        for (ITypeSymbol? type = entity; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol candidate && (candidate.Name == navigation.Name + "Id" || RefersTo(candidate, navigation.Name) || RefersTo(navigation, candidate.Name)))
                    return candidate;
            }
        }

        return null;
    }

    private static bool RefersTo(IPropertySymbol property, string name) => property.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "ForeignKeyAttribute" && attribute.ConstructorArguments.Any(argument => Names(argument, name)));

    // A picture that a category may have is a mark of it, not its owner.
    private static bool IsOptional(IPropertySymbol key) =>
        key.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || key.NullableAnnotation == NullableAnnotation.Annotated;

    private static bool Derives(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Whether many rows must share a value: there are too few of them.</summary>
    public static bool IsNeverUnique(IPropertySymbol property)
    {
        var type = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : property.Type;
        return type.TypeKind == TypeKind.Enum || type.SpecialType == SpecialType.System_Boolean;
    }

    /// <summary>Whether the type is a class of its own, not a value or a collection.</summary>
    public static bool IsEntity(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } && Effects.IterationSymbols.ElementType(type) is null;

    private static bool Has(IPropertySymbol property, string attribute) => property.GetAttributes().Any(candidate => candidate.AttributeClass?.Name == attribute);

    private static bool Names(TypedConstant argument, string property) =>
        argument.Kind == TypedConstantKind.Array ? argument.Values.Any(value => Names(value, property)) : argument.Value as string == property;
}
