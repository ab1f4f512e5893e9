using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>A finding that the plan does not repair.</summary>
/// <param name="Why">What stands in the way, or who has to decide, in a sentence.</param>
public sealed record UnrepairedFinding(SqlFinding Finding, string Why);

/// <summary>
/// What takes a database from what it is to what the rules ask for, in an order in which it can run while the service is up. Made by
/// <see cref="RepairPlanner"/>.
/// </summary>
public sealed record RepairPlan
{
    /// <summary>The steps in the order in which they run.</summary>
    public ValueList<RepairStep> Steps { get; init; }

    /// <summary>What is repaired once all steps ran.</summary>
    public ValueList<SqlFinding> Repaired { get; init; }

    /// <summary>What is left, of the rules that repairs exist for.</summary>
    public ValueList<UnrepairedFinding> Unrepaired { get; init; }

    /// <summary>How long a statement waits for a lock before it gives up, as written in SQL.</summary>
    public required string LockTimeout { get; init; }

    /// <summary>The script for psql, with comments; empty when there are no steps.</summary>
    /// <param name="throughPhase">The last phase that is written.</param>
    public string ToScript(RepairPhase throughPhase = RepairPhase.Contract) => RepairScript.Write(this, throughPhase);

    /// <summary>The script for psql that takes back all steps but those of <see cref="RepairPhase.Contract"/>; empty when there are no steps.</summary>
    public string ToRollbackScript() => RepairScript.WriteRollback(this);
}
