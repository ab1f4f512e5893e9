using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>LDB7003: chunks older than a given age are dropped; only where somebody has said from which age on.</summary>
internal sealed class RetentionPolicy : IRepair
{
    public ValueList<string> RuleIds { get; } = ValueList.Of("LDB7003");

    public string? Plan(RepairDraft draft, SqlFinding finding)
    {
        if (draft.FindTable(finding) is not { Hypertable: { } hypertable } table)
            return "The hypertable was not found in the schema.";
        if (draft.Options.DropAfter is not { } age)
            return "Nobody has said from which age on data may go.";
        if (!HypertableTime.IsInstant(table, hypertable))
            return "The time column is a number: its policy needs a number, and a function that tells the present one.";

        var name = SqlText.Literal(SqlText.Name(table.QualifiedName));
        draft.Add(new()
        {
            Title = $"Drop the chunks of {table.Name} after {age}",
            Reason = "Without a policy the table grows for ever.",
            RuleIds = ValueList.Of(finding.Rule.Id),
            Table = table.QualifiedName,
            Phase = RepairPhase.Contract,
            Lock = TableLockMode.ShareUpdateExclusive,
            Duration = RepairDuration.Instant,
            Statements = ValueList.Of($"SELECT add_retention_policy({name}, INTERVAL {SqlText.Literal(age)})"),
            Rollback = ValueList.Of($"SELECT remove_retention_policy({name}, if_exists => true)"),
            Note = "Data that the policy has dropped does not come back.",
        });
        return null;
    }
}
