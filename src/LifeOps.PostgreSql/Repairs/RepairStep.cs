using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>How long a step takes, by what it has to read and write.</summary>
public enum RepairDuration
{
    /// <summary>Changes the catalog only: milliseconds, whatever the size of the table.</summary>
    Instant,

    /// <summary>Reads the whole table once.</summary>
    TableScan,

    /// <summary>Reads the whole table, sorts and writes an index.</summary>
    IndexBuild,

    /// <summary>Writes the whole table and all its indexes anew.</summary>
    Rewrite,

    /// <summary>Writes all rows, some thousand at a time, each batch in a transaction of its own.</summary>
    Batches,
}

/// <summary>Where a step stands on the way from the old to the new schema.</summary>
public enum RepairPhase
{
    /// <summary>Code of before and after runs: everything can be done while the service is up, and taken back.</summary>
    Expand,

    /// <summary>The moment from which on the new column, type or key is the one that code sees.</summary>
    CutOver,

    /// <summary>Throws away what only a way back needs: run it when the new release has proven itself.</summary>
    Contract,
}

/// <summary>One step of a <see cref="RepairPlan"/>: what, why, under which lock, for how long, and how to take it back.</summary>
public sealed record RepairStep
{
    private readonly TableLockMode? _rollbackLock;
    private readonly bool? _rollbackInTransaction;

    /// <summary>From 1, in the order in which the steps run.</summary>
    public int Number { get; init; }

    /// <summary>A short phrase: <c>Index orders.customer_id</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Why the step is there, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The rules whose findings the step helps to repair, sorted.</summary>
    public ValueList<string> RuleIds { get; init; }

    /// <summary>The table that is changed.</summary>
    public required QualifiedName Table { get; init; }

    public RepairPhase Phase { get; init; }

    /// <summary>The strongest lock that the step takes on <see cref="Table"/>; null when it takes none worth naming.</summary>
    public TableLockMode? Lock { get; init; }

    /// <summary>Tables that the step locks in the same way: those that its foreign keys refer to.</summary>
    public ValueList<QualifiedName> AlsoLocked { get; init; }

    public RepairDuration Duration { get; init; }

    /// <summary>Whether the statements run in one transaction; otherwise each runs for itself, as CONCURRENTLY and batches have to.</summary>
    public bool InTransaction { get; init; }

    /// <summary>The statements, each without its semicolon.</summary>
    public required ValueList<string> Statements { get; init; }

    /// <summary>The statements that take the step back, each without its semicolon; empty when there is nothing to take back.</summary>
    public ValueList<string> Rollback { get; init; }

    /// <summary>The strongest lock that taking it back needs.</summary>
    public TableLockMode? RollbackLock { get => _rollbackLock ?? Lock; init => _rollbackLock = value; }

    /// <summary>Whether the statements that take it back run in one transaction.</summary>
    public bool RollbackInTransaction { get => _rollbackInTransaction ?? InTransaction; init => _rollbackInTransaction = value; }

    /// <summary>What a person has to know or do: the release to deploy before, what cannot be taken back. Null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The statements as text, each with its semicolon.</summary>
    public string Sql => RepairScript.Join(Statements);

    /// <summary>The statements that take it back as text; empty when there are none.</summary>
    public string RollbackSql => RepairScript.Join(Rollback);
}
