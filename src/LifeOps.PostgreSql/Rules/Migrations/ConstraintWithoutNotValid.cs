using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8003: a foreign key or CHECK that is added together with the check of all rows, or that is validated in the transaction that added
/// it: either way the lock of ADD CONSTRAINT is held while the table is read.
/// </summary>
public sealed class ConstraintWithoutNotValid : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ConstraintWithoutNotValid;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter)
            return;
        var target = context.Target(alter.Relation);
        if (!target.IsBusy)
            return;

        foreach (var command in alter.Cmds)
        {
            switch (command)
            {
                case { Subtype: AlterTableType.AddConstraint, Def: Constraint { ConType: ConstrType.Foreign or ConstrType.Check } constraint }
                    when (constraint.Attributes & (ConstraintAttributes.NotValid | ConstraintAttributes.NotEnforced)) == 0:
                    CheckAdded(context, alter, target, constraint);
                    break;

                case { Subtype: AlterTableType.AddColumn, Def: ColumnDef column }:
                    CheckColumn(context, target, column);
                    break;

                case { Subtype: AlterTableType.ValidateConstraint } when context.IsInTransaction && context.State.IsAddedInThisTransaction(alter.Relation.Name.Value, command.Name.Value):
                    context.Report(Rule, command.Span, ValueList.Of(
                        "The constraint " + command.Name, target.Name, "it is validated in the transaction that added it, whose lock is held until the end; validate it behind COMMIT"));
                    break;
            }
        }
    }

    private void CheckAdded(MigrationContext context, AlterTableStmt alter, MigrationTarget target, Constraint constraint)
    {
        var isForeign = constraint.ConType == ConstrType.Foreign;
        // Before PostgreSQL 18 a partitioned table takes no foreign key that is NOT VALID (ATAddForeignKeyConstraint).
        if (isForeign && target.IsPartitioned && context.PgMajor is not >= 18)
            return;
        var lockHeld = isForeign ? "both tables are locked against writes" : "the table is locked";
        context.Report(
            Rule,
            constraint.Span,
            ValueList.Of(NameOf(constraint), target.Name, lockHeld + " while all rows are read; add it NOT VALID, then VALIDATE CONSTRAINT"),
            EditsOf(context, alter, target, constraint));
    }

    private void CheckColumn(MigrationContext context, MigrationTarget target, ColumnDef column)
    {
        // A new column without a default holds NULL alone: the server does not look for what it refers to (transformFKConstraints).
        var hasDefault = false;
        foreach (var constraint in column.Constraints)
            hasDefault |= constraint.ConType is ConstrType.Default or ConstrType.Generated or ConstrType.Identity;
        for (var i = 0; i < column.Constraints.Count; i++)
        {
            var constraint = column.Constraints[i];
            if ((column.AttributesOf(i) & ConstraintAttributes.NotEnforced) != 0)
                continue;
            if (constraint.ConType == ConstrType.Check || (constraint.ConType == ConstrType.Foreign && hasDefault))
            {
                context.Report(Rule, constraint.Span, ValueList.Of(
                    NameOf(constraint), target.Name, "the table is locked while all rows are read; add the column first, then the constraint NOT VALID, then VALIDATE CONSTRAINT"));
            }
        }
    }

    private static ValueList<FindingEdit> EditsOf(MigrationContext context, AlterTableStmt alter, MigrationTarget target, Constraint constraint)
    {
        // The name that the server would choose is not known here, and VALIDATE needs one.
        if (!context.StandsAlone || constraint.ConName.IsMissing || target.IsHypertable)
            return default;
        var validate = context.InsertBehind($"ALTER TABLE {alter.Relation.Span.Of(context.Text)} VALIDATE CONSTRAINT {constraint.ConName.Span.Of(context.Text)};");
        return validate.Span.Start == constraint.Span.End
            ? ValueList.Of(validate with { NewText = " NOT VALID" + validate.NewText })
            : ValueList.Of(new FindingEdit(new TextSpan(constraint.Span.End, 0), " NOT VALID"), validate);
    }

    private static string NameOf(Constraint constraint) =>
        (constraint.ConType == ConstrType.Foreign ? "The foreign key" : "The CHECK") + (constraint.ConName.IsMissing ? "" : " " + constraint.ConName);
}
