namespace LifeOps.PostgreSql.Rules;

/// <summary>Every rule there is: the one source of diagnostics, report rows, SARIF and the docs.</summary>
public static class RuleCatalog
{
    public static readonly Rule SqlSyntaxError = new(
        "LDB0001", "SQL that PostgreSQL rejects", "PostgreSQL cannot parse this SQL: {0}", "Analysis", RuleSeverity.Warning,
        "The statement fails at run time with the same message; nothing else about it can be checked.");

    public static readonly Rule StatementNotApplied = new(
        "LDB0002", "Schema statement that could not be applied", "This statement of the schema could not be applied: {0}", "Analysis", RuleSeverity.Warning,
        "The rest of the schema is used; what the statement would have changed is missing from it.");

    public static readonly Rule SchemaMissing = new(
        "LDB0003", "No schema file", "This project runs SQL but has no *.schema.sql file: {0}. Add one as AdditionalFiles (for example db/app.schema.sql).", "Analysis", RuleSeverity.Info,
        "Keys, row estimates and column types come from a schema file; without one the rules that need them stay silent.");

    public static readonly Rule UnknownOptionValue = new(
        "LDB0004", "Option with an unknown value", "The option {0} has the value '{1}', which does not exist; allowed: {2}", "Analysis", RuleSeverity.Warning,
        "The default is used instead.");

    public static readonly Rule CSharpNameCollision = new(
        "LDB0005", "Two names that give one C# name", "{0} and {1} both give the C# name {2}; {1} is generated as {3}", "Analysis", RuleSeverity.Warning,
        "Code that uses the second one reads a name that nobody chose, and the number in it moves when objects are added. Rename one of them.");

    public static readonly Rule QueryInLoop = new(
        "LDB1001", "N+1: a query per iteration", "This query runs once per iteration of {0}: {1}", "Queries", RuleSeverity.Warning,
        "Every execution is a round trip: a list of a thousand elements costs a thousand of them, each with its latency, plan and lock work. One query for all keys costs one.",
        "N+1", HasFix: true);

    public static readonly Rule UnpaginatedQuery = new(
        "LDB1002", "Unpaginated query", "This query reads {0} into memory: {1}", "Queries", RuleSeverity.Warning,
        "The result grows with the table: what takes milliseconds today takes memory, time and a connection tomorrow. Read a page (ORDER BY a key, LIMIT) or stream the rows.",
        "too much data", HasFix: true);

    public static readonly Rule CommandPerElement = new(
        "LDB1003", "One command per element in disguise", "{0} runs this command once per element of {1}", "Queries", RuleSeverity.Warning,
        "Dapper executes the command once for each element of a list given as parameters: as many round trips as elements. Use unnest, = ANY, an NpgsqlBatch or COPY.",
        "N+1", HasFix: true);

    public static readonly Rule SaveChangesInLoop = new(
        "LDB1005", "SaveChanges per iteration", "{0} runs once per iteration of {1}; save once behind the loop", "Queries", RuleSeverity.Warning,
        "Each call is a transaction of its own with its own round trips and commit.",
        "N+1", HasFix: true);

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

    /// <summary>All rules, by id.</summary>
    public static ValueList<Rule> All { get; } = ValueList.Of(
        SqlSyntaxError, StatementNotApplied, SchemaMissing, UnknownOptionValue, CSharpNameCollision,
        QueryInLoop, UnpaginatedQuery, CommandPerElement, SaveChangesInLoop,
        TimestampWithoutTimeZone, DateTimeKind, LegacyTimestampBehavior,
        SerialId, IntegerPrimaryKey,
        VarcharColumn, CharColumn, JsonColumn);
}
