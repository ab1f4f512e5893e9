using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.Generators.Model;

/// <summary>What a column's type is, after its domains have been followed to their base.</summary>
internal enum MemberTypeKind
{
    /// <summary>A type of pg_catalog, or of an extension that Npgsql knows by name (citext, hstore, ltree).</summary>
    Known,
    Enum,
    Composite,

    /// <summary>A range type made by CREATE TYPE.</summary>
    Range,

    /// <summary>The multirange type that came with such a range.</summary>
    Multirange,

    /// <summary>Nothing is known of it: a type of an extension, or a view column whose type could not be inferred.</summary>
    Unknown,
}

/// <summary>A column's type, independent of the libraries that the project references.</summary>
/// <param name="Name">Known: the catalog name (<c>int4</c>). Enum and composite: the name of the generated C# type.</param>
/// <param name="Modifiers">The numbers in parentheses, see <see cref="PostgreSql.Schema.SqlType"/>.</param>
/// <param name="SubType">The element type of a <see cref="MemberTypeKind.Range"/> or <see cref="MemberTypeKind.Multirange"/>.</param>
/// <param name="DataTypeName">What Npgsql calls the type when its CLR type does not tell: <c>public.mood[]</c>; null when it does.</param>
internal sealed record MemberType(
    MemberTypeKind Kind,
    string Name,
    bool IsArray,
    ValueList<int> Modifiers,
    MemberType? SubType,
    string? DataTypeName)
{
    public static MemberType Unknown { get; } = new(MemberTypeKind.Unknown, "", IsArray: false, default, null, null);

    /// <summary>One jsonb, which is a string in C#.</summary>
    public bool IsJsonb => this is { Kind: MemberTypeKind.Known, Name: "jsonb", IsArray: false };
}
