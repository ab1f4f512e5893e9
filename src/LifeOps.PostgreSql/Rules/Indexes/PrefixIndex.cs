using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>LDB5003: an index whose keys are the beginning of another's, which serves the same lookups.</summary>
public sealed class PrefixIndex : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.PrefixIndex;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var relation in RelationIndexes.Of(context))
        {
            foreach (var index in relation.Indexes)
            {
                if (index.IsImplicit || index.ConstraintName is not null || FindLonger(relation.Indexes, index) is not { } longer)
                    continue;
                var edit = context.Texts.RemoveStatement(index.Location);
                context.Report(Rule, index.NameLocation, ValueList.Of(index.Name, relation.Name, longer.Name), edit is null ? default : ValueList.Of(edit));
            }
        }
    }

    private static Index? FindLonger(ValueList<Index> indexes, Index index)
    {
        foreach (var other in indexes)
        {
            if (IndexComparison.IsPrefix(index, other))
                return other;
        }

        return null;
    }
}
