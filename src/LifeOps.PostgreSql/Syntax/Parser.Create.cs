namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE: which object, and what may stand between CREATE and its name.</summary>
internal sealed partial class Parser
{
    /// <summary>A statement that begins with CREATE.</summary>
    private Statement ParseCreate()
    {
        var start = Start;
        Take();
        switch (Current)
        {
            case TokenKind.OrKeyword:
                Take();
                Expect(TokenKind.ReplaceKeyword);
                return ParseCreateOrReplace(start);

            case TokenKind.TableKeyword:
                return ParseCreateTable(start, RelPersistence.Permanent, inSchema: false);
            case TokenKind.SequenceKeyword:
                return ParseCreateSequence(start, RelPersistence.Permanent);
            case TokenKind.ViewKeyword:
            case TokenKind.RecursiveKeyword:
                return ParseCreateView(start, RelPersistence.Permanent, replace: false);
            case TokenKind.MaterializedKeyword:
                return ParseCreateMaterializedView(start, RelPersistence.Permanent);
            case TokenKind.TemporaryKeyword:
            case TokenKind.TempKeyword:
            case TokenKind.LocalKeyword:
            case TokenKind.GlobalKeyword:
            case TokenKind.UnloggedKeyword:
                return ParseCreateWithPersistence(start, replace: false, inSchema: false);

            case TokenKind.UniqueKeyword:
            case TokenKind.IndexKeyword:
                return ParseCreateIndex(start);
            case TokenKind.TypeKeyword:
                return ParseCreateType(start);
            case TokenKind.DomainKeyword:
                return ParseCreateDomain(start);
            case TokenKind.SchemaKeyword:
                return ParseCreateSchema(start);
            case TokenKind.ExtensionKeyword:
                return ParseCreateExtension(start);
            case TokenKind.FunctionKeyword:
            case TokenKind.ProcedureKeyword:
                return ParseCreateFunction(start, replace: false);
            case TokenKind.TriggerKeyword:
            case TokenKind.ConstraintKeyword:
                return ParseCreateTrigger(start, replace: false);
            case TokenKind.RuleKeyword:
                return ParseCreateRule(start, replace: false);
            case TokenKind.PolicyKeyword:
                return ParseCreatePolicy(start);
            case TokenKind.StatisticsKeyword:
                return ParseCreateStatistics(start);
            case TokenKind.AssertionKeyword:
                return ParseCreateAssertion(start);
            case TokenKind.ForeignKeyword when Peek() == TokenKind.TableKeyword:
                return ParseCreateForeignTable(start);

            default:
                return ParseCreateOther(start);
        }
    }

