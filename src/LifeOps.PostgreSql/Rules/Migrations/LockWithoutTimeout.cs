using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8010: the first statement of a script that needs a lock which writes or reads have to wait for, without lock_timeout: while it
/// waits for one long transaction, everybody else queues behind it. Said once for a script.
/// </summary>
public sealed class LockWithoutTimeout : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.LockWithoutTimeout;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.State.HasLockTimeout || context.State.IsTimeoutReported)
            return;
        foreach (var (table, mode) in TableLocks.Of(context.Statement))
        {
            if (mode < TableLockMode.Share || context.Target(table) is not { IsNew: false, View: null } target)
                continue;
            context.State.IsTimeoutReported = true;
            context.Report(
                Rule,
                context.Verb,
                ValueList.Of(ModeName(mode), target.Name),
                context.Block == MigrationBlock.None ? ValueList.Of(context.InsertBefore(context.State.IsInTransaction ? "SET LOCAL lock_timeout = '5s';" : "SET lock_timeout = '5s';")) : default);
            return;
        }
    }

    private static string ModeName(TableLockMode mode) => mode switch
    {
        TableLockMode.Share => "SHARE",
        TableLockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
        TableLockMode.Exclusive => "EXCLUSIVE",
        _ => "ACCESS EXCLUSIVE",
    };
}
