namespace LifeOps.PostgreSql.Syntax;

/// <summary>What a constant is (PostgreSQL: the node tag of A_Const's value).</summary>
public enum ConstantKind : byte
{
    Null,
    Boolean,

    /// <summary>An integer that fits 32 bits.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Float,
    String,
    BitString,
}

/// <summary>A constant (PostgreSQL: A_Const).</summary>
public sealed class A_Const : Expression
{
    private readonly string _text;
    private readonly TokenKind _tokenKind;
    private readonly int _tokenStart;

    internal A_Const(ConstantKind kind, string text, TokenKind tokenKind, int tokenStart, TextSpan span) : base(span)
    {
        Kind = kind;
        _text = text;
        _tokenKind = tokenKind;
        _tokenStart = tokenStart;
    }

    public ConstantKind Kind { get; }

    /// <summary>
    /// The value: a string with its escapes resolved, a number as the server keeps it (<c>-</c> in front when negative), the digits
    /// behind a <c>b</c> or <c>x</c>, <c>true</c> or <c>false</c>; null for NULL. Decoded on each call: keep it when it is needed twice.
    /// </summary>
    public string? Value => Kind switch
    {
        ConstantKind.Null => null,
        ConstantKind.Boolean => _tokenKind == TokenKind.TrueKeyword ? "true" : "false",
        _ => (IsNegative ? "-" : "") + Literal.Decode(_text, _tokenKind, _tokenStart, Span.End),
    };

    /// <summary>Whether a minus sign was taken into the number, as the server does.</summary>
    public bool IsNegative => Kind is ConstantKind.Integer or ConstantKind.Float && _text[Span.Start] == '-';

    /// <summary>How the constant is written.</summary>
    public TokenKind TokenKind => _tokenKind;

    /// <summary>The literal itself: without the sign that was taken into the number.</summary>
    public TextSpan LiteralSpan => TextSpan.FromBounds(_tokenStart, Span.End);

    /// <summary>The value of an integer constant; 0 for others.</summary>
    public int IntegerValue => Kind == ConstantKind.Integer ? Literal.ParseInteger(_text, _tokenStart, Span.End) * (IsNegative ? -1 : 1) : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
