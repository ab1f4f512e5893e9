namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Orders objects so that each stands behind what it depends on, and by rank, schema and name where that leaves a choice.</summary>
internal static class DependencyOrder
{
    /// <param name="dependencies">Pairs of keys: the first depends on the second. A cycle is cut where the order by name meets it.</param>
    public static IReadOnlyList<SnapshotObject> Sort(IReadOnlyCollection<SnapshotObject> objects, IEnumerable<(string Dependent, string Referenced)> dependencies)
    {
        var byKey = objects.ToDictionary(item => item.Key);
        var waiting = objects.ToDictionary(item => item.Key, _ => new HashSet<string>());
        var dependents = objects.ToDictionary(item => item.Key, _ => new List<string>());
        foreach (var (dependent, referenced) in dependencies)
        {
            if (dependent != referenced && byKey.ContainsKey(dependent) && byKey.ContainsKey(referenced) && waiting[dependent].Add(referenced))
                dependents[referenced].Add(dependent);
        }

        var order = Comparer<SnapshotObject>.Create(Compare);
        var ready = new SortedSet<SnapshotObject>(objects.Where(item => waiting[item.Key].Count == 0), order);
        var blocked = new SortedSet<SnapshotObject>(objects.Where(item => waiting[item.Key].Count > 0), order);
        var sorted = new List<SnapshotObject>(objects.Count);
        while (ready.Count > 0 || blocked.Count > 0)
        {
            // Nothing is ready only in a cycle: take the first of the blocked ones.
            var next = ready.Count > 0 ? ready.Min! : blocked.Min!;
            ready.Remove(next);
            blocked.Remove(next);
            sorted.Add(next);
            foreach (var dependent in dependents[next.Key])
            {
                if (waiting[dependent].Remove(next.Key) && waiting[dependent].Count == 0 && blocked.Remove(byKey[dependent]))
                    ready.Add(byKey[dependent]);
            }
        }

        return sorted;
    }

    private static int Compare(SnapshotObject left, SnapshotObject right)
    {
        var result = left.Rank.CompareTo(right.Rank);
        if (result == 0)
            result = string.CompareOrdinal(left.Schema, right.Schema);
        if (result == 0)
            result = string.CompareOrdinal(left.Name, right.Name);
        return result != 0 ? result : string.CompareOrdinal(left.Key, right.Key);
    }
}
