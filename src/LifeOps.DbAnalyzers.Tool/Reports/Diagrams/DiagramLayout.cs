using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Diagrams;

/// <summary>A table's box at its place.</summary>
internal sealed record PlacedTable(DiagramTable Box, double X, double Y);

/// <summary>A foreign key as a line: from the referring column to the referenced one, through points between other boxes.</summary>
/// <param name="StartsLeft">Whether it leaves the referring table on its left side.</param>
/// <param name="EndsRight">Whether it reaches the referenced table on its right side.</param>
internal sealed record PlacedKey(ForeignKey Key, Table From, Table To, IReadOnlyList<(double X, double Y)> Points, bool StartsLeft, bool EndsRight);

/// <summary>
/// Places the tables of a cluster in columns, referenced tables to the left of those that refer to them, in an order with few crossings
/// (the layered drawing of Sugiyama, Tagawa and Toda, 1981).
/// </summary>
internal sealed class DiagramLayout
{
    private const double ColumnGap = 90;
    private const double RowGap = 28;
    private const double LaneHeight = 14;
    private const int Sweeps = 12;

    private readonly List<Node> _nodes = [];
    private readonly List<List<Node>> _layers = [];
    private readonly List<Edge> _edges = [];

    private DiagramLayout(TableCluster cluster)
    {
        var drawn = cluster.Tables.Select(table => table.QualifiedName).ToHashSet();
        var byName = new Dictionary<QualifiedName, Node>();
        foreach (var table in cluster.Tables)
        {
            var node = new Node(new DiagramTable(table, drawn));
            byName[table.QualifiedName] = node;
            _nodes.Add(node);
        }

        foreach (var node in _nodes)
        {
            foreach (var key in node.Box!.Table.ForeignKeys)
            {
                if (byName.TryGetValue(key.ReferencedTable, out var to))
                    _edges.Add(new(node, to, key));
            }
        }

        AssignLayers();
        SplitTallLayers();
        AddLanes();
        OrderLayers();
        PlaceColumns();
        PlaceRows();
    }

    public double Width => _nodes.Where(node => node.Box is not null).Select(node => node.X + node.Box!.Width).DefaultIfEmpty(0).Max();

    public double Height => _nodes.Select(node => node.Y + node.Height).DefaultIfEmpty(0).Max();

    public IReadOnlyList<PlacedTable> Tables => [.. _nodes.Where(node => node.Box is not null).Select(node => new PlacedTable(node.Box!, node.X, node.Y))];

    public IReadOnlyList<PlacedKey> Keys => [.. _edges.Select(Route)];

    public static DiagramLayout Of(TableCluster cluster) => new(cluster);

    // The longest way from a table that refers to nothing; a key that closes a circle does not count.
    private void AssignLayers()
    {
        var state = new Dictionary<Node, int>();
        foreach (var node in _nodes)
            Visit(node);

        var layers = _nodes.GroupBy(node => node.Layer).OrderBy(layer => layer.Key).Select(layer => layer.ToList());
        _layers.AddRange(layers);

        int Visit(Node start)
        {
            // An explicit stack: a chain of foreign keys can be as long as a schema.
            var pending = new Stack<(Node Node, IEnumerator<Edge> Edges)>();
            if (state.TryAdd(start, 1))
                pending.Push((start, _edges.Where(edge => edge.From == start).ToList().GetEnumerator()));
            while (pending.TryPeek(out var top))
            {
                if (!top.Edges.MoveNext())
                {
                    state[top.Node] = 2;
                    pending.Pop();
                    if (pending.TryPeek(out var below))
                        below.Node.Layer = Math.Max(below.Node.Layer, top.Node.Layer + 1);
                    continue;
                }

                var edge = top.Edges.Current;
                if (edge.To == top.Node || state.GetValueOrDefault(edge.To) == 1)
                    edge.IsBackward = true;
                else if (state.GetValueOrDefault(edge.To) == 2)
                    top.Node.Layer = Math.Max(top.Node.Layer, edge.To.Layer + 1);
                else if (state.TryAdd(edge.To, 1))
                    pending.Push((edge.To, _edges.Where(next => next.From == edge.To).ToList().GetEnumerator()));
            }

            return start.Layer;
        }
    }

