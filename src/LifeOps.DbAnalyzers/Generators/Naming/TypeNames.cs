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
    private readonly NameScope _scope = new(ReservedMemberNames.InAnyCase);

    private TypeNames()
    {
        // The class that registers types, the one that reads jsonb and the struct for optional columns. The members are reserved because no type can have one of its own name.
        _scope.Reserve("LifeOpsTypes");
        _scope.Reserve("LifeOpsJsonb");
        _scope.Reserve("Optional");
    }

    public IReadOnlyList<TypeNameCollision> Collisions => _collisions;

    public string Of(QualifiedName name) => _names[name];

    public string? Find(QualifiedName name) => _names.TryGetValue(name, out var found) ? found : null;

    /// <summary>The record of a row to insert into the table whose rows are <paramref name="typeName"/>.</summary>
    public static string InsertShape(string typeName) => "New" + typeName;

    /// <summary>The type of the ids of the table whose rows are <paramref name="typeName"/>.</summary>
    public static string IdType(string typeName) => typeName + "Id";

    /// <summary>The class that turns an enum's labels into members where Npgsql does not.</summary>
    public static string LabelsClass(string typeName) => typeName + "Labels";

    /// <summary>A partition's rows are its parent's, and a temporary table is gone with its session.</summary>
    public static bool HasRecord(Table table) => table.PartitionBound is null && !table.IsTemporary;

    public static TypeNames Assign(DatabaseSchema schema, bool singular, bool typedIds)
    {
        var names = new TypeNames();
        names.AssignAll("table", schema.Tables.Where(HasRecord).Select(table => (table.QualifiedName, table.NameLocation)), singular, name => typedIds ? [InsertShape(name), IdType(name)] : [InsertShape(name)]);
        names.AssignAll("view", schema.Views.Select(view => (view.QualifiedName, view.NameLocation)), singular, _ => []);
        names.AssignAll("type", schema.Composites.Select(type => (type.QualifiedName, type.Location)), singular: false, _ => []);
        names.AssignAll("type", schema.Enums.Select(type => (type.QualifiedName, type.Location)), singular: false, name => [LabelsClass(name)]);
        return names;
    }

    private void AssignAll(string kind, IEnumerable<(QualifiedName Name, SchemaLocation Location)> objects, bool singular, Func<string, string[]> companions)
    {
        var ordered = objects
            .OrderBy(item => item.Name.Schema == "public" ? 0 : 1)
            .ThenBy(item => item.Name.Schema, StringComparer.Ordinal)
            .ThenBy(item => item.Name.Name, StringComparer.Ordinal);
        foreach (var (name, location) in ordered)
        {
            // A broken snapshot may create one name twice; the first one is it.
            if (!_names.ContainsKey(name))
                Assign(kind, name, location, singular, companions);
        }
    }

    private void Assign(string kind, QualifiedName name, SchemaLocation location, bool singular, Func<string, string[]> companions)
    {
        bool IsFree(string candidate) => _scope.IsFree(candidate) && Array.TrueForAll(companions(candidate), _scope.IsFree);

        var wanted = singular ? CSharpName.SingularPascal(name.Name) : CSharpName.Pascal(name.Name);
        string[] candidates = [wanted, CSharpName.Pascal(name.Schema) + wanted, CSharpName.Pascal(name.Name), wanted + CSharpName.Pascal(kind)];
        var given = Array.Find(candidates, IsFree) ?? NameScope.Numbered(wanted, IsFree);

        var owner = kind + " " + name;
        if (given != wanted && companions(wanted).Prepend(wanted).Select(_scope.OwnerOf).FirstOrDefault(holder => holder is not null) is { } first)
            _collisions.Add(new(first, owner, wanted, given, location));

        _names.Add(name, given);
        _scope.Take(given, owner);
        foreach (var companion in companions(given))
            _scope.Take(companion, owner);
    }
}
