using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema;

/// <summary>A place in one of the files a schema was folded from.</summary>
/// <param name="File">The path given to the builder; empty for a text without a file.</param>
/// <param name="Span">The characters in that file.</param>
public readonly record struct SchemaLocation(string File, TextSpan Span);

/// <summary>
/// What a database contains after a list of DDL statements has been applied in order. Immutable; every list is in the order of
/// creation, columns in the order of attnum.
/// </summary>
public sealed record DatabaseSchema
{
    public static DatabaseSchema Empty { get; } = new();

    public ValueList<ExtensionInfo> Extensions { get; init; }

    public ValueList<NamespaceInfo> Schemas { get; init; }

    /// <summary>Ordinary, partitioned and foreign tables, partitions included.</summary>
    public ValueList<Table> Tables { get; init; }

    /// <summary>Views, materialized views and continuous aggregates.</summary>
    public ValueList<View> Views { get; init; }

    public ValueList<EnumType> Enums { get; init; }

    public ValueList<DomainType> Domains { get; init; }

    public ValueList<CompositeType> Composites { get; init; }

    public ValueList<RangeType> Ranges { get; init; }

    public ValueList<Sequence> Sequences { get; init; }

    public ValueList<Function> Functions { get; init; }

    public ValueList<Trigger> Triggers { get; init; }

    /// <summary>Statements that could not be applied (LDB0002), and texts that could not be parsed (LDB0001), in order.</summary>
    public ValueList<SchemaProblem> Problems { get; init; }
}

/// <summary>A statement that could not be applied; everything else was.</summary>
/// <param name="RuleId">LDB0001 for a syntax error, LDB0002 for a statement that does not fit what came before.</param>
public sealed record SchemaProblem(string RuleId, SchemaLocation Location, string Message);

/// <summary>A schema (pg_namespace).</summary>
public sealed record NamespaceInfo(string Name, string? Comment, SchemaLocation Location);

/// <summary>An installed extension.</summary>
public sealed record ExtensionInfo(string Name, string? Schema, string? Version, SchemaLocation Location);

/// <summary>A schema-qualified name of an existing object, as the server stores it (no quotes).</summary>
public readonly record struct QualifiedName(string Schema, string Name)
{
    public override string ToString() => Schema + "." + Name;
}
