using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// Says which indexes a statement misses: those with which its estimated cost falls by a large factor, each of them needed for that.
/// What the existing indexes serve well enough gets no advice.
/// </summary>
public sealed class IndexAdvisor
{
    /// <summary>How many times cheaper a statement has to become; somewhat more than ten, as the model is rough.</summary>
    private const double WantedFactor = 12;

    // A statement that costs less than this reads a few dozen pages: nothing is to be gained.
    private const double CheapEnough = 150;

    // How much dearer a narrower index may be to be preferred; and what is cheap enough for it in any case.
    private const double NarrowTolerance = 3;
    private const double NarrowCost = 60;

    // A column of so few values is no lookup.
    private const double FewValues = 10;

    // How much cheaper an index with INCLUDE has to make the statement.
    private const double IncludeFactor = 4;
    private const int MaxIncluded = 3;
    private const double MaxIncludedWidth = 40;

    // The selectivity of a hidden predicate is a guess: half of what is wanted of a new index.
    private const double HiddenFactor = 3;

    // More tables in one block are joined by nobody who waits for the answer, and planning them here would take too long.
    private const int MaxItems = 8;

    private readonly DatabaseSchema _schema;
    private readonly RuleOptions _options;
    private readonly Dictionary<Table, IReadOnlyList<IndexShape>> _existing = [];

    /// <summary>An advisor for statements against a schema.</summary>
    public IndexAdvisor(DatabaseSchema schema, RuleOptions options)
    {
        _schema = schema ?? throw new ArgumentNullException(nameof(schema));
        _options = options ?? throw new ArgumentNullException(nameof(options));
    }

    /// <summary>The indexes that a statement misses, with the place of the condition that each of them serves; empty when it misses none.</summary>
    public IReadOnlyList<(IndexAdvice Advice, TextSpan Span)> Advise(Statement statement) =>
        new QueryBlockReader(_schema, _options.LargeTableRows).Read(statement) is { } roots ? Advise(roots) : [];

    internal IReadOnlyList<(IndexAdvice Advice, TextSpan Span)> Advise(IReadOnlyList<QueryBlock> roots)
    {
        var items = ItemsOf(roots);
        if (items.Count == 0 || items.Exists(item => item.Block.Items.Count > MaxItems))
            return [];
        var before = Cost(roots, []);
        if (before < CheapEnough)
            return [];

        // With everything that could be built at hand the planner shows what it would use; nothing more can be gained.
        var candidates = new Dictionary<Table, List<IndexShape>>();
        foreach (var item in items)
        {
            if (IsSmall(item.Table!))
                continue;
            if (!candidates.TryGetValue(item.Table!, out var list))
                candidates[item.Table!] = list = [];
            list.AddRange(IndexCandidates.For(item));
        }

        var all = candidates.SelectMany(pair => pair.Value.Select(index => (pair.Key, index))).ToList();
        if (all.Count == 0)
            return [];
        var plan = new BlockPlan(table => Indexes(table, all));
        if (plan.CostOf(roots) * WantedFactor > before)
            return [];

        var chosen = plan.Used.Where(use => use.Index.Name is null).ToList();
        Narrow(chosen, candidates, items, roots, before);
        Drop(chosen, roots);
        AddIncluded(chosen, items, roots);
        var after = Cost(roots, chosen);
        if (chosen.Count == 0 || after * WantedFactor > before || chosen.Exists(index => Cost(roots, chosen.Where(other => other != index)) < after * WantedFactor))
            return [];
        return chosen.Select(index => Describe(index.Table, index.Index, items, before, after)).OrderBy(advice => advice.Span.Start).ToList();
    }

