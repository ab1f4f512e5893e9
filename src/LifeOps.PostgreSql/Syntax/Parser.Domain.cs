namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE DOMAIN and ALTER DOMAIN.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE DOMAIN, at DOMAIN (gram.y: CreateDomainStmt).</summary>
    private CreateDomainStmt ParseCreateDomain(int start)
    {
        Take();
        var name = ParseAnyName();
        Accept(TokenKind.AsKeyword);
        var type = ParseTypename();
        var constraints = ParseColQualList(out var collation);
        return new CreateDomainStmt(name, type, collation, constraints, SpanFrom(start));
    }

    /// <summary>ALTER DOMAIN, at DOMAIN (gram.y: AlterDomainStmt, and the actions that all objects have).</summary>
    private Statement ParseAlterDomain(int start)
    {
        Take();
        var domain = ParseAnyNameNode();
        var names = domain.Names;
        switch (Current)
        {
            case TokenKind.SetKeyword when Peek() != TokenKind.SchemaKeyword:
                Take();
                if (Accept(TokenKind.DefaultKeyword))
                {
                    var expression = ParseExpr();
                    return new AlterDomainStmt(AlterDomainType.AlterDefault, names, default, expression, DropBehavior.Restrict, false, SpanFrom(start));
                }

                ExpectNot();
                Expect(TokenKind.NullKeyword);
                return new AlterDomainStmt(AlterDomainType.SetNotNull, names, default, null, DropBehavior.Restrict, false, SpanFrom(start));

            case TokenKind.DropKeyword:
                Take();
                return ParseAlterDomainDrop(start, names);

            case TokenKind.AddKeyword:
                Take();
                var constraint = ParseDomainConstraint();
                return new AlterDomainStmt(AlterDomainType.AddConstraint, names, default, constraint, DropBehavior.Restrict, false, SpanFrom(start));

            case TokenKind.ValidateKeyword:
                Take();
                Expect(TokenKind.ConstraintKeyword);
                var validated = ParseColId();
                return new AlterDomainStmt(AlterDomainType.ValidateConstraint, names, validated, null, DropBehavior.Restrict, false, SpanFrom(start));

            case TokenKind.RenameKeyword when Peek() == TokenKind.ConstraintKeyword:
                Take();
                Take();
                var oldName = ParseColId();
                Expect(TokenKind.ToKeyword);
                var newName = ParseColId();
                return new RenameStmt(
                    ObjectType.DomainConstraint, ObjectType.Domain, null, domain, oldName, default, newName, DropBehavior.Restrict, false, SpanFrom(start));

            default:
                return ParseAlterNamedObject(start, ObjectType.Domain, domain, AlterActions.All);
        }
    }

    private AlterDomainStmt ParseAlterDomainDrop(int start, ValueList<Identifier> names)
    {
        switch (Current)
        {
            case TokenKind.DefaultKeyword:
                Take();
                return new AlterDomainStmt(AlterDomainType.AlterDefault, names, default, null, DropBehavior.Restrict, false, SpanFrom(start));
            case TokenKind.NotKeyword:
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                return new AlterDomainStmt(AlterDomainType.DropNotNull, names, default, null, DropBehavior.Restrict, false, SpanFrom(start));
            default:
                Expect(TokenKind.ConstraintKeyword);
                var missingOk = ParseIfExists();
                var name = ParseColId();
                var behavior = ParseOptDropBehavior();
                return new AlterDomainStmt(AlterDomainType.DropConstraint, names, name, null, behavior, missingOk, SpanFrom(start));
        }
    }
}
