using System.Linq;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// Gives a column another type while everybody reads and writes: a second column that a trigger keeps up to date, filled in batches, proven
/// and indexed beside the first, then taken for it in a transaction of milliseconds. From then on the trigger works the other way, so
/// that the way back loses nothing, until the old column is dropped.
/// </summary>
internal static class ColumnReplacement
{
    /// <summary>Why a column cannot be replaced so; null when it can.</summary>
    public static string? Obstacle(RepairDraft draft, Table table, Column column)
    {
        if (table.Kind != TableKind.Ordinary || table.Hypertable is not null || !table.Parents.IsEmpty || draft.ChildrenOf(table).Any())
            return "The table has partitions, chunks or children, which would have to be filled one by one.";
        if (draft.FindViewOf(table) is { } view)
            return $"The view {view.Name} reads the table, and would go on reading the old column: drop it before and make it anew behind.";
        foreach (var trigger in draft.Schema.Triggers)
        {
            if (trigger.Table == table.QualifiedName)
                return $"The trigger {trigger.Name} would run for every row that is filled.";
        }

        if (column.Generated != Schema.GeneratedKind.None || column.Identity != IdentityKind.None)
            return "The column is generated.";
        if (table.PrimaryKey?.Columns.Contains(column.Name) == true
            || table.UniqueConstraints.Any(key => key.Columns.Contains(column.Name) || key.IncludedColumns.Contains(column.Name))
            || table.ForeignKeys.Any(key => key.Columns.Contains(column.Name) || key.OnDeleteColumns.Contains(column.Name))
            || draft.Schema.Tables.Any(other => other.ForeignKeys.Any(key => key.ReferencedTable == table.QualifiedName && key.ReferencedColumns.Contains(column.Name))))
        {
            return "The column is part of a key.";
        }

        if (table.Checks.Any(check => check.Columns.Contains(column.Name)) || !table.Exclusions.IsEmpty)
            return "A constraint reads the column.";
        return ReplacedIndexes.Obstacle(table, column);
    }

    /// <summary>Adds the steps.</summary>
    public static void Plan(RepairDraft draft, ColumnChange change)
    {
        var names = new Names(draft, change);
        var rule = ValueList.Of(change.RuleId);
        var (table, column) = (change.Table, change.Column);
        var label = table.Name + "." + column.Name;

        draft.Add(new()
        {
            Title = $"A column {names.PlainNew} beside {label}, kept up to date by a trigger",
            Reason = change.Reason,
            RuleIds = rule,
            Table = table.QualifiedName,
            Lock = TableLockMode.AccessExclusive,
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = new([
                $"ALTER TABLE {names.Table} ADD COLUMN {names.New} {change.NewType}",
                ForwardFunction(names, change),
                Trigger(names.ForwardTrigger, names.Table, names.Forward),
                .. change.Check is { } check
                    ? ValueList.Of($"ALTER TABLE {names.Table} ADD CONSTRAINT {names.Check} CHECK ({check(names.New)}) NOT VALID")
                    : default,
                .. column.IsNotNull
                    ? ValueList.Of($"ALTER TABLE {names.Table} ADD CONSTRAINT {names.NotNull} CHECK ({names.New} IS NOT NULL) NOT VALID")
                    : default]),
            Rollback = ValueList.Of(
                $"DROP TRIGGER IF EXISTS {names.ForwardTrigger} ON {names.Table}",
                $"DROP FUNCTION IF EXISTS {names.Forward}()",
                $"ALTER TABLE {names.Table} DROP COLUMN IF EXISTS {names.New}"),
            Note = "Rights granted on the single column have to be granted on the new one too.",
        });
        draft.Add(new()
        {
            Title = $"Fill {names.PlainNew} of {table.Name}",
            Reason = "Each batch is a transaction of its own: few rows are locked, and only for moments. Rows that somebody holds are left for the next round.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Lock = TableLockMode.RowExclusive,
            Duration = RepairDuration.Batches,
            Statements = ValueList.Of(Backfill(names, change)),
        });
        if (column.IsNotNull || change.Check is not null)
        {
            draft.Add(new()
            {
                Title = $"Prove what {names.PlainNew} of {table.Name} has to hold",
                Reason = "With a valid constraint SET NOT NULL does not read the table again.",
                RuleIds = rule,
                Table = table.QualifiedName,
                Lock = TableLockMode.ShareUpdateExclusive,
                Duration = RepairDuration.TableScan,
                Statements = new([
                    .. change.Check is null ? default : ValueList.Of($"ALTER TABLE {names.Table} VALIDATE CONSTRAINT {names.Check}"),
                    .. column.IsNotNull ? ValueList.Of($"ALTER TABLE {names.Table} VALIDATE CONSTRAINT {names.NotNull}") : default]),
            });
        }

        var indexes = ReplacedIndexes.Plan(draft, table, column.Name, names.PlainNew, rule);
        draft.Add(new()
        {
            Title = $"Take {names.PlainNew} for {label}",
            Reason = "Both columns hold the same for every row, and from here on a trigger writes the old one: the way back loses nothing.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Phase = RepairPhase.CutOver,
            Lock = TableLockMode.AccessExclusive,
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = new([
                $"DROP TRIGGER {names.ForwardTrigger} ON {names.Table}",
                $"DROP FUNCTION {names.Forward}()",
                $"ALTER TABLE {names.Table} RENAME COLUMN {names.Old} TO {names.Retired}",
                $"ALTER TABLE {names.Table} RENAME COLUMN {names.New} TO {names.Old}",
                .. change.NewDefault is { } value ? ValueList.Of($"ALTER TABLE {names.Table} ALTER COLUMN {names.Old} SET DEFAULT {value}") : default,
                .. column.IsNotNull
                    ? ValueList.Of($"ALTER TABLE {names.Table} ALTER COLUMN {names.Old} SET NOT NULL", $"ALTER TABLE {names.Table} DROP CONSTRAINT {names.NotNull}")
                    : default,
                .. column.Comment is { } comment ? ValueList.Of($"COMMENT ON COLUMN {names.Table}.{names.Old} IS {SqlText.Literal(comment)}") : default,
                BackwardFunction(names, change),
                Trigger(names.BackwardTrigger, names.Table, names.Backward),
                .. indexes.Renames]),
            Rollback = new([
                .. indexes.RenamesBack,
                $"DROP TRIGGER {names.BackwardTrigger} ON {names.Table}",
                $"DROP FUNCTION {names.Backward}()",
                .. column.IsNotNull ? ValueList.Of($"ALTER TABLE {names.Table} ALTER COLUMN {names.Old} DROP NOT NULL") : default,
                .. change.NewDefault is not null ? ValueList.Of($"ALTER TABLE {names.Table} ALTER COLUMN {names.Old} DROP DEFAULT") : default,
                $"ALTER TABLE {names.Table} RENAME COLUMN {names.Old} TO {names.New}",
                $"ALTER TABLE {names.Table} RENAME COLUMN {names.Retired} TO {names.Old}",
                ForwardFunction(names, change),
                Trigger(names.ForwardTrigger, names.Table, names.Forward)]),
            Note = change.Note,
        });
        draft.Add(new()
        {
            Title = $"Drop {names.PlainRetired}, what {label} was",
            Reason = "The old values are of use only for the way back.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Phase = RepairPhase.Contract,
            Lock = TableLockMode.AccessExclusive,
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = ValueList.Of(
                $"DROP TRIGGER {names.BackwardTrigger} ON {names.Table}",
                $"DROP FUNCTION {names.Backward}()",
                $"ALTER TABLE {names.Table} DROP COLUMN {names.Retired}"),
            Note = "There is no way back behind this step.",
        });
    }

