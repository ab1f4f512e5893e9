using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Binding;

/// <summary>
/// The server's rules about types: categories, casts, common types, polymorphic types (src/backend/parser/parse_coerce.c).
/// </summary>
internal sealed class TypeSystem(ISchemaObjects objects)
{
    private static readonly Dictionary<(TypeKey Source, TypeKey Target), CatalogCast> Casts = IndexCasts();

    public static SqlType Text { get; } = SqlType.BuiltIn("text");

    public static SqlType Boolean { get; } = SqlType.BuiltIn("bool");

    public static SqlType Record { get; } = SqlType.BuiltIn("record");

    public ISchemaObjects Objects => objects;

    public static bool Same(SqlType left, SqlType right) => left.Name == right.Name && left.IsArray == right.IsArray && left.Schema == right.Schema;

    /// <summary>pg_type.typcategory.</summary>
    public char Category(SqlType type)
    {
        if (type.IsArray)
            return 'A';
        if (type.IsBuiltIn)
            return PostgresCatalog.Instance.FindType(type.Name)?.Category ?? 'C';
        if (type.Schema == "information_schema")
            return Category(BaseOf(type));
        return objects.Describe(type) is not { } shape ? 'U' : shape.Kind switch
        {
            TypeShapeKind.Enum => 'E',
            TypeShapeKind.Composite => 'C',
            TypeShapeKind.Range or TypeShapeKind.Multirange => 'R',
            TypeShapeKind.Domain => Category(BaseOf(type)),
            _ => shape.Category,
        };
    }

    public static bool IsPreferred(SqlType type) => !type.IsArray && type.IsBuiltIn && PostgresCatalog.Instance.FindType(type.Name) is { IsPreferred: true };

    /// <summary>The type under a domain, with the domain's modifiers; the type itself when it is no domain.</summary>
    public SqlType BaseOf(SqlType type)
    {
        for (var depth = 0; depth < 32 && !type.IsArray; depth++)
        {
            if (type.Schema == "information_schema" && PostgresCatalog.Instance.BuiltIn.Types.TryGetValue("information_schema." + type.Name, out var system) && system.BaseType is { } name)
                type = SqlType.BuiltIn(name);
            else if (!type.IsBuiltIn && objects.Describe(type) is { Kind: TypeShapeKind.Domain, BaseType: { } baseType })
                type = baseType;
            else
                break;
        }

        return type;
    }

    /// <summary>Whether the server converts by itself in that context. Untyped literals convert to everything.</summary>
    public bool CanCoerce(SqlType source, SqlType target, CastContext context)
    {
        if (Same(source, target) || source.IsUnknown || target.Is("any"))
            return true;
        if (IsPolymorphic(target))
            return FitsPolymorphic(source, target.Name);

        var from = BaseOf(source);
        var to = BaseOf(target);
        if (Same(from, to))
            return true;
        if (FindCast(from, to) is { } cast)
            return cast.Context <= context;
        if (from.IsArray && to.IsArray)
            return CanCoerce(from.ElementType, to.ElementType, context);
        if (to.Is("record"))
            return Category(from) == 'C';
        if (from.Is("record"))
            return Category(to) == 'C';
        if (context == CastContext.Implicit)
            return false;
        return Category(to) == 'S' || (context == CastContext.Explicit && Category(from) == 'S');
    }

    /// <summary>The type of UNION, CASE, COALESCE, VALUES, ARRAY, ...: null when there is none (select_common_type).</summary>
    public SqlType? CommonType(IReadOnlyList<SqlType> types)
    {
        SqlType? common = null;
        var allSame = true;
        foreach (var type in types)
        {
            if (type.IsUnknown)
            {
                allSame = false;
                continue;
            }

            if (common is null)
            {
                common = type;
            }
            else if (!Same(common, type))
            {
                allSame = false;
                break;
            }
        }

        if (common is null)
            return SqlType.Unknown;
        if (allSame)
            return WithCommonModifiers(common, types);

        common = null;
        foreach (var type in types)
        {
            if (type.IsUnknown)
                continue;
            var candidate = BaseOf(type);
            if (common is null)
            {
                common = candidate;
                continue;
            }

            if (Same(common, candidate))
                continue;
            if (Category(common) != Category(candidate))
                return null;
            if (!IsPreferred(common) && CanCoerce(common, candidate, CastContext.Implicit) && !CanCoerce(candidate, common, CastContext.Implicit))
                common = candidate;
        }

        return WithCommonModifiers(common!, types);
    }

