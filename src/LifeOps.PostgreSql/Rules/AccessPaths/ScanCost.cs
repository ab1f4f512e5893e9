using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>What a way to read a table costs, in the planner's unit: one page read in sequence.</summary>
/// <param name="Total">For all rows that it finds, on average of its repetitions.</param>
/// <param name="Startup">Before the first row comes out.</param>
/// <param name="Rows">Rows that come out, after all conditions.</param>
/// <param name="Index">The index; null for a sequential scan.</param>
/// <param name="Matched">How many leading keys of the index the conditions restrict.</param>
/// <param name="IsInOrder">Whether the rows come in the order of the index behind the keys that have one value.</param>
internal sealed record Scan(double Total, double Startup, double Rows, IndexShape? Index, int Matched, bool IsInOrder)
{
    /// <summary>How many leading keys have one value each.</summary>
    public int Fixed { get; init; }
}

/// <summary>
/// The planner's cost model for scans (src/backend/optimizer/path/costsize.c: cost_seqscan, cost_index, cost_bitmap_heap_scan;
/// src/backend/utils/adt/selfuncs.c: btcostestimate), with its default settings.
/// </summary>
internal static class ScanCost
{
    public const double CpuTuple = 0.01;
    public const double CpuOperator = 0.0025;

    private const double CpuIndexTuple = 0.005;
    private const double RandomPage = 4;
    private const double CachePages = 524288;
    private const double PageBytes = 8192 * 0.9;

    // Of an index tuple: its header and the line pointer.
    private const double EntryOverhead = 12;

    // A posting list of GIN is short; the pending list and the tree above are a few pages.
    private const double GinOverhead = 20;

    /// <summary>Reads the whole table, once.</summary>
    /// <param name="rows">Rows that meet all conditions.</param>
    public static Scan Sequential(QueryItem item, double rows)
    {
        var statistics = item.Statistics!;
        var conditions = item.Conditions.Count + item.OtherConditions;
        var share = ChunkShare(item);
        return new(share * (statistics.Pages + (statistics.Rows * (CpuTuple + (CpuOperator * conditions)))), 0, rows, null, 0, false);
    }

    /// <summary>Reads through an index; null when the index serves nothing of what is asked.</summary>
    /// <param name="given">Terms that have a value from the other side of a join, with the share of the rows that one value has.</param>
    /// <param name="loops">How often the scan is repeated.</param>
    /// <param name="anyOrder">Whether a scan of the whole index is wanted for its order, or for being smaller than the table.</param>
    public static Scan? Through(QueryItem item, IndexShape index, IReadOnlyList<(IndexTerm Term, double Selectivity)> given, double loops, double rows, bool anyOrder)
    {
        if (!index.IsImpliedBy(item.Facts))
            return null;
        return index.Method switch
        {
            "btree" => BTree(item, index, given, loops, rows, anyOrder),
            "hash" => Hash(item, index, given, loops, rows),
            "gin" => Gin(item, index, rows),
            "brin" => Brin(item, index, rows),
            _ => null,
        };
    }

    // The least that one chunk or partition is taken to hold of its table.
    private const double SmallestChunk = 0.005;
    private const double SmallestPartition = 0.05;

    /// <summary>The share of the rows in the chunks or partitions that conditions on the column they are split by leave.</summary>
    private static double ChunkShare(QueryItem item)
    {
        var (column, smallest) = item.Table switch
        {
            { Hypertable.Dimensions: { IsEmpty: false } dimensions } => (dimensions[0].Column, SmallestChunk),
            { PartitionKey.Keys: { IsEmpty: false } keys } => (keys[0], SmallestPartition),
            _ => (null, 1),
        };
        foreach (var condition in column is null ? [] : item.Conditions)
        {
            if (condition is { Kind: ConditionKind.Range or ConditionKind.Equality } && condition.Term.Column == column)
                return Math.Min(1, Math.Max(condition.Selectivity, smallest));
        }

        return 1;
    }

