using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// Plans a block as the server would, roughly: which table first, which index, nested loops or hashes, with a sort or along an index.
/// Good for comparing the cost of a query with and without an index, for nothing finer.
/// </summary>
/// <param name="indexesOf">The indexes that a table has or is taken to have.</param>
internal sealed class BlockPlan(Func<Table, IReadOnlyList<IndexShape>> indexesOf)
{
    private const int MaxDepth = 24;

    // Levels of a recursion that the planner takes for granted (costsize.c: cost_recursive_union).
    private const double RecursionLevels = 10;

    private static readonly (IndexTerm, double)[] NothingGiven = [];

    private readonly Dictionary<QueryBlock, (double Cost, double Rows)> _known = [];
    private readonly HashSet<(Table Table, IndexShape Index)> _used = [];
    private int _depth;

    /// <summary>The indexes that the plans use.</summary>
    public IReadOnlyCollection<(Table Table, IndexShape Index)> Used => _used;

    /// <summary>What the statement costs altogether.</summary>
    public double CostOf(IReadOnlyList<QueryBlock> roots)
    {
        var cost = 0.0;
        foreach (var root in roots)
            cost += Plan(root).Cost;
        return cost;
    }

    private (double Cost, double Rows) Plan(QueryBlock block)
    {
        if (_known.TryGetValue(block, out var known))
            return known;
        if (++_depth > MaxDepth)
        {
            _depth--;
            return (1, 1);
        }

        var plan = block.Arms.Count > 0 ? PlanArms(block) : PlanItems(block);
        _depth--;
        return _known[block] = plan;
    }

    private (double Cost, double Rows) PlanArms(QueryBlock block)
    {
        var cost = 0.0;
        var rows = 0.0;
        foreach (var arm in block.Arms)
        {
            var (armCost, armRows) = Plan(arm);
            cost += armCost + (armRows * ScanCost.CpuOperator);
            rows += armRows;
        }

        foreach (var (inner, _, _) in block.Inner)
        {
            cost += RecursionLevels * Plan(inner).Cost;
            rows += RecursionLevels * Plan(inner).Rows;
        }

        if (block.IsOrdered || block.IsBlocking)
            cost += SortCost(rows, block.Limit);
        else if (block.Limit is { } limit)
            cost *= Math.Min(1, limit / Math.Max(1, rows));
        return (cost, Math.Min(rows, block.Limit ?? rows));
    }

    /// <summary>A partial plan: the items that are joined so far.</summary>
    private sealed record Joined(double Total, double Startup, double Rows, HashSet<QueryItem> Items, bool IsInOrder, double OrderGroups, Use? Uses);

    /// <summary>An index that a plan uses, and those before it.</summary>
    private sealed record Use(Table Table, IndexShape Index, Use? Before)
    {
        public static Use? Of(QueryItem item, IndexShape? index, Use? before) => index is null || item.Table is not { } table ? before : new(table, index, before);
    }

    private (double Cost, double Rows) PlanItems(QueryBlock block)
    {
        var best = block.Items.Count == 0 ? (Cost: ScanCost.CpuTuple, Rows: 1.0) : (Cost: double.MaxValue, Rows: 1.0);
        Use? uses = null;
        var rows = 1.0;
        foreach (var start in block.Items)
        {
            if (start.IsOptional && HasMandatory(block))
                continue;
            foreach (var first in FirstScans(start, block))
            {
                if (Join(first, block) is not { } joined)
                    continue;
                rows = joined.Rows;
                var cost = Finish(joined, block);
                if (cost >= best.Cost)
                    continue;
                best = (cost, joined.Rows);
                uses = joined.Uses;
            }
        }

        if (best.Cost == double.MaxValue)
            best = (1, 1);
        rows = Math.Max(1, rows);
        if (block.Extreme is { } extreme && ExtremeScan(extreme) is { } firstEntry && firstEntry.Total < best.Cost)
        {
            best.Cost = firstEntry.Total;
            uses = Use.Of(extreme.Item, firstEntry.Index, null);
        }

        for (var use = uses; use is not null; use = use.Before)
            _used.Add((use.Table, use.Index));

        var results = block.IsOneRow ? 1 : Math.Min(block.Limit ?? best.Rows, best.Rows);
        foreach (var (inner, repeats, result) in block.Inner)
        {
            var (innerCost, _) = Plan(inner);
            best.Cost += repeats switch
            {
                // The rows of a lateral query do not repeat it themselves.
                Repeats.PerRow => innerCost * Math.Max(1, result is null ? rows : rows / RowsOf(result)),
                Repeats.PerResult => innerCost * Math.Max(1, block.IsBlocking ? rows : results),
                _ => innerCost,
            };
        }

        return (best.Cost, Math.Max(1, results));
    }

