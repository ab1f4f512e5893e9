namespace LifeOps.PostgreSql.Schema;

/// <summary>CREATE TYPE ... AS ENUM.</summary>
public sealed record EnumType(string Schema, string Name, ValueList<string> Labels, string? Comment, SchemaLocation Location)
{
    public QualifiedName QualifiedName => new(Schema, Name);
}

/// <summary>CREATE DOMAIN.</summary>
public sealed record DomainType
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required SqlType BaseType { get; init; }

    public bool IsNotNull { get; init; }

    public string? DefaultExpression { get; init; }

    public ValueList<CheckConstraint> Checks { get; init; }

    public string? Comment { get; init; }

    public SchemaLocation Location { get; init; }

    public QualifiedName QualifiedName => new(Schema, Name);
}

/// <summary>CREATE TYPE ... AS (attributes).</summary>
public sealed record CompositeType(string Schema, string Name, ValueList<Column> Attributes, string? Comment, SchemaLocation Location)
{
    public QualifiedName QualifiedName => new(Schema, Name);
}

/// <summary>CREATE TYPE ... AS RANGE; the multirange type comes with it.</summary>
public sealed record RangeType(string Schema, string Name, SqlType SubType, string MultirangeName, string? Comment, SchemaLocation Location)
{
    public QualifiedName QualifiedName => new(Schema, Name);
}

/// <summary>A sequence; those behind serial and identity columns included.</summary>
public sealed record Sequence
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public SqlType Type { get; init; } = SqlType.BuiltIn("int8");

    public long? Start { get; init; }

    public long? Increment { get; init; }

    /// <summary>The table of the owning column (serial, identity, OWNED BY); null when there is none.</summary>
    public QualifiedName? OwnerTable { get; init; }

    public string? OwnerColumn { get; init; }

    public string? Comment { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>A function, procedure or aggregate: its signature, and its body as text.</summary>
public sealed record Function
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>FUNCTION, PROCEDURE or AGGREGATE.</summary>
    public required string Kind { get; init; }

    public ValueList<FunctionParameter> Parameters { get; init; }

    /// <summary>Null for a procedure.</summary>
    public SqlType? ReturnType { get; init; }

    public bool ReturnsSet { get; init; }

    public string? Language { get; init; }

    /// <summary>i, s or v as in pg_proc.provolatile.</summary>
    public char Volatility { get; init; } = 'v';

    public string? Comment { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>One parameter; mode is IN, OUT, INOUT, VARIADIC or TABLE.</summary>
public sealed record FunctionParameter(string? Name, SqlType Type, string Mode, string? Default);

/// <summary>A trigger on a table or view.</summary>
public sealed record Trigger(string Name, QualifiedName Table, string Definition, SchemaLocation Location);
