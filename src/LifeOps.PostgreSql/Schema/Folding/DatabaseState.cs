using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>A schema while DDL is being folded.</summary>
internal sealed class NamespaceState
{
    public required string Name { get; set; }

    public int Order { get; init; }

    public string? Comment { get; set; }

    public SchemaLocation Location { get; init; }

    /// <summary>Made by the server, an extension or for want of a CREATE SCHEMA.</summary>
    public bool IsImplicit { get; set; }
}

/// <summary>An extension while DDL is being folded.</summary>
internal sealed class ExtensionState
{
    public required string Name { get; init; }

    public int Order { get; init; }

    public string? Schema { get; set; }

    public string? Version { get; set; }

    /// <summary>What it brings; null when the extension is not known.</summary>
    public CatalogSection? Section { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>
/// A database while DDL is being folded: hash maps by name, objects that point at each other, so that every statement costs what it
/// touches and not what there is.
/// </summary>
internal sealed class DatabaseState
{
    private readonly Dictionary<QualifiedName, int> _constraintNames = [];
    private int _order;

    /// <param name="serverMajor">Major version of the server whose behaviour is followed where versions differ.</param>
    public DatabaseState(int serverMajor)
    {
        ServerMajor = serverMajor;
        Namespaces.Add("public", new() { Name = "public", Order = NextOrder(), IsImplicit = true });
        Namespaces.Add("pg_catalog", new() { Name = "pg_catalog", Order = NextOrder(), IsImplicit = true });
        Namespaces.Add("information_schema", new() { Name = "information_schema", Order = NextOrder(), IsImplicit = true });
    }

    public int ServerMajor { get; }

    /// <summary>Where temporary tables live.</summary>
    public const string TemporarySchema = "pg_temp";

    public Dictionary<string, NamespaceState> Namespaces { get; } = [];

    public Dictionary<QualifiedName, RelationState> Relations { get; } = [];

    public Dictionary<QualifiedName, TypeState> Types { get; } = [];

    /// <summary>Tables and views whose rows are, or were, the type of something.</summary>
    public HashSet<QualifiedName> RowTypesInUse { get; } = [];

    public Dictionary<QualifiedName, List<FunctionState>> Functions { get; } = [];

    public Dictionary<string, ExtensionState> Extensions { get; } = [];

    /// <summary>The schemas of search_path; temporary tables and pg_catalog come before them.</summary>
    public List<string> SearchPath { get; set; } = ["public"];

    /// <summary>Types, operators and the like of user-defined operators: names only, so that what uses them is not called wrong.</summary>
    public List<CatalogOperator> Operators { get; } = [];

    public List<CatalogCast> Casts { get; } = [];

    public int NextOrder() => _order++;

    public bool HasConstraintName(QualifiedName name) => _constraintNames.ContainsKey(name);

    public void AddConstraintName(QualifiedName name)
    {
        _constraintNames.TryGetValue(name, out var count);
        _constraintNames[name] = count + 1;
    }

    public void RemoveConstraintName(QualifiedName name)
    {
        if (!_constraintNames.TryGetValue(name, out var count))
            return;
        if (count == 1)
            _constraintNames.Remove(name);
        else
            _constraintNames[name] = count - 1;
    }

    /// <summary>The schema that CREATE without a schema uses: the first of search_path that exists.</summary>
    public string? CreationSchema
    {
        get
        {
            foreach (var schema in SearchPath)
            {
                if (schema == TemporarySchema || Namespaces.ContainsKey(schema))
                    return schema;
            }

            return null;
        }
    }

    /// <summary>A relation by name; along search_path when no schema is given.</summary>
    public RelationState? FindRelation(string? schema, string name)
    {
        if (schema is not null)
            return Relations.TryGetValue(new(schema, name), out var exact) ? exact : null;
        if (Relations.TryGetValue(new(TemporarySchema, name), out var temporary))
            return temporary;
        if (Relations.TryGetValue(new("pg_catalog", name), out var system))
            return system;

        foreach (var candidate in SearchPath)
        {
            if (Relations.TryGetValue(new(candidate, name), out var relation))
                return relation;
        }

        return null;
    }

    /// <summary>A type of the database by name; along search_path when no schema is given.</summary>
    public TypeState? FindType(string? schema, string name)
    {
        if (schema is not null)
            return Types.TryGetValue(new(schema, name), out var exact) ? exact : null;
        if (Types.TryGetValue(new(TemporarySchema, name), out var temporary))
            return temporary;

        foreach (var candidate in SearchPath)
        {
            if (Types.TryGetValue(new(candidate, name), out var type))
                return type;
        }

        return null;
    }

    /// <summary>A type of an installed extension, with the schema it lives in.</summary>
    public SqlType? FindExtensionType(string? schema, string name)
    {
        foreach (var extension in Extensions.Values)
        {
            if (extension.Section?.Types.ContainsKey(name) == true && extension.Schema is { } home && (schema is null ? SearchPath.Contains(home) : schema == home))
                return new(home, name);
        }

        return null;
    }

    /// <summary>Functions of the database by name; along search_path when no schema is given.</summary>
    public IEnumerable<FunctionState> FindFunctions(string? schema, string name)
    {
        if (schema is not null)
            return Functions.TryGetValue(new(schema, name), out var exact) ? exact : [];

        List<FunctionState>? found = null;
        var isOwn = false;
        foreach (var candidate in SearchPath)
        {
            if (!Functions.TryGetValue(new(candidate, name), out var functions))
                continue;
            if (found is null)
            {
                found = functions;
            }
            else
            {
                found = isOwn ? found : [.. found];
                isOwn = true;
                found.AddRange(functions);
            }
        }

        return found ?? (IEnumerable<FunctionState>)Array.Empty<FunctionState>();
    }
}
