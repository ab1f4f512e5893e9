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

    /// <summary>The nodes that PostgreSQL's raw parser makes too: what stands in a string it leaves a string.</summary>
    public static IEnumerable<SqlNode> Nodes(SqlScript script)
    {
        var pending = new Stack<SqlNode>(script.Statements.Reverse());
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            yield return node;
            foreach (var child in node.Children)
            {
                if (child is not PLpgSQL_function)
                    pending.Push(child);
            }
        }
    }

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

                // libpg_query prints the source of SET (a, b) = source once for each column.
                if (node is MultiAssignRef column)
                {
                    pending.Push((column.Source, true));
                    continue;
                }

                if (node is ViewStmt { Recursive: true } view)
                    AddRecursiveView(counts, view);

                var typedRelationSeen = !HasTypedRelation.Contains(name);
                foreach (var child in node.Children)
                {
                    if (child is PLpgSQL_function)
                        continue;
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

    /// <summary>
    /// What the server builds around the query of CREATE RECURSIVE VIEW v (a, b): WITH RECURSIVE v (a, b) AS (query) SELECT a, b FROM v (gram.y:
    /// makeRecursiveViewSelect).
    /// </summary>
    private static void AddRecursiveView(Dictionary<string, int> counts, ViewStmt view)
    {
        Add("SelectStmt", 1);
        Add("CommonTableExpr", 1);
        Add("RangeVar", 1);
        Add("ColumnRef", view.Aliases.Count);

        void Add(string name, int count) => counts[name] = counts.GetValueOrDefault(name) + count;
    }
}
