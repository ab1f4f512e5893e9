using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4003: a foreign key column whose type is not that of the key. Domains count as what is below them, and text, varchar and char(n)
/// compare as one type.
/// </summary>
public sealed class ForeignKeyOfOtherType : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ForeignKeyOfOtherType;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            foreach (var foreignKey in table.ForeignKeys)
            {
                if (context.Lookup.FindTable(foreignKey.ReferencedTable) is not { } target)
                    continue;
                for (var i = 0; i < foreignKey.Columns.Count && i < foreignKey.ReferencedColumns.Count; i++)
                {
                    if (table.FindColumn(foreignKey.Columns[i]) is { } column && target.FindColumn(foreignKey.ReferencedColumns[i]) is { } key && Differ(context.Lookup, column.Type, key.Type))
                        Report(context, table, column, target, key);
                }
            }
        }
    }

    private void Report(SchemaContext context, Table table, Column column, Table target, Column key) => context.Report(
        Rule,
        column.TypeLocation,
        ValueList.Of(SchemaNames.Of(table, column), column.Type.ToString(), SchemaNames.Of(target, key), key.Type.ToString()),
        EditsOf(context, table, column, key));

    private static bool Differ(SchemaLookup lookup, SqlType left, SqlType right)
    {
        if (left.IsUnknown || right.IsUnknown)
            return false;
        left = lookup.BaseOf(left);
        right = lookup.BaseOf(right);
        return left.IsArray != right.IsArray || left.Schema != right.Schema || Family(left) != Family(right);
    }

    private static string Family(SqlType type) => type.IsBuiltIn && type.Name is "varchar" or "bpchar" ? "text" : type.Name;

    /// <summary>The column gets the type of the key; nothing is offered where more depends on its type than this key.</summary>
    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table, Column column, Column key)
    {
        if (context.Texts.DefinitionOf(column) is not { TypeName: { } type } || column.HasDefault)
            return default;
        foreach (var (_, reference) in context.Lookup.ReferencesTo(table.QualifiedName))
        {
            foreach (var name in reference.ReferencedColumns)
            {
                if (name == column.Name)
                    return default;
            }
        }

        var uses = 0;
        foreach (var foreignKey in table.ForeignKeys)
        {
            foreach (var name in foreignKey.Columns)
                uses += name == column.Name ? 1 : 0;
        }

        foreach (var check in table.Checks)
        {
            foreach (var name in check.Columns)
                uses += name == column.Name ? 1 : 0;
        }

        return uses == 1 ? ValueList.Of(new FindingEdit(type.Span, key.Type.ToString(), column.TypeLocation.File)) : default;
    }
}
