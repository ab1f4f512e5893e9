namespace LifeOps.PostgreSql.Syntax;

// PREPARE, EXECUTE, DEALLOCATE, cursors, LISTEN and NOTIFY, CALL (gram.y: PrepareStmt, DeclareCursorStmt, FetchStmt, NotifyStmt, ...).
internal sealed partial class Parser
{
    /// <summary>PREPARE name, and PREPARE TRANSACTION.</summary>
    private Statement ParsePrepareStmt()
    {
        if (Peek() == TokenKind.TransactionKeyword && IsSconst(Peek(2)))
            return ParseTransactionStmt();

        var start = Start;
        Expect(TokenKind.PrepareKeyword);
        var name = ParseColId();
        ValueList<TypeName> types = default;
        if (Accept(TokenKind.OpenParen))
        {
            types = ParseTypeList();
            Expect(TokenKind.CloseParen);
        }

        Expect(TokenKind.AsKeyword);
        var query = ParsePreparableStmt();
        return new PrepareStmt(name, types, query, SpanFrom(start));
    }

    private ExecuteStmt ParseExecuteStmt()
    {
        var start = Start;
        Expect(TokenKind.ExecuteKeyword);
        var name = ParseColId();
        ValueList<Expression> parameters = default;
        if (Accept(TokenKind.OpenParen))
        {
            parameters = ParseExprList();
            Expect(TokenKind.CloseParen);
        }

        return new ExecuteStmt(name, parameters, SpanFrom(start));
    }

    private Statement ParseDeallocateStmt()
    {
        var start = Start;
        Expect(TokenKind.DeallocateKeyword);
        if (Current == TokenKind.PrepareKeyword && (Peek() == TokenKind.AllKeyword || IsColId(Peek())))
            Take();
        var name = Accept(TokenKind.AllKeyword) ? default : ParseColId();
        return new DeallocateStmt(name, SpanFrom(start));
    }

    private Statement ParseDeclareCursorStmt()
    {
        var start = Start;
        Expect(TokenKind.DeclareKeyword);
        var name = ParseColId();
        var options = ParseCursorOptions();
        Expect(TokenKind.CursorKeyword);
        if (Current is TokenKind.WithKeyword or TokenKind.WithoutKeyword)
        {
            if (Take().Kind == TokenKind.WithKeyword)
                options |= CursorOptions.Hold;
            Expect(TokenKind.HoldKeyword);
        }

        Expect(TokenKind.ForKeyword);
        var query = ParseSelectStmt();
        return new DeclareCursorStmt(name, options, query, SpanFrom(start));
    }

    /// <summary>cursor_options.</summary>
    private CursorOptions ParseCursorOptions()
    {
        var options = CursorOptions.None;
        while (true)
        {
            switch (Current)
            {
                case TokenKind.NoKeyword:
                    Take();
                    Expect(TokenKind.ScrollKeyword);
                    options |= CursorOptions.NoScroll;
                    break;

                case TokenKind.ScrollKeyword:
                    Take();
                    options |= CursorOptions.Scroll;
                    break;

                case TokenKind.BinaryKeyword:
                    Take();
                    options |= CursorOptions.Binary;
                    break;

                case TokenKind.AsensitiveKeyword:
                    Take();
                    options |= CursorOptions.Asensitive;
                    break;

                case TokenKind.InsensitiveKeyword:
                    Take();
                    options |= CursorOptions.Insensitive;
                    break;

                default:
                    return options;
            }
        }
    }

