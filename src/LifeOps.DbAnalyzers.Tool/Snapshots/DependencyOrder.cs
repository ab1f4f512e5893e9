namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Orders objects by rank, schema and name, each with what it depends on in front of it.</summary>
internal static class DependencyOrder
{
    /// <param name="dependencies">Pairs of keys: the first depends on the second. A cycle is cut where the order by name meets it.</param>
    public static IReadOnlyList<SnapshotObject> Sort(IReadOnlyCollection<SnapshotObject> objects, IEnumerable<(string Dependent, string Referenced)> dependencies)
    {
        var ordered = objects.ToArray();
        Array.Sort(ordered, Compare);
        var nodes = new Dictionary<string, Node>(ordered.Length);
        for (var i = 0; i < ordered.Length; i++)
            nodes.Add(ordered[i].Key, new(ordered[i], i));
        foreach (var (dependent, referenced) in dependencies)
        {
            if (dependent != referenced && nodes.TryGetValue(dependent, out var from) && nodes.TryGetValue(referenced, out var to))
                from.References.Add(to);
        }

        var sorted = new List<SnapshotObject>(ordered.Length);
        // A chain of views may be longer than the call stack is deep.
        var path = new Stack<Node>();
        foreach (var item in ordered)
        {
            path.Push(nodes[item.Key]);
            while (path.TryPeek(out var node))
            {
                if (node.NextReference() is { } reference)
                    path.Push(reference);
                else if (path.Pop().Finish())
                    sorted.Add(node.Object);
            }
        }

        return sorted;
    }

    private static int Compare(SnapshotObject left, SnapshotObject right)
    {
        var result = ((int)left.Rank).CompareTo((int)right.Rank);
        if (result == 0)
            result = string.CompareOrdinal(left.Schema, right.Schema);
        if (result == 0)
            result = string.CompareOrdinal(left.Name, right.Name);
        return result != 0 ? result : string.CompareOrdinal(left.Key, right.Key);
    }

    /// <summary>An object on the way to its place.</summary>
    private sealed class Node(SnapshotObject item, int order)
    {
        private int _next = -1;
        private bool _isFinished;

        public SnapshotObject Object { get; } = item;

        public List<Node> References { get; } = [];

        private int Order { get; } = order;

        /// <summary>The next object that must come first and that nobody has begun with; null when there is none.</summary>
        public Node? NextReference()
        {
            if (_next < 0)
            {
                // The server lists dependencies by oid, which another database has others of.
                References.Sort((left, right) => left.Order - right.Order);
                _next = 0;
            }

            while (_next < References.Count)
            {
                var reference = References[_next++];
                if (reference._next < 0)
                    return reference;
            }

            return null;
        }

        /// <summary>False when the object has its place already.</summary>
        public bool Finish()
        {
            var isFirst = !_isFinished;
            _isFinished = true;
            return isFirst;
        }
    }
}
