namespace LifeOps.PostgreSql.Syntax;

/// <summary>DROP of all kinds of objects.</summary>
internal sealed partial class Parser
{
    /// <summary>A statement that begins with DROP.</summary>
    private Statement ParseDrop()
    {
        var start = Start;
        Take();
        switch (Current)
        {
            case TokenKind.TypeKeyword:
            case TokenKind.DomainKeyword:
                return ParseDropTypes(start);

            case TokenKind.IndexKeyword when Peek() == TokenKind.ConcurrentlyKeyword:
                Take();
                Take();
                return ParseDropQualifiedNames(start, ObjectType.Index, concurrent: true);

            case TokenKind.PolicyKeyword:
            case TokenKind.RuleKeyword:
            case TokenKind.TriggerKeyword:
                return ParseDropPart(start);

            case TokenKind.FunctionKeyword:
            case TokenKind.ProcedureKeyword:
            case TokenKind.RoutineKeyword:
                return ParseDropFunctions(start);
            case TokenKind.AggregateKeyword:
                return ParseDropAggregates(start);
            case TokenKind.OperatorKeyword:
                return ParseDropOperators(start);

            case TokenKind.CastKeyword:
                return ParseDropCast(start);
            case TokenKind.TransformKeyword:
                return ParseDropTransform(start);
        }

        if (ParseObjectTypeAnyName() is { } qualified)
            return ParseDropQualifiedNames(start, qualified, concurrent: false);
        if (ParseDropTypeName() is { } simple)
            return ParseDropNames(start, simple);
        return ParseDropOther(start);
    }

    /// <summary>Objects with qualified names.</summary>
    private DropStmt ParseDropQualifiedNames(int start, ObjectType type, bool concurrent)
    {
        var missingOk = ParseIfExists();
        var objects = NewList<SqlNode>();
        do
        {
            objects.Add(ParseAnyNameNode());
        }
        while (Accept(TokenKind.Comma));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(type, objects.ToValueList(), behavior, missingOk, concurrent, SpanFrom(start));
    }

