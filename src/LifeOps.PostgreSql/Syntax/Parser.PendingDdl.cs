namespace LifeOps.PostgreSql.Syntax;

// Signatures that the DDL families publish.
internal sealed partial class Parser
{
    private Statement ParseCreate() => Unparsable(Start);

    private Statement ParseAlter() => Unparsable(Start);

    private bool ParseIfNotExists()
    {
        if (Current != TokenKind.IfKeyword || Peek() != TokenKind.NotKeyword)
            return false;
        _position += 2;
        Expect(TokenKind.ExistsKeyword);
        return true;
    }

    private ValueList<DefElem> ParseOptDefinition() => Accept(TokenKind.WithKeyword) ? ParseDefinition() : default;

    private UnparsedStmt Unparsable(int start)
    {
        _ = start;
        return ParseUnparsed();
    }

    private DropBehavior ParseOptDropBehavior()
    {
        if (Accept(TokenKind.CascadeKeyword))
            return DropBehavior.Cascade;
        Accept(TokenKind.RestrictKeyword);
        return DropBehavior.Restrict;
    }

    private ObjectWithArgs ParseFunctionWithArgtypes() => new(ParseAnyName(), default, default, true, SpanFrom(Start));

    private ObjectWithArgs ParseOperatorWithArgtypes() => new(ParseAnyOperator(), default, default, true, SpanFrom(Start));

    private ValueList<FunctionParameter> ParseAggrArgs(out int directArgs)
    {
        directArgs = -1;
        return default;
    }
}
