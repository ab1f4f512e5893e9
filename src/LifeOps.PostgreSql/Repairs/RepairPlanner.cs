using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>Makes the plan that repairs what can be repaired without a person's decision.</summary>
public static partial class RepairPlanner
{
    /// <summary>The plan for the findings of <see cref="SqlRules.CheckSchema"/>; findings of rules without a repair are passed over.</summary>
    /// <param name="schema">The schema that the findings are about; names and expressions in it are not trusted.</param>
    public static RepairPlan Plan(DatabaseSchema schema, IReadOnlyList<SqlFinding> findings, RepairOptions options)
    {
        if (schema is null)
            throw new ArgumentNullException(nameof(schema));
        if (findings is null)
            throw new ArgumentNullException(nameof(findings));
        var draft = new RepairDraft(schema, options ?? throw new ArgumentNullException(nameof(options)));
        var repaired = new List<SqlFinding>();
        var unrepaired = new List<UnrepairedFinding>();
        foreach (var repair in RepairsFor(options))
        {
            foreach (var finding in findings)
            {
                if (!Handles(repair, finding))
                    continue;
                if (repair.Plan(draft, finding) is { } why)
                    unrepaired.Add(new(finding, why));
                else
                    repaired.Add(finding);
            }
        }

        return new()
        {
            Steps = draft.ToSteps(),
            Repaired = repaired.ToValueList(),
            Unrepaired = unrepaired.ToValueList(),
            LockTimeout = options.LockTimeout,
        };
    }

    private static bool Handles(IRepair repair, SqlFinding finding)
    {
        foreach (var id in repair.RuleIds)
        {
            if (id == finding.Rule.Id)
                return true;
        }

        return false;
    }
}
