using System.Collections.Generic;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>The words that a name is made of.</summary>
internal static class NameWords
{
    /// <summary>The words in lower case: <c>order_lines</c>, <c>OrderLines</c> and <c>orderLines</c> give order and lines; digits stay with the word before them.</summary>
    public static IReadOnlyList<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            var isHump = !isEnd && i > start && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (!isEnd && !isHump)
                continue;
            if (i > start)
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
            start = isEnd ? i + 1 : i;
        }

        return words;
    }

    /// <summary>The last word without digits at its end; empty when there is none.</summary>
    public static string Last(string name)
    {
        var words = Split(name);
        for (var i = words.Count - 1; i >= 0; i--)
        {
            var word = words[i].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            if (word.Length > 0)
                return word;
        }

        return "";
    }
}
