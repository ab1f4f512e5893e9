using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>A relation with the indexes that somebody keeps there: a table, a materialized view or a continuous aggregate.</summary>
/// <param name="Name">For messages.</param>
internal sealed record RelationIndexes(string Name, ValueList<Index> Indexes)
{
    /// <summary>All relations of a schema that have more than one index, or any.</summary>
    public static IEnumerable<RelationIndexes> Of(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (!table.Indexes.IsEmpty)
                yield return new(SchemaNames.Of(table), table.Indexes);
        }

        foreach (var view in context.Schema.Views)
        {
            if (!view.Indexes.IsEmpty)
                yield return new(SchemaNames.Of(view), view.Indexes);
        }
    }
}
