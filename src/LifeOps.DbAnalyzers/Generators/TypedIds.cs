using System.Collections.Generic;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Generators.Naming;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Generators;

/// <summary>
/// Which columns hold the id of which table: the one column of a primary key, and what foreign keys refer to it, over as many tables as
/// they go. A key that is itself a foreign key (a row per user) holds the other table's id.
/// </summary>
internal sealed class TypedIds
{
    /// <summary>Key types whose values mean nothing but the row. A text key is read and compared as text all over.</summary>
    private static readonly HashSet<string> KeyTypes = ["uuid", "int2", "int4", "int8"];

    private readonly Dictionary<QualifiedName, Table> _tables = [];
    private readonly MemberTypeResolver _types;
    private readonly TypeNames _names;

    public TypedIds(DatabaseSchema schema, MemberTypeResolver types, TypeNames names)
    {
        _types = types;
        _names = names;
        foreach (var table in schema.Tables)
            _tables[table.QualifiedName] = table;
    }

    /// <summary>
    /// The C# type of the ids of a table; null when its key is none, or is another table's id. Keys that refer to each other in a circle
    /// are nobody's.
    /// </summary>
    public string? Declared(Table table) =>
        table.PrimaryKey is { Columns: { Count: 1 } columns } && Find(table, columns[0], []) is { } found && found.Table.QualifiedName == table.QualifiedName
            ? TypeNames.IdType(_names.Of(table.QualifiedName))
            : null;

    /// <summary>The C# type of a column that holds an id; null for any other, and where the types differ (integer that refers to bigint).</summary>
    public string? Of(Table table, Column column) =>
        Find(table, column.Name, []) is { } found && _types.Resolve(column.Type) == found.Type ? Declared(found.Table) : null;

    private (Table Table, MemberType Type)? Find(Table table, string column, HashSet<(QualifiedName Table, string Column)> visited)
    {
        if (!visited.Add((table.QualifiedName, column)))
            return null;

        foreach (var key in table.ForeignKeys)
        {
            for (var i = 0; i < key.Columns.Count && i < key.ReferencedColumns.Count; i++)
            {
                if (key.Columns[i] == column
                    && _tables.TryGetValue(key.ReferencedTable, out var referenced)
                    && Find(referenced, key.ReferencedColumns[i], visited) is { } found)
                {
                    return found;
                }
            }
        }

        if (table.PrimaryKey is not { Columns: { Count: 1 } columns } || columns[0] != column || _names.Find(table.QualifiedName) is null)
            return null;
        foreach (var candidate in table.Columns)
        {
            if (candidate.Name == column && _types.Resolve(candidate.Type) is { Kind: MemberTypeKind.Known, IsArray: false } type && KeyTypes.Contains(type.Name))
                return (table, type);
        }

        return null;
    }
}
