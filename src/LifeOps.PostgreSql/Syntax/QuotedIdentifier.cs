using System.Collections.Generic;

namespace LifeOps.PostgreSql.Syntax;

/// <summary>Writes names as SQL text, as quote_ident does on the server (src/backend/utils/adt/ruleutils.c).</summary>
public static class QuotedIdentifier
{
    private static readonly HashSet<string> QuotedWords = CollectQuotedWords();

    /// <summary>The name as it is written in SQL: plain where that names the same object, else in double quotes.</summary>
    public static string Quote(string name) => IsPlain(name) ? name : "\"" + name.Replace("\"", "\"\"") + "\"";

    /// <summary>Schema and name, each quoted where needed.</summary>
    public static string Quote(string schema, string name) => Quote(schema) + "." + Quote(name);

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !(name[0] is (>= 'a' and <= 'z') or '_'))
            return false;

        foreach (var c in name)
        {
            if (!(c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
                return false;
        }

        return !QuotedWords.Contains(name);
    }

    private static HashSet<string> CollectQuotedWords()
    {
        var words = new HashSet<string>();
        foreach (var (word, category, _) in KeywordTable.Keywords)
        {
            if (category != KeywordCategory.Unreserved)
                words.Add(word);
        }

        return words;
    }
}
