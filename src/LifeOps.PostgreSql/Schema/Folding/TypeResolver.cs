using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>Finds the types that type names stand for (src/backend/parser/parse_type.c).</summary>
internal sealed class TypeResolver(DatabaseState database)
{
    private readonly Dictionary<string, SqlType> _builtIn = [];

    /// <summary>The type, or null when there is none of that name.</summary>
    public SqlType? Resolve(TypeName typeName)
    {
        var name = typeName.Name;
        if (name.IsMissing)
            return null;

        var type = typeName.IsColumnReference ? ColumnType(typeName) : Find(typeName.Schema.IsMissing ? null : typeName.Schema.Value, SqlIdentifier.Truncate(name.Value!));
        if (type is null)
            return null;

        if (!typeName.Typmods.IsEmpty)
            type = type with { Modifiers = Modifiers(typeName) };
        if (typeName.IntervalFields != IntervalFields.None)
            type = type with { IntervalFields = FieldsText(typeName.IntervalFields) };
        return typeName.ArrayBounds.IsEmpty || type.IsArray ? type : type.MakeArray();
    }

    /// <summary>The name as messages write it.</summary>
    public static string Display(TypeName typeName)
    {
        var name = typeName.Name.Value ?? "";
        return (typeName.Schema.IsMissing ? name : typeName.Schema.Value + "." + name) + (typeName.ArrayBounds.IsEmpty ? "" : "[]");
    }

    /// <summary>A type without modifiers; pg_catalog comes first, then search_path.</summary>
    public SqlType? Find(string? schema, string name)
    {
        if (schema is null or "pg_catalog" && BuiltIn(name) is { } builtIn)
            return builtIn;
        if (schema == "information_schema")
            return PostgresCatalog.Instance.BuiltIn.Types.ContainsKey("information_schema." + name) ? new(schema, name) : null;
        if (schema == "pg_catalog")
            return null;
        // TimescaleDB's internal types are not listed: whatever is named there exists.
        if (SchemaFolder.IsTimescaleInternal(schema))
            return new(schema!, name);
        if (database.FindType(schema, name) is { } type)
            return type.Type;
        if (database.FindRelation(schema, name) is (TableState or ViewState or CompositeState) and var relation)
        {
            database.RowTypesInUse.Add(relation.QualifiedName);
            return new(relation.Schema, name);
        }

        if (database.FindExtensionType(schema, name) is { } extensionType)
            return extensionType;

        // The array type of a type of the database: _name.
        if (name.Length > 1 && name[0] == '_' && Find(schema, name.Substring(1)) is { IsArray: false } element)
            return element.MakeArray();
        return UnknownExtensionType(schema, name);
    }

    private SqlType? BuiltIn(string name)
    {
        if (_builtIn.TryGetValue(name, out var known))
            return known;

        var catalog = PostgresCatalog.Instance;
        SqlType? type = null;
        if (catalog.FindType(name) is not null || catalog.BuiltIn.Relations.ContainsKey("pg_catalog." + name))
            type = SqlType.BuiltIn(name);
        else if (name.Length > 1 && name[0] == '_' && catalog.FindType(name.Substring(1)) is not null)
            type = SqlType.BuiltIn(name.Substring(1)).MakeArray();
        if (type is not null)
            _builtIn.Add(name, type);
        return type;
    }

    /// <summary>An extension that is not known may bring any type.</summary>
    private SqlType? UnknownExtensionType(string? schema, string name)
    {
        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Section is null && extension.Schema is { } home && (schema is null ? database.SearchPath.Contains(home) : schema == home))
                return new(home, name);
        }

        return null;
    }

    private SqlType? ColumnType(TypeName typeName)
    {
        var names = typeName.Names;
        if (names.Count < 2)
            return null;
        var relation = database.FindRelation(names.Count > 2 ? names[names.Count - 3].Value : null, names[names.Count - 2].Value ?? "");
        return relation?.FindColumn(names[names.Count - 1].Value ?? "")?.Type;
    }

    private static ValueList<int> Modifiers(TypeName typeName)
    {
        var numbers = new List<int>(typeName.Typmods.Count);
        foreach (var modifier in typeName.Typmods)
        {
            // Other modifiers, like the Point of geometry(Point, 4326), mean something to the type's own input function only.
            if (modifier is A_Const { Kind: ConstantKind.Integer } constant)
                numbers.Add(constant.IntegerValue);
        }

        return numbers.ToArray();
    }

    private static string FieldsText(IntervalFields fields)
    {
        var first = 0;
        while ((fields & (IntervalFields)(1 << first)) == 0)
            first++;
        var last = 5;
        while ((fields & (IntervalFields)(1 << last)) == 0)
            last--;
        return first == last ? Word(first) : Word(first) + " to " + Word(last);
    }

    private static string Word(int bit) => (IntervalFields)(1 << bit) switch
    {
        IntervalFields.Year => "year",
        IntervalFields.Month => "month",
        IntervalFields.Day => "day",
        IntervalFields.Hour => "hour",
        IntervalFields.Minute => "minute",
        _ => "second",
    };
}
