using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>
/// LDB4007: a foreign key that another one of the table says already: the same columns to the same key, or a part of them. Keys that share
/// a column and lead to different tables (a tenant's column in every composite key) are fine.
/// </summary>
public sealed class DuplicateForeignKey : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.DuplicateForeignKey;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            for (var i = 0; i < table.ForeignKeys.Count; i++)
            {
                if (FindOther(table, i) is { } other)
                {
                    var foreignKey = table.ForeignKeys[i];
                    context.Report(Rule, foreignKey.Location, ValueList.Of(SchemaNames.Of(table), foreignKey.Name, other.Name, SchemaNames.Of(foreignKey.ReferencedTable)));
                }
            }
        }
    }

    private static ForeignKey? FindOther(Table table, int index)
    {
        var foreignKey = table.ForeignKeys[index];
        for (var i = 0; i < table.ForeignKeys.Count; i++)
        {
            var other = table.ForeignKeys[i];
            if (i == index || !other.ReferencedTable.Equals(foreignKey.ReferencedTable) || !Says(table, other, foreignKey))
                continue;

            // Of two equal ones the later is too many; of a part and the whole the part is.
            if (other.Columns.Count > foreignKey.Columns.Count || i < index)
                return other;
        }

        return null;
    }

    /// <summary>Whether every pair of columns of one key is a pair of the other.</summary>
    private static bool Says(Table table, ForeignKey other, ForeignKey foreignKey)
    {
        for (var i = 0; i < foreignKey.Columns.Count; i++)
        {
            var isSaid = false;
            for (var j = 0; j < other.Columns.Count; j++)
                isSaid |= other.Columns[j] == foreignKey.Columns[i] && other.ReferencedColumns[j] == foreignKey.ReferencedColumns[i];
            if (!isSaid)
                return false;
        }

        // With MATCH SIMPLE a longer key says nothing about a row that has NULL in the rest.
        if (other.Columns.Count == foreignKey.Columns.Count || other.Match == ForeignKeyMatch.Full)
            return true;
        foreach (var name in other.Columns)
        {
            if (table.FindColumn(name) is not { IsNotNull: true })
                return false;
        }

        return true;
    }
}
