using System.Collections.Generic;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Generators.Naming;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>
/// PostgreSQL types to C# types, as far as the consumer's libraries go. The choice of CLR types is Npgsql's own
/// (its documentation, "Supported Types and their Mappings"), with the exact one where Npgsql offers several.
/// </summary>
internal sealed class ClrTypeMap(ConsumerTraits traits, GeneratorOptions options)
{
    private const string Npgsql = "global::NpgsqlTypes.";

    private static readonly ClrType DateTimeTimestamp = Value("global::System.DateTime", "GetDateTime", "TimestampTz");

    private static readonly Dictionary<string, ClrType> Plain = new()
    {
        ["bool"] = Value("bool", "GetBoolean", "Boolean"),
        ["int2"] = Value("short", "GetInt16", "Smallint"),
        ["int4"] = Value("int", "GetInt32", "Integer"),
        ["int8"] = Value("long", "GetInt64", "Bigint"),
        ["float4"] = Value("float", "GetFloat", "Real"),
        ["float8"] = Value("double", "GetDouble", "Double"),
        ["numeric"] = Value("decimal", "GetDecimal", "Numeric"),
        ["money"] = Value("decimal", "GetDecimal", "Money", "money"),
        ["text"] = Reference("string", "GetString", "Text"),
        ["varchar"] = Reference("string", "GetString", "Varchar"),
        ["bpchar"] = Reference("string", "GetString", "Char", "character"),
        ["name"] = Reference("string", "GetString", "Name", "name"),
        ["citext"] = Reference("string", "GetString", "Citext", "citext"),
        ["json"] = Reference("string", "GetString", "Json", "json"),
        ["jsonb"] = Reference("string", "GetString", "Jsonb", "jsonb"),
        ["jsonpath"] = Reference("string", "GetString", "JsonPath", "jsonpath"),
        ["xml"] = Reference("string", "GetString", "Xml", "xml"),
        ["refcursor"] = Reference("string", "GetString", "Refcursor") with { Ef = EfSupport.NotMapped },
        ["ltree"] = Reference("string", "GetString", "LTree", "ltree"),
        ["lquery"] = Reference("string", "GetString", "LQuery", "lquery"),
        ["ltxtquery"] = Reference("string", "GetString", "LTxtQuery", "ltxtquery"),
        ["char"] = Value("char", "GetChar", "InternalChar", "\"char\""),
        ["uuid"] = Value("global::System.Guid", "GetGuid", "Uuid"),
        ["bytea"] = Reference("byte[]", null, "Bytea"),
        ["timestamp"] = Value("global::System.DateTime", "GetDateTime", "Timestamp", "timestamp without time zone"),
        ["timetz"] = Value("global::System.DateTimeOffset", null, "TimeTz", "time with time zone"),
        ["interval"] = Value("global::System.TimeSpan", null, "Interval"),
        ["inet"] = Reference("global::System.Net.IPAddress", null, "Inet"),
        ["macaddr"] = Reference("global::System.Net.NetworkInformation.PhysicalAddress", null, "MacAddr"),
        ["macaddr8"] = Reference("global::System.Net.NetworkInformation.PhysicalAddress", null, "MacAddr8", "macaddr8"),
        ["varbit"] = Reference("global::System.Collections.BitArray", null, "Varbit"),
        ["hstore"] = Reference("global::System.Collections.Generic.Dictionary<string, string?>", null, "Hstore", "hstore"),
        ["oid"] = Value("uint", null, "Oid", "oid"),
        ["xid"] = Value("uint", null, "Xid", "xid"),
        ["cid"] = Value("uint", null, "Cid", "cid"),
        ["xid8"] = Value("ulong", null, "Xid8", "xid8"),
        ["regtype"] = Value("uint", null, "Regtype", "regtype") with { Ef = EfSupport.NotMapped },
        ["regconfig"] = Value("uint", null, "Regconfig", "regconfig") with { Ef = EfSupport.NotMapped },
        ["oidvector"] = Reference("uint[]", null, "Oidvector") with { Ef = EfSupport.NotMapped },
        ["int2vector"] = Reference("short[]", null, "Int2Vector") with { Ef = EfSupport.NotMapped },
    };

