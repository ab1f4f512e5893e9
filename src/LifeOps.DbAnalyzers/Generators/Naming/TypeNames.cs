using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Generators.Naming;

/// <summary>Two objects that give one type name, before the place is looked up.</summary>
internal sealed record TypeNameCollision(string First, string Second, string Name, string GivenName, SchemaLocation Location);

/// <summary>
/// The C# type name of every table, view, composite and enum of a schema. Assigned in an order that does not depend on the
/// order of statements (tables before views before types, public before other schemas, then by name), so that moving a statement renames nothing.
/// </summary>
internal sealed class TypeNames
{
    private readonly Dictionary<QualifiedName, string> _names = [];
    private readonly List<TypeNameCollision> _collisions = [];
    private readonly NameScope _scope = new();

    private TypeNames()
    {
        // The class that registers types, the struct for optional columns, and the nested class of column names that a record of that name could not hold.
        _scope.Reserve("LifeOpsTypes");
        _scope.Reserve("Optional");
        _scope.Reserve("Columns");
    }

    public IReadOnlyList<TypeNameCollision> Collisions => _collisions;

    public string Of(QualifiedName name) => _names[name];

    public string? Find(QualifiedName name) => _names.TryGetValue(name, out var found) ? found : null;

    /// <summary>The record of a row to insert into the table whose rows are <paramref name="typeName"/>.</summary>
    public static string InsertShape(string typeName) => "New" + typeName;

    /// <summary>A partition's rows are its parent's, and a temporary table is gone with its session.</summary>
    public static bool HasRecord(Table table) => table.PartitionBound is null && !table.IsTemporary;

    public static TypeNames Assign(DatabaseSchema schema, bool singular)
    {
        var names = new TypeNames();
        names.AssignAll("table", schema.Tables.Where(HasRecord).Select(table => (table.QualifiedName, table.NameLocation)), singular, hasInsertShape: true);
        names.AssignAll("view", schema.Views.Select(view => (view.QualifiedName, view.NameLocation)), singular, hasInsertShape: false);
        names.AssignAll("type", schema.Composites.Select(type => (type.QualifiedName, type.Location)), singular: false, hasInsertShape: false);
        names.AssignAll("type", schema.Enums.Select(type => (type.QualifiedName, type.Location)), singular: false, hasInsertShape: false);
        return names;
    }

    private void AssignAll(string kind, IEnumerable<(QualifiedName Name, SchemaLocation Location)> objects, bool singular, bool hasInsertShape)
    {
        var ordered = objects
            .OrderBy(item => item.Name.Schema == "public" ? 0 : 1)
            .ThenBy(item => item.Name.Schema, StringComparer.Ordinal)
            .ThenBy(item => item.Name.Name, StringComparer.Ordinal);
        foreach (var (name, location) in ordered)
        {
            // A broken snapshot may create one name twice; the first one is it.
            if (!_names.ContainsKey(name))
                Assign(kind, name, location, singular, hasInsertShape);
        }
    }

    private void Assign(string kind, QualifiedName name, SchemaLocation location, bool singular, bool hasInsertShape)
    {
        bool IsFree(string candidate) => _scope.IsFree(candidate) && (!hasInsertShape || _scope.IsFree(InsertShape(candidate)));

        var wanted = singular ? CSharpName.SingularPascal(name.Name) : CSharpName.Pascal(name.Name);
        string[] candidates = [wanted, CSharpName.Pascal(name.Schema) + wanted, CSharpName.Pascal(name.Name), wanted + CSharpName.Pascal(kind)];
        var given = Array.Find(candidates, IsFree) ?? NameScope.Numbered(wanted, IsFree);

        var owner = kind + " " + name;
        if (given != wanted && (_scope.OwnerOf(wanted) ?? (hasInsertShape ? _scope.OwnerOf(InsertShape(wanted)) : null)) is { } first)
            _collisions.Add(new(first, owner, wanted, given, location));

        _names.Add(name, given);
        _scope.Take(given, owner);
        if (hasInsertShape)
            _scope.Take(InsertShape(given), owner);
    }
}