    /// <summary>
    /// As few indexes as serve what several statements miss: columns that are compared for equality may stand in any order, so that the narrower of two indexes
    /// often is the beginning of the wider one.
    /// </summary>
    /// <param name="advice">What single statements were advised, against the same schema.</param>
    public IReadOnlyList<MergedIndexAdvice> Merge(IReadOnlyList<IndexAdvice> advice)
    {
        if (advice is null)
            throw new ArgumentNullException(nameof(advice));
        var merged = new List<MergedIndexAdvice>();
        var groups = advice.Select((one, number) => (one, number)).GroupBy(pair => (pair.one.Table, pair.one.Shape.Method, pair.one.Shape.Predicate, pair.one.Shape.Included));
        foreach (var group in groups)
        {
            var open = group.OrderByDescending(pair => pair.one.Shape.Keys.Count).ThenBy(pair => pair.one.Ddl, StringComparer.Ordinal).ToList();
            while (open.Count > 0)
            {
                var widest = open[0].one;
                var order = new MergedKeys(widest.Shape.Keys, widest.FixedKeys);
                var served = open.Skip(1).Reverse().Where(pair => order.TryServe(pair.one.Shape.Keys, pair.one.FixedKeys)).Append(open[0]).ToList();
                open.RemoveAll(served.Contains);
                merged.Add(new(Reordered(widest, order.ToKeys(), served.Select(pair => pair.one)), served.Select(pair => pair.number).OrderBy(number => number).ToValueList()));
            }
        }

        return merged.OrderBy(one => one.Served[0]).ToList();
    }

    private IndexAdvice Reordered(IndexAdvice widest, ValueList<ShapeKey> keys, IEnumerable<IndexAdvice> served)
    {
        var table = _schema.Tables.FirstOrDefault(candidate => candidate.QualifiedName == widest.Table);
        if (table is null || keys == widest.Shape.Keys)
            return widest;
        var shape = widest.Shape with { Keys = keys };
        var name = IndexStatement.NameOf(_schema, table, shape, _options.IndexPrefix);
        return widest with
        {
            Name = name,
            Ddl = IndexStatement.Write(table, shape, name, concurrently: true),
            SchemaDdl = IndexStatement.Write(table, shape, name, concurrently: false),
            Shape = shape,
            Replaces = served.SelectMany(one => one.Replaces).Concat(ReplacedBy(table, shape)).Distinct().ToValueList(),
        };
    }

    /// <summary>The predicates that would be served by an index of their column if they did not hide the column from it.</summary>
    internal IReadOnlyList<HiddenIndex> FindHidden(IReadOnlyList<QueryBlock> roots)
    {
        var found = new List<HiddenIndex>();
        foreach (var item in ItemsOf(roots))
        {
            if (item.HiddenColumns.Count == 0 || IsSmall(item.Table!) || item.Block.Items.Count > MaxItems)
                continue;
            foreach (var hidden in item.HiddenColumns)
            {
                var index = Indexes(item.Table!, []).FirstOrDefault(candidate =>
                    candidate is { Method: "btree", Name: not null } && candidate.Keys[0].Term.Column == hidden.Column && candidate.IsImpliedBy(item.Facts));
                if (index is null || item.Table!.Indexes.Any(other => IsTrigram(other, hidden.Column)))
                    continue;
                var before = Cost(roots, []);
                var visible = new Condition(ConditionKind.Range, IndexTerm.OfColumn(hidden.Column), hidden.Selectivity, hidden.Span);
                item.Conditions.Add(visible);
                var after = Cost(roots, []);
                item.Conditions.Remove(visible);
                if (before >= CheapEnough && after * HiddenFactor <= before)
                    found.Add(new(hidden, item.Table!, index.Name!));
            }
        }

        return found;
    }

    private static bool IsTrigram(Index index, string column)
    {
        foreach (var key in index.Keys)
        {
            if (key.Column == column && key.OperatorClass?.EndsWith("_trgm_ops", StringComparison.Ordinal) == true)
                return true;
        }

        return false;
    }

    private double Cost(IReadOnlyList<QueryBlock> roots, IEnumerable<(Table Table, IndexShape Index)> more)
    {
        var added = more.ToList();
        return new BlockPlan(table => Indexes(table, added)).CostOf(roots);
    }

    private IReadOnlyList<IndexShape> Indexes(Table table, List<(Table Table, IndexShape Index)> more)
    {
        if (!_existing.TryGetValue(table, out var existing))
            _existing[table] = existing = IndexShape.Of(new TableStatistics(_schema, table, _options.LargeTableRows));
        var indexes = new List<IndexShape>(existing);
        foreach (var (owner, index) in more)
        {
            if (owner == table)
                indexes.Add(index);
        }

        return indexes;
    }

