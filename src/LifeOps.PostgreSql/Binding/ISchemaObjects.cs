using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

/// <summary>What binding asks of a database: user objects along search_path, with the server's own behind them.</summary>
internal interface ISchemaObjects
{
    BoundRelation? FindRelation(string? schema, string name);

    /// <summary>Whether a schema is one whose content is not known, so that nothing can be called missing in it.</summary>
    bool IsOpaque(string? schema);

    IEnumerable<CatalogFunction> FindFunctions(string? schema, string name);

    IEnumerable<CatalogOperator> FindOperators(string name);

    SqlType? FindType(TypeName typeName);

    /// <summary>A type by its name, without modifiers.</summary>
    SqlType? FindType(string? schema, string name);

    /// <summary>What a type that is not built in is made of; null for built-in and unknown ones.</summary>
    TypeShape? Describe(SqlType type);

    /// <summary>A cast that is not built in.</summary>
    CatalogCast? FindCast(SqlType source, SqlType target);
}

/// <summary>A relation as a query sees it.</summary>
/// <param name="Source">The object to report as read; null for the server's own relations.</param>
/// <param name="RowType">The relation's row type.</param>
internal sealed record BoundRelation(object? Source, SqlType RowType, IReadOnlyList<BoundColumn> Columns);

/// <summary>A column as a query sees it.</summary>
/// <param name="Source">The object to report as read; null for columns of queries and functions.</param>
internal sealed record BoundColumn(string Name, SqlType Type, object? Source = null, string? Collation = null, TextSpan Span = default);

/// <summary>pg_type.typtype of a type that is not built in.</summary>
internal enum TypeShapeKind : byte
{
    Base,
    Enum,
    Domain,
    Composite,
    Range,
    Multirange,
}

/// <summary>What a type that is not built in is made of.</summary>
internal sealed class TypeShape
{
    public required TypeShapeKind Kind { get; init; }

    /// <summary>pg_type.typcategory of a base type.</summary>
    public char Category { get; init; } = 'U';

    /// <summary>What a domain is a domain over.</summary>
    public SqlType? BaseType { get; init; }

    /// <summary>What a range is a range of; of a multirange, its range.</summary>
    public SqlType? Subtype { get; init; }

    /// <summary>The multirange of a range.</summary>
    public SqlType? Multirange { get; init; }

    /// <summary>The attributes of a composite or row type.</summary>
    public IReadOnlyList<BoundColumn> Attributes { get; init; } = [];
}
