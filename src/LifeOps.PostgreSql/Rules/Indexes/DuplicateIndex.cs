using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>LDB5002: an index that another one of the same relation equals: same keys, same order (or all of it reversed), same rows.</summary>
public sealed class DuplicateIndex : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.DuplicateIndex;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var relation in RelationIndexes.Of(context))
        {
            for (var i = 0; i < relation.Indexes.Count; i++)
            {
                var index = relation.Indexes[i];
                if (!index.IsImplicit && FindKept(relation.Indexes, i) is { } kept)
                    Report(context, relation, index, kept);
            }
        }
    }

    private void Report(SchemaContext context, RelationIndexes relation, Index index, Index kept)
    {
        var edit = index.ConstraintName is null ? context.Texts.RemoveStatement(index.Location) : null;
        context.Report(Rule, index.NameLocation, ValueList.Of(index.Name, relation.Name, kept.Name), edit is null ? default : ValueList.Of(edit));
    }

    /// <summary>The equal index that stays; null when this one is to stay.</summary>
    private static Index? FindKept(ValueList<Index> indexes, int position)
    {
        var index = indexes[position];
        for (var i = 0; i < indexes.Count; i++)
        {
            if (i == position || !IndexComparison.AreEqual(index, indexes[i]))
                continue;
            var worth = WorthOf(indexes[i]) - WorthOf(index);
            if (worth > 0 || (worth == 0 && i < position))
                return indexes[i];
        }

        return null;
    }

    /// <summary>What would be lost with it: a key or constraint, uniqueness, the extension's own index, nothing.</summary>
    private static int WorthOf(Index index) =>
        index.IsPrimary ? 5 : index.ConstraintName is not null ? 4 : index.IsUnique ? 3 : index.IsImplicit ? 2 : 1;
}