    /// <summary>Takes for each index the narrowest that is about as good.</summary>
    private void Narrow(
        List<(Table Table, IndexShape Index)> chosen, Dictionary<Table, List<IndexShape>> candidates, List<QueryItem> items, IReadOnlyList<QueryBlock> roots, double before)
    {
        var limit = Math.Max(Cost(roots, chosen) * NarrowTolerance, Math.Min(NarrowCost, before / (WantedFactor * 3)));
        for (var i = 0; i < chosen.Count; i++)
        {
            foreach (var narrower in candidates[chosen[i].Table].Where(index => Width(index) < Width(chosen[i].Index)).OrderBy(Width))
            {
                if (CutsOrder(narrower, chosen[i].Index, items))
                    continue;
                var variant = chosen.ToList();
                variant[i] = (chosen[i].Table, narrower);
                if (Cost(roots, variant) > limit)
                    continue;
                chosen[i] = variant[i];
                break;
            }
        }
    }

    /// <summary>
    /// Whether an index gives only the beginning of an order that the other gives whole, so that rows that are equal there would have to be sorted; or
    /// gives the order without the lookup before it, so that a value with few rows is searched for among all rows, whatever the estimate says.
    /// </summary>
    private static bool CutsOrder(IndexShape narrower, IndexShape index, List<QueryItem> items)
    {
        foreach (var item in items)
        {
            if (item.Block.Order is not { } order || order.Count == 0 || order[0].Item != item)
                continue;
            var given = order.Count(key => index.Keys.Any(candidate => candidate.Term == key.Term));
            var left = order.Count(key => narrower.Keys.Any(candidate => candidate.Term == key.Term));
            if (left > 0 && left < given)
                return true;
            if (left > 0 && index.Keys.Any(key => narrower.Keys.All(kept => kept.Term != key.Term) && order.TrueForAll(sorted => sorted.Term != key.Term)
                && item.Statistics!.Distinct(key.Term) > FewValues))
            {
                return true;
            }
        }

        return false;
    }

    private static int Width(IndexShape index) => (index.Keys.Count * 2) + index.Predicate.Count;

    /// <summary>Leaves out the indexes that the others make superfluous.</summary>
    private void Drop(List<(Table Table, IndexShape Index)> chosen, IReadOnlyList<QueryBlock> roots)
    {
        for (var i = chosen.Count - 1; i >= 0 && chosen.Count > 1; i--)
        {
            var others = chosen.Where((_, index) => index != i).ToList();
            if (Cost(roots, others) <= Cost(roots, chosen) * NarrowTolerance)
                chosen.RemoveAt(i);
        }
    }

    private void AddIncluded(List<(Table Table, IndexShape Index)> chosen, List<QueryItem> items, IReadOnlyList<QueryBlock> roots)
    {
        for (var i = 0; i < chosen.Count && Cost(roots, chosen) > CheapEnough; i++)
        {
            var (table, index) = chosen[i];
            var readers = items.FindAll(item => item.Table == table);
            if (index.Method != "btree" || table.Hypertable is not null || readers.Count != 1 || readers[0] is not { Columns: { } columns, Statistics: { } statistics })
                continue;
            var missing = columns.Where(column => index.Keys.All(key => key.Term.Column != column)).OrderBy(column => column, StringComparer.Ordinal).ToList();
            if (missing.Count is 0 or > MaxIncluded || missing.Sum(column => statistics.Width(IndexTerm.OfColumn(column))) > MaxIncludedWidth)
                continue;
            var variant = chosen.ToList();
            variant[i] = (table, index with { Included = missing.ToValueList() });
            if (Cost(roots, variant) * IncludeFactor <= Cost(roots, chosen))
                chosen[i] = variant[i];
        }
    }

    private bool IsSmall(Table table) => table.RowEstimate is { } rows && rows < _options.LargeTableRows;

    /// <summary>The tables that a statement reads, wherever in it.</summary>
    internal static List<QueryItem> ItemsOf(IReadOnlyList<QueryBlock> roots)
    {
        var items = new List<QueryItem>();
        var seen = new HashSet<QueryBlock>();
        var stack = new Stack<QueryBlock>(roots);
        while (stack.Count > 0)
        {
            var block = stack.Pop();
            if (!seen.Add(block))
                continue;
            items.AddRange(block.Items.Where(item => item.Table is not null));
            foreach (var arm in block.Arms)
                stack.Push(arm);
            foreach (var inner in block.Inner)
                stack.Push(inner.Block);
        }

        return items;
    }