    /// <summary>Modifiers stay only where all inputs have the same type and modifiers (select_common_typmod).</summary>
    private static SqlType WithCommonModifiers(SqlType common, IReadOnlyList<SqlType> types)
    {
        foreach (var type in types)
        {
            if (!Same(type, common) || type.Modifiers != types[0].Modifiers || type.IntervalFields != types[0].IntervalFields)
                return WithoutModifiers(common);
        }

        return common;
    }

    public static SqlType WithoutModifiers(SqlType type) =>
        type.Modifiers.IsEmpty && type.IntervalFields is null ? type : type with { Modifiers = default, IntervalFields = null };

    public static bool IsPolymorphic(SqlType type) => !type.IsArray && type.IsBuiltIn && type.Name is
        "anyelement" or "anyarray" or "anynonarray" or "anyenum" or "anyrange" or "anymultirange"
        or "anycompatible" or "anycompatiblearray" or "anycompatiblenonarray" or "anycompatiblerange" or "anycompatiblemultirange";

    private bool FitsPolymorphic(SqlType type, string name)
    {
        var based = BaseOf(type);
        return name switch
        {
            "anyarray" or "anycompatiblearray" => ElementOf(based) is not null || based.Is("anyarray"),
            "anynonarray" or "anycompatiblenonarray" => !based.IsArray,
            "anyenum" => Category(based) == 'E',
            "anyrange" or "anycompatiblerange" => RangeSubtype(based) is not null,
            "anymultirange" or "anycompatiblemultirange" => RangeOfMultirange(based) is not null,
            _ => true,
        };
    }

    /// <summary>The element type of an array; null for other types.</summary>
    public SqlType? ElementOf(SqlType type)
    {
        if (type.IsArray)
            return type.ElementType;
        return type.IsBuiltIn && type.Name is "int2vector" or "oidvector" && PostgresCatalog.Instance.FindType(type.Name)?.Element is { } element ? SqlType.BuiltIn(element) : null;
    }

    /// <summary>What <c>x[1]</c> is of a type that can be subscripted; null for others.</summary>
    public SqlType? SubscriptedType(SqlType type)
    {
        var based = BaseOf(type);
        if (based.IsArray)
            return based.ElementType;
        if (based.Is("jsonb"))
            return based;
        return based.IsBuiltIn && PostgresCatalog.Instance.FindType(based.Name)?.Element is { } element ? SqlType.BuiltIn(element) : null;
    }

    public SqlType? RangeSubtype(SqlType type)
    {
        if (type.IsArray)
            return null;
        if (type.IsBuiltIn)
            return PostgresCatalog.Instance.FindType(type.Name)?.RangeSubtype is { } name ? SqlType.BuiltIn(name) : null;
        return objects.Describe(type) is { Kind: TypeShapeKind.Range } shape ? shape.Subtype : null;
    }

    public SqlType? RangeOfMultirange(SqlType type)
    {
        if (type.IsArray)
            return null;
        if (type.IsBuiltIn)
            return PostgresCatalog.Instance.RangeOfMultirange(type.Name) is { } name ? SqlType.BuiltIn(name) : null;
        return objects.Describe(type) is { Kind: TypeShapeKind.Multirange } shape ? shape.Subtype : null;
    }

    private SqlType? MultirangeOf(SqlType range)
    {
        if (range.IsBuiltIn)
            return PostgresCatalog.Instance.FindType(range.Name)?.Multirange is { } name ? SqlType.BuiltIn(name) : null;
        return objects.Describe(range)?.Multirange;
    }

