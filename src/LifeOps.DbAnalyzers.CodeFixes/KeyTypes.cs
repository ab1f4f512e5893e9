using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.CodeFixes;

/// <summary>Columns and C# types between which the driver converts nothing.</summary>
internal static class KeyTypes
{
    /// <summary>Whether the driver reads the column as this type.</summary>
    public static bool AreAlike(SqlType column, ITypeSymbol type) => column is { IsBuiltIn: true, IsArray: false } && ((column.Name, type.SpecialType) is
        ("int2", SpecialType.System_Int16) or ("int4", SpecialType.System_Int32) or ("int8", SpecialType.System_Int64) or ("text" or "varchar", SpecialType.System_String)
            or ("bool", SpecialType.System_Boolean) or ("numeric", SpecialType.System_Decimal) or ("float8", SpecialType.System_Double)
        || column.Name == "uuid" && type is { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });
}
