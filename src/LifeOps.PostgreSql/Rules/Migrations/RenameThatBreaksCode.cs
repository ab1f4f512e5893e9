using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8008: a table, view or column gets another name, or a table another schema: what runs when the migration commits still uses the
/// old one. A view of the old name in the same migration keeps it working. An error where the code is known to use the old name.
/// </summary>
public sealed class RenameThatBreaksCode : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RenameThatBreaksCode;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        switch (context.Statement)
        {
            case RenameStmt { RenameType: ObjectType.Table or ObjectType.View or ObjectType.MaterializedView, Relation: { } relation, SubName.IsMissing: true } rename:
                CheckRelation(context, relation, rename.NewName.Value);
                break;

            case AlterObjectSchemaStmt { ObjectType: ObjectType.Table or ObjectType.View, Relation: { } moved } move:
                CheckRelation(context, moved, move.NewSchema + "." + moved.Name);
                break;

            case RenameStmt { RenameType: ObjectType.Column, Relation: { } table, RelationType: ObjectType.Table or ObjectType.View or ObjectType.MaterializedView } rename:
                var target = context.Target(table);
                if (target.IsNew)
                    return;
                Report(context, target.Name + "." + rename.SubName, rename.NewName.Value, context.UseOf(table, rename.SubName.Value ?? ""), "add the new column, write both, and drop the old one later");
                break;
        }
    }

    private void CheckRelation(MigrationContext context, RangeVar relation, string? newName)
    {
        var target = context.Target(relation);
        if (target.IsNew || context.LeavesView(relation))
            return;
        Report(context, target.Name, newName, context.UseOf(relation.Schema.Value, relation.Name.Value ?? ""), "leave a view of the old name behind until nothing uses it");
    }

    private void Report(MigrationContext context, string what, string? newName, string? use, string way) => context.Report(
        Rule,
        context.Verb,
        ValueList.Of(what, newName ?? "", (use is not null ? "this code still uses the old name: " + use + "; " : "code that runs meanwhile uses the old name; ") + way),
        severity: use is not null ? RuleSeverity.Error : RuleSeverity.Warning);
}