    /// <summary>
    /// The result of a call with polymorphic arguments: null when the arguments do not fit together
    /// (enforce_generic_type_consistency).
    /// </summary>
    public SqlType? ResolvePolymorphic(SqlType result, ValueList<SqlType> declared, IReadOnlyList<SqlType> actual)
    {
        SqlType? element = null;
        SqlType? range = null;
        var compatible = new List<SqlType>();
        SqlType? compatibleRange = null;
        for (var i = 0; i < declared.Count && i < actual.Count; i++)
        {
            if (!IsPolymorphic(declared[i]))
                continue;
            var type = BaseOf(actual[i]);
            switch (declared[i].Name)
            {
                case "anyelement" or "anynonarray" or "anyenum":
                    // A literal without a type takes the type that the others give it; a domain stays itself.
                    if (!type.IsUnknown && !Agree(ref element, WithoutModifiers(actual[i])))
                        return null;
                    break;
                case "anyarray":
                    if (!type.IsUnknown && (ElementOf(type) is not { } item || !Agree(ref element, item)))
                        return null;
                    break;
                case "anyrange":
                    if (type.IsUnknown)
                        break;
                    range = type;
                    if (RangeSubtype(type) is not { } subtype || !Agree(ref element, subtype))
                        return null;
                    break;
                case "anymultirange":
                    if (type.IsUnknown)
                        break;
                    range = RangeOfMultirange(type);
                    if (range is null || RangeSubtype(range) is not { } multiSubtype || !Agree(ref element, multiSubtype))
                        return null;
                    break;
                case "anycompatiblearray":
                    if (!type.IsUnknown)
                        compatible.Add(ElementOf(type) ?? type);
                    break;
                case "anycompatiblerange":
                    compatibleRange = type;
                    if (RangeSubtype(type) is { } compatibleSubtype)
                        compatible.Add(compatibleSubtype);
                    break;
                case "anycompatiblemultirange":
                    compatibleRange = RangeOfMultirange(type);
                    break;
                default:
                    compatible.Add(WithoutModifiers(type));
                    break;
            }
        }

        if (!IsPolymorphic(result))
            return result;
        var common = compatible.Count == 0 ? null : CommonType(compatible);
        if (common is { IsUnknown: true })
            common = Text;
        return result.Name switch
        {
            "anyelement" or "anynonarray" or "anyenum" => element ?? (AllUnknown(actual) ? Text : null),
            "anyarray" => element?.MakeArray(),
            "anyrange" => range,
            "anymultirange" => range is null ? null : MultirangeOf(range),
            "anycompatible" or "anycompatiblenonarray" => common,
            "anycompatiblearray" => common?.MakeArray(),
            "anycompatiblerange" => compatibleRange,
            _ => compatibleRange is null ? null : MultirangeOf(compatibleRange),
        };
    }

    private static bool AllUnknown(IReadOnlyList<SqlType> types)
    {
        foreach (var type in types)
        {
            if (!type.IsUnknown)
                return false;
        }

        return true;
    }

    private bool Agree(ref SqlType? agreed, SqlType type)
    {
        if (agreed is null)
        {
            agreed = type;
            return true;
        }

        if (Same(agreed, type))
            return true;
        if (!Same(BaseOf(agreed), BaseOf(type)))
            return false;
        agreed = BaseOf(agreed);
        return true;
    }

    private CatalogCast? FindCast(SqlType source, SqlType target) =>
        Casts.TryGetValue((TypeKey.Of(source), TypeKey.Of(target)), out var cast) ? cast : source.IsBuiltIn && target.IsBuiltIn ? null : objects.FindCast(source, target);

    private static Dictionary<(TypeKey Source, TypeKey Target), CatalogCast> IndexCasts()
    {
        var map = new Dictionary<(TypeKey, TypeKey), CatalogCast>();
        foreach (var cast in PostgresCatalog.Instance.BuiltIn.Casts)
            map[(TypeKey.Of(cast.Source), TypeKey.Of(cast.Target))] = cast;
        return map;
    }
}
