using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Schema.Comparison;

/// <summary>What changed between two schemas, object by object.</summary>
public static class SchemaComparison
{
    /// <summary>The changes, ordered by the name of the table (or other object standing alone), tables before their parts.</summary>
    /// <param name="withEstimates">Whether row estimates, sizes and column statistics count: they change with every ANALYZE.</param>
    public static ValueList<SchemaChange> Compare(DatabaseSchema before, DatabaseSchema after, bool withEstimates = false)
    {
        if (before is null)
            throw new ArgumentNullException(nameof(before));
        if (after is null)
            throw new ArgumentNullException(nameof(after));
        var old = Index(SchemaDescription.Of(before, withEstimates));
        var changes = new List<SchemaChange>();
        var kept = new HashSet<(string, string)>();
        foreach (var item in SchemaDescription.Of(after, withEstimates))
        {
            if (!kept.Add((item.Kind, item.Name)))
                continue;
            if (!old.TryGetValue((item.Kind, item.Name), out var former))
                changes.Add(new(SchemaChangeKind.Added, item.Kind, item.Name, item.Owner, Properties(null, item)));
            else if (Properties(former, item) is { Count: > 0 } properties)
                changes.Add(new(SchemaChangeKind.Changed, item.Kind, item.Name, item.Owner, properties));
        }

        foreach (var item in old)
        {
            if (!kept.Contains(item.Key))
                changes.Add(new(SchemaChangeKind.Removed, item.Value.Kind, item.Value.Name, item.Value.Owner, Properties(item.Value, null)));
        }

        changes.Sort(Compare);
        return changes.ToValueList();
    }

    private static Dictionary<(string, string), DescribedObject> Index(IEnumerable<DescribedObject> objects)
    {
        var index = new Dictionary<(string, string), DescribedObject>();
        foreach (var item in objects)
            index[(item.Kind, item.Name)] = item;
        return index;
    }

    private static ValueList<PropertyChange> Properties(DescribedObject? before, DescribedObject? after)
    {
        var changes = new List<PropertyChange>();
        foreach (var (name, value) in after?.Properties ?? [])
        {
            if (before?[name] != value)
                changes.Add(new(name, before?[name], value));
        }

        foreach (var (name, value) in before?.Properties ?? [])
        {
            if (after?[name] is null)
                changes.Add(new(name, value, null));
        }

        return changes.ToValueList();
    }

    private static int Compare(SchemaChange left, SchemaChange right)
    {
        var order = string.CompareOrdinal(left.Owner ?? left.Name, right.Owner ?? right.Name);
        if (order == 0)
            order = (left.Owner is not null).CompareTo(right.Owner is not null);
        if (order == 0)
            order = string.CompareOrdinal(left.ObjectKind, right.ObjectKind);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }
}