    private static Scan? BTree(QueryItem item, IndexShape index, IReadOnlyList<(IndexTerm Term, double Selectivity)> given, double loops, double rows, bool anyOrder)
    {
        var statistics = item.Statistics!;
        var boundary = 1.0;
        var lookups = 1.0;
        var matched = 0;
        var @fixed = 0;
        var inOrder = true;
        var isRange = false;
        var filters = 1.0;
        for (var i = 0; i < index.Keys.Count; i++)
        {
            var key = index.Keys[i];
            if (isRange || matched < i)
            {
                // Behind a range, or a key without a condition, the index only filters: fewer rows of the table are read.
                filters *= FilterSelectivity(item, key.Term, given);
                continue;
            }

            if (GivenSelectivity(given, key.Term) is { } join)
            {
                boundary *= join;
                matched++;
                @fixed += @fixed == i ? 1 : 0;
                continue;
            }

            switch (BestCondition(item, key))
            {
                case { Kind: ConditionKind.Equality } equality:
                    boundary *= equality.Selectivity;
                    matched++;
                    @fixed += @fixed == i ? 1 : 0;
                    break;
                case { Kind: ConditionKind.AnyOf } any:
                    boundary *= any.Selectivity;
                    lookups *= Math.Min(any.Values, 1000);
                    matched++;
                    inOrder = false;
                    break;
                case { Kind: ConditionKind.IsNull } isNull:
                    boundary *= isNull.Selectivity;
                    matched++;
                    break;
                case { } range:
                    boundary *= range.Selectivity;
                    matched++;
                    isRange = true;
                    break;
            }
        }

        var isOnly = IsIndexOnly(item, index);
        if (matched == 0 && !anyOrder && !isOnly)
            return null;
        if (index.IsUnique && @fixed == index.Keys.Count)
            boundary = 1 / statistics.Rows;

        var entries = Math.Max(1, statistics.Rows * index.Coverage);
        var entryBytes = EntryOverhead;
        foreach (var key in index.Keys)
            entryBytes += statistics.Width(key.Term);
        foreach (var column in index.Included)
            entryBytes += statistics.Width(IndexTerm.OfColumn(column));
        var indexPages = Math.Max(1, Math.Ceiling(entries * entryBytes / PageBytes));

        var tuples = Math.Max(1, entries * boundary);
        var leaves = Math.Ceiling(tuples / entries * indexPages);
        var conditions = item.Conditions.Count + item.OtherConditions;
        var descent = (Math.Ceiling(Math.Log(Math.Max(2, entries), 2)) * CpuOperator) + ((indexPages > 1 ? 2 : 1) * 50 * CpuOperator);
        var indexCost = (loops > 1 ? PagesFetched(leaves * loops, indexPages) * RandomPage / loops : leaves * RandomPage)
            + (tuples * (CpuIndexTuple + (CpuOperator * Math.Max(1, matched)))) + (lookups * descent);

        var fetched = Math.Max(1, tuples * filters);
        if (isOnly)
            return new(indexCost + (tuples * CpuTuple), descent, rows, index, matched, inOrder) { Fixed = @fixed };

        var heapCpu = fetched * (CpuTuple + (CpuOperator * conditions));
        var pages = statistics.Pages;
        var correlation = statistics.Correlation(index.Keys[0].Term) * (index.Keys.Count > 1 ? 0.75 : 1);
        var contiguous = Math.Ceiling(Math.Min(1, fetched / statistics.Rows) * pages);
        var worst = loops > 1 ? PagesFetched(fetched * loops, pages) * RandomPage / loops : PagesFetched(fetched, pages) * RandomPage;
        var best = loops > 1 ? PagesFetched(contiguous * loops, pages) * RandomPage / loops : RandomPage + (contiguous - 1);
        var plain = indexCost + heapCpu + worst + (correlation * correlation * (Math.Min(best, worst) - worst));
        if (anyOrder)
            return new(plain, descent, rows, index, matched, inOrder) { Fixed = @fixed };

        var bitmap = indexCost + (fetched * 0.1 * CpuOperator) + heapCpu + BitmapPages(fetched, pages, loops);
        return plain <= bitmap
            ? new(plain, descent, rows, index, matched, inOrder) { Fixed = @fixed }
            : new(bitmap, indexCost, rows, index, matched, false) { Fixed = @fixed };
    }

    private static Scan? Hash(QueryItem item, IndexShape index, IReadOnlyList<(IndexTerm Term, double Selectivity)> given, double loops, double rows)
    {
        var selectivity = GivenSelectivity(given, index.Keys[0].Term) ?? (BestCondition(item, index.Keys[0]) is { Kind: ConditionKind.Equality } equality ? equality.Selectivity : null);
        if (selectivity is not { } share)
            return null;
        var tuples = Math.Max(1, item.Statistics!.Rows * share);
        return new(RandomPage + (tuples * (CpuIndexTuple + CpuTuple)) + BitmapPages(tuples, item.Statistics.Pages, loops), 0, rows, index, 1, false) { Fixed = 1 };
    }

    private static Scan? Gin(QueryItem item, IndexShape index, double rows)
    {
        var selectivity = 1.0;
        var matched = 0;
        foreach (var key in index.Keys)
        {
            foreach (var condition in item.Conditions)
            {
                if (condition.Kind == ConditionKind.Contains && condition.Term == key.Term && SupportsGin(key.OperatorClass, condition.Operator))
                {
                    selectivity *= condition.Selectivity;
                    matched++;
                }
            }
        }

        if (matched == 0)
            return null;
        var tuples = Math.Max(1, item.Statistics!.Rows * selectivity);
        var cost = GinOverhead + (tuples * CpuIndexTuple);
        return new(cost + (tuples * (CpuTuple + CpuOperator)) + BitmapPages(tuples, item.Statistics.Pages, 1), cost, rows, index, matched, false);
    }

