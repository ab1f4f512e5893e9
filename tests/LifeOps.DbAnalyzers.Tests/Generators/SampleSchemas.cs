using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>Schemas made by hand, so that these tests say nothing about the parser.</summary>
internal static class SampleSchemas
{
    /// <summary>Every name of pg_type that the generator knows.</summary>
    public static readonly string[] KnownTypes =
    [
        "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "money", "text", "varchar", "bpchar", "name", "json", "jsonb", "jsonpath", "xml",
        "refcursor", "char", "uuid", "bytea", "timestamp", "timestamptz", "date", "time", "timetz", "interval", "inet", "cidr", "macaddr", "macaddr8", "bit", "varbit",
        "oid", "xid", "cid", "xid8", "regtype", "regconfig", "oidvector", "int2vector", "tsvector", "tsquery", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "tid", "pg_lsn", "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange",
        "int4multirange", "int8multirange", "nummultirange", "datemultirange", "tsmultirange", "tstzmultirange", "unknown", "pg_node_tree",
    ];

    public static Column Column(string name, SqlType type, bool notNull = true) => new() { Name = name, Type = type, IsNotNull = notNull };

    public static Column Column(string name, string type, bool notNull = true) => Column(name, SqlType.BuiltIn(type), notNull);

    public static Table Table(string name, params Column[] columns) => new() { Schema = "public", Name = name, Columns = new(columns) };

    public static DatabaseSchema Of(params Table[] tables) => new() { Tables = new(tables) };

    /// <summary>A table with one of everything that a column can be.</summary>
    public static DatabaseSchema SensorReadings { get; } = new()
    {
        Enums = ValueList.Of(new EnumType("public", "metric_kind", ValueList.Of("heart_rate", "hrv", "blood-oxygen"), null, default)),
        Composites = ValueList.Of(new CompositeType(
            "public", "geo_position", ValueList.Of(Column("latitude", "float8", notNull: false), Column("accuracy_m", "float4", notNull: false)), "WGS84 position", default)),
        Domains = ValueList.Of(
            new DomainType { Schema = "public", Name = "percentage", BaseType = SqlType.BuiltIn("numeric", 5, 2), DefaultExpression = "0" },
            new DomainType { Schema = "public", Name = "slug", BaseType = SqlType.BuiltIn("text"), IsNotNull = true }),
        Ranges = ValueList.Of(new RangeType("public", "time_range", SqlType.BuiltIn("time"), "time_multirange", null, default)),
        Tables = ValueList.Of(new Table
        {
            Schema = "public",
            Name = "sensor_readings",
            Comment = "Raw values <of> sensors & more",
            RowEstimate = 200_000,
            Columns = ValueList.Of(
                Column("id", "int8") with { Identity = IdentityKind.Always },
                Column("user_id", "uuid"),
                Column("key", new SqlType("public", "slug"), notNull: false),
                Column("metric", new SqlType("public", "metric_kind")),
                Column("metrics", new SqlType("public", "metric_kind", IsArray: true)) with { DefaultExpression = "'{}'" },
                Column("reading_at", "timestamptz") with { DefaultExpression = "now()" },
                Column("value", "float8", notNull: false),
                Column("quality", new SqlType("public", "percentage")),
                Column("qualities", new SqlType("public", "percentage", IsArray: true)),
                Column("place", new SqlType("public", "geo_position"), notNull: false),
                Column("quiet", new SqlType("public", "time_range")),
                Column("quiets", new SqlType("public", "time_multirange"), notNull: false),
                Column("note", "text", notNull: false) with { DefaultExpression = "'none'" },
                Column("score", "int4", notNull: false) with { DefaultExpression = "1" },
                Column("payload", "jsonb") with { Comment = "Frame; searched with @>", DefaultExpression = "'{}'" },
                Column("search", "tsvector", notNull: false) with { Generated = GeneratedKind.Stored, DefaultExpression = "to_tsvector('x')" }),
            PrimaryKey = new KeyConstraint { Name = "pk_sensor_readings", IsPrimary = true, Columns = ValueList.Of("id", "reading_at") },
            Indexes = ValueList.Of(
                new PostgreSql.Schema.Index { Name = "pk_sensor_readings", IsPrimary = true, IsUnique = true, Keys = ValueList.Of(new IndexKey { Column = "id" }) },
                new PostgreSql.Schema.Index { Name = "idx_sensor_readings_at", Keys = ValueList.Of(new IndexKey { Column = "reading_at", IsDescending = true }), Predicate = "value < 5" }),
        }),
        Views = ValueList.Of(new View
        {
            Schema = "public",
            Name = "latest_readings",
            Kind = ViewKind.Materialized,
            Definition = "SELECT ...",
            Columns = ValueList.Of(Column("user_id", "uuid", notNull: false), Column("last_key", new SqlType("public", "slug"), notNull: false), Column("strange", SqlType.Unknown, notNull: false)),
        }),
    };

    /// <summary>Every known type as NOT NULL column, nullable column and array.</summary>
    public static DatabaseSchema AllTypes { get; } = new()
    {
        Tables = ValueList.Of(
            Table("all_types", [.. KnownTypes.Select(type => Column("c_" + type, type))]) with
            {
                PrimaryKey = new KeyConstraint { Name = "pk", IsPrimary = true, Columns = KnownTypes.Take(40).Select(type => "c_" + type).ToValueList() },
            },
            Table("all_nullable_types", [.. KnownTypes.Select(type => Column("c_" + type, type, notNull: false))]),
            Table("all_array_types", [.. KnownTypes.Select(type => Column("c_" + type, SqlType.BuiltIn(type).MakeArray(), notNull: false))])),
    };
}
