using System.Collections.Generic;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>The database that is being folded, as queries see it.</summary>
internal sealed class FoldedObjects(DatabaseState database) : ISchemaObjects
{
    private readonly TypeResolver _types = new(database);

    public BoundRelation? FindRelation(string? schema, string name)
    {
        // pg_catalog comes before search_path.
        if (schema is null or "pg_catalog" && System("pg_catalog", name) is { } catalog)
            return catalog;
        if (schema == "information_schema")
            return System(schema, name);

        var relation = database.FindRelation(schema, name);
        return relation switch
        {
            TableState or ViewState => new(relation, new(relation.Schema, relation.Name), Columns(relation)),
            SequenceState => new(relation, new(relation.Schema, relation.Name), SequenceColumns),
            _ => ExtensionRelation(schema, name),
        };
    }

    private static BoundColumn[] SequenceColumns { get; } =
    [
        new("last_value", SqlType.BuiltIn("int8")),
        new("log_cnt", SqlType.BuiltIn("int8")),
        new("is_called", SqlType.BuiltIn("bool")),
    ];

    private static BoundRelation? System(string schema, string name) =>
        PostgresCatalog.Instance.BuiltIn.Relations.TryGetValue(schema + "." + name, out var relation) ? new(null, new(schema, name), Columns(relation.Columns, null)) : null;

    private BoundRelation? ExtensionRelation(string? schema, string name)
    {
        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Section?.Relations.TryGetValue(name, out var relation) == true && (schema is null || extension.Schema == schema))
                return new(null, new(extension.Schema ?? "public", name), Columns(relation.Columns, extension.Schema));
        }

        return null;
    }

    private static List<BoundColumn> Columns(ValueList<CatalogColumn> columns, string? extensionSchema)
    {
        var bound = new List<BoundColumn>(columns.Count);
        foreach (var column in columns)
            bound.Add(new(column.Name, Placed(column.Type, extensionSchema)));
        return bound;
    }

    private static List<BoundColumn> Columns(RelationState relation)
    {
        var bound = new List<BoundColumn>(relation.Columns.Count);
        foreach (var column in relation.Columns)
            bound.Add(new(column.Name, column.Type, column, column.Collation));
        return bound;
    }

    /// <summary>The extension tables leave the schema of the extension's own types open.</summary>
    private static SqlType Placed(SqlType type, string? extensionSchema) =>
        type.Schema.Length == 0 ? type with { Schema = extensionSchema ?? "public" } : type;

    public bool IsOpaque(string? schema)
    {
        if (SchemaFolder.IsTimescaleInternal(schema))
            return true;
        foreach (var extension in database.Extensions.Values)
        {
            // An extension that is not known may bring any relation.
            if (extension.Section is null && (schema is null ? database.SearchPath.Contains(extension.Schema ?? "") : extension.Schema == schema))
                return true;
        }

        return false;
    }

    public IEnumerable<CatalogFunction> FindFunctions(string? schema, string name)
    {
        var found = new List<CatalogFunction>();
        if (schema is null or "pg_catalog" && PostgresCatalog.Instance.BuiltIn.Functions.TryGetValue(name, out var builtIn))
            found.AddRange(builtIn);
        if (schema != "pg_catalog")
        {
            foreach (var function in database.FindFunctions(schema, name))
                found.Add(function.ToSignature());
        }

        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Section?.Functions.TryGetValue(name, out var functions) != true || (schema is not null && extension.Schema != schema))
                continue;
            foreach (var function in functions!)
                found.Add(Placed(function, extension.Schema));
        }

        return found;
    }

    private static CatalogFunction Placed(CatalogFunction function, string? schema)
    {
        var arguments = new SqlType[function.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Placed(function.Arguments[i], schema);
        var columns = new CatalogColumn[function.OutColumns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = function.OutColumns[i] with { Type = Placed(function.OutColumns[i].Type, schema) };
        return new()
        {
            Name = function.Name,
            Kind = function.Kind,
            Arguments = arguments,
            Result = Placed(function.Result, schema),
            ReturnsSet = function.ReturnsSet,
            IsStrict = function.IsStrict,
            IsVariadic = function.IsVariadic,
            Volatility = function.Volatility,
            DefaultCount = function.DefaultCount,
            DirectArgumentCount = function.DirectArgumentCount,
            OutColumns = columns,
        };
    }

    public IEnumerable<CatalogOperator> FindOperators(string name)
    {
        if (PostgresCatalog.Instance.BuiltIn.Operators.TryGetValue(name, out var builtIn))
        {
            foreach (var candidate in builtIn)
                yield return candidate;
        }

        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Section?.Operators.TryGetValue(name, out var operators) != true)
                continue;
            foreach (var candidate in operators!)
                yield return new(name, candidate.Left is null ? null : Placed(candidate.Left, extension.Schema), Placed(candidate.Right, extension.Schema), Placed(candidate.Result, extension.Schema));
        }

        foreach (var candidate in database.Operators)
        {
            if (candidate.Name == name)
                yield return candidate;
        }
    }

    public SqlType? FindType(TypeName typeName) => _types.Resolve(typeName);

    public SqlType? FindType(string? schema, string name) => _types.Find(schema, name);

    public TypeShape? Describe(SqlType type)
    {
        if (type.IsArray)
            return null;
        if (type.IsBuiltIn)
        {
            return System("pg_catalog", type.Name) is { } catalog ? new() { Kind = TypeShapeKind.Composite, Attributes = catalog.Columns } : null;
        }

        var name = new QualifiedName(type.Schema, type.Name);
        if (database.Types.TryGetValue(name, out var state))
        {
            return state switch
            {
                EnumState => new() { Kind = TypeShapeKind.Enum },
                DomainState domain => new() { Kind = TypeShapeKind.Domain, BaseType = domain.BaseType },
                RangeState range => new() { Kind = TypeShapeKind.Range, Subtype = range.SubType, Multirange = range.Multirange.Type },
                MultirangeState { Range: { } range } => new() { Kind = TypeShapeKind.Multirange, Subtype = range.Type },
                _ => new() { Kind = TypeShapeKind.Base },
            };
        }

        if (database.Relations.TryGetValue(name, out var relation) && relation is TableState or ViewState or CompositeState)
            return new() { Kind = TypeShapeKind.Composite, Attributes = Columns(relation) };
        if (System(type.Schema, type.Name) is { } system)
            return new() { Kind = TypeShapeKind.Composite, Attributes = system.Columns };
        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Schema == type.Schema && extension.Section?.Types.TryGetValue(type.Name, out var extensionType) == true)
                return new() { Kind = extensionType.Kind == 'c' ? TypeShapeKind.Composite : TypeShapeKind.Base, Category = extensionType.Category };
        }

        return null;
    }

    public CatalogCast? FindCast(SqlType source, SqlType target)
    {
        foreach (var extension in database.Extensions.Values)
        {
            if (extension.Section is null)
                continue;
            foreach (var cast in extension.Section.Casts)
            {
                if (TypeSystem.Same(Placed(cast.Source, extension.Schema), source) && TypeSystem.Same(Placed(cast.Target, extension.Schema), target))
                    return cast;
            }
        }

        foreach (var cast in database.Casts)
        {
            if (TypeSystem.Same(cast.Source, source) && TypeSystem.Same(cast.Target, target))
                return cast;
        }

        return null;
    }
}
