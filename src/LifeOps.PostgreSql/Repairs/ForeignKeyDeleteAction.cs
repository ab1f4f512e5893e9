using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// LDB4002: a foreign key gets its ON DELETE by a second key beside it, which is validated without blocking anybody before the old one
/// goes: at no moment is the reference unchecked. What is written is RESTRICT, which keeps what NO ACTION did up to the moment of the check.
/// </summary>
internal sealed class ForeignKeyDeleteAction : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB4002");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindForeignKey(finding) is not var (table, key))
            return "The foreign key was not found in the schema.";
        if (draft.IsRestated(table, key.Name))
            return null;
        if (draft.IsChanged(table, key.Name))
            return "Another step drops the foreign key.";
        if (key.IsDeferrable)
            return "The foreign key is deferrable: RESTRICT would be checked at once, so somebody has to choose the action.";
        if ((table.Kind == TableKind.Partitioned && draft.Options.ServerMajor < 18) || !table.Parents.IsEmpty)
            return "The table is partitioned: before PostgreSQL 18 its foreign keys cannot be added NOT VALID.";
        if (table.Hypertable is not null)
            return "The table is a hypertable: its chunks get a foreign key only together with its validation.";

        draft.TryChange(table, key.Name);
        var name = SqlText.Name(table.QualifiedName);
        var temporary = draft.FreeName(table, key.Name + "_new");
        var restricted = key with { OnDelete = ReferentialAction.Restrict, HasExplicitOnDelete = true };
        var rule = ValueList.Of(finding.Rule.Id);
        draft.Add(new()
        {
            Title = $"Foreign key {key.Name} with ON DELETE RESTRICT beside the old one",
            Reason = "A key that is added NOT VALID checks new rows at once and does not read the old ones under its lock.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Lock = TableLockMode.ShareRowExclusive,
            RollbackLock = TableLockMode.AccessExclusive,
            AlsoLocked = ValueList.Of(key.ReferencedTable),
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = ValueList.Of($"ALTER TABLE {name} ADD CONSTRAINT {SqlText.Name(temporary)} {Definition(restricted)} NOT VALID"),
            Rollback = ValueList.Of($"ALTER TABLE {name} DROP CONSTRAINT IF EXISTS {SqlText.Name(temporary)}"),
            Note = "RESTRICT refuses to delete a row that is referenced, as the key did before; choose CASCADE or SET NULL where that is meant.",
        });
        draft.Add(new()
        {
            Title = $"Validate the new {key.Name}",
            Reason = "Reads the rows of before while everybody goes on reading and writing.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Lock = TableLockMode.ShareUpdateExclusive,
            Duration = RepairDuration.TableScan,
            Statements = ValueList.Of($"ALTER TABLE {name} VALIDATE CONSTRAINT {SqlText.Name(temporary)}"),
            Rollback = ValueList.Of($"ALTER TABLE {name} VALIDATE CONSTRAINT {SqlText.Name(key.Name)}"),
        });
        draft.Add(new()
        {
            Title = $"Drop the old {key.Name} and give its name to the new one",
            Reason = "Two keys that say the same cost two checks for each row.",
            RuleIds = rule,
            Table = table.QualifiedName,
            Lock = TableLockMode.AccessExclusive,
            AlsoLocked = ValueList.Of(key.ReferencedTable),
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = ValueList.Of(
                $"ALTER TABLE {name} DROP CONSTRAINT {SqlText.Name(key.Name)}",
                $"ALTER TABLE {name} RENAME CONSTRAINT {SqlText.Name(temporary)} TO {SqlText.Name(key.Name)}"),
            Rollback = ValueList.Of(
                $"ALTER TABLE {name} RENAME CONSTRAINT {SqlText.Name(key.Name)} TO {SqlText.Name(temporary)}",
                $"ALTER TABLE {name} ADD CONSTRAINT {SqlText.Name(key.Name)} {Definition(key)} NOT VALID"),
        });
        return null;
    }

    /// <summary>A foreign key as a table constraint, without its name and validity.</summary>
    internal static string Definition(ForeignKey key)
    {
        var text = $"FOREIGN KEY ({SqlText.Names(key.Columns)}) REFERENCES {SqlText.Name(key.ReferencedTable)} ({SqlText.Names(key.ReferencedColumns)})";
        if (key.Match == Schema.ForeignKeyMatch.Full)
            text += " MATCH FULL";
        if (key.OnUpdate != ReferentialAction.NoAction)
            text += " ON UPDATE " + Action(key.OnUpdate);
        if (key.OnDelete != ReferentialAction.NoAction)
            text += " ON DELETE " + Action(key.OnDelete) + (key.OnDeleteColumns.IsEmpty ? "" : $" ({SqlText.Names(key.OnDeleteColumns)})");
        if (key.IsDeferrable)
            text += key.IsInitiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
        return text;
    }

    private static string Action(ReferentialAction action) => action switch
    {
        ReferentialAction.Restrict => "RESTRICT",
        ReferentialAction.Cascade => "CASCADE",
        ReferentialAction.SetNull => "SET NULL",
        ReferentialAction.SetDefault => "SET DEFAULT",
        _ => "NO ACTION",
    };
}
