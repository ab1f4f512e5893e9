using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>LDB8007: ALTER COLUMN TYPE that writes the table and its indexes anew under ACCESS EXCLUSIVE.</summary>
public sealed class TypeChangeThatRewritesTable : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.TypeChangeThatRewritesTable;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not AlterTableStmt { ObjType: ObjectType.Table } alter || context.Target(alter.Relation) is not { IsBusy: true } target)
            return;
        foreach (var command in alter.Cmds)
        {
            if (command is not { Subtype: AlterTableType.AlterColumnType, Def: ColumnDef { TypeName: { } written } definition })
                continue;
            var type = WrittenType.Read(written);
            var old = target.Table?.FindColumn(command.Name.Value ?? "")?.Type;

            // A schema that already says the new type was taken behind the migration: what it was before is not known.
            if (old is not null && type is not null && old == type)
                old = null;
            var rewrites = definition.RawDefault is { } conversion && !IsPlain(conversion, command.Name)
                ? true
                : TypeChange.Rewrites(old, type, context.State.IsUtc);
            if (rewrites == true)
                context.Report(Rule, command.Span, ValueList.Of(target.Name + "." + command.Name, Describe(old, written.Span.Of(context.Text))));
        }
    }

    private static string Describe(SqlType? old, string written) => (old is null ? "to " : "from " + old + " to ") + written;

    /// <summary>USING column, or USING column::type: what the server would do by itself.</summary>
    private static bool IsPlain(Expression conversion, Identifier column)
    {
        if (conversion is TypeCast cast)
            conversion = cast.Arg;
        return conversion is ColumnRef { HasStar: false, Fields.Count: > 0 } reference && reference.Fields[reference.Fields.Count - 1].Value == column.Value;
    }
}
