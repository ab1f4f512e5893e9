using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>
/// Makes a TimescaleDB schema one that a plain PostgreSQL loads: the same tables, a view where a continuous aggregate was, and functions of
/// the extension's names for what the views call.
/// </summary>
internal static class PlainPostgres
{
    private static readonly string[] Functions =
    [
        "CREATE FUNCTION time_bucket(interval, timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT date_bin($1, $2, timestamptz '2000-01-03 00:00:00+00') $$",
        "CREATE FUNCTION last_step(double precision, double precision, timestamptz) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$ SELECT $2 $$",
        "CREATE AGGREGATE last(double precision, timestamptz) (SFUNC = last_step, STYPE = double precision)",
    ];

    /// <summary>The statements to run, one by one.</summary>
    public static IEnumerable<string> Statements(string schema)
    {
        var statements = SqlParser.Parse(schema).Statements.Select(raw => raw.Stmt).ToList();
        if (!statements.Exists(IsExtension))
            return statements.Select(statement => statement.Span.Of(schema));

        var aggregates = statements.OfType<CreateTableAsStmt>().Where(IsContinuous).Select(statement => statement.Into.Rel.Name.Value).ToHashSet();
        return [.. Functions, .. statements.Select(statement => Rewrite(statement, schema, aggregates)).OfType<string>()];
    }

    /// <summary>The statement without TimescaleDB; null when nothing is left of it.</summary>
    private static string? Rewrite(Statement statement, string schema, HashSet<string?> aggregates) => statement switch
    {
        // What a schema file selects or calls at its top are the extension's functions.
        _ when IsExtension(statement) => null,
        SelectStmt or CallStmt => null,
        AlterTableStmt alter when aggregates.Contains(alter.Relation.Name.Value) || alter.Cmds.Any(command => command.Options.Any(IsOption)) => null,
        IndexStmt index when aggregates.Contains(index.Relation.Name.Value) => null,
        CreateTableAsStmt view when IsContinuous(view) => "CREATE VIEW " + view.Into.Rel.Span.Of(schema) + " AS " + view.Query.Span.Of(schema),
        CreateStmt table when table.Options.Any(IsOption) => WithoutOptions(table, schema),
        _ => statement.Span.Of(schema),
    };

    private static bool IsExtension(Statement statement) => statement is CreateExtensionStmt { ExtName.Value: "timescaledb" };

    private static bool IsContinuous(CreateTableAsStmt view) => view.Into.Options.Any(IsOption);

    private static bool IsOption(DefElem option) => option.Namespace.Value is "tsdb" or "timescaledb";

    private static string WithoutOptions(CreateStmt table, string schema)
    {
        Assert.All(table.Options, option => Assert.True(IsOption(option)));
        var start = schema.LastIndexOf("WITH", table.Options[0].Span.Start, StringComparison.OrdinalIgnoreCase);
        var end = schema.IndexOf(')', table.Options[^1].Span.End) + 1;
        return schema[table.Span.Start..start] + schema[end..table.Span.End];
    }
}
