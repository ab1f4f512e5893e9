using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Rules;

/// <summary>
/// The things of a schema by name and by what refers to them. Made once for a schema, whoever asks, so that a rule over ten thousand
/// tables never searches a list of them.
/// </summary>
internal sealed class SchemaLookup
{
    private static readonly ConditionalWeakTable<DatabaseSchema, SchemaLookup> Cache = new();

    private readonly Dictionary<QualifiedName, Table> _tables = [];
    private readonly Dictionary<QualifiedName, View> _views = [];
    private readonly Dictionary<string, Table?> _tablesByName = [];
    private readonly Dictionary<QualifiedName, (QualifiedName Relation, Index Index)> _indexes = [];
    private readonly Dictionary<QualifiedName, List<(Table Table, ForeignKey ForeignKey)>> _references = [];
    private readonly Dictionary<QualifiedName, List<Trigger>> _triggers = [];
    private readonly Dictionary<QualifiedName, DomainType> _domains = [];
    private readonly Dictionary<QualifiedName, EnumType> _enums = [];
    private readonly HashSet<QualifiedName> _parents = [];

    private SchemaLookup(DatabaseSchema schema)
    {
        foreach (var extension in schema.Extensions)
            HasTimescaleDb |= extension.Name == "timescaledb";
        foreach (var table in schema.Tables)
            Add(table);
        foreach (var view in schema.Views)
        {
            _views[view.QualifiedName] = view;
            Add(view.QualifiedName, view.Indexes);
        }

        foreach (var trigger in schema.Triggers)
            AddTo(_triggers, trigger.Table, trigger);
        foreach (var domain in schema.Domains)
            _domains[domain.QualifiedName] = domain;
        foreach (var type in schema.Enums)
            _enums[type.QualifiedName] = type;
    }

    /// <summary>Whether the extension is installed, or something in the schema needs it.</summary>
    public bool HasTimescaleDb { get; private set; }

    public static SchemaLookup Of(DatabaseSchema schema) => Cache.GetValue(schema, key => new SchemaLookup(key));

    public Table? FindTable(QualifiedName name) => _tables.TryGetValue(name, out var table) ? table : null;

    /// <summary>The table that a statement names. Without a schema the one in public, or the only one of that name.</summary>
    public Table? FindTable(RangeVar name)
    {
        if (!name.Schema.IsMissing)
            return FindTable(new QualifiedName(name.Schema.Value!, name.Name.Value ?? ""));
        return FindTable(new QualifiedName("public", name.Name.Value ?? ""))
            ?? (_tablesByName.TryGetValue(name.Name.Value ?? "", out var table) ? table : null);
    }

    public View? FindView(QualifiedName name) => _views.TryGetValue(name, out var view) ? view : null;

    /// <summary>The table that has the index that a statement names (in public when no schema is written).</summary>
    public Table? FindTableOfIndex(RangeVar index) =>
        _indexes.TryGetValue(new QualifiedName(index.Schema.IsMissing ? "public" : index.Schema.Value!, index.Name.Value ?? ""), out var found) ? FindTable(found.Relation) : null;

    public bool HasIndex(string schema, string name) => _indexes.ContainsKey(new QualifiedName(schema, name));

    /// <summary>The foreign keys that refer to a table, with the tables they belong to.</summary>
    public IReadOnlyList<(Table Table, ForeignKey ForeignKey)> ReferencesTo(QualifiedName table) =>
        _references.TryGetValue(table, out var references) ? references : [];

    public IReadOnlyList<Trigger> TriggersOf(QualifiedName relation) => _triggers.TryGetValue(relation, out var triggers) ? triggers : [];

    /// <summary>Whether other tables inherit from it (partitions included).</summary>
    public bool HasChildren(QualifiedName table) => _parents.Contains(table);

    public EnumType? FindEnum(SqlType type) => !type.IsArray && _enums.TryGetValue(new QualifiedName(type.Schema, type.Name), out var found) ? found : null;

    /// <summary>The type below all domains.</summary>
    public SqlType BaseOf(SqlType type)
    {
        // A domain over a domain over ...: a cycle cannot be made, but a schema is what somebody wrote.
        for (var depth = 0; depth < 16 && FindDomain(type) is { } domain; depth++)
            type = domain.BaseType;
        return type;
    }

    /// <summary>Whether a column is never NULL, by itself or by its domain.</summary>
    public bool IsNotNull(Column column)
    {
        if (column.IsNotNull)
            return true;
        var type = column.Type;
        for (var depth = 0; depth < 16 && FindDomain(type) is { } domain; depth++)
        {
            if (domain.IsNotNull)
                return true;
            type = domain.BaseType;
        }

        return false;
    }

    /// <summary>Whether an INSERT may leave a column out and still gets a value for it: by the column itself or by its domain.</summary>
    public bool HasDefault(Column column)
    {
        if (column.HasDefault)
            return true;
        var type = column.Type;
        for (var depth = 0; depth < 16 && FindDomain(type) is { } domain; depth++)
        {
            if (domain.DefaultExpression is not null)
                return true;
            type = domain.BaseType;
        }

        return false;
    }

    private DomainType? FindDomain(SqlType type) => !type.IsArray && _domains.TryGetValue(new QualifiedName(type.Schema, type.Name), out var domain) ? domain : null;

    private void Add(Table table)
    {
        _tables[table.QualifiedName] = table;
        _tablesByName[table.Name] = _tablesByName.ContainsKey(table.Name) ? null : table;
        Add(table.QualifiedName, table.Indexes);
        foreach (var foreignKey in table.ForeignKeys)
            AddTo(_references, foreignKey.ReferencedTable, (table, foreignKey));
        foreach (var parent in table.Parents)
            _parents.Add(parent);
        HasTimescaleDb |= table.Hypertable is not null;
    }

    private void Add(QualifiedName relation, ValueList<Index> indexes)
    {
        foreach (var index in indexes)
            _indexes[new QualifiedName(relation.Schema, index.Name)] = (relation, index);
    }

    private static void AddTo<T>(Dictionary<QualifiedName, List<T>> lists, QualifiedName key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(item);
    }
}
