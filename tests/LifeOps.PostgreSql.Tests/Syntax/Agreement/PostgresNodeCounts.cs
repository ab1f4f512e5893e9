using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Tests.Syntax.Agreement;

/// <summary>
/// Counts the nodes of our tree as the corpus counts those of PostgreSQL's: it counts the tagged nodes of libpg_query's JSON,
/// where a node in a field that can only hold that one type has no tag (the relation of a CreateStmt, the sides of a UNION).
/// </summary>
internal static class PostgresNodeCounts
{
    /// <summary>The node types whose counts must be equal.</summary>
    public static readonly string[] Compared =
        ["SelectStmt", "RangeVar", "ColumnRef", "FuncCall", "JoinExpr", "SubLink", "CommonTableExpr", "ColumnDef", "Constraint"];

    /// <summary>Statements and clauses whose first RangeVar stands in a field of type RangeVar (parsenodes.h).</summary>
    private static readonly HashSet<string> HasTypedRelation =
    [
        "CreateStmt", "CreateForeignTableStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "IndexStmt", "ViewStmt", "CopyStmt",
        "CreateTrigStmt", "RuleStmt", "AlterTableStmt", "AlterSeqStmt", "CreateSeqStmt", "VacuumRelation", "ClusterStmt", "ReindexStmt",
        "RefreshMatViewStmt", "IntoClause", "CompositeTypeStmt", "CreatePolicyStmt", "AlterPolicyStmt", "Constraint", "TableLikeClause",
        "PartitionCmd", "RenameStmt", "AlterObjectSchemaStmt", "AlterOwnerStmt", "PublicationTable", "AlterObjectDependsStmt",
    ];

    public static Dictionary<string, int> Count(SqlScript script)
    {
        var counts = new Dictionary<string, int>();
        var pending = new Stack<(SqlNode Node, bool IsTagged)>();
        foreach (var statement in script.Statements)
        {
            pending.Push((statement.Stmt, true));
            while (pending.Count > 0)
            {
                var (node, isTagged) = pending.Pop();
                var name = node.GetType().Name;
                if (isTagged)
                    counts[name] = counts.GetValueOrDefault(name) + 1;

                var typedRelationSeen = !HasTypedRelation.Contains(name);
                foreach (var child in node.Children)
                {
                    var tagged = (name, child) switch
                    {
                        (_, RangeVar) when !typedRelationSeen => false,
                        ("CreateTrigStmt", RangeVar) => false,
                        ("SelectStmt", SelectStmt) => false,
                        ("CallStmt", FuncCall) => false,
                        _ => true,
                    };
                    typedRelationSeen |= child is RangeVar;
                    pending.Push((child, tagged));
                }
            }
        }

        return counts;
    }
}
