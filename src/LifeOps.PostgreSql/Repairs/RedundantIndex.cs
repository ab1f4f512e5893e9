using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB5002 and LDB5003: an index that another one makes useless goes, and can come back.</summary>
internal sealed class RedundantIndex : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB5002", "LDB5003");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindIndex(finding) is not var (table, index))
            return "The index belongs to a view, whose indexes are left alone.";
        if (index.ConstraintName is not null)
            return "The index belongs to a constraint, which foreign keys and ON CONFLICT may name.";
        if (table.Hypertable is not null || table.Kind == TableKind.Partitioned || !table.Parents.IsEmpty)
            return "The index spans partitions or chunks, where DROP INDEX CONCURRENTLY is refused: drop it in a quiet hour.";
        if (!draft.TryChange(table, index.Name))
            return null;

        var name = SqlText.Name(table.Schema, index.Name);
        var rollback = ValueList.Of(IndexDefinition.Concurrently(table.QualifiedName, index, index.Name));
        if (index.Comment is { } comment)
            rollback = rollback.With($"COMMENT ON INDEX {name} IS {SqlText.Literal(comment)}");
        draft.Add(new()
        {
            Title = $"Drop the index {index.Name}",
            Reason = "Another index does all it does, and each write maintains both.",
            RuleIds = ValueList.Of(finding.Rule.Id),
            Table = table.QualifiedName,
            Lock = TableLockMode.ShareUpdateExclusive,
            Duration = RepairDuration.Instant,
            Statements = ValueList.Of($"DROP INDEX CONCURRENTLY {name}"),
            Rollback = rollback,
        });
        return null;
    }
}
