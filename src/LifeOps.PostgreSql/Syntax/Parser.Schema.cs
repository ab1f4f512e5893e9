namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE SCHEMA with the statements inside it.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE SCHEMA, at SCHEMA (gram.y: CreateSchemaStmt).</summary>
    private CreateSchemaStmt ParseCreateSchema(int start)
    {
        Take();
        var ifNotExists = ParseIfNotExists();
        var name = Current == TokenKind.AuthorizationKeyword ? default : ParseColId();
        var owner = Accept(TokenKind.AuthorizationKeyword) ? ParseRoleSpec() : null;
        var elements = NewList<Statement>();
        var elementsSpan = new TextSpan(Start, 0);
        while (Current is TokenKind.CreateKeyword or TokenKind.GrantKeyword)
            elements.Add(Current == TokenKind.GrantKeyword ? ParseGrantStmt() : ParseSchemaElement());

        if (ifNotExists && elements.Count > 0)
            Error(elementsSpan, "CREATE SCHEMA IF NOT EXISTS cannot include schema elements", FeatureNotSupported);
        return new CreateSchemaStmt(name, owner, elements.ToValueList(), ifNotExists, SpanFrom(start));
    }

    /// <summary>A CREATE statement of those that may stand inside CREATE SCHEMA (gram.y: schema_stmt).</summary>
    private Statement ParseSchemaElement()
    {
        var start = Start;
        Take();
        switch (Current)
        {
            case TokenKind.TableKeyword:
                return ParseCreateTable(start, RelPersistence.Permanent, inSchema: true);
            case TokenKind.SequenceKeyword:
                return ParseCreateSequence(start, RelPersistence.Permanent);
            case TokenKind.ViewKeyword:
            case TokenKind.RecursiveKeyword:
                return ParseCreateView(start, RelPersistence.Permanent, replace: false);
            case TokenKind.TemporaryKeyword:
            case TokenKind.TempKeyword:
            case TokenKind.LocalKeyword:
            case TokenKind.GlobalKeyword:
            case TokenKind.UnloggedKeyword:
                return ParseCreateWithPersistence(start, replace: false, inSchema: true);
            case TokenKind.UniqueKeyword:
            case TokenKind.IndexKeyword:
                return ParseCreateIndex(start);
            case TokenKind.TriggerKeyword:
            case TokenKind.ConstraintKeyword:
                return ParseCreateTrigger(start, replace: false);

            case TokenKind.OrKeyword:
                Take();
                Expect(TokenKind.ReplaceKeyword);
                switch (Current)
                {
                    case TokenKind.ViewKeyword:
                    case TokenKind.RecursiveKeyword:
                        return ParseCreateView(start, RelPersistence.Permanent, replace: true);
                    case TokenKind.TemporaryKeyword:
                    case TokenKind.TempKeyword:
                    case TokenKind.LocalKeyword:
                    case TokenKind.GlobalKeyword:
                    case TokenKind.UnloggedKeyword:
                        return ParseCreateWithPersistence(start, replace: true, inSchema: true);
                    case TokenKind.TriggerKeyword:
                    case TokenKind.ConstraintKeyword:
                        return ParseCreateTrigger(start, replace: true);
                    default:
                        return Unparsable(start);
                }

            default:
                return Unparsable(start);
        }
    }
}
