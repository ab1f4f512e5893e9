using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// The commands with CONCURRENTLY that the server refuses inside a transaction block (PreventInTransactionBlock). REFRESH MATERIALIZED
/// VIEW CONCURRENTLY is not one of them.
/// </summary>
internal static class ConcurrentCommand
{
    public static bool IsOne(Statement statement) => NameOf(statement) is not null;

    /// <summary>The command for messages; null when it is none of these.</summary>
    public static string? NameOf(Statement statement) => statement switch
    {
        IndexStmt { Concurrent: true } => "CREATE INDEX CONCURRENTLY",
        DropStmt { Concurrent: true } => "DROP INDEX CONCURRENTLY",
        ReindexStmt reindex when IsConcurrent(reindex) => "REINDEX CONCURRENTLY",
        AlterTableStmt { Cmds: { Count: 1 } commands } when commands[0].Def is PartitionCmd { Concurrent: true } => "DETACH PARTITION CONCURRENTLY",
        _ => null,
    };

    public static bool IsConcurrent(ReindexStmt reindex)
    {
        foreach (var option in reindex.Params)
        {
            if (option.Name.Value == "concurrently")
                return true;
        }

        return false;
    }
}
