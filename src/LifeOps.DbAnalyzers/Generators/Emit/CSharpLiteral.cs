using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Generators.Emit;

/// <summary>Writes any text as a C# string literal on one line.</summary>
internal static class CSharpLiteral
{
    public static string Of(string value)
    {
        var result = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                result.Append('\\').Append(c);
            else if (IsReadable(c))
                result.Append(c);
            else
                result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return result.Append('"').ToString();
    }

    /// <summary>Not a line end, a control or formatting character (text direction included), or half of a surrogate pair.</summary>
    private static bool IsReadable(char c) => c switch
    {
        < ' ' => false,
        < '\u007f' => true,
        _ => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse),
    };
}
