using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8006: a column whose value differs from row to row is written into every row under ACCESS EXCLUSIVE: a volatile default, an
/// identity or serial, a stored generated column, a domain with constraints. Before PostgreSQL 11 so is every default.
/// </summary>
public sealed class ColumnThatRewritesTable : IMigrationRule
{
    private const int FirstWithMissingValues = 11;

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ColumnThatRewritesTable;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter || context.Target(alter.Relation) is not { IsBusy: true } target)
            return;
        foreach (var command in alter.Cmds)
        {
            switch (command)
            {
                case { Subtype: AlterTableType.AddColumn, Def: ColumnDef column } when ReasonOf(context, column) is { } reason:
                    context.Report(Rule, column.Span, ValueList.Of(target.Name + "." + column.ColName, reason));
                    break;

                case { Subtype: AlterTableType.SetExpression } when target.Table?.FindColumn(command.Name.Value ?? "") is not { Generated: Schema.GeneratedKind.Virtual }:
                    context.Report(Rule, command.Span, ValueList.Of(target.Name + "." + command.Name, "its new expression is computed for every row"));
                    break;
            }
        }
    }

    private static string? ReasonOf(MigrationContext context, ColumnDef column)
    {
        if (column.TypeName?.Name.Value is "serial" or "serial2" or "serial4" or "serial8" or "smallserial" or "bigserial")
            return "every row gets a number from its sequence";
        foreach (var constraint in column.Constraints)
        {
            switch (constraint)
            {
                case { ConType: ConstrType.Identity }:
                    return "every row gets a number from its sequence";
                case { ConType: ConstrType.Generated, GeneratedKind: Syntax.GeneratedKind.Stored }:
                    return "its expression is computed for every row and stored";
                case { ConType: ConstrType.Default, RawExpr: { } value } when VolatileCall.In(value, context.Schema) is { } call:
                    return call + "() is volatile and called for every row";
                case { ConType: ConstrType.Default, RawExpr: { } value } when context.PgMajor is < FirstWithMissingValues && value is not A_Const { Kind: ConstantKind.Null }:
                    return "before PostgreSQL 11 a default is written into every row";
            }
        }

        return column.TypeName is { } type && DomainOf(context.Schema, type) is { } domain && (domain.IsNotNull || !domain.Checks.IsEmpty)
            ? "the constraints of the domain " + domain.Name + " are checked for every row"
            : null;
    }

    private static DomainType? DomainOf(DatabaseSchema? schema, TypeName type)
    {
        foreach (var domain in schema?.Domains ?? default)
        {
            if (domain.Name == type.Name.Value && (type.Schema.IsMissing || type.Schema.Value == domain.Schema))
                return domain;
        }

        return null;
    }
}
