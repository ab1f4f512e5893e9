using System.Globalization;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Diagrams;

/// <summary>Tables that are drawn together: those of a schema that foreign keys connect, in parts that a reader can take in.</summary>
/// <param name="Title">Says which they are when there are several.</param>
/// <param name="Tables">In the order of creation.</param>
internal sealed record TableCluster(string Title, IReadOnlyList<Table> Tables)
{
    // What a page shows with readable names.
    private const int MaxTables = 24;

    /// <summary>All tables but partitions, each in one cluster.</summary>
    public static IReadOnlyList<TableCluster> Of(DatabaseSchema schema)
    {
        var tables = schema.Tables.Where(table => table.PartitionBound is null).ToList();
        if (tables.Count <= MaxTables)
            return [new("All tables", tables)];

        var clusters = new List<TableCluster>();
        foreach (var group in tables.GroupBy(table => table.Schema))
            clusters.AddRange(Split(group.Key, [.. group]));
        return clusters;
    }

    private static IEnumerable<TableCluster> Split(string schema, List<Table> tables)
    {
        var neighbours = Neighbours(tables);
        var order = tables.Select((table, i) => (Table: table, Position: i)).ToDictionary(pair => pair.Table.QualifiedName, pair => pair.Position);
        var left = tables.ToDictionary(table => table.QualifiedName);
        var lonely = new List<Table>();
        while (left.Count > 0)
        {
            // The table that most others hang on is the middle of a cluster.
            var middle = left.Values.MaxBy(table => (neighbours[table.QualifiedName].Count(left.ContainsKey), -order[table.QualifiedName]))!;
            var cluster = TakeAround(middle, left, neighbours);
            if (cluster.Count == 1)
                lonely.AddRange(cluster);
            else
                yield return new($"{schema}: around {middle.Name}", [.. cluster.OrderBy(table => order[table.QualifiedName])]);
        }

        var part = 0;
        foreach (var chunk in lonely.OrderBy(table => order[table.QualifiedName]).Chunk(MaxTables))
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{schema}: tables that stand alone{(lonely.Count > MaxTables ? $" ({++part})" : "")}"), chunk);
    }

    private static List<Table> TakeAround(Table middle, Dictionary<QualifiedName, Table> left, Dictionary<QualifiedName, HashSet<QualifiedName>> neighbours)
    {
        var taken = new List<Table>();
        var pending = new Queue<QualifiedName>([middle.QualifiedName]);
        while (taken.Count < MaxTables && pending.TryDequeue(out var name))
        {
            if (!left.Remove(name, out var table))
                continue;
            taken.Add(table);
            foreach (var neighbour in neighbours[name].Where(left.ContainsKey))
                pending.Enqueue(neighbour);
        }

        return taken;
    }

    private static Dictionary<QualifiedName, HashSet<QualifiedName>> Neighbours(List<Table> tables)
    {
        var neighbours = tables.ToDictionary(table => table.QualifiedName, _ => new HashSet<QualifiedName>());
        foreach (var table in tables)
        {
            foreach (var key in table.ForeignKeys.Where(key => key.ReferencedTable != table.QualifiedName && neighbours.ContainsKey(key.ReferencedTable)))
            {
                neighbours[table.QualifiedName].Add(key.ReferencedTable);
                neighbours[key.ReferencedTable].Add(table.QualifiedName);
            }
        }

        return neighbours;
    }
}
