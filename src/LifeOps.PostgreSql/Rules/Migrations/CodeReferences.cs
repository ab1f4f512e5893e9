using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>A place of the program's code that names a table or a column. Names are those of the server (no quotes).</summary>
/// <param name="Schema">Null where the code does not say; that is <c>public</c>.</param>
/// <param name="Column">Null when it is the table as a whole.</param>
/// <param name="Place">For messages: <c>Users.cs(12)</c>.</param>
public sealed record CodeReference(string? Schema, string Table, string? Column, string Place);

/// <summary>The tables and columns that the program's code reads and writes. Immutable.</summary>
public sealed class CodeReferences
{
    private const string DefaultSchema = "public";

    private readonly Dictionary<(string Schema, string Table, string? Column), string> _places = [];

    /// <summary>The first place of each name, in the order given, is the one that messages tell.</summary>
    public CodeReferences(IEnumerable<CodeReference> references)
    {
        foreach (var reference in references ?? throw new ArgumentNullException(nameof(references)))
        {
            var schema = reference.Schema ?? DefaultSchema;
            Add((schema, reference.Table, null), reference.Place);
            if (reference.Column is not null)
                Add((schema, reference.Table, reference.Column), reference.Place);
        }
    }

    private CodeReferences(Dictionary<(string Schema, string Table, string? Column), string> places) => _places = places;

    /// <summary>Where the code names a table; null when it does not.</summary>
    public string? PlaceOfTable(string? schema, string table) => _places.TryGetValue((schema ?? DefaultSchema, table, null), out var place) ? place : null;

    /// <summary>Where the code names a column; null when it does not.</summary>
    public string? PlaceOfColumn(string? schema, string table, string column) => _places.TryGetValue((schema ?? DefaultSchema, table, column), out var place) ? place : null;

    /// <summary>
    /// What is left for a migration when later ones are known: a name that one of them makes anew is theirs, and says nothing about what was
    /// dropped before.
    /// </summary>
    public CodeReferences Without(IEnumerable<SqlScript> later)
    {
        var made = new MadeNames();
        foreach (var script in later ?? throw new ArgumentNullException(nameof(later)))
            made.Add(script);
        if (made.IsEmpty)
            return this;
        var left = new Dictionary<(string Schema, string Table, string? Column), string>();
        foreach (var entry in _places)
        {
            if (!made.Contains(entry.Key.Table, entry.Key.Column))
                left[entry.Key] = entry.Value;
        }

        return new(left);
    }

    private void Add((string Schema, string Table, string? Column) name, string place)
    {
        if (!_places.ContainsKey(name))
            _places[name] = place;
    }
}
