using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// The locks on tables that DDL takes (manual, 13.3.1 Table-Level Locks; src/backend/commands/tablecmds.c: AlterTableGetLockLevel).
/// Those that stand in nobody's way are left out.
/// </summary>
internal static class TableLocks
{
    /// <summary>The tables that are named in a statement and the lock that each gets.</summary>
    public static IEnumerable<(RangeVar Table, TableLockMode Mode)> Of(Statement statement)
    {
        switch (statement)
        {
            case AlterTableStmt { ObjType: ObjectType.Table } alter:
                var strongest = TableLockMode.AccessShare;
                foreach (var command in alter.Cmds)
                {
                    var mode = Of(command);
                    if (mode > strongest)
                        strongest = mode;
                    foreach (var referenced in ReferencedBy(command))
                        yield return (referenced, TableLockMode.ShareRowExclusive);
                    if (command.Def is PartitionCmd { Name: { } partition, Concurrent: false })
                        yield return (partition, TableLockMode.AccessExclusive);
                }

                yield return (alter.Relation, strongest);
                break;

            case CreateStmt create:
                foreach (var node in create.TableElts)
                {
                    foreach (var referenced in ReferencedBy(node))
                        yield return (referenced, TableLockMode.ShareRowExclusive);
                }

                break;

            case IndexStmt index:
                yield return (index.Relation, index.Concurrent ? TableLockMode.ShareUpdateExclusive : TableLockMode.Share);
                break;

            case RenameStmt { Relation: { } renamed, RenameType: ObjectType.Table or ObjectType.Column or ObjectType.TableConstraint }:
                yield return (renamed, TableLockMode.AccessExclusive);
                break;

            case AlterObjectSchemaStmt { Relation: { } moved, ObjectType: ObjectType.Table }:
                yield return (moved, TableLockMode.AccessExclusive);
                break;

            case TruncateStmt truncate:
                foreach (var table in truncate.Relations)
                    yield return (table, TableLockMode.AccessExclusive);
                break;

            case CreateTrigStmt trigger:
                yield return (trigger.Relation, TableLockMode.ShareRowExclusive);
                break;

            case LockStmt locked:
                foreach (var table in locked.Relations)
                    yield return (table, locked.Mode);
                break;
        }
    }

    private static TableLockMode Of(AlterTableCmd command) => command.Subtype switch
    {
        AlterTableType.ValidateConstraint or AlterTableType.SetStatistics or AlterTableType.ClusterOn or AlterTableType.DropCluster
            or AlterTableType.SetRelOptions or AlterTableType.ResetRelOptions or AlterTableType.SetOptions or AlterTableType.ResetOptions
            or AlterTableType.AttachPartition or AlterTableType.DetachPartitionFinalize => TableLockMode.ShareUpdateExclusive,
        AlterTableType.DetachPartition when command.Def is PartitionCmd { Concurrent: true } => TableLockMode.ShareUpdateExclusive,
        AlterTableType.AddConstraint when command.Def is Constraint { ConType: ConstrType.Foreign } => TableLockMode.ShareRowExclusive,
        AlterTableType.EnableTrig or AlterTableType.EnableAlwaysTrig or AlterTableType.EnableReplicaTrig or AlterTableType.EnableTrigAll
            or AlterTableType.EnableTrigUser or AlterTableType.DisableTrig or AlterTableType.DisableTrigAll or AlterTableType.DisableTrigUser => TableLockMode.ShareRowExclusive,
        _ => TableLockMode.AccessExclusive,
    };

    private static IEnumerable<RangeVar> ReferencedBy(SqlNode node)
    {
        switch (node)
        {
            case Constraint { ConType: ConstrType.Foreign, PkTable: { } table }:
                yield return table;
                break;
            case AlterTableCmd { Def: { } definition }:
                foreach (var table in ReferencedBy(definition))
                    yield return table;
                break;
            case ColumnDef column:
                foreach (var constraint in column.Constraints)
                {
                    if (constraint is { ConType: ConstrType.Foreign, PkTable: { } referenced })
                        yield return referenced;
                }

                break;
        }
    }
}
