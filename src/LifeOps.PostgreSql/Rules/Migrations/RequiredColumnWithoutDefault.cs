using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>LDB8004: ADD COLUMN ... NOT NULL without a value for the rows that are there: the statement fails on any table that has one.</summary>
public sealed class RequiredColumnWithoutDefault : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.RequiredColumnWithoutDefault;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter || context.Target(alter.Relation) is not { IsNew: false } target)
            return;
        foreach (var command in alter.Cmds)
        {
            if (command is { Subtype: AlterTableType.AddColumn, Def: ColumnDef column } && IsRequired(column) && !HasValue(column) && !IsFilledLater(alter, column))
                context.Report(Rule, column.Span, ValueList.Of(target.Name + "." + column.ColName));
        }
    }

    private static bool IsRequired(ColumnDef column)
    {
        foreach (var constraint in column.Constraints)
        {
            if (constraint.ConType is ConstrType.NotNull or ConstrType.Primary)
                return true;
        }

        return false;
    }

    private static bool HasValue(ColumnDef column)
    {
        if (column.TypeName?.Name.Value is "serial" or "serial2" or "serial4" or "serial8" or "smallserial" or "bigserial")
            return true;

        // A domain may bring a default of its own.
        if (column.TypeName is { } type && WrittenType.Read(type) is null)
            return true;
        foreach (var constraint in column.Constraints)
        {
            if (constraint.ConType is ConstrType.Identity or ConstrType.Generated)
                return true;
            if (constraint is { ConType: ConstrType.Default, RawExpr: { } value } && value is not A_Const { Kind: ConstantKind.Null })
                return true;
        }

        return false;
    }

    /// <summary>ALTER TABLE t ADD COLUMN c ... , ALTER COLUMN c DROP NOT NULL: what the statement as a whole leaves may be null.</summary>
    private static bool IsFilledLater(AlterTableStmt alter, ColumnDef column)
    {
        foreach (var command in alter.Cmds)
        {
            if (command.Subtype == AlterTableType.DropNotNull && command.Name.Value == column.ColName.Value)
                return true;
        }

        return false;
    }
}