    // A table that all others refer to would give two columns, one of them endless.
    private void SplitTallLayers()
    {
        var area = _nodes.Sum(node => (node.Box!.Width + ColumnGap) * (node.Height + RowGap));
        var limit = Math.Max(Math.Sqrt(area * 0.62), _nodes.Max(node => node.Height) + 1);
        var result = new List<List<Node>>();
        foreach (var layer in _layers)
        {
            var parts = (int)Math.Ceiling(layer.Sum(node => node.Height + RowGap) / limit);
            var target = layer.Sum(node => node.Height + RowGap) / Math.Max(parts, 1);
            var part = new List<Node>();
            var height = 0.0;

            // Those that others refer to stand first, nearer to their own references and on the side of those that refer to them.
            foreach (var node in layer.OrderByDescending(node => _edges.Count(edge => edge.From == node && !edge.IsBackward)).ThenBy(node => _nodes.IndexOf(node)))
            {
                if (part.Count > 0 && height + node.Height > target * 1.08)
                {
                    result.Add(part);
                    part = [];
                    height = 0;
                }

                part.Add(node);
                height += node.Height + RowGap;
            }

            result.Add(part);
        }

        _layers.Clear();
        _layers.AddRange(result);
        for (var i = 0; i < _layers.Count; i++)
        {
            foreach (var node in _layers[i])
                node.Layer = i;
        }
    }

    // A line that passes a column gets a place of its own there; lines to the same table share it.
    private void AddLanes()
    {
        var lanes = new Dictionary<(Node To, int Layer), Node>();
        foreach (var edge in _edges.Where(edge => edge.From != edge.To))
        {
            var (low, high) = edge.From.Layer > edge.To.Layer ? (edge.To, edge.From) : (edge.From, edge.To);
            for (var layer = low.Layer + 1; layer < high.Layer; layer++)
            {
                if (!lanes.TryGetValue((edge.To, layer), out var lane))
                {
                    lane = lanes[(edge.To, layer)] = new Node(null) { Layer = layer };
                    _layers[layer].Add(lane);
                    _nodes.Add(lane);
                }

                edge.Lanes.Add(lane);
            }

            if (edge.From == high)
                edge.Lanes.Reverse();
            var path = new List<Node> { edge.From };
            path.AddRange(edge.Lanes);
            path.Add(edge.To);
            for (var i = 1; i < path.Count; i++)
            {
                path[i - 1].Neighbours.Add(path[i]);
                path[i].Neighbours.Add(path[i - 1]);
            }
        }
    }

    private void OrderLayers()
    {
        foreach (var layer in _layers)
            Number(layer);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var forward = sweep % 2 == 0;
            foreach (var i in forward ? Enumerable.Range(1, Math.Max(0, _layers.Count - 1)) : Enumerable.Range(0, Math.Max(0, _layers.Count - 1)).Reverse())
            {
                var side = forward ? i - 1 : i + 1;
                var ordered = _layers[i]
                    .Select(node => (Node: node, Center: Center(node, side)))
                    .OrderBy(pair => pair.Center).ThenBy(pair => pair.Node.Order)
                    .Select(pair => pair.Node).ToList();
                _layers[i].Clear();
                _layers[i].AddRange(ordered);
                Number(_layers[i]);
            }
        }

        double Center(Node node, int side)
        {
            var positions = node.Neighbours.Where(neighbour => neighbour.Layer == side).Select(neighbour => (double)neighbour.Order / Math.Max(1, _layers[side].Count)).ToList();
            return positions.Count == 0 ? (double)node.Order / Math.Max(1, _layers[node.Layer].Count) : positions.Average();
        }

