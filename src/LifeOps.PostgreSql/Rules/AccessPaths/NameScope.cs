using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>What a column name stands for: a term of a FROM item.</summary>
internal sealed record ColumnSource(QueryItem Item, IndexTerm Term);

/// <summary>A name in FROM with its columns.</summary>
internal sealed class ScopeRelation(string name, string? schema)
{
    private readonly Dictionary<string, ColumnSource?> _columns = [];

    /// <summary>The alias, or the name of the table.</summary>
    public string Name { get; } = name;

    /// <summary>For <c>s.t.x</c>; null when there is an alias.</summary>
    public string? Schema { get; } = schema;

    /// <summary>Whether it may have columns that are not known; then every name is one of this item.</summary>
    public QueryItem? Open { get; init; }

    /// <summary>In the order of <c>*</c>.</summary>
    public List<string> Names { get; } = [];

    public void Add(string column, ColumnSource? source)
    {
        if (!_columns.ContainsKey(column))
            Names.Add(column);
        _columns[column] = source;
    }

    /// <summary>Whether it has the column, and what the column stands for: null when that is no term.</summary>
    public bool TryFind(string column, out ColumnSource? source) => _columns.TryGetValue(column, out source);
}

/// <summary>The names that a query can use: its own FROM first, then those of the queries around it.</summary>
internal sealed class NameScope(NameScope? outer)
{
    private readonly List<ScopeRelation> _relations = [];
    private readonly HashSet<string> _merged = [];

    public IReadOnlyList<ScopeRelation> Relations => _relations;

    public void Add(ScopeRelation relation) => _relations.Add(relation);

    /// <summary>A column that USING or NATURAL makes one of two.</summary>
    public void Merge(string column) => _merged.Add(column);

    /// <summary>What a column reference stands for; null when it cannot be told.</summary>
    public ColumnSource? Resolve(ColumnRef reference)
    {
        var fields = reference.Fields;
        if (reference.HasStar || fields.IsEmpty || fields[fields.Count - 1].Value is not { } column)
            return null;
        var qualifier = fields.Count > 1 ? fields[fields.Count - 2].Value : null;
        var schema = fields.Count > 2 ? fields[fields.Count - 3].Value : null;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.TryResolve(schema, qualifier, column, out var source))
                return source;
        }

        return null;
    }

    private NameScope? Outer { get; } = outer;

    private bool TryResolve(string? schema, string? qualifier, string column, out ColumnSource? source)
    {
        source = null;
        var found = false;
        ScopeRelation? open = null;
        foreach (var relation in _relations)
        {
            if (qualifier is not null && (relation.Name != qualifier || (schema is not null && relation.Schema != schema)))
                continue;
            if (relation.TryFind(column, out var candidate))
            {
                // The server rejects a name that two items have, unless USING merged them: then the first one stands for both.
                if (found && !_merged.Contains(column))
                {
                    source = null;
                    return true;
                }

                source = found ? source : candidate;
                found = true;
            }
            else if (relation.Open is not null)
            {
                open = relation;
            }
        }

        if (found)
            return true;
        if (open is null)
            return qualifier is not null && _relations.Exists(relation => relation.Name == qualifier);
        source = new(open.Open!, IndexTerm.OfColumn(column));
        return true;
    }
}
