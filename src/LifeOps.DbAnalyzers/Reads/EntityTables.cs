using System;
using System.Collections.Generic;
using System.Text;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Reads;

/// <summary>
/// Finds the table of an entity and the column of a property: by what the model says, by attribute, or by the name of the set, the class or the
/// property whatever the naming convention.
/// </summary>
internal sealed class EntityTables
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);
    private readonly EntityMappings? _mappings;

    /// <param name="mappings">What the model says; null while it is not read.</param>
    public EntityTables(DatabaseSchema? schema, EntityMappings? mappings = null)
    {
        _mappings = mappings;
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
        if (_mappings?.TableNameOf(entity) is { } mapped)
            return Lookup(mapped);
        foreach (var attribute in entity.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "TableAttribute" } && attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is string name)
                return Lookup(name);
        }

        return (setName is null ? null : Lookup(setName)) ?? Lookup(entity.Name) ?? Lookup(entity.Name + "s");
    }

    /// <summary>The column that a property is stored in.</summary>
    public Column? FindColumn(Table table, IPropertySymbol property) => FindColumn(table, _mappings?.ColumnNameOf(property) ?? AttributedNameOf(property) ?? property.Name);

    /// <summary>The column of a name, whatever the naming convention.</summary>
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

    private static string? AttributedNameOf(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ColumnAttribute" } && attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is string name)
                return name;
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
