using System;
using System.Linq;

using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// LDB2001: timestamp becomes timestamptz, its values read in the zone that they were meant in. In UTC, and without an index to build anew,
/// the server changes the catalog only (PostgreSQL 12 on).
/// </summary>
internal sealed class TimestampToTimestamptz : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB2001");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindColumn(finding) is not var (table, column) || !column.Type.ElementType.Is("timestamp"))
            return "It is no column of a table.";
        if (column.Type.IsArray)
            return "The elements of an array cannot be read in a time zone one by one.";
        if (draft.Options.TimestampZone is not { } zone)
            return "Nobody has said which time zone the values are meant in.";

        var precision = column.Type.Modifiers.IsEmpty ? "" : "(" + column.Type.Modifiers[0] + ")";
        var change = new ColumnChange(
            table, column, $"timestamp{precision} with time zone",
            value => $"(({value}) AT TIME ZONE {SqlText.Literal(zone)})", value => $"(({value}) AT TIME ZONE {SqlText.Literal(zone)})",
            DefaultOf(column.DefaultExpression, zone), finding.Rule.Id, $"The values are read as times in {zone}.")
        {
            Note = "Code that reads the column gets instants from now on: Npgsql gives a DateTime of kind Utc."
                + (IsUtc(zone) ? "" : " Times that a change of the clocks skipped become an hour later, and of those that came twice the later one is taken."),
        };
        var isIndexed = table.Indexes.Any(index => index.Keys.Any(key => key.Column == column.Name) || index.IncludedColumns.Contains(column.Name));
        if (!IsUtc(zone) || precision.Length > 0 || (isIndexed && !draft.IsSmall(table)))
            return ColumnTypeRepair.Plan(draft, change);
        if (ColumnRewrite.Obstacle(draft, table, column) is { } obstacle)
            return obstacle;
        if (draft.TryChange(table, column.Name))
        {
            ColumnRewrite.Plan(
                draft,
                change with { Reason = "In UTC both types hold the same eight bytes: only the catalog changes." },
                isIndexed ? RepairDuration.IndexBuild : RepairDuration.Instant,
                isPlain: true,
                zone);
        }

        return null;
    }

    private static bool IsUtc(string zone) => zone.ToUpperInvariant() is "UTC" or "ETC/UTC" or "GMT";

    /// <summary>The default as an instant: what asks for the present moment does so without a zone.</summary>
    private static string? DefaultOf(string? expression, string zone)
    {
        if (expression is null)
            return null;
        var parsed = SqlParser.Parse("SELECT " + expression);
        return parsed is { Diagnostics.IsEmpty: true, Statements: { Count: 1 } statements } && statements[0].Stmt is SelectStmt { TargetList: { Count: 1 } targets } && IsNow(targets[0].Val)
            ? "now()"
            : $"(({expression})::timestamp AT TIME ZONE {SqlText.Literal(zone)})";
    }

    /// <summary>now(), CURRENT_TIMESTAMP, LOCALTIMESTAMP, and these in the time zone that the values are in.</summary>
    private static bool IsNow(Expression? expression) => expression switch
    {
        TypeCast cast => IsNow(cast.Arg),
        FuncCall { Name.Value: "now" or "transaction_timestamp", Args.Count: 0 } => true,
        FuncCall { Name.Value: "timezone", Args: { Count: 2 } arguments } => IsNow(arguments[1]),
        SQLValueFunction { Op: SqlValueFunctionOp.CurrentTimestamp or SqlValueFunctionOp.Localtimestamp } => true,
        _ => false,
    };
}
