using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Pieces of SQL text, quoted: names and comments of a database are untrusted input.</summary>
internal static class SqlText
{
    public static string Name(string schema, string name) => SqlIdentifier.Quote(schema) + "." + SqlIdentifier.Quote(name);

    /// <summary>One text for a schema and a name, to look up by; no name has the character between.</summary>
    public static string Key(string schema, string name) => schema + "\0" + name;

    /// <summary>A string literal. A backslash needs the escape form where standard_conforming_strings could be off.</summary>
    public static string Literal(string value) => value.Contains('\\')
        ? "E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'"
        : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>One line of a comment: nothing in it can end the line.</summary>
    public static string CommentLine(string value) => value.ReplaceLineEndings(" ");
}