    private static bool HasMandatory(QueryBlock block)
    {
        foreach (var item in block.Items)
        {
            if (!item.IsOptional)
                return true;
        }

        return false;
    }

    private IEnumerable<Joined> FirstScans(QueryItem item, QueryBlock block)
    {
        var rows = RowsOf(item);
        if (item.Table is not { } table)
        {
            yield return new(DerivedCost(item), 0, rows, [item], false, 0, null);
            yield break;
        }

        Scan best = ScanCost.Sequential(item, rows);
        foreach (var index in indexesOf(table))
        {
            if (ScanCost.Through(item, index, NothingGiven, 1, rows, anyOrder: false) is { } scan && scan.Total < best.Total)
                best = scan;
        }

        yield return new(best.Total, best.Startup, rows, [item], false, 0, Use.Of(item, best.Index, null));
        if (block.Limit is null || block.Order is not { Count: > 0 } order || order[0].Item != item)
        {
            // Without ORDER BY a scan that returns rows at once is stopped early; a bitmap has to be complete first.
            if (block.Limit is not null && best.Startup > 0)
            {
                var sequential = ScanCost.Sequential(item, rows);
                yield return new(sequential.Total, 0, rows, [item], false, 0, null);
            }

            yield break;
        }

        foreach (var index in indexesOf(table))
        {
            if (ScanCost.Through(item, index, NothingGiven, 1, rows, anyOrder: true) is { IsInOrder: true } scan && SortedKeys(item, index, scan.Fixed, order) is var sorted && sorted > 0)
                yield return new(scan.Total, scan.Startup, rows, [item], true, sorted == order.Count ? double.MaxValue : GroupsOf(item, order, sorted), Use.Of(item, index, null));
        }
    }

    /// <summary>How many values the sorted keys have together: with the first keys in order only the rows of one group are sorted at a time.</summary>
    private static double GroupsOf(QueryItem item, List<OrderKey> order, int sorted)
    {
        var groups = 1.0;
        for (var i = 0; i < sorted; i++)
            groups *= item.Statistics!.Distinct(order[i].Term);
        return Math.Min(groups, item.Statistics!.Rows);
    }

    /// <summary>How many leading keys of ORDER BY the index gives, forwards or backwards.</summary>
    private static int SortedKeys(QueryItem item, IndexShape index, int @fixed, List<OrderKey> order)
    {
        bool? isBackwards = null;
        var next = 0;
        var sorted = 0;
        foreach (var key in order)
        {
            if (key.Item != item)
                break;

            // A key that has one value orders nothing.
            if (IsFixed(item, key.Term))
            {
                sorted++;
                continue;
            }

            while (next < index.Keys.Count && index.Keys[next].Term != key.Term && (next < @fixed || IsFixed(item, index.Keys[next].Term)))
                next++;
            if (next >= index.Keys.Count || index.Keys[next].Term != key.Term || ScanCost.IsPattern(index.Keys[next]))
                break;
            var backwards = index.Keys[next].IsDescending != key.IsDescending;
            if ((isBackwards ?? backwards) != backwards || (index.Keys[next].NullsFirst != key.NullsFirst) != backwards)
                break;
            isBackwards = backwards;
            next++;
            sorted++;

            // Behind a key that is unique by itself no other decides anything.
            if (item.Statistics!.Distinct(key.Term) >= item.Statistics.Rows && IsUniqueAlone(item.Table!, key.Term))
                return order.Count;
        }

        return sorted;
    }

