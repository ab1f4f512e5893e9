namespace LifeOps.PostgreSql.Syntax;

/// <summary>TRUNCATE.</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: TruncateStmt.</summary>
    private TruncateStmt ParseTruncate()
    {
        var start = Start;
        Take();
        Accept(TokenKind.TableKeyword);
        var relations = ParseRelationExprList();
        var restart = false;
        if (Current is TokenKind.RestartKeyword or TokenKind.ContinueKeyword)
        {
            restart = Take().Kind == TokenKind.RestartKeyword;
            Expect(TokenKind.IdentityKeyword);
        }

        var behavior = ParseOptDropBehavior();
        return new TruncateStmt(relations, restart, behavior, SpanFrom(start));
    }

    /// <summary>CASCADE, RESTRICT or nothing (gram.y: opt_drop_behavior).</summary>
    private DropBehavior ParseOptDropBehavior()
    {
        if (Accept(TokenKind.CascadeKeyword))
            return DropBehavior.Cascade;
        Accept(TokenKind.RestrictKeyword);
        return DropBehavior.Restrict;
    }
}