    private (IndexAdvice Advice, TextSpan Span) Describe(Table table, IndexShape index, List<QueryItem> items, double before, double after)
    {
        var name = IndexStatement.NameOf(_schema, table, index, _options.IndexPrefix);
        var (serves, fixedKeys, span) = ServiceOf(table, index, items);
        var advice = new IndexAdvice(
            table.QualifiedName, name, IndexStatement.Write(table, index, name, concurrently: true), serves, table.RowEstimate, before, after, ReplacedBy(table, index))
        {
            Shape = index,
            SchemaDdl = IndexStatement.Write(table, index, name, concurrently: false),
            FixedKeys = fixedKeys,
            IsForJson = index.Keys.Any(key => key.Term.Expression?.Contains(" ->") == true || key.Term.Expression?.Contains(" #>>") == true
                || (index.Method == "gin" && key.Term.Column is { } column && table.FindColumn(column)?.Type.Is("jsonb") == true)),
        };
        return (advice, span);
    }

    /// <summary>What the keys of the index are for, and where the first of it stands.</summary>
    private static (string Serves, int FixedKeys, TextSpan Span) ServiceOf(Table table, IndexShape index, List<QueryItem> items)
    {
        var best = (Serves: "", Fixed: 0, Span: default(TextSpan), Count: -1);
        foreach (var item in items.Where(item => item.Table == table))
        {
            var lookups = new List<string>();
            var parts = new List<string>();
            TextSpan? span = null;
            var count = 0;
            var fixedKeys = 0;
            foreach (var key in index.Keys)
            {
                var condition = item.Conditions.Find(candidate => candidate.Term == key.Term);
                var join = item.Block.Joins.Find(candidate => candidate.Touches(item) && candidate.TermOf(item) == key.Term);
                if (condition is { Kind: ConditionKind.Range or ConditionKind.Prefix })
                {
                    parts.Add((condition.Kind == ConditionKind.Range ? "range of " : "prefix of ") + key.Term.Shown);
                    count++;
                }
                else if (condition is not null || join is not null)
                {
                    lookups.Add(key.Term.Shown);
                    fixedKeys += fixedKeys == count ? 1 : 0;
                    count++;
                }
                else if ((item.Block.Order?.Exists(order => order.Item == item && order.Term == key.Term) ?? false) || item.Block.Extreme?.Term == key.Term)
                {
                    parts.Add("order by " + key.Term.Shown);
                    count++;
                }
                else
                {
                    continue;
                }

                span ??= condition?.Span ?? join?.Span ?? item.Block.Order?.Find(order => order.Term == key.Term)?.Span ?? item.Block.Extreme?.Span;
            }

            if (count <= best.Count)
                continue;
            if (lookups.Count > 0)
                parts.Insert(0, (index.Method == "gin" ? "search in " : "lookup by ") + string.Join(", ", lookups));
            best = (string.Join(", ", parts), fixedKeys, span ?? item.Span, count);
        }

        return (best.Serves, best.Fixed, best.Span);
    }

    /// <summary>Plain indexes that are the beginning of the new one.</summary>
    private static ValueList<string> ReplacedBy(Table table, IndexShape index)
    {
        var names = new List<string>();
        foreach (var existing in table.Indexes)
        {
            if (existing.IsUnique || existing.ConstraintName is not null || existing.Method != index.Method || existing.Predicate is not null || !index.Predicate.IsEmpty
                || existing.Keys.Count >= index.Keys.Count || !existing.IncludedColumns.IsEmpty)
            {
                continue;
            }

            var isBeginning = true;
            for (var i = 0; i < existing.Keys.Count; i++)
            {
                var key = existing.Keys[i];
                isBeginning &= key.Column is { } column && index.Keys[i].Term.Column == column && key.IsDescending == index.Keys[i].IsDescending && key.OperatorClass is null;
            }

            if (isBeginning)
                names.Add(existing.Name);
        }

        return names.ToValueList();
    }
}

/// <summary>A predicate that hides its column from an index on it.</summary>
internal sealed record HiddenIndex(HiddenColumn Column, Table Table, string Index);