    private static bool IsUniqueAlone(Table table, IndexTerm term)
    {
        foreach (var index in table.Indexes)
        {
            if (index is { IsUnique: true, Keys.Count: 1, Predicate: null } && index.Keys[0].Column is { } column && column == term.Column)
                return true;
        }

        return false;
    }

    private static bool IsFixed(QueryItem item, IndexTerm term)
    {
        foreach (var condition in item.Conditions)
        {
            if (condition.Kind == ConditionKind.Equality && condition.Term == term)
                return true;
        }

        return false;
    }

    private Joined? Join(Joined joined, QueryBlock block)
    {
        while (joined.Items.Count < block.Items.Count)
        {
            Joined? next = null;
            var isConnected = false;
            foreach (var item in block.Items)
            {
                if (joined.Items.Contains(item))
                    continue;
                var connected = IsConnected(item, joined.Items, block);
                if (isConnected && !connected)
                    continue;
                var candidate = JoinItem(joined, item, block);
                if (next is null || (connected && !isConnected) || candidate.Total < next.Total)
                    next = candidate;
                isConnected |= connected;
            }

            if (next is null)
                return null;
            joined = next;
        }

        return joined;
    }

    private static bool IsConnected(QueryItem item, HashSet<QueryItem> joined, QueryBlock block)
    {
        foreach (var join in block.Joins)
        {
            if (join.Touches(item) && joined.Contains(join.Other(item)))
                return true;
        }

        return false;
    }

    private Joined JoinItem(Joined outer, QueryItem item, QueryBlock block)
    {
        var given = new List<(IndexTerm Term, double Selectivity)>();
        var selectivity = 1.0;
        foreach (var join in block.Joins)
        {
            if (!join.Touches(item) || !outer.Items.Contains(join.Other(item)))
                continue;
            var term = join.TermOf(item);
            var own = item.Statistics?.EqualitySelectivity(term) ?? 1 / Math.Max(1, RowsOf(item));
            var other = join.Other(item);
            var others = other.Statistics?.EqualitySelectivity(join.TermOf(other)) ?? 1 / Math.Max(1, RowsOf(other));
            selectivity *= Math.Min(own, others);
            if (item.Table is not null)
                given.Add((term, own));
        }

        var itemRows = RowsOf(item);
        var rows = Math.Max(1, outer.Rows * itemRows * selectivity);
        if (item.IsProbe)
            rows = Math.Min(rows, outer.Rows);
        if (item.IsOptional)
            rows = Math.Max(rows, item.IsProbe ? 1 : outer.Rows);
        var items = new HashSet<QueryItem>(outer.Items) { item };
        var output = rows * ScanCost.CpuTuple;

        // A hash of the item, probed by what is there; the hash has to be complete before the first row.
        var (once, onceIndex) = Once(item, itemRows);
        var onceUses = Use.Of(item, onceIndex, outer.Uses);
        var build = once + (itemRows * (ScanCost.CpuOperator + ScanCost.CpuTuple));
        var hash = new Joined(outer.Total + build + (outer.Rows * ScanCost.CpuOperator) + output, outer.Startup + build, rows, items, false, 0, onceUses);
        var best = selectivity < 1 ? hash : new Joined(outer.Total + once + (outer.Rows * itemRows * ScanCost.CpuOperator) + output, outer.Startup + once, rows, items, outer.IsInOrder, outer.OrderGroups, onceUses);
        if (item.Table is not { } table || given.Count == 0)
            return best;

        foreach (var index in indexesOf(table))
        {
            if (ScanCost.Through(item, index, given, outer.Rows, rows, anyOrder: false) is not { } scan || !MatchesJoin(index, scan, given))
                continue;
            var loop = new Joined(outer.Total + (outer.Rows * scan.Total) + output, outer.Startup, rows, items, outer.IsInOrder, outer.OrderGroups, Use.Of(item, index, outer.Uses));
            var isBetter = block.Limit is not null && (outer.IsInOrder || !block.IsOrdered) && !block.IsBlocking
                ? Finish(loop, block) < Finish(best, block)
                : loop.Total < best.Total;
            if (isBetter)
                best = loop;
        }

        return best;
    }

