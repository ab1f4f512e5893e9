using System;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>What one index can do that another of the same relation does too.</summary>
internal static class IndexComparison
{
    /// <summary>Whether two indexes hold the same keys in the same order (or the whole order reversed), for the same rows.</summary>
    public static bool AreEqual(Index left, Index right) =>
        left.Method == right.Method
        && left.Keys.Count == right.Keys.Count
        && left.NullsNotDistinct == right.NullsNotDistinct
        && SamePredicate(left, right)
        && HasIncluded(left, right) && HasIncluded(right, left)
        && StartsWith(left, right);

    /// <summary>Whether an index that is not unique is the beginning of a longer B-tree: same rows, same order, nothing included that the longer one lacks.</summary>
    public static bool IsPrefix(Index index, Index longer) =>
        index is { IsUnique: false, IsExclusion: false, Method: "btree" }
        && longer is { Method: "btree" }
        && (index.Keys.Count < longer.Keys.Count || (index.Keys.Count == longer.Keys.Count && index.IncludedColumns.Count < longer.IncludedColumns.Count))
        && SamePredicate(index, longer)
        && HasIncluded(longer, index)
        && StartsWith(longer, index);

    private static bool SamePredicate(Index left, Index right)
    {
        if (left.Predicate is null || right.Predicate is null)
            return left.Predicate is null && right.Predicate is null;
        return string.Equals(StoredExpression.Normalize(left.Predicate), StoredExpression.Normalize(right.Predicate), StringComparison.Ordinal);
    }

    /// <summary>Whether the columns that an index includes are keys or included in another.</summary>
    private static bool HasIncluded(Index index, Index other)
    {
        foreach (var name in other.IncludedColumns)
        {
            var isThere = false;
            foreach (var included in index.IncludedColumns)
                isThere |= included == name;
            foreach (var key in index.Keys)
                isThere |= key.Column == name;
            if (!isThere)
                return false;
        }

        return true;
    }

    /// <summary>Whether the keys of an index begin with those of another, read forwards or backwards.</summary>
    private static bool StartsWith(Index index, Index beginning)
    {
        bool forwards = true, backwards = true;
        for (var i = 0; i < beginning.Keys.Count; i++)
        {
            var key = index.Keys[i];
            var other = beginning.Keys[i];
            if (key.Column != other.Column || key.OperatorClass != other.OperatorClass || key.Collation != other.Collation
                || !string.Equals(StoredExpression.Normalize(key.Expression), StoredExpression.Normalize(other.Expression), StringComparison.Ordinal))
            {
                return false;
            }

            forwards &= key.IsDescending == other.IsDescending && key.NullsFirst == other.NullsFirst;
            backwards &= key.IsDescending != other.IsDescending && key.NullsFirst != other.NullsFirst;
        }

        // Only a B-tree has an order.
        return index.Method != "btree" || forwards || backwards;
    }
}
