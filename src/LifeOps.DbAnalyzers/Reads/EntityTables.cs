using System;
using System.Collections.Generic;
using System.Text;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>Finds the table of an entity: by [Table], or by the name of the set or the class whatever the naming convention.</summary>
internal sealed class EntityTables
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    public EntityTables(DatabaseSchema? schema)
    {
        if (schema is null)
            return;
        foreach (var table in schema.Tables)
            _tables[Normalize(table.Name)] = table;
    }

    /// <param name="setName">The property of the context; null for Set&lt;T&gt;().</param>
    public Table? Find(ITypeSymbol entity, string? setName)
    {
        if (_tables.Count == 0)
            return null;
        foreach (var attribute in entity.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "TableAttribute" } && attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is string name)
                return Lookup(name);
        }

        return (setName is null ? null : Lookup(setName)) ?? Lookup(entity.Name) ?? Lookup(entity.Name + "s");
    }

    /// <summary>The column that a property is stored in.</summary>
    public static Column? FindColumn(Table table, string property)
    {
        var name = Normalize(property);
        foreach (var column in table.Columns)
        {
            if (Normalize(column.Name) == name)
                return column;
        }

        return null;
    }

    private Table? Lookup(string name) => _tables.TryGetValue(Normalize(name), out var table) ? table : null;

    // OrderLines, order_lines, "OrderLines".
    private static string Normalize(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c != '_')
                result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString();
    }
}
