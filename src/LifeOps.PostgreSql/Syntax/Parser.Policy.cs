namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE POLICY and ALTER POLICY.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE POLICY, at POLICY (gram.y: CreatePolicyStmt).</summary>
    private CreatePolicyStmt ParseCreatePolicy(int start)
    {
        Take();
        var name = ParseColId();
        Expect(TokenKind.OnKeyword);
        var table = ParseQualifiedName();
        var permissive = true;
        if (Accept(TokenKind.AsKeyword))
            permissive = ParsePolicyKind();
        var command = Accept(TokenKind.ForKeyword) ? ParsePolicyCommand() : RuleEvent.All;
        var roles = Accept(TokenKind.ToKeyword) ? ParseRoleList() : default;
        ParsePolicyExpressions(out var qual, out var withCheck);
        return new CreatePolicyStmt(name, table, permissive, command, roles, qual, withCheck, SpanFrom(start));
    }

    /// <summary>PERMISSIVE or RESTRICTIVE, which are no keywords: whether permissive.</summary>
    private bool ParsePolicyKind()
    {
        if (!IsNameToken(Current))
        {
            ErrorHere();
            return true;
        }

        var name = TakeName();
        if (name.Value == "permissive")
            return true;
        if (name.Value != "restrictive")
            Error(name.Span, "unrecognized row security option \"" + name.Value + "\"");
        return false;
    }

    /// <summary>gram.y: row_security_cmd.</summary>
    private RuleEvent ParsePolicyCommand() => Accept(TokenKind.AllKeyword) ? RuleEvent.All : ParseRuleEvent();

    /// <summary>USING (expression) and WITH CHECK (expression), both optional.</summary>
    private void ParsePolicyExpressions(out Expression? qual, out Expression? withCheck)
    {
        qual = Accept(TokenKind.UsingKeyword) ? ParseParenthesisedExpr() : null;
        withCheck = null;
        if (!IsWith)
            return;
        Take();
        Expect(TokenKind.CheckKeyword);
        withCheck = ParseParenthesisedExpr();
    }

    /// <summary>ALTER POLICY, at POLICY (gram.y: AlterPolicyStmt, RenameStmt).</summary>
    private Statement ParseAlterPolicy(int start)
    {
        Take();
        var missingOk = ParseIfExists();
        var name = ParseColId();
        Expect(TokenKind.OnKeyword);
        var table = ParseQualifiedName();
        if (missingOk || Current == TokenKind.RenameKeyword)
            return ParseRenamePart(start, ObjectType.Policy, name, table, missingOk);

        var roles = Accept(TokenKind.ToKeyword) ? ParseRoleList() : default;
        ParsePolicyExpressions(out var qual, out var withCheck);
        return new AlterPolicyStmt(name, table, roles, qual, withCheck, SpanFrom(start));
    }
}
