using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Binding;

/// <summary>A type without its modifiers: what function and operator signatures are made of.</summary>
internal readonly record struct TypeKey(string Schema, string Name, bool IsArray)
{
    public static TypeKey Of(SqlType type) => new(type.Schema, type.Name, type.IsArray);
}
