using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>Gives a column another type by ALTER COLUMN TYPE: where the values stay what they are, or the table is small.</summary>
internal static class ColumnRewrite
{
    /// <summary>Why the server would refuse it; null when it would not.</summary>
    public static string? Obstacle(RepairDraft draft, Table table, Column column)
    {
        if (draft.FindViewOf(table) is { } view)
            return $"The view {view.Name} reads the table: the server changes no type below a view. Drop it before and make it anew behind.";
        if (column.Generated != Schema.GeneratedKind.None || table.Columns.Any(other => other.Generated != Schema.GeneratedKind.None))
            return "A generated column stands in the way.";
        if (table.Hypertable is not null)
            return "The type of a hypertable's column cannot be changed while chunks are compressed: that is for a person to plan.";
        return null;
    }

    /// <param name="duration">What the server does.</param>
    /// <param name="isPlain">Whether the server converts the values by itself, without USING.</param>
    /// <param name="zone">The time zone in which the values are converted; null when none matters.</param>
    public static void Plan(RepairDraft draft, ColumnChange change, RepairDuration duration, bool isPlain, string? zone = null)
    {
        var table = SqlText.Name(change.Table.QualifiedName);
        var column = SqlText.Name(change.Column.Name);
        var hasDefault = change.Column.DefaultExpression is not null;
        var check = change.Check is null ? null : SqlText.Name(draft.FreeName(change.Table, change.Table.Name + "_" + change.Column.Name + "_check"));

        draft.Add(new()
        {
            Title = $"{change.Table.Name}.{change.Column.Name} becomes {change.NewType}",
            Reason = change.Reason,
            RuleIds = ValueList.Of(change.RuleId),
            Table = change.Table.QualifiedName,
            Lock = TableLockMode.AccessExclusive,
            Duration = duration,
            InTransaction = true,
            Statements = new([
                .. Zone(),
                Alter(change.NewType, isPlain ? null : change.Forward(column), hasDefault ? change.NewDefault : null),
                .. check is null ? default : ValueList.Of($"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({change.Check!(column)}) NOT VALID")]),
            Rollback = new([
                .. Zone(),
                .. check is null ? default : ValueList.Of($"ALTER TABLE {table} DROP CONSTRAINT {check}"),
                Alter(change.OldType, isPlain && zone is not null ? null : change.Backward(column), change.Column.DefaultExpression)]),
            Note = change.Note,
        });
        if (check is not null)
        {
            draft.Add(new()
            {
                Title = $"Validate the length of {change.Table.Name}.{change.Column.Name}",
                Reason = "Reads the rows of before while everybody goes on reading and writing.",
                RuleIds = ValueList.Of(change.RuleId),
                Table = change.Table.QualifiedName,
                Lock = TableLockMode.ShareUpdateExclusive,
                Duration = RepairDuration.TableScan,
                Statements = ValueList.Of($"ALTER TABLE {table} VALIDATE CONSTRAINT {check}"),
            });
        }

        IEnumerable<string> Zone()
        {
            if (zone is not null)
                yield return "SET LOCAL timezone = " + SqlText.Literal(zone);
        }

        string Alter(string type, string? conversion, string? value) =>
            $"ALTER TABLE {table}{(hasDefault ? $" ALTER COLUMN {column} DROP DEFAULT," : "")} ALTER COLUMN {column} TYPE {type}"
            + (conversion is null ? "" : " USING " + conversion)
            + (value is null ? "" : $", ALTER COLUMN {column} SET DEFAULT {value}");
    }
}