    /// <summary>Types whose CLR types are Npgsql's own.</summary>
    private static readonly Dictionary<string, ClrType> OfNpgsql = new()
    {
        ["tsvector"] = Reference(Npgsql + "NpgsqlTsVector", null, "TsVector"),
        ["tsquery"] = Reference(Npgsql + "NpgsqlTsQuery", null, "TsQuery"),
        ["point"] = Value(Npgsql + "NpgsqlPoint", null, "Point"),
        ["line"] = Value(Npgsql + "NpgsqlLine", null, "Line"),
        ["lseg"] = Value(Npgsql + "NpgsqlLSeg", null, "LSeg"),
        ["box"] = Value(Npgsql + "NpgsqlBox", null, "Box"),
        ["path"] = Value(Npgsql + "NpgsqlPath", null, "Path"),
        ["polygon"] = Value(Npgsql + "NpgsqlPolygon", null, "Polygon"),
        ["circle"] = Value(Npgsql + "NpgsqlCircle", null, "Circle"),
        ["tid"] = Value(Npgsql + "NpgsqlTid", null, "Tid") with { Ef = EfSupport.NotMapped },
        ["pg_lsn"] = Value(Npgsql + "NpgsqlLogSequenceNumber", null, "PgLsn"),
    };

    /// <summary>Built-in ranges: type of the bounds, NpgsqlDbType; the multirange is NpgsqlDbType's Multirange of the same stem.</summary>
    private static readonly Dictionary<string, (string SubType, string DbType)> Ranges = new()
    {
        ["int4range"] = ("int4", "IntegerRange"),
        ["int8range"] = ("int8", "BigIntRange"),
        ["numrange"] = ("numeric", "NumericRange"),
        ["daterange"] = ("date", "DateRange"),
        ["tsrange"] = ("timestamp", "TimestampRange"),
        ["tstzrange"] = ("timestamptz", "TimestampTzRange"),
        ["int4multirange"] = ("int4", "IntegerMultirange"),
        ["int8multirange"] = ("int8", "BigIntMultirange"),
        ["nummultirange"] = ("numeric", "NumericMultirange"),
        ["datemultirange"] = ("date", "DateMultirange"),
        ["tsmultirange"] = ("timestamp", "TimestampMultirange"),
        ["tstzmultirange"] = ("timestamptz", "TimestampTzMultirange"),
    };

    /// <summary>The type of a column's property: the column's own, or the id that it holds.</summary>
    public ClrType Of(MemberModel member)
    {
        var type = Of(member.Type);
        return member.IdType is { } id && traits.HasRecordStructs ? type with { Name = TypeName(id), Key = type } : type;
    }

    public ClrType Of(MemberType type)
    {
        var element = type.IsArray ? OfPart(type) : OfElement(type);
        if (!type.IsArray)
            return element;
        if (element == ClrType.Object)
            return element;
        // Without Npgsql's mapping the labels of an enum array are all there is.
        if (element.EnumLabels is not null)
            return Reference("string[]", null, null) with { Ef = EfSupport.NotMapped };

        return new(
            ArrayOf(element.Name),
            IsValueType: false,
            NpgsqlDbType: type.DataTypeName is null && element.NpgsqlDbType is { } dbType ? "Array | " + Npgsql + "NpgsqlDbType." + dbType : null,
            DataTypeName: type.DataTypeName,
            EfTypeName: element.EfTypeName is { } efType ? efType + "[]" : null,
            Ef: type.Kind is MemberTypeKind.Composite or MemberTypeKind.Range or MemberTypeKind.Multirange || IsRange(type) ? EfSupport.NotMapped : element.Ef);
    }

    /// <summary>
    /// The type of an array's element or a range's bound: Dapper and EF Core take these as Npgsql reads them unasked, which is DateTime
    /// for timestamptz; only a single value do they convert.
    /// </summary>
    public ClrType OfPart(MemberType type) =>
        type is { Kind: MemberTypeKind.Known, Name: "timestamptz" } && options.Timestamps == TimestampType.DateTimeOffset ? DateTimeTimestamp : OfElement(type);

