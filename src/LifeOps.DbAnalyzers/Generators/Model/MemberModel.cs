namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>What an INSERT may say about a column.</summary>
internal enum InsertRole
{
    /// <summary>GENERATED ALWAYS: the server refuses a value.</summary>
    Absent,

    /// <summary>NOT NULL without a default.</summary>
    Required,

    /// <summary>May be NULL, no default: left out is NULL.</summary>
    Nullable,

    /// <summary>NOT NULL with a default: null in C# asks for the default.</summary>
    Defaulted,

    /// <summary>May be NULL and has a default: NULL and "not given" are two things.</summary>
    NullableDefaulted,
}

/// <summary>One column, or one attribute of a composite type, as a C# property.</summary>
internal sealed record MemberModel
{
    /// <summary>The property; unique in its type whatever the case.</summary>
    public required string Name { get; init; }

    public required string ColumnName { get; init; }

    /// <summary>A backing field named like the column, which Dapper finds without configuration; null when the property's own name does.</summary>
    public string? FieldName { get; init; }

    public required MemberType Type { get; init; }

    /// <summary>The C# type of the id that the column holds; null when it holds none, or ids have no types.</summary>
    public string? IdType { get; init; }

    public bool IsNullable { get; init; }

    public InsertRole Insert { get; init; }

    public bool IsIdentity { get; init; }

    /// <summary>GENERATED ALWAYS AS (expression).</summary>
    public bool IsComputed { get; init; }

    public bool HasDefault { get; init; }

    public string? Comment { get; init; }

    /// <summary>The column as DDL, for the reader: <c>payload jsonb NOT NULL DEFAULT '{}'</c>.</summary>
    public required string Declaration { get; init; }
}
