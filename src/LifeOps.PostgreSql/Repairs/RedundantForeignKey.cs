using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB4007: of two foreign keys that say the same, the one that the finding is about goes.</summary>
internal sealed class RedundantForeignKey : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB4007");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindForeignKey(finding) is not var (table, key))
            return "The foreign key was not found in the schema.";
        if (!table.Parents.IsEmpty)
            return "The foreign key belongs to a partition, and so to its parent.";
        foreach (var other in table.ForeignKeys)
        {
            if (other.Name == key.Name || draft.IsChanged(table, other.Name) || !SayTheSame(key, other))
                continue;
            draft.TryChange(table, key.Name);
            var name = SqlText.Name(table.QualifiedName);
            draft.Add(new()
            {
                Title = $"Drop the foreign key {key.Name}, which says what {other.Name} says",
                Reason = "Two keys that say the same cost two checks for each row.",
                RuleIds = ValueList.Of(finding.Rule.Id),
                Table = table.QualifiedName,
                Lock = TableLockMode.AccessExclusive,
                AlsoLocked = ValueList.Of(key.ReferencedTable),
                Duration = RepairDuration.Instant,
                InTransaction = true,
                RollbackLock = TableLockMode.ShareRowExclusive,
                RollbackInTransaction = false,
                Statements = ValueList.Of($"ALTER TABLE {name} DROP CONSTRAINT {SqlText.Name(key.Name)}"),
                Rollback = ValueList.Of(
                    $"ALTER TABLE {name} ADD CONSTRAINT {SqlText.Name(key.Name)} {ForeignKeyDeleteAction.Definition(key)} NOT VALID",
                    $"ALTER TABLE {name} VALIDATE CONSTRAINT {SqlText.Name(key.Name)}"),
            });
            return null;
        }

        return "The two foreign keys differ in what they do: somebody has to choose.";
    }

    /// <summary>The same references, in whatever order they are written, and the same actions.</summary>
    private static bool SayTheSame(Schema.ForeignKey key, Schema.ForeignKey other)
    {
        if (key.ReferencedTable != other.ReferencedTable || key.Columns.Count != other.Columns.Count
            || key.OnDelete != other.OnDelete || key.OnUpdate != other.OnUpdate || key.Match != other.Match
            || !other.IsValidated || !other.IsEnforced || key.IsDeferrable != other.IsDeferrable || key.OnDeleteColumns != other.OnDeleteColumns)
        {
            return false;
        }

        for (var i = 0; i < key.Columns.Count; i++)
        {
            var found = false;
            for (var j = 0; j < other.Columns.Count; j++)
                found |= key.Columns[i] == other.Columns[j] && key.ReferencedColumns[i] == other.ReferencedColumns[j];
            if (!found)
                return false;
        }

        return true;
    }
}
