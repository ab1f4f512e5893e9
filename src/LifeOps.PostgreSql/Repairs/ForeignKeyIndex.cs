using System.Collections.Generic;
using System.Linq;

using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>
/// LDB5001: a foreign key gets its index, CONCURRENTLY; on a hypertable, where that is refused, chunk by chunk; on a partitioned table on
/// each partition, and then on the parent.
/// </summary>
internal sealed class ForeignKeyIndex : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB5001");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindForeignKey(finding) is not var (table, key))
            return "The foreign key was not found in the schema.";
        if (!table.Parents.IsEmpty)
            return "The foreign key belongs to a partition, and so to its parent.";

        var columns = SqlText.Names(key.Columns.Select(column => draft.NewColumnOf(table, column)));
        var wanted = draft.Options.IndexPrefix + table.Name + "_" + string.Join("_", key.Columns);
        var index = draft.FreeRelationName(table.Schema, wanted);
        var name = SqlText.Name(table.Schema, index);
        var title = $"Index {table.Name} ({string.Join(", ", key.Columns)})";
        const string Reason = "Each DELETE or key change of a referenced row reads the whole table to find the rows that refer to it.";
        var rule = ValueList.Of(finding.Rule.Id);

        if (table.Kind == TableKind.Partitioned)
        {
            PlanPartitions(draft, table, wanted, index, columns, title, Reason, rule);
        }
        else if (table.Hypertable is not null)
        {
            draft.Add(new()
            {
                Title = title,
                Reason = Reason,
                RuleIds = rule,
                Table = table.QualifiedName,
                Lock = TableLockMode.Share,
                Duration = RepairDuration.IndexBuild,
                Statements = ValueList.Of($"CREATE INDEX {SqlText.Name(index)} ON {SqlText.Name(table.QualifiedName)} ({columns}) WITH (timescaledb.transaction_per_chunk)"),
                Rollback = ValueList.Of($"DROP INDEX IF EXISTS {name}"),
                Note = "A hypertable takes no CONCURRENTLY: the lock is on one chunk at a time.",
            });
        }
        else
        {
            draft.Add(new()
            {
                Title = title,
                Reason = Reason,
                RuleIds = rule,
                Table = table.QualifiedName,
                Lock = TableLockMode.ShareUpdateExclusive,
                Duration = RepairDuration.IndexBuild,
                Statements = ValueList.Of($"CREATE INDEX CONCURRENTLY {SqlText.Name(index)} ON {SqlText.Name(table.QualifiedName)} ({columns})"),
                Rollback = ValueList.Of($"DROP INDEX CONCURRENTLY IF EXISTS {name}"),
            });
        }

        return null;
    }

    private static void PlanPartitions(RepairDraft draft, Table parent, string wanted, string index, string columns, string title, string reason, ValueList<string> rule)
    {
        draft.Add(new()
        {
            Title = title + " of the parent alone",
            Reason = reason + " CONCURRENTLY is refused on a partitioned table: its index is made without those of the partitions, and is invalid until they are attached.",
            RuleIds = rule,
            Table = parent.QualifiedName,
            Lock = TableLockMode.Share,
            RollbackLock = TableLockMode.AccessExclusive,
            Duration = RepairDuration.Instant,
            InTransaction = true,
            Statements = ValueList.Of($"CREATE INDEX {SqlText.Name(index)} ON ONLY {SqlText.Name(parent.QualifiedName)} ({columns})"),
            Rollback = ValueList.Of($"DROP INDEX IF EXISTS {SqlText.Name(parent.Schema, index)}"),
        });
        foreach (var partition in draft.ChildrenOf(parent).ToList())
        {
            var own = draft.FreeRelationName(partition.Schema, wanted.Replace(parent.Name, partition.Name));
            if (partition.Kind == TableKind.Partitioned)
            {
                PlanPartitions(draft, partition, wanted, own, columns, title.Replace(parent.Name, partition.Name), reason, rule);
            }
            else
            {
                draft.Add(new()
                {
                    Title = title.Replace(parent.Name, partition.Name),
                    Reason = reason,
                    RuleIds = rule,
                    Table = partition.QualifiedName,
                    Lock = TableLockMode.ShareUpdateExclusive,
                    Duration = RepairDuration.IndexBuild,
                    Statements = ValueList.Of($"CREATE INDEX CONCURRENTLY {SqlText.Name(own)} ON {SqlText.Name(partition.QualifiedName)} ({columns})"),
                });
            }

            draft.Add(new()
            {
                Title = $"Attach {own} to {index}",
                Reason = "With the last of them the parent's index becomes valid, and dropping it drops them.",
                RuleIds = rule,
                Table = partition.QualifiedName,
                Lock = TableLockMode.AccessShare,
                Duration = RepairDuration.Instant,
                Statements = ValueList.Of($"ALTER INDEX {SqlText.Name(parent.Schema, index)} ATTACH PARTITION {SqlText.Name(partition.Schema, own)}"),
            });
        }
    }
}
