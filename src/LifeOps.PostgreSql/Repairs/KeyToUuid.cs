using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// LDB2010 and LDB2011 where ids are to be uuids: a uuid column beside the key and beside every column that refers to it, kept in step by triggers and
/// filled in batches, with keys and indexes of their own; then all of them change places in one transaction of milliseconds. From then on
/// triggers keep the numbers, so that the way back loses nothing, until they are dropped.
/// </summary>
internal sealed class KeyToUuid : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB2010", "LDB2011");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindColumn(finding) is not var (table, column))
            return "The column was not found in the schema.";
        var references = draft.ReferencesTo(table).Where(reference => !draft.IsChanged(reference.Table, reference.Key.Name)).ToList();
        if (Obstacle(draft, table, column, references) is { } obstacle)
            return obstacle;
        if (!draft.TryChange(table, column.Name))
            return null;
        new KeySwap(draft, table, column, references, finding.Rule.Id).AddSteps();
        return null;
    }

    private static string? Obstacle(RepairDraft draft, Table table, Column column, List<(Table Table, ForeignKey Key)> references)
    {
        if (table.PrimaryKey is not { Columns.Count: 1, IncludedColumns.IsEmpty: true, IsDeferrable: false } key || key.Columns[0] != column.Name)
            return "The column is not the primary key by itself.";
        if (column.Identity == IdentityKind.None && column.DefaultExpression is null)
            return "The program gives the numbers: it has to give the uuids as well, before the column can be made one.";
        if (column.Generated != Schema.GeneratedKind.None || !(column.Type.Is("int2") || column.Type.Is("int4") || column.Type.Is("int8")))
            return "The column is no integer.";
        if (IsOfSeveralTables(draft, table))
            return "The table has partitions, chunks or children, which would have to be filled one by one.";
        if (ObstacleAt(draft, table, column) is { } own)
            return own;
        if (table.UniqueConstraints.Any(unique => unique.Columns.Contains(column.Name)) || table.ForeignKeys.Any(foreign => foreign.Columns.Contains(column.Name)))
            return "The column is part of another key as well.";

        var seen = new HashSet<(Schema.QualifiedName, string)>();
        foreach (var (child, foreign) in references)
        {
            var name = child.Name + "." + foreign.Columns[0];
            if (child.QualifiedName == table.QualifiedName)
                return "The table refers to itself.";
            if (foreign.Columns.Count != 1 || child.FindColumn(foreign.Columns[0]) is not { } referring)
                return $"The foreign key {foreign.Name} of {child.Name} has several columns.";
            if (IsOfSeveralTables(draft, child))
                return $"{child.Name}, which refers to it, has partitions, chunks or children.";
            if (foreign.IsDeferrable || !foreign.IsValidated || !foreign.IsEnforced || !foreign.OnDeleteColumns.IsEmpty)
                return $"The foreign key {foreign.Name} of {child.Name} is deferrable or not validated.";
            if (!seen.Add((child.QualifiedName, referring.Name)))
                return $"Two foreign keys of {name} refer to it: drop one of them first.";
            if (referring.DefaultExpression is not null || referring.Identity != IdentityKind.None)
                return $"{name}, which refers to it, has a default of the old type.";
            if (child.PrimaryKey?.Columns.Contains(referring.Name) == true || child.UniqueConstraints.Any(unique => unique.Columns.Contains(referring.Name) || unique.IncludedColumns.Contains(referring.Name))
                || child.ForeignKeys.Any(other => other.Name != foreign.Name && other.Columns.Contains(referring.Name)))
            {
                return $"{name}, which refers to it, is part of another key.";
            }

            if (ObstacleAt(draft, child, referring) is { } why)
                return $"{name} refers to it. {why}";
            if (draft.IsChanged(child, referring.Name))
                return $"Another step changes {name}.";
        }

        return null;
    }

    private static bool IsOfSeveralTables(RepairDraft draft, Table table) =>
        table.Kind != TableKind.Ordinary || table.Hypertable is not null || !table.Parents.IsEmpty || draft.ChildrenOf(table).Any();

    private static string? ObstacleAt(RepairDraft draft, Table table, Column column)
    {
        if (draft.FindViewOf(table) is { } view)
            return $"The view {view.Name} reads the table, and would go on reading the old column: drop it before and make it anew behind.";
        foreach (var trigger in draft.Schema.Triggers)
        {
            if (trigger.Table == table.QualifiedName)
                return $"The trigger {trigger.Name} would run for every row that is filled.";
        }

        if (table.Checks.Any(check => check.Columns.Contains(column.Name)) || !table.Exclusions.IsEmpty)
            return "A constraint reads the column.";
        if (!table.RowPolicies.IsEmpty)
            return "A row policy of the table may read the column.";
        return ReplacedIndexes.Obstacle(table, column);
    }
}
