using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>LDB8009: DROP TABLE and DROP COLUMN lose data (a warning), and break code that still uses what is dropped (an error).</summary>
public sealed class DropThatLosesData : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.DropThatLosesData;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        switch (context.Statement)
        {
            case DropStmt { RemoveType: ObjectType.Table } drop:
                foreach (var node in drop.Objects)
                {
                    if (node is QualifiedName { Names: { IsEmpty: false } names })
                        CheckTable(context, node, names);
                }

                break;

            case AlterTableStmt { ObjType: ObjectType.Table } alter:
                var target = context.Target(alter.Relation);
                if (target.IsNew)
                    return;
                foreach (var command in alter.Cmds)
                {
                    // A generated column is computed from others: nothing is lost but code that reads it.
                    if (command.Subtype != AlterTableType.DropColumn || IsMadeHere(context, alter, command))
                        continue;
                    var use = context.UseOf(alter.Relation, command.Name.Value ?? "");
                    if (use is not null || target.Table?.FindColumn(command.Name.Value ?? "") is not { Generated: not Schema.GeneratedKind.None })
                        Report(context, command.Span, "The column " + target.Name + "." + command.Name, use);
                }

                break;
        }
    }

    private void CheckTable(MigrationContext context, SqlNode node, ValueList<Identifier> names)
    {
        var name = names[names.Count - 1].Value ?? "";
        var schema = names.Count > 1 ? names[names.Count - 2].Value : null;
        if (context.State.IsNew(name) || schema == "pg_temp")
            return;
        Report(context, node.Span, "The table " + (schema is null ? "" : schema + ".") + name, context.UseOf(schema, name));
    }

    private void Report(MigrationContext context, TextSpan span, string what, string? use) => context.Report(
        Rule,
        span,
        ValueList.Of(what, use is not null ? "this code still uses it: " + use : "its data is lost; drop it in a release after the one that stopped using it"),
        severity: use is not null ? RuleSeverity.Error : RuleSeverity.Warning);

    private static bool IsMadeHere(MigrationContext context, AlterTableStmt alter, AlterTableCmd command) =>
        context.State.IsNewColumn(alter.Relation.Name.Value, command.Name.Value);
}
