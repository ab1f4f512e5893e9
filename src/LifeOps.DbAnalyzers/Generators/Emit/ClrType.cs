namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>How EF Core sees a property of a <see cref="ClrType"/>.</summary>
internal enum EfSupport
{
    /// <summary>Mapped by its CLR type.</summary>
    Mapped,

    /// <summary>Nothing in EF Core's provider maps it: left out of the model.</summary>
    NotMapped,
}

/// <summary>A column's type in C#, with how it is read and written.</summary>
/// <param name="Name">Fully qualified, without a question mark.</param>
/// <param name="Getter">The reader's own method (<c>GetGuid</c>); null for <c>GetFieldValue&lt;T&gt;</c>.</param>
/// <param name="NpgsqlDbType">Members of NpgsqlTypes.NpgsqlDbType that tell the type to the server; null when <paramref name="DataTypeName"/> or nothing does.</param>
/// <param name="DataTypeName">The type's name for Npgsql; null when not needed.</param>
/// <param name="EfTypeName">What EF Core has to be told because it would take another type for this CLR type; null when it would not.</param>
/// <param name="Key">The type of the value inside a typed id; null for every other type.</param>
/// <param name="EnumLabels">The class that parses the labels of an enum read as text; null when Npgsql maps the enum.</param>
internal sealed record ClrType(
    string Name,
    bool IsValueType,
    string? Getter = null,
    string? NpgsqlDbType = null,
    string? DataTypeName = null,
    string? EfTypeName = null,
    EfSupport Ef = EfSupport.Mapped,
    string? EnumLabels = null,
    ClrType? Key = null)
{
    public static ClrType Object { get; } = new("object", IsValueType: false, Getter: "GetValue", Ef: EfSupport.NotMapped);
}
