namespace LifeOps.PostgreSql.Syntax;

/// <summary>A token: its kind and its characters. White space and comments are the gaps between tokens.</summary>
public readonly struct SqlToken(TokenKind kind, int start, int end)
{
    public TokenKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int End { get; } = end;

    public TextSpan Span => TextSpan.FromBounds(Start, End);

    public override string ToString() => $"{Kind} {Span}";
}
