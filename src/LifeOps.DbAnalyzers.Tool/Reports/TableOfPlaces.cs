using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>Says which table a place of a schema file is about: the innermost thing of the schema that was written there.</summary>
internal sealed class TableOfPlaces
{
    private readonly Dictionary<string, List<(int Start, int End, string Table)>> _byFile = [];

    public TableOfPlaces(DatabaseSchema schema)
    {
        foreach (var table in schema.Tables)
        {
            var name = Name(table.QualifiedName);
            Add(table.Location, name);
            foreach (var column in table.Columns)
                Add(column.Location, name);
            foreach (var constraint in LocationsOfConstraints(table))
                Add(constraint, name);
            foreach (var index in table.Indexes)
                Add(index.Location, name);
            if (table.Hypertable is { } hypertable)
            {
                Add(hypertable.Location, name);
                foreach (var policy in hypertable.Policies)
                    Add(policy.Location, name);
            }
        }

        foreach (var view in schema.Views)
        {
            var name = Name(view.QualifiedName);
            Add(view.Location, name);
            foreach (var index in view.Indexes)
                Add(index.Location, name);
            foreach (var policy in view.ContinuousAggregate?.Policies ?? [])
                Add(policy.Location, name);
        }
    }

    /// <summary>A table's name as people write it: the schema public is left out.</summary>
    public static string Name(QualifiedName name) => name.Schema == "public" ? name.Name : name.Schema + "." + name.Name;

    /// <summary>Null when nothing of the schema is written there.</summary>
    public string? Find(string file, int position)
    {
        (int Length, string? Table) best = (int.MaxValue, null);
        foreach (var (start, end, table) in _byFile.GetValueOrDefault(file) ?? [])
        {
            if (start <= position && position <= end && end - start < best.Length)
                best = (end - start, table);
        }

        return best.Table;
    }

    private void Add(SchemaLocation location, string table)
    {
        if (string.IsNullOrEmpty(location.File))
            return;
        if (!_byFile.TryGetValue(location.File, out var places))
            _byFile[location.File] = places = [];
        places.Add((location.Span.Start, location.Span.End, table));
    }

    private static IEnumerable<SchemaLocation> LocationsOfConstraints(Table table) =>
    [
        .. table.PrimaryKey is { } key ? new[] { key.Location } : [],
        .. table.UniqueConstraints.Select(constraint => constraint.Location),
        .. table.ForeignKeys.Select(constraint => constraint.Location),
        .. table.Checks.Select(constraint => constraint.Location),
        .. table.Exclusions.Select(constraint => constraint.Location),
    ];
}