    /// <summary>Objects with simple names.</summary>
    private DropStmt ParseDropNames(int start, ObjectType type)
    {
        var missingOk = ParseIfExists();
        var objects = NewList<SqlNode>();
        do
        {
            objects.Add(ParseNameNode());
        }
        while (Accept(TokenKind.Comma));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(type, objects.ToValueList(), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    private DropStmt ParseDropTypes(int start)
    {
        var type = Take().Kind == TokenKind.TypeKeyword ? ObjectType.Type : ObjectType.Domain;
        var missingOk = ParseIfExists();
        var objects = NewList<SqlNode>();
        do
        {
            objects.Add(ParseTypename());
        }
        while (Accept(TokenKind.Comma));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(type, objects.ToValueList(), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>POLICY, RULE or TRIGGER name ON table.</summary>
    private DropStmt ParseDropPart(int start)
    {
        var type = Take().Kind switch
        {
            TokenKind.PolicyKeyword => ObjectType.Policy,
            TokenKind.RuleKeyword => ObjectType.Rule,
            _ => ObjectType.Trigger,
        };
        var missingOk = ParseIfExists();
        var targetStart = Start;
        var name = ParseNameNode();
        Expect(TokenKind.OnKeyword);
        var table = ParseAnyNameNode();
        var target = new DropTarget(name, table, SpanFrom(targetStart));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(type, new([target]), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>gram.y: RemoveFuncStmt.</summary>
    private DropStmt ParseDropFunctions(int start)
    {
        var type = Take().Kind switch
        {
            TokenKind.ProcedureKeyword => ObjectType.Procedure,
            TokenKind.RoutineKeyword => ObjectType.Routine,
            _ => ObjectType.Function,
        };
        var missingOk = ParseIfExists();
        var functions = ParseFunctionWithArgtypesList();
        var behavior = ParseOptDropBehavior();
        return new DropStmt(type, functions, behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>gram.y: RemoveAggrStmt.</summary>
    private DropStmt ParseDropAggregates(int start)
    {
        Take();
        var missingOk = ParseIfExists();
        var aggregates = NewList<SqlNode>();
        do
        {
            aggregates.Add(ParseAggregateWithArgtypes());
        }
        while (Accept(TokenKind.Comma));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(ObjectType.Aggregate, aggregates.ToValueList(), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>gram.y: RemoveOperStmt, DropOpClassStmt, DropOpFamilyStmt.</summary>
    private DropStmt ParseDropOperators(int start)
    {
        Take();
        if (Current is TokenKind.ClassKeyword or TokenKind.FamilyKeyword && Peek() != TokenKind.Dot)
        {
            var type = Take().Kind == TokenKind.ClassKeyword ? ObjectType.OperatorClass : ObjectType.OperatorFamily;
            var classMissingOk = ParseIfExists();
            var targetStart = Start;
            var name = ParseAnyNameNode();
            Expect(TokenKind.UsingKeyword);
            var accessMethod = ParseNameNode();
            var target = new DropTarget(name, accessMethod, SpanFrom(targetStart));
            var classBehavior = ParseOptDropBehavior();
            return new DropStmt(type, new([target]), classBehavior, classMissingOk, concurrent: false, SpanFrom(start));
        }

        var missingOk = ParseIfExists();
        var operators = NewList<SqlNode>();
        do
        {
            operators.Add(ParseOperatorWithArgtypes());
        }
        while (Accept(TokenKind.Comma));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(ObjectType.Operator, operators.ToValueList(), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>gram.y: DropCastStmt.</summary>
    private DropStmt ParseDropCast(int start)
    {
        Take();
        var missingOk = ParseIfExistsBeforeClause();
        var targetStart = Start;
        ParseCastTypes(out var source, out var target);
        var cast = new DropTarget(source, target, SpanFrom(targetStart));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(ObjectType.Cast, new([cast]), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>gram.y: DropTransformStmt.</summary>
    private DropStmt ParseDropTransform(int start)
    {
        Take();
        var missingOk = ParseIfExistsBeforeClause();
        Expect(TokenKind.ForKeyword);
        var targetStart = Start;
        var type = ParseTypename();
        Expect(TokenKind.LanguageKeyword);
        var language = ParseNameNode();
        var transform = new DropTarget(type, language, SpanFrom(targetStart));
        var behavior = ParseOptDropBehavior();
        return new DropStmt(ObjectType.Transform, new([transform]), behavior, missingOk, concurrent: false, SpanFrom(start));
    }

    /// <summary>Objects that belong to no database, mappings of users, subscriptions.</summary>
    private Statement ParseDropOther(int start)
    {
        switch (Current)
        {
            case TokenKind.UserKeyword when Peek() == TokenKind.MappingKeyword && Peek(2) is TokenKind.ForKeyword or TokenKind.IfKeyword:
            {
                Take();
                Take();
                var missingOk = ParseIfExistsBeforeClause();
                var user = ParseMappedUser(out var server);
                return new DropUserMappingStmt(user, server, missingOk, SpanFrom(start));
            }

            case TokenKind.RoleKeyword:
            case TokenKind.UserKeyword:
            case TokenKind.GroupKeyword:
            {
                Take();
                var missingOk = ParseIfExists();
                var roles = ParseRoleList();
                return new DropRoleStmt(roles, missingOk, SpanFrom(start));
            }

            case TokenKind.DatabaseKeyword:
                Take();
                return ParseDropDatabase(start);

            case TokenKind.TablespaceKeyword:
            {
                Take();
                var missingOk = ParseIfExists();
                var name = ParseColId();
                return new DropTableSpaceStmt(name, missingOk, SpanFrom(start));
            }

            case TokenKind.SubscriptionKeyword:
            {
                Take();
                var missingOk = ParseIfExists();
                var name = ParseColId();
                var behavior = ParseOptDropBehavior();
                return new DropSubscriptionStmt(name, missingOk, behavior, SpanFrom(start));
            }

            case TokenKind.OwnedKeyword:
                Take();
                return ParseDropOwned(start);

            default:
                return Unparsable(start);
        }
    }

    /// <summary>gram.y: DropdbStmt.</summary>
    private DropdbStmt ParseDropDatabase(int start)
    {
        var missingOk = ParseIfExists();
        var name = ParseColId();
        var force = false;
        if (Current is TokenKind.WithKeyword or TokenKind.OpenParen)
        {
            Accept(TokenKind.WithKeyword);
            Expect(TokenKind.OpenParen);
            do
            {
                force |= Expect(TokenKind.ForceKeyword);
            }
            while (AcceptListComma());
            Expect(TokenKind.CloseParen);
        }

        return new DropdbStmt(name, missingOk, force, SpanFrom(start));
    }
}
