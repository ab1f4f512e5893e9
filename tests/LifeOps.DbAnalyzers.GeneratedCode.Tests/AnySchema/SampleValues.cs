using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using LifeOps.PostgreSql.Schema;
using NpgsqlTypes;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// Values for columns of any type: the same for a number, others for another number (as far as the type has others), growing with the number, never NULL
/// or empty, and within the column's precision, so that what is stored is what was given.
/// </summary>
internal sealed class SampleValues(DatabaseSchema schema)
{
    private static readonly DateTime Start = new(2026, 1, 31, 23, 58, 59, DateTimeKind.Utc);

    /// <param name="type">The column's type in the schema.</param>
    /// <param name="clr">The property's type, which a nullable may be wrapped around.</param>
    /// <param name="number">From 0 on.</param>
    public object Create(SqlType type, Type clr, int number)
    {
        clr = Nullable.GetUnderlyingType(clr) ?? clr;
        if (type.IsArray)
            return CreateArray(type.ElementType, clr, number);
        if (schema.Domains.FirstOrDefault(domain => IsOf(type, domain.QualifiedName)) is { } domain)
            return Create(domain.BaseType, clr, number);
        if (clr.IsEnum)
            return Enum.GetValues(clr) is var members ? members.GetValue(number % members.Length)! : throw new InvalidOperationException();
        if (schema.Composites.FirstOrDefault(composite => IsOf(type, composite.QualifiedName)) is { } composite)
            return CreateComposite(composite, clr, number);
        if (schema.Ranges.FirstOrDefault(range => IsOf(type, range.QualifiedName)) is { } range)
            return CreateRange(range.SubType, clr, number);
        if (schema.Ranges.FirstOrDefault(range => IsOf(type, new(range.Schema, range.MultirangeName))) is { } ofMultirange)
            return CreateMultirange(ofMultirange.SubType, clr, number);
        if (clr is { IsValueType: true, Namespace: { } ns } && ns.StartsWith("LifeOps.", StringComparison.Ordinal))
            return Activator.CreateInstance(clr, Create(type, clr.GetProperty("Value")!.PropertyType, number))!;
        return type.Name switch
        {
            "int4range" or "int8range" or "numrange" or "daterange" or "tsrange" or "tstzrange" => CreateRange(BoundOf(type.Name), clr, number),
            "int4multirange" or "int8multirange" or "nummultirange" or "datemultirange" or "tsmultirange" or "tstzmultirange" => CreateMultirange(BoundOf(type.Name.Replace("multi", "")), clr, number),
            _ => CreateScalar(type, clr, number),
        };
    }

    private static bool IsOf(SqlType type, QualifiedName name) => type.Schema == name.Schema && type.Name == name.Name;

    private static SqlType BoundOf(string range) => SqlType.BuiltIn(range switch
    {
        "int4range" => "int4",
        "int8range" => "int8",
        "numrange" => "numeric",
        "daterange" => "date",
        "tsrange" => "timestamp",
        _ => "timestamptz",
    });

