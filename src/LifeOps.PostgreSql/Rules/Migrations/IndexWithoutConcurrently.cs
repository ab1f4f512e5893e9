using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>
/// LDB8001: CREATE INDEX on an existing table holds SHARE until the index is built: nobody writes. On a hypertable, where CONCURRENTLY is
/// refused, transaction_per_chunk does what it does.
/// </summary>
public sealed class IndexWithoutConcurrently : IMigrationRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.IndexWithoutConcurrently;

    /// <inheritdoc/>
    public void Check(MigrationContext context)
    {
        if (context.Statement is not IndexStmt { Concurrent: false } index)
            return;
        var target = context.Target(index.Relation);
        if (!target.IsBusy)
            return;

        if (target.IsHypertable)
        {
            // Chunk by chunk the server builds neither unique indexes nor those of integer-partitioned tables of old versions.
            if (!index.Unique && !IsPerChunk(index))
                Report(context, index, target, "create it WITH (timescaledb.transaction_per_chunk), which locks one chunk at a time", default);
            return;
        }

        if (target.IsPartitioned)
        {
            // ON ONLY makes an index that is invalid until those of the partitions are attached: nothing is read.
            if (index.Relation.Inherits)
                Report(context, index, target, "create it ON ONLY the table, CONCURRENTLY on each partition, and attach those", default);
            return;
        }

        if (context.StandsAlone)
            Report(context, index, target, "CREATE INDEX CONCURRENTLY does not block writes", context.InsertConcurrently() is { } edit ? ValueList.Of(edit) : default);
        else
            Report(context, index, target, "use CREATE INDEX CONCURRENTLY, in a migration that runs outside a transaction", default);
    }

    private void Report(MigrationContext context, IndexStmt index, MigrationTarget target, string advice, ValueList<FindingEdit> edits) =>
        context.Report(Rule, context.Verb, ValueList.Of(index.IdxName.IsMissing ? "An index" : "The index " + index.IdxName, target.Name, advice), edits);

    private static bool IsPerChunk(IndexStmt index)
    {
        foreach (var option in index.Options)
        {
            if (option.Namespace.Value is "timescaledb" or "tsdb" && option.Name.Value == "transaction_per_chunk")
                return true;
        }

        return false;
    }
}
