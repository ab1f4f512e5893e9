namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// A name as the server sees it (folded to lower case unless quoted, escapes resolved, cut to 63 bytes only by the schema, not
/// here), with the place where it is written.
/// </summary>
/// <param name="Value">The name; null or empty when the text has none (error recovery, or an optional name left out).</param>
/// <param name="Start">First character in the text, quotes included.</param>
/// <param name="End">Behind the last character in the text, quotes included.</param>
public readonly record struct Identifier(string? Value, int Start, int End)
{
    public TextSpan Span => TextSpan.FromBounds(Start, End);

    /// <summary>Whether nothing was written here.</summary>
    public bool IsMissing => string.IsNullOrEmpty(Value);

    /// <summary>Whether part of the name is not known at compile time.</summary>
    public bool HasHole => Value is not null && Value.IndexOf(SqlHole.Filler) >= 0;

    public override string ToString() => Value ?? "";
}
