using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8008: a table, view or column gets another name, or a table another schema: what runs when the migration commits still uses the
/// old one. A view of the old name in the same migration keeps it working.
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
                var isUsed = context.Code?.UsesColumn(table.Schema.Value, table.Name.Value ?? "", rename.SubName.Value ?? "") == true;
                context.Report(Rule, context.Verb, ValueList.Of(target.Name + "." + rename.SubName, rename.NewName.Value ?? "", Advice(isUsed, "add the new column, write both, and drop the old one later")));
                break;
        }
    }

    private void CheckRelation(MigrationContext context, RangeVar relation, string? newName)
    {
        var target = context.Target(relation);
        if (target.IsNew || context.LeavesView(relation))
            return;
        var isUsed = context.Code?.UsesTable(relation.Schema.Value, relation.Name.Value ?? "") == true;
        context.Report(Rule, context.Verb, ValueList.Of(target.Name, newName ?? "", Advice(isUsed, "leave a view of the old name behind until nothing uses it")));
    }

    private static string Advice(bool isUsed, string way) => (isUsed ? "this code still uses the old name; " : "code that runs meanwhile uses the old name; ") + way;
}
