namespace LifeOps.PostgreSql.Syntax;

// Which of the objects that hold no data a CREATE or ALTER is about.
internal sealed partial class Parser
{
    /// <summary>Behind CREATE, at the word for an object other than those of a schema's tables, types and routines.</summary>
    private Statement ParseCreateOther(int start)
    {
        switch (Current)
        {
            case TokenKind.AggregateKeyword or TokenKind.TransformKeyword or TokenKind.TrustedKeyword or TokenKind.ProceduralKeyword or TokenKind.LanguageKeyword:
                return ParseCreateReplaceableOther(start, replace: false);

            case TokenKind.RoleKeyword:
                Take();
                return ParseCreateRole(start, RoleStmtType.Role);

            case TokenKind.UserKeyword when Peek() == TokenKind.MappingKeyword && Peek(2) is TokenKind.ForKeyword or TokenKind.IfKeyword:
                Take();
                Take();
                return ParseCreateUserMapping(start);

            case TokenKind.UserKeyword:
                Take();
                return ParseCreateRole(start, RoleStmtType.User);

            case TokenKind.GroupKeyword:
                Take();
                return ParseCreateRole(start, RoleStmtType.Group);

            case TokenKind.DatabaseKeyword:
                Take();
                return ParseCreateDatabase(start);

            case TokenKind.TablespaceKeyword:
                Take();
                return ParseCreateTableSpace(start);

            case TokenKind.OperatorKeyword:
                Take();
                return ParseCreateOperator(start);

            case TokenKind.CastKeyword:
                Take();
                return ParseCreateCast(start);

            case TokenKind.CollationKeyword:
                Take();
                return ParseCreateCollation(start);

            case TokenKind.ConversionKeyword:
                Take();
                return ParseCreateConversion(start, isDefault: false);

            case TokenKind.DefaultKeyword:
                Take();
                Expect(TokenKind.ConversionKeyword);
                return ParseCreateConversion(start, isDefault: true);

            case TokenKind.TextKeyword:
                Take();
                return ParseCreateTextSearch(start);

            case TokenKind.EventKeyword:
                Take();
                Expect(TokenKind.TriggerKeyword);
                return ParseCreateEventTrigger(start);

            case TokenKind.PublicationKeyword:
                Take();
                return ParseCreatePublication(start);

            case TokenKind.SubscriptionKeyword:
                Take();
                return ParseCreateSubscription(start);

            case TokenKind.ForeignKeyword:
                Take();
                Expect(TokenKind.DataKeyword);
                Expect(TokenKind.WrapperKeyword);
                return ParseCreateFdw(start);

            case TokenKind.ServerKeyword:
                Take();
                return ParseCreateServer(start);

            case TokenKind.AccessKeyword:
                Take();
                Expect(TokenKind.MethodKeyword);
                return ParseCreateAccessMethod(start);

            default:
                return Unparsable(start);
        }
    }

    /// <summary>Behind CREATE OR REPLACE, at the word for such an object.</summary>
    private Statement ParseCreateOrReplaceOther(int start) => ParseCreateReplaceableOther(start, replace: true);

    private Statement ParseCreateReplaceableOther(int start, bool replace)
    {
        switch (Current)
        {
            case TokenKind.AggregateKeyword:
                Take();
                return ParseCreateAggregate(start, replace);

            case TokenKind.TransformKeyword:
                Take();
                return ParseCreateTransform(start, replace);

            case TokenKind.TrustedKeyword or TokenKind.ProceduralKeyword or TokenKind.LanguageKeyword:
                return ParseCreateLanguage(start, replace);

            default:
                return Unparsable(start);
        }
    }

    /// <summary>Behind ALTER, at the word for an object other than those of a schema's tables, types and routines.</summary>
    private Statement ParseAlterOther(int start)
    {
        switch (Current)
        {
            case TokenKind.UserKeyword when Peek() == TokenKind.MappingKeyword && Peek(2) == TokenKind.ForKeyword:
                Take();
                Take();
                return ParseAlterUserMapping(start);

            case TokenKind.RoleKeyword or TokenKind.UserKeyword:
                Take();
                return ParseAlterRole(start);

            case TokenKind.GroupKeyword:
                Take();
                return ParseAlterGroup(start);

            case TokenKind.DatabaseKeyword:
                Take();
                return ParseAlterDatabase(start);

            case TokenKind.TablespaceKeyword:
                Take();
                return ParseAlterTableSpace(start);

            case TokenKind.SystemKeyword:
                Take();
                return ParseAlterSystem(start);

            case TokenKind.DefaultKeyword:
                Take();
                Expect(TokenKind.PrivilegesKeyword);
                return ParseAlterDefaultPrivileges(start);

            case TokenKind.OperatorKeyword:
                Take();
                return ParseAlterOperator(start);

            case TokenKind.CollationKeyword:
                Take();
                return ParseAlterCollation(start);

            case TokenKind.ConversionKeyword:
                Take();
                return ParseAlterConversion(start);

            case TokenKind.ProceduralKeyword:
                Take();
                Expect(TokenKind.LanguageKeyword);
                return ParseAlterLanguage(start);

            case TokenKind.LanguageKeyword:
                Take();
                return ParseAlterLanguage(start);

            case TokenKind.LargeKeyword:
                Take();
                Expect(TokenKind.ObjectKeyword);
                return ParseAlterLargeObject(start);

            case TokenKind.TextKeyword:
                Take();
                return ParseAlterTextSearch(start);

            case TokenKind.EventKeyword:
                Take();
                Expect(TokenKind.TriggerKeyword);
                return ParseAlterEventTrigger(start);

            case TokenKind.PublicationKeyword:
                Take();
                return ParseAlterPublication(start);

            case TokenKind.SubscriptionKeyword:
                Take();
                return ParseAlterSubscription(start);

            case TokenKind.ForeignKeyword:
                Take();
                Expect(TokenKind.DataKeyword);
                Expect(TokenKind.WrapperKeyword);
                return ParseAlterFdw(start);

            case TokenKind.ServerKeyword:
                Take();
                return ParseAlterServer(start);

            default:
                return Unparsable(start);
        }
    }
}
