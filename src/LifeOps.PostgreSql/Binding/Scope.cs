using System.Collections.Generic;

namespace LifeOps.PostgreSql.Binding;

/// <summary>The names that an expression can use: FROM items of its query, then those of the queries around it.</summary>
internal sealed class Scope(Scope? outer)
{
    public Scope? Outer { get; } = outer;

    /// <summary>Named FROM items: <c>t</c> in <c>t.x</c>.</summary>
    public List<ScopeTable> Tables { get; } = [];

    /// <summary>Columns that can be used without a qualifier, in the order of <c>*</c>; those that JOIN USING merges stand once.</summary>
    public List<BoundColumn> Columns { get; } = [];

    /// <summary>Whether something in FROM is not known, so that a column that is not found may still exist.</summary>
    public bool IsIncomplete { get; set; }
}

/// <summary>A named FROM item.</summary>
/// <param name="Schema">The schema for <c>s.t.x</c>; null when the item has an alias or is no relation.</param>
internal sealed record ScopeTable(string? Schema, string Name, BoundRelation Relation);

/// <summary>Queries of WITH by name, innermost first.</summary>
internal sealed class CteScope(CteScope? outer)
{
    private readonly Dictionary<string, List<BoundColumn>> _queries = [];

    public void Add(string name, List<BoundColumn> columns) => _queries[name] = columns;

    public List<BoundColumn>? Find(string name) => _queries.TryGetValue(name, out var columns) ? columns : outer?.Find(name);
}
