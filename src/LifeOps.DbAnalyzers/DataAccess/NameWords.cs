using System;
using LifeOps.PostgreSql;

namespace LifeOps.DbAnalyzers.DataAccess;

/// <summary>The words that names are made of: <c>Data</c> and <c>Seeder</c> of DataSeeder, <c>role</c> and <c>Ids</c> of roleIds.</summary>
internal static class NameWords
{
    // What names of rows end with beside what the row is.
    private static readonly string[] Forms = ["Create", "Data", "Details", "Dto", "Entity", "Entry", "Info", "Item", "Model", "Record", "Request", "Response", "Row", "Summary", "View"];

    /// <summary>Whether a word of the name begins with one of the beginnings.</summary>
    public static bool AnyBegins(string name, ValueList<string> beginnings) => Find(name, name.Length, beginnings, onlyLast: false);

    /// <summary>Whether the noun that a type is named for begins with one of the beginnings: <c>Role</c> of ApplicationRoleDto.</summary>
    public static bool NounBegins(string typeName, ValueList<string> beginnings)
    {
        var end = typeName.Length;
        for (var i = 0; i < Forms.Length; i++)
        {
            if (end > Forms[i].Length && string.CompareOrdinal(typeName, end - Forms[i].Length, Forms[i], 0, Forms[i].Length) == 0)
            {
                end -= Forms[i].Length;
                i = -1;
            }
        }

        return Find(typeName, end, beginnings, onlyLast: true);
    }

    private static bool Find(string name, int end, ValueList<string> beginnings, bool onlyLast)
    {
        for (var start = end - 1; start >= 0; start--)
        {
            if (!Begins(name, start))
                continue;
            foreach (var beginning in beginnings)
            {
                if (start + beginning.Length <= end && string.Compare(name, start, beginning, 0, beginning.Length, StringComparison.OrdinalIgnoreCase) == 0)
                    return true;
            }

            if (onlyLast)
                return false;
        }

        return false;
    }

    // Words of DataSeeder, UPGRADE_2_0, backfillJob begin with a capital behind a small letter, or behind something that is no letter; the last capital of IDBRole begins one too.
    private static bool Begins(string name, int start)
    {
        if (!char.IsLetter(name[start]))
            return false;
        if (start == 0 || !char.IsLetter(name[start - 1]))
            return true;
        return char.IsUpper(name[start]) && (!char.IsUpper(name[start - 1]) || start + 1 < name.Length && char.IsLower(name[start + 1]));
    }
}