    /// <summary>Behind CREATE OR REPLACE.</summary>
    private Statement ParseCreateOrReplace(int start)
    {
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
                return ParseCreateWithPersistence(start, replace: true, inSchema: false);
            case TokenKind.FunctionKeyword:
            case TokenKind.ProcedureKeyword:
                return ParseCreateFunction(start, replace: true);
            case TokenKind.TriggerKeyword:
            case TokenKind.ConstraintKeyword:
                return ParseCreateTrigger(start, replace: true);
            case TokenKind.RuleKeyword:
                return ParseCreateRule(start, replace: true);
            default:
                return ParseCreateOrReplaceOther(start);
        }
    }

    /// <summary>Behind CREATE [OR REPLACE], at TEMPORARY, TEMP, LOCAL, GLOBAL or UNLOGGED (gram.y: OptTemp).</summary>
    private Statement ParseCreateWithPersistence(int start, bool replace, bool inSchema)
    {
        var persistence = RelPersistence.Temporary;
        switch (Take().Kind)
        {
            case TokenKind.UnloggedKeyword:
                persistence = RelPersistence.Unlogged;
                break;
            case TokenKind.LocalKeyword:
            case TokenKind.GlobalKeyword:
                if (!Accept(TokenKind.TempKeyword))
                    Expect(TokenKind.TemporaryKeyword);
                break;
        }

        switch (Current)
        {
            case TokenKind.ViewKeyword:
            case TokenKind.RecursiveKeyword:
                return ParseCreateView(start, persistence, replace);
            case TokenKind.TableKeyword when !replace:
                return ParseCreateTable(start, persistence, inSchema);
            case TokenKind.SequenceKeyword when !replace:
                return ParseCreateSequence(start, persistence);
            case TokenKind.MaterializedKeyword when !replace && !inSchema && persistence == RelPersistence.Unlogged:
                return ParseCreateMaterializedView(start, persistence);
            default:
                return Unparsable(start);
        }
    }

    /// <summary>CREATE ASSERTION: read, then refused with the server's message.</summary>
    private UnparsedStmt ParseCreateAssertion(int start)
    {
        Take();
        ParseAnyName();
        Expect(TokenKind.CheckKeyword);
        ParseParenthesisedExpr();
        ParseConstraintAttributeSpec();
        Error(new TextSpan(start, "CREATE".Length), "CREATE ASSERTION is not yet implemented", FeatureNotSupported);
        return new UnparsedStmt(SpanFrom(start));
    }

    /// <summary>IF NOT EXISTS, or nothing. IF alone may be a name.</summary>
    private bool ParseIfNotExists()
    {
        if (Current != TokenKind.IfKeyword || Peek() != TokenKind.NotKeyword || IsNegatedOperator(Peek(2)))
            return false;
        _position += 2;
        Expect(TokenKind.ExistsKeyword);
        return true;
    }

    /// <summary>IF EXISTS, or nothing. IF alone may be a name.</summary>
    private bool ParseIfExists() => Accept(TokenKind.IfKeyword, TokenKind.ExistsKeyword);

    /// <summary>IF EXISTS, or nothing, where no name can follow.</summary>
    private bool ParseIfExistsBeforeClause() => Accept(TokenKind.IfKeyword) && Expect(TokenKind.ExistsKeyword);

    /// <summary>The next token cannot stand here: the rest of the statement is skipped.</summary>
    private UnparsedStmt Unparsable(int start)
    {
        ErrorHere();
        return SkipStatement(start);
    }

    private UnparsedStmt SkipStatement(int start)
    {
        while (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
            _position++;
        return new UnparsedStmt(SpanFrom(start));
    }

    /// <summary>Skips what cannot be read, up to the comma or bracket that ends an element of a list, or the end of the statement.</summary>
    private void SkipListElement()
    {
        var depth = 0;
        while (true)
        {
            switch (Current)
            {
                case TokenKind.EndOfFile:
                case TokenKind.Semicolon:
                    return;
                case TokenKind.Comma when depth == 0:
                    return;
                case TokenKind.OpenParen:
                case TokenKind.OpenBracket:
                    depth++;
                    break;
                case TokenKind.CloseParen:
                case TokenKind.CloseBracket:
                    if (depth-- == 0)
                        return;
                    break;
            }

            _position++;
        }
    }

    /// <summary>
    /// Whether a list goes on behind an element: takes its comma. An element that was not read to its end is reported and skipped, so that the
    /// ones behind it are not lost.
    /// </summary>
    private bool AcceptListComma()
    {
        if (Current is not (TokenKind.Comma or TokenKind.CloseParen or TokenKind.EndOfFile or TokenKind.Semicolon))
        {
            ErrorHere();
            SkipListElement();
        }

        return Accept(TokenKind.Comma);
    }

    /// <summary><c>( a_expr )</c>.</summary>
    private Expression ParseParenthesisedExpr()
    {
        Expect(TokenKind.OpenParen);
        var expression = ParseExpr();
        if (Current != TokenKind.CloseParen)
        {
            ErrorHere();
            SkipToCloseParen();
        }

        Accept(TokenKind.CloseParen);
        return expression;
    }

    /// <summary>Behind an error inside parentheses: to the one that closes them, or the end of the statement.</summary>
    private void SkipToCloseParen()
    {
        do
        {
            SkipListElement();
        }
        while (Accept(TokenKind.Comma) || Accept(TokenKind.CloseBracket));
    }

    /// <summary>WITH as the scanner gives it to the grammar: WITH TIME and WITH ORDINALITY are tokens of their own (parser.c: WITH_LA).</summary>
    private bool IsWith => Current == TokenKind.WithKeyword && Peek() is not (TokenKind.TimeKeyword or TokenKind.OrdinalityKeyword);

    /// <summary>Takes WITH, or reports that it is missing here.</summary>
    private void ExpectWith()
    {
        if (IsWith)
            _position++;
        else
            ErrorHere();
    }

    /// <summary>Takes NOT, or reports that it is missing here.</summary>
    private void ExpectNot()
    {
        if (Current == TokenKind.NotKeyword && !IsNotLookahead)
            _position++;
        else
            ErrorHere();
    }

    /// <summary>SQLSTATE of what the grammar knows and the server does not do (feature_not_supported).</summary>
    private const string FeatureNotSupported = "0A000";
}
