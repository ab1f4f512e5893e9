using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>The indexes that could serve an item of a block: columns with one value first, then a range or the order.</summary>
internal static class IndexCandidates
{
    // Enough for every combination that people write; beyond it a query is generated.
    private const int MaxCandidates = 80;

    // Rarely more rows than this match the predicate of a partial index that is worth it.
    private const double RareShare = 0.2;

    public static IReadOnlyList<IndexShape> For(QueryItem item)
    {
        var candidates = new List<IndexShape>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keys in KeyLists(item))
        {
            var complete = WithTimeColumn(item.Table!, keys);
            if (candidates.Count >= MaxCandidates || complete.Count == 0 || !seen.Add(string.Join(",", complete)))
                continue;
            candidates.Add(new() { Keys = complete.ToValueList() });
            foreach (var condition in item.Conditions)
            {
                if (condition.Kind is ConditionKind.IsNull or ConditionKind.IsNotNull && PartialCoverage(item, condition) is { } coverage)
                {
                    candidates.Add(new()
                    {
                        Keys = complete.ToValueList(),
                        Predicate = ValueList.Of(condition.Term.Shown + (condition.Kind == ConditionKind.IsNull ? " IS NULL" : " IS NOT NULL")),
                        Coverage = coverage,
                    });
                }
            }
        }

        foreach (var condition in item.Conditions)
        {
            if (condition is { Kind: ConditionKind.Contains, Term.Column: { } column } && item.Table!.FindColumn(column) is { } found && OperatorClassOf(found.Type, condition.Operator) is { } operatorClass)
                candidates.Add(new() { Method = "gin", Keys = ValueList.Of(new ShapeKey(condition.Term, OperatorClass: operatorClass)) });
        }

