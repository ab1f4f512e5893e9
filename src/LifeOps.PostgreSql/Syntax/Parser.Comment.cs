namespace LifeOps.PostgreSql.Syntax;

/// <summary>COMMENT ON and SECURITY LABEL.</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: CommentStmt.</summary>
    private CommentStmt ParseComment()
    {
        var start = Start;
        Take();
        Expect(TokenKind.OnKeyword);
        var objectType = ParseAddressedObject(ObjectAddressing.Comment, out var target, out var second);
        Expect(TokenKind.IsKeyword);
        var isNull = Accept(TokenKind.NullKeyword);
        var comment = isNull ? default : ParseSconst();
        return new CommentStmt(objectType, target, second, comment, isNull, SpanFrom(start));
    }

    /// <summary>gram.y: SecLabelStmt.</summary>
    private SecLabelStmt ParseSecurityLabel()
    {
        var start = Start;
        Take();
        Expect(TokenKind.LabelKeyword);
        var provider = Accept(TokenKind.ForKeyword) ? ParseNonReservedWordOrSconst() : default;
        Expect(TokenKind.OnKeyword);
        var objectType = ParseAddressedObject(ObjectAddressing.SecurityLabel, out var target, out _);
        Expect(TokenKind.IsKeyword);
        var label = Accept(TokenKind.NullKeyword) ? default : ParseSconst();
        return new SecLabelStmt(objectType, target, provider, label, SpanFrom(start));
    }
}
