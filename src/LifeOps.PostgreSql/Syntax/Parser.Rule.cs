namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE RULE.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE [OR REPLACE] RULE, at RULE (gram.y: RuleStmt).</summary>
    private RuleStmt ParseCreateRule(int start, bool replace)
    {
        Take();
        var name = ParseColId();
        Expect(TokenKind.AsKeyword);
        Expect(TokenKind.OnKeyword);
        var ruleEvent = ParseRuleEvent();
        Expect(TokenKind.ToKeyword);
        var relation = ParseQualifiedName();
        var where = ParseOptWhere();
        Expect(TokenKind.DoKeyword);
        var instead = Accept(TokenKind.InsteadKeyword);
        if (!instead)
            Accept(TokenKind.AlsoKeyword);
        var actions = ParseRuleActions();
        return new RuleStmt(relation, name, where, ruleEvent, instead, actions, replace, SpanFrom(start));
    }

    /// <summary>gram.y: event.</summary>
    private RuleEvent ParseRuleEvent()
    {
        switch (Current)
        {
            case TokenKind.SelectKeyword:
                Take();
                return RuleEvent.Select;
            case TokenKind.UpdateKeyword:
                Take();
                return RuleEvent.Update;
            case TokenKind.DeleteKeyword:
                Take();
                return RuleEvent.Delete;
            default:
                Expect(TokenKind.InsertKeyword);
                return RuleEvent.Insert;
        }
    }

    /// <summary>NOTHING, one statement, or statements in parentheses (gram.y: RuleActionList).</summary>
    private ValueList<Statement> ParseRuleActions()
    {
        if (Accept(TokenKind.NothingKeyword))
            return default;
        if (Current != TokenKind.OpenParen || IsQueryInParentheses())
            return new([ParseRuleAction()]);

        Take();
        var actions = NewList<Statement>();
        while (true)
        {
            if (Current is not (TokenKind.Semicolon or TokenKind.CloseParen or TokenKind.EndOfFile))
                actions.Add(ParseRuleAction());
            if (!Accept(TokenKind.Semicolon))
                break;
        }

        Expect(TokenKind.CloseParen);
        return actions.ToValueList();
    }

    /// <summary>
    /// Whether the parenthesis here belongs to a query and not to a list of actions: a query is in it alone, without a semicolon. The server takes
    /// it so too: shifting the closing parenthesis comes before making a statement of the query.
    /// </summary>
    private bool IsQueryInParentheses()
    {
        var first = 1;
        while (Peek(first) == TokenKind.OpenParen)
            first++;
        if (Peek(first) is not (TokenKind.SelectKeyword or TokenKind.ValuesKeyword or TokenKind.TableKeyword or TokenKind.WithKeyword))
            return false;

        var depth = 0;
        for (var i = 0; ; i++)
        {
            switch (Peek(i))
            {
                case TokenKind.OpenParen:
                    depth++;
                    break;
                case TokenKind.CloseParen:
                    if (--depth == 0)
                        return true;
                    break;

                // WITH may also begin one of these, which only a list can hold in parentheses.
                case TokenKind.InsertKeyword or TokenKind.UpdateKeyword or TokenKind.DeleteKeyword when depth == 1:
                case TokenKind.Semicolon:
                case TokenKind.EndOfFile:
                    return false;
            }
        }
    }

    /// <summary>gram.y: RuleActionStmt.</summary>
    private Statement ParseRuleAction()
    {
        switch (Current)
        {
            case TokenKind.SelectKeyword:
            case TokenKind.ValuesKeyword:
            case TokenKind.TableKeyword:
            case TokenKind.WithKeyword:
            case TokenKind.OpenParen:
            case TokenKind.InsertKeyword:
            case TokenKind.UpdateKeyword:
            case TokenKind.DeleteKeyword:
                return ParsePreparableStmt();
            case TokenKind.NotifyKeyword:
                return ParseNotifyStmt();
            default:
                ErrorHere();
                SkipToCloseParen();
                return new UnparsedStmt(EmptySpan());
        }
    }
}
