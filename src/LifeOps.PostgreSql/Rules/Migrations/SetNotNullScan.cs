using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8005: SET NOT NULL reads the whole table under ACCESS EXCLUSIVE, unless a valid CHECK (column IS NOT NULL) says it already
/// (PostgreSQL 12 on); so does a NOT NULL constraint that is added without NOT VALID (PostgreSQL 18).
/// </summary>
public sealed class SetNotNullScan : IMigrationRule
{
    private const int FirstThatUsesChecks = 12;
    private const int FirstWithNamedNotNull = 18;

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.SetNotNullScan;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter || context.Target(alter.Relation) is not { IsBusy: true } target)
            return;
        foreach (var command in alter.Cmds)
        {
            if (ColumnOf(command) is not { Value: { } column } written || IsProven(context, alter, target, column))
                continue;
            context.Report(Rule, command.Span, ValueList.Of(target.Name + "." + column), EditsOf(context, alter, target, written));
        }
    }

    private static Identifier? ColumnOf(AlterTableCmd command) => command switch
    {
        { Subtype: AlterTableType.SetNotNull } => command.Name,
        { Subtype: AlterTableType.AddConstraint, Def: Constraint { ConType: ConstrType.NotNull, Keys: { Count: 1 } keys } constraint }
            when (constraint.Attributes & ConstraintAttributes.NotValid) == 0 => keys[0],
        _ => null,
    };

    private static bool IsProven(MigrationContext context, AlterTableStmt alter, MigrationTarget target, string column)
    {
        // A column that the same statement adds is filled by its default, and its NOT NULL is checked on the way.
        foreach (var command in alter.Cmds)
        {
            if (command is { Subtype: AlterTableType.AddColumn, Def: ColumnDef added } && added.ColName.Value == column)
                return true;
        }

        if (context.PgMajor is < FirstThatUsesChecks)
            return false;
        return context.State.IsCheckedNotNull(alter.Relation.Name.Value, column) || (target.Table is { } table && NotNullCheck.Exists(table, column));
    }

    private static ValueList<FindingEdit> EditsOf(MigrationContext context, AlterTableStmt alter, MigrationTarget target, Identifier column)
    {
        if (!context.StandsAlone || target.IsHypertable || alter.Cmds.Count != 1 || context.PgMajor is < FirstThatUsesChecks)
            return default;
        var table = alter.Relation.Span.Of(context.Text);
        var name = column.Span.Of(context.Text);
        var constraint = SqlIdentifier.Quote(SqlIdentifier.Truncate(alter.Relation.Name.Value + "_" + column.Value + "_not_null"));
        var edits = new List<FindingEdit>();
        if (context.PgMajor is >= FirstWithNamedNotNull && alter.Cmds[0].Subtype == AlterTableType.SetNotNull)
        {
            edits.Add(new(alter.Cmds[0].Span, $"ADD CONSTRAINT {constraint} NOT NULL {name} NOT VALID"));
            edits.Add(context.InsertBehind($"ALTER TABLE {table} VALIDATE CONSTRAINT {constraint};"));
        }
        else if (alter.Cmds[0].Subtype == AlterTableType.SetNotNull)
        {
            edits.Add(context.InsertBefore($"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({name} IS NOT NULL) NOT VALID;\nALTER TABLE {table} VALIDATE CONSTRAINT {constraint};"));
            edits.Add(context.InsertBehind($"ALTER TABLE {table} DROP CONSTRAINT {constraint};"));
        }

        return edits.ToValueList();
    }
}
