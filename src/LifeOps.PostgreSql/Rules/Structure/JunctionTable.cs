using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Structure;

/// <summary>A table that only ties rows of other tables together.</summary>
internal static class JunctionTable
{
    /// <summary>
    /// The columns of the foreign keys when there are two or three and the table has nothing else to say: a surrogate id and the time
    /// of the entry at most. Null otherwise: a row with a quantity or a date of its own is an entity, and may repeat the pair.
    /// </summary>
    public static IReadOnlyList<string>? KeyOf(SchemaContext context, Table table)
    {
        if (table.Hypertable is not null || table.ForeignKeys.Count is < 2 or > 3 || context.Lookup.ReferencesTo(table.QualifiedName).Count > 0)
            return null;

        var tied = new List<string>();
        foreach (var foreignKey in table.ForeignKeys)
        {
            foreach (var name in foreignKey.Columns)
            {
                // Keys that share columns are of one thing, and a link that may be missing ties nothing.
                if (tied.Contains(name) || table.FindColumn(name) is not { } column || !context.Lookup.IsNotNull(column))
                    return null;
                tied.Add(name);
            }
        }

        foreach (var column in table.Columns)
        {
            if (!tied.Contains(column.Name) && !IsSurrogate(table, column) && !IsTimeOfEntry(column))
                return null;
        }

        return tied;
    }

    private static bool IsSurrogate(Table table, Column column) =>
        column.Name == "id" || (table.PrimaryKey is { Columns.Count: 1 } key && key.Columns[0] == column.Name && column.HasDefault);

    private static bool IsTimeOfEntry(Column column) =>
        column is { Type: { IsArray: false, Name: "timestamptz" or "timestamp" or "date" }, Name: "created_at" or "updated_at" or "created_on" or "added_at" or "added_on" or "assigned_at" or "granted_at" or "joined_at" or "linked_at" };
}
