using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema.Folding;

/// <summary>Reads a name out of a string, as a cast to regclass does: <c>public."Order"</c>.</summary>
internal static class SqlNameText
{
    /// <summary>Schema, null when not written, and name; unquoted parts are folded to lower case.</summary>
    public static (string? Schema, string Name) Split(string text)
    {
        string? schema = null;
        var position = 0;
        var name = Part(text, ref position);
        while (position < text.Length && text[position] == '.')
        {
            position++;
            schema = name;
            name = Part(text, ref position);
        }

        return (schema, name);
    }

    private static string Part(string text, ref int position)
    {
        while (position < text.Length && text[position] == ' ')
            position++;
        var part = new StringBuilder();
        if (position < text.Length && text[position] == '"')
        {
            for (position++; position < text.Length; position++)
            {
                if (text[position] != '"')
                    part.Append(text[position]);
                else if (position + 1 < text.Length && text[position + 1] == '"')
                    part.Append(text[position++]);
                else
                    break;
            }

            position++;
        }
        else
        {
            while (position < text.Length && text[position] != '.')
            {
                var c = text[position++];
                part.Append(c is >= 'A' and <= 'Z' ? (char)(c + 32) : c);
            }

            while (part.Length > 0 && part[part.Length - 1] == ' ')
                part.Length--;
        }

        while (position < text.Length && text[position] == ' ')
            position++;
        return SqlIdentifier.Truncate(part.ToString());
    }
}