    /// <summary>FETCH and MOVE.</summary>
    private Statement ParseFetchStmt()
    {
        var start = Start;
        var isMove = Take().Kind == TokenKind.MoveKeyword;
        var direction = FetchDirection.Forward;
        var howMany = 1L;

        // Each of these words is also the name of a cursor, when nothing of its own follows.
        var startsPortal = Peek() is TokenKind.FromKeyword or TokenKind.InKeyword || IsColId(Peek());
        var startsCount = Peek() is TokenKind.IntegerLiteral or TokenKind.Plus or TokenKind.Minus;
        switch (Current)
        {
            case TokenKind.NextKeyword when startsPortal:
                Take();
                break;

            case TokenKind.PriorKeyword when startsPortal:
                Take();
                direction = FetchDirection.Backward;
                break;

            case TokenKind.FirstKeyword when startsPortal:
                Take();
                direction = FetchDirection.Absolute;
                break;

            case TokenKind.LastKeyword when startsPortal:
                Take();
                direction = FetchDirection.Absolute;
                howMany = -1;
                break;

            case TokenKind.AbsoluteKeyword or TokenKind.RelativeKeyword when startsCount:
                direction = Take().Kind == TokenKind.AbsoluteKeyword ? FetchDirection.Absolute : FetchDirection.Relative;
                howMany = ParseSignedIconst().IntegerValue;
                break;

            case TokenKind.ForwardKeyword or TokenKind.BackwardKeyword when startsPortal || startsCount || Peek() == TokenKind.AllKeyword:
                direction = Take().Kind == TokenKind.ForwardKeyword ? FetchDirection.Forward : FetchDirection.Backward;
                if (Accept(TokenKind.AllKeyword))
                    howMany = FetchStmt.All;
                else if (startsCount)
                    howMany = ParseSignedIconst().IntegerValue;
                break;

            case TokenKind.AllKeyword:
                Take();
                howMany = FetchStmt.All;
                break;

            case TokenKind.IntegerLiteral or TokenKind.Plus or TokenKind.Minus:
                howMany = ParseSignedIconst().IntegerValue;
                break;
        }

        if (Current is TokenKind.FromKeyword or TokenKind.InKeyword)
            Take();
        var portal = ParseColId();
        return new FetchStmt(direction, howMany, portal, isMove, SpanFrom(start));
    }

    private Statement ParseClosePortalStmt()
    {
        var start = Start;
        Expect(TokenKind.CloseKeyword);
        var name = Accept(TokenKind.AllKeyword) ? default : ParseColId();
        return new ClosePortalStmt(name, SpanFrom(start));
    }

    private Statement ParseNotifyStmt()
    {
        var start = Start;
        Expect(TokenKind.NotifyKeyword);
        var name = ParseColId();
        var payload = Accept(TokenKind.Comma) ? ParseSconst() : default;
        return new NotifyStmt(name, payload, SpanFrom(start));
    }

    private Statement ParseListenStmt()
    {
        var start = Start;
        Expect(TokenKind.ListenKeyword);
        var name = ParseColId();
        return new ListenStmt(name, SpanFrom(start));
    }

    private Statement ParseUnlistenStmt()
    {
        var start = Start;
        Expect(TokenKind.UnlistenKeyword);
        var name = Accept(TokenKind.Star) ? default : ParseColId();
        return new UnlistenStmt(name, SpanFrom(start));
    }

    private Statement ParseCallStmt()
    {
        var start = Start;
        Expect(TokenKind.CallKeyword);
        var call = ParseFuncApplication();
        return new CallStmt(call, SpanFrom(start));
    }

    /// <summary>DO: a block in a string, and its language, in any order.</summary>
    private Statement ParseDoStmt()
    {
        var start = Start;
        Expect(TokenKind.DoKeyword);
        var args = NewList<DefElem>();
        do
        {
            var argStart = Start;
            if (IsSconst(Current))
            {
                var body = ParseSconstNode();
                args.Add(Option(new("as", body.Span.Start, body.Span.Start), body, argStart));
            }
            else
            {
                var name = Current == TokenKind.LanguageKeyword ? TakeAs("language") : MissingName();
                if (name.IsMissing)
                    break;
                args.Add(Option(name, ToNode(ParseNonReservedWordOrSconst()), argStart));
            }
        }
        while (IsSconst(Current) || Current == TokenKind.LanguageKeyword);
        var list = args.ToValueList();
        return new DoStmt(list, ParseDoBody(list), SpanFrom(start));
    }

    /// <summary>The block of a DO statement, when it is PL/pgSQL.</summary>
    private PLpgSQL_function? ParseDoBody(ValueList<DefElem> args)
    {
        TextSpan? literal = null;
        foreach (var arg in args)
        {
            if (arg.Name.Value == "as")
                literal = arg.Span;
            else if (arg.Arg is StringValue language && !string.Equals(language.Value, "plpgsql", System.StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return literal is { } span ? ParseBody(PlPgSqlParser.KindOf(_text, span.Start), span) : null;
    }
}
