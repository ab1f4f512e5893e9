namespace LifeOps.PostgreSql.Rules;

// LDB2xxx: data types.
public static partial class RuleCatalog
{
    public static readonly Rule TimestampWithoutTimeZone = new(
        "LDB2001", "timestamp without time zone", "{0} is a timestamp without time zone; use timestamptz", "DataTypes", RuleSeverity.Warning,
        "The value's meaning depends on who reads it: two clients in two time zones store different instants for the same moment. timestamptz stores the instant in the same 8 bytes.",
        "TIMESTAMPTZ", HasFix: true);

    public static readonly Rule DateTimeKind = new(
        "LDB2002", "DateTime that is not UTC sent to the database", "{0} is a DateTime of kind {1}; send UTC (DateTime.UtcNow, DateTimeOffset.UtcNow)", "DataTypes", RuleSeverity.Warning,
        "Npgsql refuses a DateTime of kind Local or Unspecified for timestamptz, and a local time stored in a timestamp changes its meaning with the server it runs on.",
        "TIMESTAMPTZ", HasFix: true);

    public static readonly Rule LegacyTimestampBehavior = new(
        "LDB2003", "Npgsql legacy timestamp behaviour", "Npgsql.EnableLegacyTimestampBehavior is switched on: {0}", "DataTypes", RuleSeverity.Warning,
        "The switch makes Npgsql convert timestamptz to local time and accept any DateTime kind: the mistakes that it hides become wrong data.",
        "TIMESTAMPTZ");

    public static readonly Rule SerialId = new(
        "LDB2010", "SERIAL-style id", "{0} is a SERIAL-style id: {1}", "DataTypes", RuleSeverity.Warning,
        "A serial id is a sequence, a default and an ownership that drift apart (grants, dumps, INSERT with an explicit id), and it can be guessed. Use uuid, or GENERATED ALWAYS AS IDENTITY where numbers are wanted.",
        "UUID for IDs", HasFix: true);

    public static readonly Rule IntegerPrimaryKey = new(
        "LDB2011", "Integer primary key", "The primary key {0} is {1}; the id policy is uuid", "DataTypes", RuleSeverity.Info,
        "A uuid can be made by the client, merged between databases and given away without telling how many rows there are.",
        "UUID for IDs", HasFix: true);

    public static readonly Rule KeyThatRunsOut = new(
        "LDB2012", "Key that can run out", "The key {0} is {1} and ends at {2}; use bigint", "DataTypes", RuleSeverity.Warning,
        "The counter of a key never goes back: deleted rows, failed inserts and ON CONFLICT use numbers up too. When it ends, every INSERT fails, and changing the type then rewrites the table under an exclusive lock.",
        "primary keys", HasFix: true);

    public static readonly Rule VarcharColumn = new(
        "LDB2020", "varchar where text does", "{0} is {1}; use text, with a CHECK constraint where the length matters", "DataTypes", RuleSeverity.Info,
        "varchar(n) is not faster or smaller than text in PostgreSQL, and raising the limit later means DDL on a large table.",
        "TEXT over VARCHAR", HasFix: true);

    public static readonly Rule CharColumn = new(
        "LDB2021", "char(n)", "{0} is {1}, padded with blanks; use text", "DataTypes", RuleSeverity.Warning,
        "char(n) pads with blanks that comparisons ignore and LIKE does not; it saves neither space nor time.",
        "TEXT over VARCHAR", HasFix: true);

    public static readonly Rule JsonColumn = new(
        "LDB2022", "json where jsonb does", "{0} is json; use jsonb", "DataTypes", RuleSeverity.Warning,
        "json is kept as text and parsed again at every access; only jsonb has containment operators and GIN indexes.",
        "JSONB over JSON", HasFix: true);

    public static readonly Rule InexactAmount = new(
        "LDB2023", "Inexact or locale-bound amount", "{0} is {1}, and amounts have to be exact; use numeric", "DataTypes", RuleSeverity.Warning,
        "real and double precision cannot hold 0.10, so sums drift; money has the scale and the sign of whatever lc_monetary the server has.",
        HasFix: true);

    public static readonly Rule TimeWithTimeZone = new(
        "LDB2024", "time with time zone", "{0} is a time with time zone, which knows no date and so no summer time; use timestamptz for an instant, time for a time of day", "DataTypes", RuleSeverity.Warning,
        "An offset without a date cannot say which offset: the PostgreSQL manual itself advises against the type, which exists for the SQL standard only.",
        "TIMESTAMPTZ", HasFix: true);

    private static Rule[] DataTypesRules() => [
        TimestampWithoutTimeZone,
        DateTimeKind,
        LegacyTimestampBehavior,
        SerialId,
        IntegerPrimaryKey,
        KeyThatRunsOut,
        VarcharColumn,
        CharColumn,
        JsonColumn,
        InexactAmount,
        TimeWithTimeZone,
    ];
}