        static void Number(List<Node> layer)
        {
            for (var i = 0; i < layer.Count; i++)
                layer[i].Order = i;
        }
    }

    private void PlaceColumns()
    {
        var x = 0.0;
        foreach (var layer in _layers)
        {
            var width = layer.Where(node => node.Box is not null).Select(node => node.Box!.Width).DefaultIfEmpty(0).Max();
            foreach (var node in layer)
            {
                node.X = x;
                node.LayerWidth = width;
            }

            x += width + ColumnGap;
        }
    }

    // Each box moves towards the middle of those it is connected with, as far as those above and below it let it, and not so far that
    // the drawing becomes much higher than its fullest column.
    private void PlaceRows()
    {
        var bound = 0.0;
        foreach (var layer in _layers)
        {
            var height = layer.Sum(node => node.Height + RowGap) - RowGap;
            var y = -height / 2;
            foreach (var node in layer)
            {
                node.Y = y;
                y += node.Height + RowGap;
            }

            bound = Math.Max(bound, height / 2 * 1.15);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? _layers : Enumerable.Reverse(_layers))
            {
                var wanted = layer.Select(node => Math.Clamp(Wanted(node), -bound, Math.Max(-bound, bound - node.Height))).ToList();
                for (var i = 0; i < layer.Count; i++)
                    layer[i].Y = i == 0 ? wanted[i] : Math.Max(wanted[i], layer[i - 1].Y + layer[i - 1].Height + RowGap);

                // Boxes that were pushed down move up together by half of it, those below first.
                var excess = layer.Select((node, i) => node.Y - wanted[i]).Average();
                var overhang = Math.Max(excess, layer[^1].Y + layer[^1].Height - bound);
                var limit = double.PositiveInfinity;
                for (var i = layer.Count - 1; i >= 0; i--)
                {
                    layer[i].Y = Math.Min(layer[i].Y - (i == layer.Count - 1 ? overhang : excess), limit - layer[i].Height);
                    limit = layer[i].Y - RowGap;
                }
            }
        }

        var top = _nodes.Count == 0 ? 0 : _nodes.Min(node => node.Y);
        foreach (var node in _nodes)
            node.Y -= top;
    }

    private static double Wanted(Node node) =>
        node.Neighbours.Count == 0 ? node.Y : node.Neighbours.Average(neighbour => neighbour.Y + (neighbour.Height / 2)) - (node.Height / 2);

    private static PlacedKey Route(Edge edge)
    {
        var from = edge.From.Box!;
        var to = edge.To.Box!;
        var fromY = edge.From.Y + from.YOf(edge.Key.Columns.Count > 0 ? edge.Key.Columns[0] : "");
        var toY = edge.To.Y + to.YOf(edge.Key.ReferencedColumns.Count > 0 ? edge.Key.ReferencedColumns[0] : "");
        if (edge.From == edge.To)
        {
            var right = edge.From.X + from.Width;
            return new(edge.Key, from.Table, to.Table, [(right, fromY), (right, toY)], StartsLeft: false, EndsRight: true);
        }

        var isLeftwards = edge.From.Layer > edge.To.Layer;
        var points = new List<(double X, double Y)> { (isLeftwards ? edge.From.X : edge.From.X + from.Width, fromY) };
        foreach (var lane in edge.Lanes)
        {
            // Straight through the column, so that the line bends in the gaps only.
            var (near, far) = (lane.X + lane.LayerWidth + 6, lane.X - 6);
            points.Add((isLeftwards ? near : far, lane.Y + (lane.Height / 2)));
            points.Add((isLeftwards ? far : near, lane.Y + (lane.Height / 2)));
        }

        points.Add((isLeftwards ? edge.To.X + to.Width : edge.To.X, toY));
        return new(edge.Key, from.Table, to.Table, points, StartsLeft: isLeftwards, EndsRight: isLeftwards);
    }

    private sealed class Node(DiagramTable? box)
    {
        /// <summary>Null for the place of a line that passes a column.</summary>
        public DiagramTable? Box { get; } = box;

        public int Layer { get; set; }

        public int Order { get; set; }

        public double X { get; set; }

        public double Y { get; set; }

        public double LayerWidth { get; set; }

        public double Height => Box?.Height ?? LaneHeight;

        public List<Node> Neighbours { get; } = [];
    }

    private sealed class Edge(Node from, Node to, ForeignKey key)
    {
        public Node From { get; } = from;

        public Node To { get; } = to;

        public ForeignKey Key { get; } = key;

        public bool IsBackward { get; set; }

        public List<Node> Lanes { get; } = [];
    }
}
