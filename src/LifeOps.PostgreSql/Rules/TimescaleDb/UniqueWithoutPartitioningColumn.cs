using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7004: a primary key, unique or exclusion constraint or unique index of a hypertable that lacks one of its partitioning columns: each
/// chunk has its own index, so the server cannot keep it (src/indexing.c: ts_indexing_verify_columns).
/// </summary>
public sealed class UniqueWithoutPartitioningColumn : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.UniqueWithoutPartitioningColumn;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (table.Hypertable is not { } hypertable)
                continue;
            foreach (var index in table.Indexes)
            {
                if (!index.IsUnique && !index.IsExclusion)
                    continue;
                foreach (var dimension in hypertable.Dimensions)
                {
                    if (HasKey(index, dimension.Column))
                        continue;
                    context.Report(Rule, index.NameLocation, ValueList.Of(index.Name, SchemaNames.Of(table), dimension.Column));
                    break;
                }
            }
        }
    }

    private static bool HasKey(Index index, string column)
    {
        foreach (var key in index.Keys)
        {
            if (key.Column == column)
                return true;
        }

        return false;
    }
}
