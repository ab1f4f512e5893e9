using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8014: a label that ALTER TYPE ... ADD VALUE added is used before the transaction that added it has ended: the server refuses it
/// ("unsafe use of new value", 55P04). Types made in the same transaction are free to use.
/// </summary>
public sealed class EnumValueUsedTooSoon : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.EnumValueUsedTooSoon;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (!context.IsInTransaction || context.State.NewLabels.Count == 0 || context.Statement is AlterEnumStmt)
            return;
        IReadOnlyList<PlacedNode>? nodes = null;
        foreach (var (type, label) in context.State.NewLabels)
        {
            foreach (var placed in nodes ??= PlacedNode.All(context.Statement))
            {
                if (placed.Node is A_Const { Kind: ConstantKind.String } constant && constant.Value == label && IsOfType(context, placed, type))
                    context.Report(Rule, constant.Span, ValueList.Of(label, Join(type)));
            }
        }
    }

    /// <summary>Whether a literal is read as a value of the type: cast to it, a default of a column of it, or next to such a column.</summary>
    private static bool IsOfType(MigrationContext context, PlacedNode literal, ValueList<Identifier> type)
    {
        var name = type[type.Count - 1].Value;
        for (var placed = literal.Parent; placed is not null; placed = placed.Parent)
        {
            switch (placed.Node)
            {
                case TypeCast cast:
                    return cast.TypeName.Name.Value == name;

                case ColumnDef column:
                    return column.TypeName?.Name.Value == name;

                case AlterTableCmd { Subtype: AlterTableType.ColumnDefault } command when placed.Parent?.Node is AlterTableStmt alter:
                    return IsColumnOfType(context, alter.Relation, command.Name, name);

                case ResTarget { Name.IsMissing: false } assigned when placed.Parent?.Node is UpdateStmt update:
                    return IsColumnOfType(context, update.Relation, assigned.Name, name);

                case A_Expr comparison:
                    foreach (var operand in new[] { comparison.Lexpr, comparison.Rexpr })
                    {
                        if (operand is ColumnRef { HasStar: false, Fields: { Count: > 0 } fields } && IsAnyColumnOfType(context, literal, fields[fields.Count - 1], name))
                            return true;
                    }

                    break;

                case InsertStmt insert:
                    return IsInsertedInto(context, literal, insert, name);
            }
        }

        return false;
    }

    private static bool IsInsertedInto(MigrationContext context, PlacedNode literal, InsertStmt insert, string? type)
    {
        foreach (var row in insert.SelectStmt?.ValuesLists ?? default)
        {
            for (var i = 0; i < row.Items.Count; i++)
            {
                if (row.Items[i] != literal.Node)
                    continue;
                if (i < insert.Cols.Count)
                    return IsColumnOfType(context, insert.Relation, insert.Cols[i].Name, type);
                return insert.Cols.IsEmpty && context.Target(insert.Relation).Table is { } table && i < table.Columns.Count && table.Columns[i].Type.Name == type;
            }
        }

        return false;
    }

    private static bool IsAnyColumnOfType(MigrationContext context, PlacedNode literal, Identifier column, string? type)
    {
        var root = literal;
        while (root.Parent is { } parent)
            root = parent;
        foreach (var node in root.Node.DescendantsAndSelf())
        {
            if (node is RangeVar relation && IsColumnOfType(context, relation, column, type))
                return true;
        }

        return false;
    }

    private static bool IsColumnOfType(MigrationContext context, RangeVar table, Identifier column, string? type) =>
        context.Target(table).Table?.FindColumn(column.Value ?? "") is { Type: { IsArray: false, IsBuiltIn: false } found } && found.Name == type;

    private static string Join(ValueList<Identifier> names)
    {
        var text = "";
        foreach (var name in names)
            text += (text.Length == 0 ? "" : ".") + name.Value;
        return text;
    }
}
