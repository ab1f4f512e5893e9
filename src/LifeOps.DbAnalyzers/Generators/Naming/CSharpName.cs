using System.Globalization;
using System.Text;
using LifeOps.PostgreSql.Naming;
using Microsoft.CodeAnalysis.CSharp;

namespace LifeOps.DbAnalyzers.Generators.Naming;

/// <summary>Turns any name that PostgreSQL allows into a C# identifier.</summary>
internal static class CSharpName
{
    /// <summary>sensor_readings gives SensorReadings; what is neither letter nor digit separates words; never empty.</summary>
    public static string Pascal(string name)
    {
        var hasLower = HasLower(name);
        var result = new StringBuilder(name.Length);
        var startsWord = true;
        foreach (var c in name)
        {
            if (!IsWordCharacter(c))
            {
                startsWord = true;
                continue;
            }

            // USER_ID is shouted snake case, "userId" is somebody's camel case: only the first loses its capitals.
            result.Append(startsWord ? char.ToUpperInvariant(c) : hasLower ? c : char.ToLowerInvariant(c));
            startsWord = false;
        }

        if (result.Length == 0)
            return "Unnamed";
        if (!SyntaxFacts.IsIdentifierStartCharacter(result[0]))
            result.Insert(0, '_');
        return result.ToString();
    }

    /// <summary>As <see cref="Pascal"/>, with the last word in the singular.</summary>
    public static string SingularPascal(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsLetter(name[end - 1]))
            end--;
        var start = end;
        while (start > 0 && char.IsLetter(name[start - 1]) && !(start < end && char.IsUpper(name[start]) && char.IsLower(name[start - 1])))
            start--;
        return Pascal(name.Substring(0, start) + EnglishNouns.Singularize(name.Substring(start, end - start)) + name.Substring(end));
    }

    /// <summary>The name as it is, when C# lets a private field have it; else null.</summary>
    public static string? AsField(string name)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
            return null;
        // A formatting character is dropped when C# compares identifiers: two fields could be one.
        foreach (var c in name)
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
                return null;
        }

        return Escape(name);
    }

    /// <summary>With an @ where the name is a keyword, contextual ones included.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    private static bool IsWordCharacter(char c) =>
        c != '_' && SyntaxFacts.IsIdentifierPartCharacter(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.ConnectorPunctuation);

    private static bool HasLower(string name)
    {
        foreach (var c in name)
        {
            if (char.IsLower(c))
                return true;
        }

        return false;
    }
}
