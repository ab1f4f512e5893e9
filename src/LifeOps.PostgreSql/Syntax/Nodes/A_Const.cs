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
    private readonly int _tokenStart;
    private readonly int _tokenEnd;

    private A_Const(ConstantKind kind, string text, TokenKind tokenKind, int tokenStart, int tokenEnd, bool isNegative, TextSpan span) : base(span)
    {
        Kind = kind;
        _text = text;
        TokenKind = tokenKind;
        _tokenStart = tokenStart;
        _tokenEnd = tokenEnd;
        IsNegative = isNegative;
    }

    internal A_Const(ConstantKind kind, string text, SqlToken token) : this(kind, text, token.Kind, token.Start, token.End, isNegative: false, token.Span)
    {
    }

    /// <summary>A constant that the server adds where nothing is written.</summary>
    internal static A_Const Implied(ConstantKind kind, string text, TokenKind tokenKind, int position) =>
        new(kind, text, tokenKind, -1, -1, isNegative: false, new TextSpan(position, 0));

    /// <summary>The number with the other sign, as the server takes a minus sign into it (gram.y: doNegate).</summary>
    internal A_Const Negate(TextSpan span) => new(Kind, _text, TokenKind, _tokenStart, _tokenEnd, !IsNegative, span);

    public ConstantKind Kind { get; }

    /// <summary>How the constant is written.</summary>
    public TokenKind TokenKind { get; }

    /// <summary>Whether a minus sign was taken into the number, as the server does.</summary>
    public bool IsNegative { get; }

    /// <summary>
    /// The value: a string with its escapes resolved, a number as written (<c>-</c> in front when negative), the digits behind a
    /// <c>b</c> or <c>x</c>, <c>true</c> or <c>false</c>; null for NULL. Decoded on each call: keep it when it is needed twice.
    /// </summary>
    public string? Value
    {
        get
        {
            if (Kind == ConstantKind.Null)
                return null;
            var value = _tokenStart < 0 ? _text : Literal.Decode(_text, TokenKind, _tokenStart, _tokenEnd);
            return IsNegative ? "-" + value : value;
        }
    }

    /// <summary>The literal itself: without the sign that was taken into the number.</summary>
    public TextSpan LiteralSpan => _tokenStart < 0 ? Span : TextSpan.FromBounds(_tokenStart, _tokenEnd);

    /// <summary>The value of an integer constant; 0 for others.</summary>
    public int IntegerValue
    {
        get
        {
            if (Kind != ConstantKind.Integer)
                return 0;
            var value = _tokenStart < 0 ? Literal.ParseInteger(_text, 0, _text.Length) : Literal.ParseInteger(_text, _tokenStart, _tokenEnd);
            return IsNegative ? -value : value;
        }
    }

    /// <summary>Underscores and other bases in numbers came with PostgreSQL 16.</summary>
    public override int MinimumVersion =>
        Kind is ConstantKind.Integer or ConstantKind.Float && _tokenStart >= 0 && Literal.IsModernNumber(_text, _tokenStart, _tokenEnd) ? 16 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
