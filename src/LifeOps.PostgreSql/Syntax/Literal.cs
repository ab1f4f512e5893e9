namespace LifeOps.PostgreSql.Syntax;

/// <summary>The values behind literals, names and numbers as they are written.</summary>
internal static class Literal
{
    public static string Decode(string text, TokenKind kind, int start, int end) => text.Substring(start, end - start);

    public static int ParseInteger(string text, int start, int end) => 0;
}