    /// <summary>Each row that is written gets its new value, also one that the batches have not come to yet.</summary>
    private static string ForwardFunction(Names names, ColumnChange change) => $"""
        CREATE FUNCTION {names.Forward}() RETURNS trigger LANGUAGE plpgsql AS {SqlText.DollarQuoted($"""
            BEGIN
              NEW.{names.New} := {change.Forward("NEW." + names.Old)};
              RETURN NEW;
            END
            """)}
        """;

    /// <summary>Only values that changed go back: the old ones are what they were, to the letter.</summary>
    private static string BackwardFunction(Names names, ColumnChange change) => $"""
        CREATE FUNCTION {names.Backward}() RETURNS trigger LANGUAGE plpgsql AS {SqlText.DollarQuoted($"""
            BEGIN
              IF TG_OP = 'INSERT' OR NEW.{names.Old} IS DISTINCT FROM OLD.{names.Old} THEN
                NEW.{names.Retired} := {change.Backward("NEW." + names.Old)};
              END IF;
              RETURN NEW;
            END
            """)}
        """;

    private static string Trigger(string name, string table, string function) =>
        $"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()";

    private static string Backfill(Names names, ColumnChange change)
    {
        var converted = change.Forward(names.Old);
        return BatchedFill.Sql(names.Table, $"{names.New} = {converted}", $"{names.New} IS DISTINCT FROM {converted}");
    }

    /// <summary>The names that the steps use, quoted.</summary>
    private sealed class Names
    {
        public Names(RepairDraft draft, ColumnChange change)
        {
            var (table, column) = (change.Table, change.Column.Name);
            Table = SqlText.Name(table.QualifiedName);
            Old = SqlText.Name(column);
            PlainNew = draft.FreeName(table, column + "_new");
            PlainRetired = draft.FreeName(table, column + "_old");
            NotNull = SqlText.Name(draft.FreeName(table, table.Name + "_" + column + "_proof"));
            Check = SqlText.Name(draft.FreeName(table, table.Name + "_" + column + "_check"));
            Forward = SqlText.Name(table.Schema, draft.FreeFunctionName(table.Schema, table.Name + "_" + column + "_forward"));
            Backward = SqlText.Name(table.Schema, draft.FreeFunctionName(table.Schema, table.Name + "_" + column + "_backward"));
            ForwardTrigger = SqlText.Name(draft.FreeName(table, column + "_forward"));
            BackwardTrigger = SqlText.Name(draft.FreeName(table, column + "_backward"));
        }

        public string Table { get; }

        public string Old { get; }

        public string PlainNew { get; }

        public string New => SqlText.Name(PlainNew);

        public string PlainRetired { get; }

        public string Retired => SqlText.Name(PlainRetired);

        public string NotNull { get; }

        public string Check { get; }

        public string Forward { get; }

        public string Backward { get; }

        public string ForwardTrigger { get; }

        public string BackwardTrigger { get; }
    }
}