    // jsonb_path_ops knows containment and paths, not the existence of keys.
    private static bool SupportsGin(string operatorClass, string @operator) =>
        !operatorClass.EndsWith("jsonb_path_ops", StringComparison.Ordinal) || @operator is "@>" or "@@" or "@?";

    private static Scan? Brin(QueryItem item, IndexShape index, double rows)
    {
        foreach (var key in index.Keys)
        {
            if (BestCondition(item, key) is { Kind: ConditionKind.Range or ConditionKind.Equality } condition && Math.Abs(item.Statistics!.Correlation(key.Term)) > 0.5)
            {
                var share = Math.Min(1, condition.Selectivity + (128 / item.Statistics.Pages));
                return new(RandomPage + (share * (item.Statistics.Pages + (item.Statistics.Rows * CpuTuple))), RandomPage, rows, index, 1, false);
            }
        }

        return null;
    }

    private static double BitmapPages(double tuples, double pages, double loops)
    {
        var fetched = loops > 1 ? PagesFetched(tuples * loops, pages) / loops : Math.Min(pages, 2 * pages * tuples / ((2 * pages) + tuples));
        fetched = Math.Max(1, fetched);
        return fetched * (fetched >= 2 ? RandomPage - ((RandomPage - 1) * Math.Sqrt(Math.Min(1, fetched / pages))) : RandomPage);
    }

    /// <summary>Pages read for a number of rows in any order (Mackert and Lohman; costsize.c: index_pages_fetched).</summary>
    private static double PagesFetched(double tuples, double pages)
    {
        pages = Math.Max(1, pages);
        if (pages <= CachePages)
            return Math.Ceiling(Math.Min(pages, 2 * pages * tuples / ((2 * pages) + tuples)));
        var limit = 2 * pages * CachePages / ((2 * pages) - CachePages);
        return tuples <= limit ? 2 * pages * tuples / ((2 * pages) + tuples) : CachePages + ((tuples - limit) * (pages - CachePages) / pages);
    }

    private static double? GivenSelectivity(IReadOnlyList<(IndexTerm Term, double Selectivity)> given, IndexTerm term)
    {
        foreach (var (candidate, selectivity) in given)
        {
            if (candidate == term)
                return selectivity;
        }

        return null;
    }

    private static Condition? BestCondition(QueryItem item, ShapeKey key)
    {
        Condition? best = null;
        foreach (var condition in item.Conditions)
        {
            if (condition.Term == key.Term && Serves(item, key, condition.Kind) && (best is null || Rank(condition.Kind) < Rank(best.Kind)))
                best = condition;
        }

        return best;
    }

    private static int Rank(ConditionKind kind) => kind switch { ConditionKind.Equality => 0, ConditionKind.IsNull => 1, ConditionKind.AnyOf => 2, _ => 3 };

    // text_pattern_ops compares byte by byte: equality and prefixes, but not the order of the collation; other classes the other way round.
    private static bool Serves(QueryItem item, ShapeKey key, ConditionKind kind) => kind switch
    {
        ConditionKind.Equality or ConditionKind.AnyOf or ConditionKind.IsNull or ConditionKind.IsNotNull => true,
        ConditionKind.Range => !IsPattern(key),
        ConditionKind.Prefix => IsPattern(key) || (key.Term.Column is { } column && item.Table!.FindColumn(column)?.Collation is "C" or "POSIX"),
        _ => false,
    };

    public static bool IsPattern(ShapeKey key) => key.OperatorClass.EndsWith("_pattern_ops", StringComparison.Ordinal);

    private static double FilterSelectivity(QueryItem item, IndexTerm term, IReadOnlyList<(IndexTerm Term, double Selectivity)> given)
    {
        var selectivity = GivenSelectivity(given, term) ?? 1;
        foreach (var condition in item.Conditions)
        {
            if (condition.Term == term && condition.Kind is ConditionKind.Equality or ConditionKind.AnyOf or ConditionKind.Range)
                selectivity *= condition.Selectivity;
        }

        return selectivity;
    }

    private static bool IsIndexOnly(QueryItem item, IndexShape index)
    {
        if (item.Columns is not { } columns)
            return false;
        foreach (var column in columns)
        {
            if (!Has(index, column))
                return false;
        }

        // Indexes over expressions keep the expression, not the columns; the planner reads the table for them.
        foreach (var key in index.Keys)
        {
            if (key.Term.Column is null)
                return false;
        }

        return true;
    }

    private static bool Has(IndexShape index, string column)
    {
        foreach (var key in index.Keys)
        {
            if (key.Term.Column == column)
                return true;
        }

        foreach (var included in index.Included)
        {
            if (included == column)
                return true;
        }

        return false;
    }
}