    private static bool MatchesJoin(IndexShape index, Scan scan, List<(IndexTerm Term, double Selectivity)> given)
    {
        for (var i = 0; i < scan.Matched && i < index.Keys.Count; i++)
        {
            foreach (var (term, _) in given)
            {
                if (index.Keys[i].Term == term)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Reading an item by its own conditions alone.</summary>
    private (double Cost, IndexShape? Index) Once(QueryItem item, double rows)
    {
        if (item.Table is not { } table)
            return (DerivedCost(item), null);
        var best = ScanCost.Sequential(item, rows);
        foreach (var index in indexesOf(table))
        {
            if (ScanCost.Through(item, index, NothingGiven, 1, rows, anyOrder: false) is { } scan && scan.Total < best.Total)
                best = scan;
        }

        return (best.Total, best.Index);
    }

    // The query behind it is counted where it runs.
    private static double DerivedCost(QueryItem item) => item.Derived is null ? item.AssumedRows * ScanCost.CpuTuple : 0;

    private double RowsOf(QueryItem item)
    {
        if (item.Statistics is not { } statistics)
            return item.Derived is { } derived ? Plan(derived).Rows : item.AssumedRows;
        var selectivity = item.OtherSelectivity;
        foreach (var condition in item.Conditions)
            selectivity *= condition.Selectivity;
        return Math.Max(1, statistics.Rows * selectivity);
    }

    /// <summary>The cost with ORDER BY, LIMIT and aggregation on top.</summary>
    private static double Finish(Joined joined, QueryBlock block)
    {
        if (block.IsBlocking)
            return joined.Total + (joined.Rows * ScanCost.CpuOperator * 4);
        if (block.Limit is not { } limit)
            return joined.Total + (block.IsOrdered ? SortCost(joined.Rows, null) : 0);
        if (block.IsOrdered && !joined.IsInOrder)
            return joined.Total + SortCost(joined.Rows, limit);

        // Where only the first keys are in order, whole groups of equal ones are read and sorted.
        var needed = joined.IsInOrder && joined.OrderGroups < double.MaxValue ? limit + (joined.Rows / Math.Max(1, joined.OrderGroups)) : limit;
        var share = Math.Min(1, needed / Math.Max(1, joined.Rows));
        return joined.Startup + ((joined.Total - joined.Startup) * share) + (needed > limit ? SortCost(needed, limit) : 0);
    }

    /// <summary>costsize.c: cost_tuplesort, with a heap of the first rows where there is a limit.</summary>
    private static double SortCost(double rows, double? limit)
    {
        rows = Math.Max(2, rows);
        var kept = limit is { } count ? Math.Min(rows, 2 * count) : rows;
        return rows * ((2 * ScanCost.CpuOperator * Math.Log(Math.Max(2, kept), 2)) + ScanCost.CpuOperator);
    }

    /// <summary>min and max read the first entry of an index; null when no index gives it.</summary>
    private Scan? ExtremeScan(OrderKey extreme)
    {
        Scan? best = null;
        var rows = RowsOf(extreme.Item);
        List<OrderKey> order = [extreme with { NullsFirst = extreme.IsDescending }];
        foreach (var index in indexesOf(extreme.Item.Table!))
        {
            if (ScanCost.Through(extreme.Item, index, NothingGiven, 1, rows, anyOrder: true) is not { IsInOrder: true } scan || SortedKeys(extreme.Item, index, scan.Fixed, order) != 1)
                continue;
            var first = scan with { Total = scan.Startup + ((scan.Total - scan.Startup) / Math.Max(1, rows)) };
            if (best is null || first.Total < best.Total)
                best = first;
        }

        return best;
    }
}
