using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8012: commands that keep a table locked for as long as they run or until the transaction ends: VACUUM FULL, CLUSTER, LOCK TABLE in a
/// mode that stops writes, REINDEX without CONCURRENTLY, and the forms of ALTER TABLE that copy the table.
/// </summary>
public sealed class TableLockedForLong : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TableLockedForLong;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        switch (context.Statement)
        {
            case VacuumStmt vacuum when IsFull(vacuum):
                if (vacuum.Rels.IsEmpty)
                    Report(context, "VACUUM FULL", "every table", "plain VACUUM does not lock");
                foreach (var table in vacuum.Rels)
                    CheckTable(context, table.Relation, "VACUUM FULL", "plain VACUUM does not lock; pg_repack rewrites without");
                break;

            case ClusterStmt { Relation: { } clustered }:
                CheckTable(context, clustered, "CLUSTER", "pg_repack rewrites without the lock");
                break;

            case ClusterStmt:
                Report(context, "CLUSTER", "every table clustered before", "pg_repack rewrites without the lock");
                break;

            // NOWAIT is asked for by somebody who thought about waiting.
            case LockStmt { Mode: >= TableLockMode.Share, Nowait: false } locked:
                foreach (var table in locked.Relations)
                    CheckTable(context, table, "LOCK TABLE", "the statements behind it take the locks that they need");
                break;

            case ReindexStmt { Kind: ReindexObjectType.Table, Relation: { } table } reindex when !ConcurrentCommand.IsConcurrent(reindex):
                CheckTable(context, table, "REINDEX", "REINDEX CONCURRENTLY does not stop writes");
                break;

            case ReindexStmt { Kind: ReindexObjectType.Index, Relation: { } index } reindex when !ConcurrentCommand.IsConcurrent(reindex):
                if (!context.State.IsNew(index.Name.Value) && (context.TableOfIndex(index.Schema.Value, index.Name.Value)?.RowEstimate ?? long.MaxValue) >= context.Options.LargeTableRows)
                    Report(context, "REINDEX", "the table of " + index.Name, "REINDEX CONCURRENTLY does not stop writes");
                break;

            case AlterTableStmt { ObjType: ObjectType.Table } alter:
                foreach (var command in alter.Cmds)
                {
                    if (CopyOf(command) is { } words)
                        CheckTable(context, alter.Relation, words, "the whole table is copied");
                }

                break;
        }
    }

    private static string? CopyOf(AlterTableCmd command) => command.Subtype switch
    {
        AlterTableType.SetLogged => "SET LOGGED",
        AlterTableType.SetUnlogged => "SET UNLOGGED",
        AlterTableType.SetTableSpace => "SET TABLESPACE",
        AlterTableType.SetAccessMethod => "SET ACCESS METHOD",
        _ => null,
    };

    private void CheckTable(MigrationContext context, RangeVar table, string command, string advice)
    {
        var target = context.Target(table);
        if (target.IsBusy)
            Report(context, command, target.Name, advice);
    }

    private void Report(MigrationContext context, string command, string table, string advice) => context.Report(Rule, context.Verb, ValueList.Of(command, table, advice));

    private static bool IsFull(VacuumStmt vacuum)
    {
        foreach (var option in vacuum.Options)
        {
            if (option.Name.Value == "full" && option.Arg is null or StringValue { Value: "true" or "on" } or A_Const { Value: "true" or "1" })
                return true;
        }

        return false;
    }
}