    private Array CreateArray(SqlType element, Type clr, int number)
    {
        var array = Array.CreateInstance(clr.GetElementType()!, 2);
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Create(element, clr.GetElementType()!, number + i), i);
        return array;
    }

    private object CreateComposite(CompositeType type, Type clr, int number)
    {
        var composite = Activator.CreateInstance(clr)!;
        foreach (var property in clr.GetProperties().Where(property => property.IsDefined(typeof(PgNameAttribute), inherit: false)))
        {
            var name = ((PgNameAttribute)property.GetCustomAttributes(typeof(PgNameAttribute), inherit: false)[0]).PgName;
            property.SetValue(composite, Create(type.Attributes.Single(attribute => attribute.Name == name).Type, property.PropertyType, number));
        }

        return composite;
    }

    /// <summary>Ranges of different numbers do not overlap.</summary>
    private object CreateRange(SqlType bound, Type clr, int number)
    {
        var element = clr.GetGenericArguments()[0];
        return Activator.CreateInstance(clr, Create(bound, element, 10 * number), true, Create(bound, element, (10 * number) + 5), false)!;
    }

    private Array CreateMultirange(SqlType bound, Type clr, int number)
    {
        var array = Array.CreateInstance(clr.GetElementType()!, 1);
        array.SetValue(CreateRange(bound, clr.GetElementType()!, number), 0);
        return array;
    }

    private static object CreateScalar(SqlType type, Type clr, int number) => type.Name switch
    {
        "bool" => number % 2 == 1,
        "bit" when clr == typeof(bool) => number % 2 == 1,
        "bit" or "varbit" => new BitArray([.. Enumerable.Range(0, type.Modifiers.IsEmpty ? 3 : type.Modifiers[0]).Select(bit => (number >> bit) % 2 == 1)]),
        "int2" or "int4" or "int8" or "oid" or "xid" or "cid" or "xid8" => Convert.ChangeType(number + 1, clr, CultureInfo.InvariantCulture),
        "float4" => number + 0.5f,
        "float8" => number + 0.125,
        "money" => number + 0.75m,
        "numeric" => number + 1 + (type.Modifiers.Count switch { 0 => 0.123456789m, 1 => 0m, _ => 1m / (decimal)Math.Pow(10, type.Modifiers[1]) }),
        "xml" => $"<a>{number}</a>",
        "json" => $"{{\"a\":{number}}}",
        "jsonb" => $"{{\"a\": {number}}}",
        "jsonpath" => $"$.\"a\"[{number}]",
        "char" => (char)('a' + number),
        "bpchar" => TextOf(type, number).PadRight(type.Modifiers[0], '.'),
        "text" or "varchar" or "name" or "citext" => TextOf(type, number),
        "uuid" => new Guid(number + 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        "bytea" => new byte[] { (byte)number, 0, 255 },
        "timestamptz" when clr == typeof(DateTimeOffset) => new DateTimeOffset(Start.AddSeconds(number) + FractionOf(type)),
        "timestamptz" => Start.AddSeconds(number) + FractionOf(type),
        "timestamp" => DateTime.SpecifyKind(Start.AddSeconds(number) + FractionOf(type), DateTimeKind.Unspecified),
        "date" => DateOnly.FromDateTime(Start).AddDays(number),
        "time" => new TimeOnly(1, 2, number).Add(FractionOf(type)),
        "timetz" => new DateTimeOffset(1, 1, 2, 10, 11, number, TimeSpan.FromHours(2)) + FractionOf(type),
        "interval" => new TimeSpan(number + 1, 2, 3, 4) + FractionOf(type),
        "inet" => IPAddress.Parse($"10.0.0.{number}"),
        "cidr" => IPNetwork.Parse($"10.{number}.0.0/16"),
        "macaddr" => PhysicalAddress.Parse($"08-00-2B-01-02-{number:X2}"),
#pragma warning disable CS0618 // Npgsql cannot parse all that the server can; one quoted word it can.
        "tsvector" => NpgsqlTsVector.Parse($"'word{number}':1"),
#pragma warning restore CS0618
        "point" => new NpgsqlPoint(number, 0.5),
        _ => throw new NotSupportedException($"No value for a {type} as {clr}."),
    };

    /// <summary>Begins with the number, so that it stays distinct and in order when it is cut.</summary>
    private static string TextOf(SqlType type, int number)
    {
        var text = number.ToString("00", CultureInfo.InvariantCulture) + "ä'\"\\\t";
        return type.Modifiers.IsEmpty || type.Modifiers[0] >= text.Length ? text : text[..type.Modifiers[0]];
    }

    /// <summary>Part of a second, in all the digits that the type keeps.</summary>
    private static TimeSpan FractionOf(SqlType type) => TimeSpan.FromMicroseconds((type.Modifiers.IsEmpty ? 6 : type.Modifiers[0]) switch
    {
        >= 6 => 123_456,
        >= 3 => 123_000,
        2 => 120_000,
        _ => 0,
    });
}
