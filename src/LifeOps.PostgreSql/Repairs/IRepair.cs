using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>How findings of a rule are repaired.</summary>
internal interface IRepair
{
    /// <summary>The rules whose findings it repairs.</summary>
    ValueList<string> RuleIds { get; }

    /// <summary>Adds the steps that repair a finding.</summary>
    /// <returns>Null when it did; otherwise why the finding is left, and nothing is added.</returns>
    string? Plan(RepairDraft draft, SqlFinding finding);
}