    private ClrType OfElement(MemberType type) => type.Kind switch
    {
        MemberTypeKind.Enum => OfEnum(type),
        MemberTypeKind.Composite when traits.HasNpgsql =>
            new(TypeName(type.Name), IsValueType: false, DataTypeName: type.DataTypeName, Ef: EfSupport.NotMapped),
        MemberTypeKind.Range when traits.HasNpgsql && type.SubType is { } subType && OfPart(subType) is { } bound && bound != ClrType.Object =>
            new(Range(bound.Name), IsValueType: true, DataTypeName: type.DataTypeName),
        MemberTypeKind.Multirange when traits.HasNpgsql && type.SubType is { } subType && OfPart(subType) is { } bound && bound != ClrType.Object =>
            new(ArrayOf(Range(bound.Name)), IsValueType: false, DataTypeName: type.DataTypeName, Ef: EfSupport.NotMapped),
        MemberTypeKind.Known => OfKnown(type),
        _ => ClrType.Object,
    };

    private ClrType OfEnum(MemberType type) => traits.HasNpgsql
        ? new(TypeName(type.Name), IsValueType: true, DataTypeName: type.DataTypeName)
        : new(TypeName(type.Name), IsValueType: true, EnumLabels: TypeName(TypeNames.LabelsClass(type.Name)));

    private ClrType OfKnown(MemberType type)
    {
        if (Plain.TryGetValue(type.Name, out var plain))
            return plain;
        if (OfNpgsql.TryGetValue(type.Name, out var ofNpgsql))
            return traits.HasNpgsql ? ofNpgsql : ClrType.Object;
        if (Ranges.TryGetValue(type.Name, out var range))
        {
            if (!traits.HasNpgsql)
                return ClrType.Object;
            var name = Range(OfPart(new(MemberTypeKind.Known, range.SubType, IsArray: false, default, null, null)).Name);
            var efTypeName = range.SubType == "timestamp" ? type.Name : null;
            return type.Name.EndsWith("multirange", System.StringComparison.Ordinal)
                ? Reference(ArrayOf(name), null, range.DbType, efTypeName)
                : Value(name, null, range.DbType, efTypeName);
        }

        return type.Name switch
        {
            "timestamptz" => OfTimestamp(),
            "date" => traits.HasDateOnly ? Value("global::System.DateOnly", null, "Date") : Value("global::System.DateTime", "GetDateTime", "Date", "date"),
            "time" => traits.HasDateOnly ? Value("global::System.TimeOnly", null, "Time") : Value("global::System.TimeSpan", null, "Time", "time without time zone"),
            // Npgsql reads bit(1), which a column declared bit is, as bool. Without a length (array_agg in a view) the values may have any.
            "bit" when type.Modifiers.IsEmpty => Reference("global::System.Collections.BitArray", null, "Bit"),
            "bit" when type.Modifiers[0] == 1 => Value("bool", "GetBoolean", "Bit") with { Ef = EfSupport.NotMapped },
            "bit" => Reference("global::System.Collections.BitArray", null, "Bit", "bit(" + type.Modifiers[0].ToString(System.Globalization.CultureInfo.InvariantCulture) + ")"),
            "cidr" when traits.HasObsoleteCidr => Value("global::System.Net.IPNetwork", null, "Cidr"),
            "cidr" => traits.HasNpgsql ? Value(Npgsql + "NpgsqlCidr", null, "Cidr") : ClrType.Object,
            _ => ClrType.Object,
        };
    }

    private ClrType OfTimestamp() => options.Timestamps switch
    {
        TimestampType.DateTimeOffset => Value("global::System.DateTimeOffset", null, "TimestampTz"),
        TimestampType.Instant when traits.HasNodaTime => Value("global::NodaTime.Instant", null, "TimestampTz"),
        _ => DateTimeTimestamp,
    };

    private static bool IsRange(MemberType type) => type.Kind == MemberTypeKind.Known && Ranges.ContainsKey(type.Name);

    private string TypeName(string name) => "global::" + options.Namespace + "." + name;

    private static string Range(string bound) => Npgsql + "NpgsqlRange<" + bound + ">";

    private static string ArrayOf(string element) => element + "[]";

    private static ClrType Value(string name, string? getter, string? dbType, string? efTypeName = null) =>
        new(name, IsValueType: true, getter, dbType, null, efTypeName);

    private static ClrType Reference(string name, string? getter, string? dbType, string? efTypeName = null) =>
        new(name, IsValueType: false, getter, dbType, null, efTypeName);
}