        return candidates;
    }

    private static double? PartialCoverage(QueryItem item, Condition condition)
    {
        var known = condition.Term.Column is { } column ? item.Statistics!.KnownNullFraction(column) : null;
        if (known is not { } nulls)
            return OrderOf(item).Count > 0 ? condition.Selectivity : null;
        var share = condition.Kind == ConditionKind.IsNull ? nulls : 1 - nulls;
        return share <= RareShare ? Math.Max(share, 1 / item.Statistics!.Rows) : null;
    }

    private static IEnumerable<List<ShapeKey>> KeyLists(QueryItem item)
    {
        var statistics = item.Statistics!;
        var equalities = item.Conditions
            .Where(condition => condition.Kind == ConditionKind.Equality && IsSortable(item.Table!, condition.Term))
            .Select(condition => condition.Term).Distinct().OrderByDescending(statistics.Distinct).ToList();
        var lists = item.Conditions
            .Where(condition => condition.Kind == ConditionKind.AnyOf && IsSortable(item.Table!, condition.Term))
            .Select(condition => condition.Term).Distinct().OrderByDescending(statistics.Distinct).ToList();
        var order = OrderOf(item);

        foreach (var joined in JoinTerms(item))
        {
            // The narrow ones first: they win where the wide ones are no better.
            for (var count = joined.Count == 0 && order.Count == 0 && !HasTail(item) && lists.Count == 0 ? 1 : 0; count <= equalities.Count; count++)
            {
                var fixedTerms = joined.Concat(equalities.Take(count)).Distinct().Select(term => new ShapeKey(term)).ToList();
                var sorted = order.Where(key => !equalities.Contains(key.Term) && !fixedTerms.Exists(other => other.Term == key.Term)).ToList();
                if (fixedTerms.Count > 0)
                    yield return fixedTerms;
                for (var listed = 1; listed <= lists.Count; listed++)
                    yield return [.. fixedTerms, .. lists.Take(listed).Select(term => new ShapeKey(term))];
                foreach (var condition in item.Conditions)
                {
                    if (condition.Kind is not (ConditionKind.Range or ConditionKind.Prefix) || !IsSortable(item.Table!, condition.Term) || fixedTerms.Exists(key => key.Term == condition.Term))
                        continue;

                    // The order that begins with it serves it as well.
                    if (sorted.Count > 0 && sorted[0].Term == condition.Term)
                        continue;
                    var tail = new ShapeKey(condition.Term, OperatorClass: condition.Kind == ConditionKind.Prefix ? "text_pattern_ops" : "");
                    yield return [.. fixedTerms, tail];
                    if (lists.Count > 0)
                        yield return [.. fixedTerms, .. lists.Select(term => new ShapeKey(term)), tail];
                }

                if (sorted.Count > 0)
                    yield return [.. fixedTerms, .. sorted];
            }
        }

        // Each condition by itself, for the one that alone is enough.
        foreach (var term in equalities)
            yield return [new ShapeKey(term)];
    }

    private static bool HasTail(QueryItem item) => item.Conditions.Exists(condition => condition.Kind is ConditionKind.Range or ConditionKind.Prefix);

    /// <summary>The terms that a join gives a value: none, those of one other item, all.</summary>
    private static IEnumerable<List<IndexTerm>> JoinTerms(QueryItem item)
    {
        yield return [];
        var groups = item.Block.Joins
            .Where(join => join.Touches(item) && IsSortable(item.Table!, join.TermOf(item)))
            .GroupBy(join => join.Other(item), join => join.TermOf(item))
            .Select(group => group.Distinct().ToList()).ToList();
        foreach (var group in groups)
            yield return group;
        if (groups.Count > 1)
            yield return groups.SelectMany(group => group).Distinct().ToList();
    }

    /// <summary>The keys of an order that an index could give and that is worth it: with LIMIT, for min and max.</summary>
    private static List<ShapeKey> OrderOf(QueryItem item)
    {
        var block = item.Block;
        if (block.Extreme is { } extreme && extreme.Item == item)
            return IsSortable(item.Table!, extreme.Term) ? [new(extreme.Term)] : [];
        if (block.Limit is null || block.IsBlocking || block.Order is not { Count: > 0 } order || order[0].Item != item)
            return [];

        var keys = new List<ShapeKey>();
        foreach (var key in order)
        {
            if (key.Item != item)
                break;
            if (!IsSortable(item.Table!, key.Term))
                return [];
            keys.Add(new(key.Term, key.IsDescending, key.NullsFirst));
        }

        // An index is read backwards as well: the plain direction serves more queries.
        return keys.TrueForAll(key => key.IsDescending && key.NullsFirst) ? keys.ConvertAll(key => new ShapeKey(key.Term)) : keys;
    }

    /// <summary>On a hypertable the time column ends the index, as chunks are read by time.</summary>
    private static List<ShapeKey> WithTimeColumn(Table table, List<ShapeKey> keys)
    {
        if (keys.Count > 0 && table.Hypertable is { Dimensions: { IsEmpty: false } dimensions } && !keys.Exists(key => key.Term.Column == dimensions[0].Column))
            return [.. keys, new ShapeKey(IndexTerm.OfColumn(dimensions[0].Column), IsDescending: true, NullsFirst: true)];
        return keys;
    }

    /// <summary>Whether a B-tree can hold the term.</summary>
    private static bool IsSortable(Table table, IndexTerm term)
    {
        if (term.Column is not { } name)
            return true;
        return table.FindColumn(name) is { Type: { IsArray: false } type } && type.Name is not ("json" or "jsonb" or "xml" or "tsvector" or "tsquery"
            or "point" or "line" or "lseg" or "box" or "path" or "polygon" or "circle" or "geometry" or "geography" or "unknown" or "xid" or "cid");
    }

    /// <summary>The operator class of GIN for a column, empty for the type's own; null when GIN does not serve the operator there.</summary>
    private static string? OperatorClassOf(SqlType type, string @operator)
    {
        if (type.IsArray)
            return @operator is "@>" or "&&" ? "" : null;
        return type.Name switch
        {
            "jsonb" => @operator is "@>" or "@@" or "@?" ? "jsonb_path_ops" : @operator is "?" or "?|" or "?&" ? "" : null,
            "tsvector" => @operator == "@@" ? "" : null,
            _ => null,
        };
    }
}
