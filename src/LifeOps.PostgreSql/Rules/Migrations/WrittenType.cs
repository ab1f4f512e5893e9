using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>A type as written in a statement, as the schema would hold it.</summary>
internal static class WrittenType
{
    /// <summary>The built-in type; null for any other, and for one whose modifiers are no plain numbers.</summary>
    public static SqlType? Read(TypeName type)
    {
        if (type.IsColumnReference || type.Name.Value is not { } name || (type.Names.Count > 1 && type.Schema.Value != "pg_catalog") || PostgresCatalog.Instance.FindType(name) is null)
            return null;
        var modifiers = new int[type.Typmods.Count];
        for (var i = 0; i < modifiers.Length; i++)
        {
            if (type.Typmods[i] is not A_Const { Kind: ConstantKind.Integer } number)
                return null;
            modifiers[i] = number.IntegerValue;
        }

        // char and bit alone are char(1) and bit(1).
        if (modifiers.Length == 0 && type.Names.Count > 1 && name is "bpchar" or "bit")
            modifiers = [1];
        return new(SqlType.BuiltIn(name).Schema, name, new(modifiers), !type.ArrayBounds.IsEmpty, type.IntervalFields == IntervalFields.None ? null : type.IntervalFields.ToString());
    }
}
