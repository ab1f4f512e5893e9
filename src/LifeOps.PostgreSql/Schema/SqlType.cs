namespace LifeOps.PostgreSql.Schema;

/// <summary>
/// A resolved type: the type's catalog name (pg_type.typname, so <c>int4</c>, <c>timestamptz</c>, <c>bpchar</c>), the schema it lives
/// in, its modifiers as written, and whether it is an array of that.
/// </summary>
/// <param name="Schema"><c>pg_catalog</c> for built-in types.</param>
/// <param name="Name">The element type's typname: never starts with the underscore of array types.</param>
/// <param name="Modifiers">The numbers in parentheses: varchar(20) is [20], numeric(5,2) is [5, 2], timestamptz(3) is [3].</param>
/// <param name="IsArray">PostgreSQL does not enforce the number of dimensions, so there is only array or not.</param>
/// <param name="IntervalFields">For interval: the field restriction (<c>day to second</c>), else null.</param>
public sealed record SqlType(string Schema, string Name, ValueList<int> Modifiers = default, bool IsArray = false, string? IntervalFields = null)
{
    /// <summary>A type whose name could not be resolved.</summary>
    public static SqlType Unknown { get; } = new("pg_catalog", "unknown");

    public bool IsBuiltIn => Schema == "pg_catalog";

    public bool IsUnknown => IsBuiltIn && Name == "unknown";

    /// <summary>A built-in type by its catalog name.</summary>
    public static SqlType BuiltIn(string name, params int[] modifiers) => new("pg_catalog", name, new(modifiers));

    /// <summary>Whether this is the built-in type of that catalog name, and no array.</summary>
    public bool Is(string builtInName) => !IsArray && IsBuiltIn && Name == builtInName;

    public SqlType ElementType => IsArray ? this with { IsArray = false } : this;

    public SqlType MakeArray() => this with { IsArray = true };

    /// <summary>The type as pg_catalog.format_type writes it with search_path public: <c>timestamp with time zone</c>, <c>numeric(5,2)</c>, <c>text[]</c>, <c>other.mood</c>.</summary>
    public override string ToString() => SqlTypeFormatter.Format(this);
}
