using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8011: a primary key or unique constraint whose index is built under ACCESS EXCLUSIVE, where USING INDEX takes one that was built
/// CONCURRENTLY. Partitioned tables and hypertables do not take USING INDEX: nothing is said there.
/// </summary>
public sealed class KeyWithoutIndex : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.KeyWithoutIndex;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter
            || context.Target(alter.Relation) is not { IsBusy: true, IsHypertable: false, IsPartitioned: false } target)
        {
            return;
        }

        foreach (var command in alter.Cmds)
        {
            switch (command)
            {
                case { Subtype: AlterTableType.AddConstraint, Def: Constraint { ConType: ConstrType.Primary or ConstrType.Unique, IndexName.IsMissing: true } constraint }:
                    context.Report(Rule, constraint.Span, ValueList.Of(NameOf(constraint), target.Name), EditsOf(context, alter, constraint));
                    break;

                case { Subtype: AlterTableType.AddColumn, Def: ColumnDef column }:
                    foreach (var constraint in column.Constraints)
                    {
                        if (constraint.ConType is ConstrType.Primary or ConstrType.Unique)
                            context.Report(Rule, constraint.Span, ValueList.Of(NameOf(constraint), target.Name));
                    }

                    break;
            }
        }
    }

    private static string NameOf(Constraint constraint) =>
        (constraint.ConType == ConstrType.Primary ? "The primary key" : "The unique constraint") + (constraint.ConName.IsMissing ? "" : " " + constraint.ConName);

    private static ValueList<FindingEdit> EditsOf(MigrationContext context, AlterTableStmt alter, Constraint constraint)
    {
        if (!context.StandsAlone || constraint.ConName.IsMissing || !constraint.Options.IsEmpty || !constraint.IndexSpace.IsMissing || constraint.WithoutOverlaps)
            return default;
        var name = constraint.ConName.Span.Of(context.Text);
        var index = "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + alter.Relation.Span.Of(context.Text) + " (" + Written(context, constraint.Keys) + ")";
        if (!constraint.Including.IsEmpty)
            index += " INCLUDE (" + Written(context, constraint.Including) + ")";
        if (constraint.NullsNotDistinct)
            index += " NULLS NOT DISTINCT";
        var kind = constraint.ConType == ConstrType.Primary ? "PRIMARY KEY" : "UNIQUE";
        var deferral = (constraint.Attributes & ConstraintAttributes.InitiallyDeferred) != 0 ? " DEFERRABLE INITIALLY DEFERRED"
            : (constraint.Attributes & ConstraintAttributes.Deferrable) != 0 ? " DEFERRABLE"
            : "";
        return ValueList.Of(
            context.InsertBefore(index + ";"),
            new FindingEdit(constraint.Span, $"CONSTRAINT {name} {kind} USING INDEX {name}{deferral}"));
    }

    private static string Written(MigrationContext context, ValueList<Identifier> names)
    {
        var text = "";
        foreach (var name in names)
            text += (text.Length == 0 ? "" : ", ") + name.Span.Of(context.Text);
        return text;
    }
}
