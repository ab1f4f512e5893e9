using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>The columns that a schema has in the end, by where their type is written.</summary>
internal sealed class SchemaColumns
{
    private readonly HashSet<(string File, int Start)> _types = [];

    public SchemaColumns(DatabaseSchema schema)
    {
        foreach (var table in schema.Tables)
            Add(table.Columns);
        foreach (var composite in schema.Composites)
            Add(composite.Attributes);
    }

    public bool Contains(string file, TextSpan type) => _types.Contains((file, type.Start));

    private void Add(ValueList<Column> columns)
    {
        foreach (var column in columns)
            _types.Add((column.TypeLocation.File ?? "", column.TypeLocation.Span.Start));
    }
}
