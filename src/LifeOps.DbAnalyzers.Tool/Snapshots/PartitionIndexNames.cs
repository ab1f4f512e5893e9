using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Schema.Folding;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>
/// ALTER INDEX ... RENAME of the indexes that a replay makes with a partition, where the server would choose other names than those of the database: a column was renamed
/// since, an index was there before the partition was attached, or a name was taken then. What the server would choose is known by replaying the text as it is written; a
/// database without partitions costs nothing.
/// </summary>
/// <remarks>
/// Names are put right with the partition itself. So at each object the names of all objects before it are those of the database, and no later one finds its name taken.
/// </remarks>
internal sealed class PartitionIndexNames
{
    private readonly ILookup<string, CatalogRow> _indexes;
    private readonly SchemaBuilder? _replay;
    private int _replayed;

    public PartitionIndexNames(DatabaseCatalog catalog)
    {
        var indexes = catalog[CatalogSection.Indexes].Where(row => row.Text("parent_index") is not null).ToArray();
        _indexes = indexes.ToLookup(row => SqlText.Key(row.Required("schema_name"), row.Required("relname")));
        if (indexes.Length > 0)
            _replay = new((int)(catalog.Server?.Number("version_num") / 10000 ?? SchemaBuilder.NewestServer));
    }

    /// <param name="item">The object whose creation ends the text.</param>
    public IReadOnlyList<string> Correct(SnapshotObject item, StringBuilder text)
    {
        var indexes = _indexes[SqlText.Key(item.Schema, item.Name)].ToArray();
        if (indexes.Length == 0 || _replay is null)
            return [];

        _replay.Apply("", text.ToString(_replayed, text.Length - _replayed));
        _replayed = text.Length;
        var wanted = new Dictionary<string, string>();
        foreach (var index in (_replay.FindRelation(item.Schema, item.Name) as TableState)?.Indexes ?? [])
        {
            var row = Array.Find(indexes, row => row.Text("parent_index") == index.Parent?.Name);
            if (row is not null && row.Required("index_name") is var name && name != index.Name)
                wanted.Add(index.Name, name);
        }

        return [.. Rename(item.Schema, wanted)];
    }

    /// <summary>Each rename once its new name is free.</summary>
    private IEnumerable<string> Rename(string schema, Dictionary<string, string> wanted)
    {
        while (wanted.Count > 0)
        {
            var (from, to) = wanted.FirstOrDefault(pair => !wanted.ContainsKey(pair.Value));
            if (from is null)
            {
                // The names go round in a circle: one steps aside.
                (from, var last) = wanted.First();
                to = Enumerable.Range(1, int.MaxValue)
                    .Select(number => "renamed_" + number.ToString(CultureInfo.InvariantCulture))
                    .First(name => _replay!.FindRelation(schema, name) is null && !wanted.ContainsValue(name));
                wanted.Add(to, last);
            }

            wanted.Remove(from);
            yield return $"ALTER INDEX {SqlText.Name(schema, from)} RENAME TO {SqlIdentifier.Quote(to)};";
        }
    }
}
