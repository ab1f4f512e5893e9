using System.Collections.Generic;
using System.Text;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>Names as SQL writes them.</summary>
public static class SqlIdentifier
{
    /// <summary>The longest name the server keeps (NAMEDATALEN - 1); it cuts longer ones with a notice.</summary>
    public const int MaxBytes = 63;

    private static readonly HashSet<string> ReservedWords = FindReservedWords(KeywordCategory.ColumnName, KeywordCategory.TypeOrFunctionName, KeywordCategory.Reserved);
    private static readonly HashSet<string> NoColumnNames = FindReservedWords(KeywordCategory.TypeOrFunctionName, KeywordCategory.Reserved);

    /// <summary>The name, in double quotes where it needs them (the server's quote_identifier).</summary>
    public static string Quote(string name) =>
        IsSafe(name) && !ReservedWords.Contains(name) ? name : "\"" + name.Replace("\"", "\"\"") + "\"";

    /// <summary>The name that an identifier stands for, as <see cref="Quote"/> and the server write it: quoted, or folded to lower case.</summary>
    public static string Unquote(string identifier) =>
        identifier.Length >= 2 && identifier[0] == '"' && identifier[identifier.Length - 1] == '"'
            ? identifier.Substring(1, identifier.Length - 2).Replace("\"\"", "\"")
            : identifier.ToLowerInvariant();

    /// <summary>The part of a name that the server keeps: at most 63 bytes of UTF-8, no broken character at the end.</summary>
    public static string Truncate(string name) => Truncate(name, MaxBytes);

    /// <summary>The longest beginning that has at most <paramref name="maxBytes"/> bytes of UTF-8 and ends between two characters.</summary>
    internal static string Truncate(string name, int maxBytes)
    {
        // Three bytes is the most a UTF-16 unit needs, so most names are short enough without counting.
        if (name.Length * 3 <= maxBytes)
            return name;

        var bytes = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var isPair = char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]);
            bytes += isPair ? 4 : name[i] < 0x80 ? 1 : name[i] < 0x800 ? 2 : 3;
            if (bytes > maxBytes)
                return name.Substring(0, i);
            if (isPair)
                i++;
        }

        return name;
    }

    /// <summary>Whether a name of a table or column is a keyword that statements must quote (<c>user</c>, <c>order</c>); <c>position</c> and <c>value</c> need none.</summary>
    internal static bool IsReservedAsColumn(string name) => NoColumnNames.Contains(name);

    /// <summary>Length in bytes of UTF-8, as the server counts.</summary>
    internal static int ByteCount(string name) => Encoding.UTF8.GetByteCount(name);

    private static bool IsSafe(string name)
    {
        if (name.Length == 0 || name[0] is not (>= 'a' and <= 'z' or '_'))
            return false;

        foreach (var c in name)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '_'))
                return false;
        }

        return true;
    }

    private static HashSet<string> FindReservedWords(params KeywordCategory[] categories)
    {
        var words = new HashSet<string>();
        foreach (var (word, category, _) in KeywordTable.Keywords)
        {
            if (System.Array.IndexOf(categories, category) >= 0)
                words.Add(word);
        }

        return words;
    }
}
