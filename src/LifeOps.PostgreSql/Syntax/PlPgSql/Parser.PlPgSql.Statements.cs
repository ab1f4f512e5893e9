namespace LifeOps.PostgreSql.Syntax;

// The statements of PL/pgSQL (pl_gram.y: proc_stmt).
internal sealed partial class Parser
{
    /// <summary>proc_sect: up to the word that ends the block, branch or loop.</summary>
    private ValueList<PLpgSQL_stmt> ParseBodyStatements()
    {
        var statements = NewList<PLpgSQL_stmt>();
        while (!EndsBodyStatements())
        {
            var before = _position;
            statements.Add(ParseBodyStatement());
            if (Accept(TokenKind.Semicolon))
                continue;

            BodyErrorHere();
            SkipBodyStatement();
            if (_position == before)
                break;
        }

        return statements.ToValueList();
    }

    private bool EndsBodyStatements() => Current switch
    {
        TokenKind.EndOfFile or TokenKind.EndKeyword or TokenKind.ElseKeyword or TokenKind.WhenKeyword => true,
        TokenKind.Identifier => (IsWord("elsif") || IsWord("elseif") || IsWord("exception")) && !IsAssignment(),
        _ => false,
    };

    /// <summary>Whether a statement that begins with a name writes to it. A word that PL/pgSQL knows may be a variable too.</summary>
    private bool IsAssignment() => Peek() is TokenKind.ColonEquals or TokenKind.Equals or TokenKind.OpenBracket or TokenKind.Dot;

    /// <summary>One statement, up to its semicolon.</summary>
    private PLpgSQL_stmt ParseBodyStatement()
    {
        var start = Start;
        if ((IsBodyName(Current) || Current == TokenKind.Parameter) && IsAssignment())
            return ParseAssignment(start);

        switch (Current)
        {
            case TokenKind.Operator when IsOperator("<<"):
                return ParseLabelled(start, ParseOptLabel());

            case TokenKind.DeclareKeyword or TokenKind.BeginKeyword or TokenKind.ForKeyword:
                return ParseLabelled(start, default);

            case TokenKind.IfKeyword:
                return ParseIf(start);

            case TokenKind.CaseKeyword:
                return ParseCaseStatement(start);

            case TokenKind.NullKeyword:
                Take();
                return new PLpgSQL_stmt_null(SpanFrom(start));

            case TokenKind.ContinueKeyword:
                return ParseExit(start, isExit: false);

            case TokenKind.ReturnKeyword:
                return ParseReturn(start);

            case TokenKind.ExecuteKeyword:
                return ParseDynamicExecute(start);

            case TokenKind.FetchKeyword or TokenKind.MoveKeyword:
                return ParseBodyFetch(start);

            case TokenKind.CloseKeyword:
                Take();
                var cursor = ParseCursorVariable();
                return new PLpgSQL_stmt_close(cursor, SpanFrom(start));

            case TokenKind.CallKeyword or TokenKind.DoKeyword:
                return ParseCallOrDo(start);

            case TokenKind.CommitKeyword:
                return new PLpgSQL_stmt_commit(ParseBodyChain(), SpanFrom(start));

            case TokenKind.RollbackKeyword:
                return new PLpgSQL_stmt_rollback(ParseBodyChain(), SpanFrom(start));

            case TokenKind.Identifier:
                return ParseWordStatement(start);

            case TokenKind.Semicolon:
                BodyErrorHere();
                return new PLpgSQL_stmt_null(SpanFrom(start));

            default:
                return ParseExecSql();
        }
    }

    /// <summary>Statements that begin with a word that SQL does not know.</summary>
    private PLpgSQL_stmt ParseWordStatement(int start)
    {
        if (IsWord("loop") || IsWord("while") || IsWord("foreach"))
            return ParseLabelled(start, default);
        if (IsWord("raise"))
            return ParseRaise(start);
        if (IsWord("perform"))
            return ParsePerform(start);
        if (IsWord("exit"))
            return ParseExit(start, isExit: true);
        if (IsWord("assert"))
            return ParseAssert(start);
        if (IsWord("open"))
            return ParseOpen(start);
        return IsWord("get") ? ParseGetDiagnostics(start) : ParseExecSql();
    }

    /// <summary>stmt_assign: target := expression.</summary>
    private PLpgSQL_stmt ParseAssignment(int start)
    {
        var errors = DiagnosticCount;
        _failed = false;
        var target = ParseTarget();

        // What is wrong inside a subscript is said; what is wrong with the target is that it is none.
        if (DiagnosticCount > errors)
            _bodyFailed = true;
        if (!Accept(TokenKind.ColonEquals))
            ExpectInBody(TokenKind.Equals);

        // The server reads target and value as one piece, and takes one without a value.
        var end = FindStop(BodyStops.Semicolon);
        if (end > _position)
            CheckPiece(end, BodyStops.Semicolon, ";", isExpression: true);
        var value = ParseExpressionTo(end);
        return new PLpgSQL_stmt_assign(target, value, SpanFrom(start));
    }

    /// <summary>A block or a loop, behind its label.</summary>
    private PLpgSQL_stmt ParseLabelled(int start, Identifier label)
    {
        if (Current is TokenKind.DeclareKeyword or TokenKind.BeginKeyword)
            return ParseBlock(start, label);
        if (Accept(TokenKind.ForKeyword))
            return ParseFor(start, label);

        if (AcceptWord("loop"))
        {
            var body = ParseLoopBody(label);
            return new PLpgSQL_stmt_loop(label, body, SpanFrom(start));
        }

        if (AcceptWord("while"))
        {
            var condition = ParseExpressionUntil(BodyStops.Loop, "LOOP");
            ExpectWord("loop");
            var body = ParseLoopBody(label);
            return new PLpgSQL_stmt_while(label, condition, body, SpanFrom(start));
        }

        if (AcceptWord("foreach"))
            return ParseForEach(start, label);

        BodyErrorHere();
        return new PLpgSQL_stmt_loop(label, default, SpanFrom(start));
    }

    /// <summary>loop_body, behind LOOP: up to END LOOP and its label.</summary>
    private ValueList<PLpgSQL_stmt> ParseLoopBody(Identifier label)
    {
        if (!EnterNesting())
        {
            LeaveNesting();
            _position = _tokenCount - 1;
            return default;
        }

        EnterLabel(label, isLoop: true);
        var body = ParseBodyStatements();
        LeaveLabel();
        ExpectInBody(TokenKind.EndKeyword);
        ExpectWord("loop");
        CheckEndLabel(label, "block");
        LeaveNesting();
        return body;
    }

    /// <summary>stmt_for, behind FOR (pl_gram.y: for_control).</summary>
    private PLpgSQL_stmt ParseFor(int start, Identifier label)
    {
        var variables = ParseTargets();
        ExpectInBody(TokenKind.InKeyword);
        if (Current == TokenKind.ExecuteKeyword)
            return ParseForExecute(start, label, variables);
        if (IsBodyName(Current) && FindCursor())
            return ParseForCursor(start, label, variables);

        var reverseSpan = _tokens[_position].Span;
        var reverse = AcceptWord("reverse");
        var end = FindStop(BodyStops.DotDot | BodyStops.Loop);
        if (_tokens[end].Kind == TokenKind.DotDot)
            return ParseForIntegers(start, label, variables, reverse, end);

        if (reverse)
            BodyError(reverseSpan, "cannot specify REVERSE in query FOR loop");
        CheckPiece(end, BodyStops.Loop, "LOOP", isExpression: true);
        var query = ParseQueryTo(end);
        ExpectWord("loop");
        var body = ParseLoopBody(label);
        return new PLpgSQL_stmt_fors(label, variables, query, body, SpanFrom(start));
    }

    private PLpgSQL_stmt ParseForExecute(int start, Identifier label, ValueList<PLpgSQL_target> variables)
    {
        Take();
        var query = ParseExpressionUntil(BodyStops.Loop | BodyStops.Using, "LOOP or USING");
        var executed = ParseExecuted(query);
        var parameters = Accept(TokenKind.UsingKeyword) ? ParseExpressions(BodyStops.Loop, ", or LOOP") : default;
        ExpectWord("loop");
        var body = ParseLoopBody(label);
        return new PLpgSQL_stmt_dynfors(label, variables, query, executed, parameters, body, SpanFrom(start));
    }

    private PLpgSQL_stmt ParseForCursor(int start, Identifier label, ValueList<PLpgSQL_target> variables)
    {
        var cursor = TakeName();
        var arguments = Current == TokenKind.OpenParen ? ParseCursorArguments() : null;
        ExpectWord("loop");
        var body = ParseLoopBody(label);
        return new PLpgSQL_stmt_forc(label, variables, cursor, arguments, body, SpanFrom(start));
    }

    private PLpgSQL_stmt ParseForIntegers(int start, Identifier label, ValueList<PLpgSQL_target> variables, bool reverse, int end)
    {
        CheckPiece(end, BodyStops.DotDot, "..", isExpression: true);
        var lower = ParseExpressionTo(end);
        Take();
        var upper = ParseExpressionUntil(BodyStops.Loop | BodyStops.By, "LOOP");
        var step = Accept(TokenKind.ByKeyword) ? ParseExpressionUntil(BodyStops.Loop, "LOOP") : null;
        ExpectWord("loop");
        if (variables.Count != 1)
            BodyError(variables[0].Span, "integer FOR loop must have only one target variable");
        var body = ParseLoopBody(label);
        return new PLpgSQL_stmt_fori(label, variables[0].Name, reverse, lower, upper, step, body, SpanFrom(start));
    }

    /// <summary>Whether the next token is the name of a cursor that was declared around here.</summary>
    private bool FindCursor()
    {
        if (_cursors is not { Count: > 0 })
            return false;
        var name = NameOf(_position);
        return name is not null && _cursors.Contains(name);
    }

    private string? NameOf(int index)
    {
        var token = _tokens[index];
        return token.Kind >= KeywordTable.FirstKeyword ? KeywordTable.Word(token.Kind) : IsNameToken(token.Kind) ? NameOf(token) : null;
    }

    /// <summary>stmt_foreach_a, behind FOREACH.</summary>
    private PLpgSQL_stmt ParseForEach(int start, Identifier label)
    {
        var variables = ParseTargets();
        var slice = AcceptWord("slice") ? ParseIconst() : 0;
        ExpectInBody(TokenKind.InKeyword);
        ExpectInBody(TokenKind.ArrayKeyword);
        var array = ParseExpressionUntil(BodyStops.Loop, "LOOP");
        ExpectWord("loop");
        var body = ParseLoopBody(label);
        return new PLpgSQL_stmt_foreach_a(label, variables, slice, array, body, SpanFrom(start));
    }

    /// <summary>stmt_if.</summary>
    private PLpgSQL_stmt ParseIf(int start)
    {
        Take();
        if (!EnterNesting())
        {
            LeaveNesting();
            _position = _tokenCount - 1;
            return new PLpgSQL_stmt_null(SpanFrom(start));
        }

        var condition = ParseExpressionUntil(BodyStops.Then, "THEN");
        ExpectInBody(TokenKind.ThenKeyword);
        var then = ParseBodyStatements();
        var branches = NewList<PLpgSQL_if_elsif>();
        while (IsWord("elsif") || IsWord("elseif"))
        {
            var branchStart = Take().Start;
            var branchCondition = ParseExpressionUntil(BodyStops.Then, "THEN");
            ExpectInBody(TokenKind.ThenKeyword);
            var branch = ParseBodyStatements();
            branches.Add(new(branchCondition, branch, SpanFrom(branchStart)));
        }

        var elsifs = branches.ToValueList();
        var otherwise = Accept(TokenKind.ElseKeyword) ? ParseBodyStatements() : default;
        ExpectInBody(TokenKind.EndKeyword);
        ExpectInBody(TokenKind.IfKeyword);
        LeaveNesting();
        return new PLpgSQL_stmt_if(condition, then, elsifs, otherwise, SpanFrom(start));
    }

    /// <summary>stmt_case.</summary>
    private PLpgSQL_stmt ParseCaseStatement(int start)
    {
        Take();
        if (!EnterNesting())
        {
            LeaveNesting();
            _position = _tokenCount - 1;
            return new PLpgSQL_stmt_null(SpanFrom(start));
        }

        var value = Current == TokenKind.WhenKeyword ? null : ParseExpressionUntil(BodyStops.When, "WHEN");
        var whens = NewList<PLpgSQL_case_when>();
        if (Current != TokenKind.WhenKeyword)
            BodyErrorHere();
        while (Current == TokenKind.WhenKeyword)
        {
            var whenStart = Take().Start;
            var condition = ParseExpressionUntil(BodyStops.Then, "THEN");
            ExpectInBody(TokenKind.ThenKeyword);
            var statements = ParseBodyStatements();
            whens.Add(new(condition, statements, SpanFrom(whenStart)));
        }

        var list = whens.ToValueList();
        var haveElse = Accept(TokenKind.ElseKeyword);
        var otherwise = haveElse ? ParseBodyStatements() : default;
        ExpectInBody(TokenKind.EndKeyword);
        ExpectInBody(TokenKind.CaseKeyword);
        LeaveNesting();
        return new PLpgSQL_stmt_case(value, list, haveElse, otherwise, SpanFrom(start));
    }

    /// <summary>stmt_exit: EXIT or CONTINUE [label] [WHEN condition].</summary>
    private PLpgSQL_stmt ParseExit(int start, bool isExit)
    {
        Take();
        var label = IsBodyName(Current) ? ParseBodyName() : default;
        CheckExit(start, isExit, label);
        var condition = Accept(TokenKind.WhenKeyword) ? ParseExpressionUntil(BodyStops.Semicolon, ";") : null;
        return new PLpgSQL_stmt_exit(isExit, label, condition, SpanFrom(start));
    }

    /// <summary>EXIT and CONTINUE need a loop around them; with a label that of a loop, EXIT also that of a block.</summary>
    private void CheckExit(int start, bool isExit, Identifier label)
    {
        var word = new TextSpan(start, isExit ? "EXIT".Length : "CONTINUE".Length);
        if (label.IsMissing)
        {
            if (_labels is null || !_labels.Exists(enclosing => enclosing.IsLoop))
                BodyError(word, isExit ? "EXIT cannot be used outside a loop, unless it has a label" : "CONTINUE cannot be used outside a loop");
            return;
        }

        var index = _labels is null ? -1 : _labels.FindLastIndex(enclosing => enclosing.Name == label.Value);
        if (index < 0)
            BodyError(label.Span, "there is no label \"" + label.Value + "\" attached to any block or loop enclosing this statement");
        else if (!isExit && !_labels![index].IsLoop)
            BodyError(label.Span, "block label \"" + label.Value + "\" cannot be used in CONTINUE");
    }

    /// <summary>stmt_return.</summary>
    private PLpgSQL_stmt ParseReturn(int start)
    {
        Take();
        if (Current == TokenKind.NextKeyword || IsWord("query"))
            CheckReturnsSet(start);
        else
            CheckReturnValue();
        if (Accept(TokenKind.NextKeyword))
        {
            var row = Current == TokenKind.Semicolon ? null : ParseExpressionUntil(BodyStops.Semicolon, ";");
            return new PLpgSQL_stmt_return_next(row, SpanFrom(start));
        }

        if (!AcceptWord("query"))
        {
            var value = Current == TokenKind.Semicolon ? null : ParseExpressionUntil(BodyStops.Semicolon, ";");
            return new PLpgSQL_stmt_return(value, SpanFrom(start));
        }

        if (!Accept(TokenKind.ExecuteKeyword))
        {
            var query = ParseQueryUntil(BodyStops.Semicolon, ";");
            return new PLpgSQL_stmt_return_query(query, null, default, default, SpanFrom(start));
        }

        var dynamic = ParseExpressionUntil(BodyStops.Using, "; or USING");
        var executed = ParseExecuted(dynamic);
        var parameters = Accept(TokenKind.UsingKeyword) ? ParseExpressions(BodyStops.Semicolon, ", or ;") : default;
        return new PLpgSQL_stmt_return_query(null, dynamic, executed, parameters, SpanFrom(start));
    }

    /// <summary>RETURN NEXT and RETURN QUERY need a function that returns a set.</summary>
    private void CheckReturnsSet(int start)
    {
        if (_returns is BodyReturns.Unknown or BodyReturns.Set)
            return;
        var what = Current == TokenKind.NextKeyword ? "NEXT" : "QUERY";
        BodyError(new(start, "RETURN".Length), "cannot use RETURN " + what + " in a non-SETOF function", "42804");
    }

    /// <summary>RETURN with a value where none can be (pl_gram.y: make_return_stmt).</summary>
    private void CheckReturnValue()
    {
        var token = _tokens[_position];
        if (token.Kind == TokenKind.Semicolon)
        {
            if (_returns == BodyReturns.Value)
                BodyError(token.Span, "missing expression at or near \";\"");
            return;
        }

        switch (_returns)
        {
            case BodyReturns.Set:
                BodyError(token.Span, "RETURN cannot have a parameter in function returning set", "42804");
                break;
            case BodyReturns.NothingFromProcedure:
                BodyError(token.Span, "RETURN cannot have a parameter in a procedure");
                break;
            case BodyReturns.Void:
                BodyError(token.Span, "RETURN cannot have a parameter in function returning void", "42804");
                break;
            case BodyReturns.OutParameters:
                BodyError(token.Span, "RETURN cannot have a parameter in function with OUT parameters", "42804");
                break;
        }
    }

    /// <summary>stmt_dynexecute: INTO and USING in any order.</summary>
    private PLpgSQL_stmt ParseDynamicExecute(int start)
    {
        Take();
        var query = ParseExpressionUntil(BodyStops.Into | BodyStops.Using, "INTO or USING or ;");
        var executed = ParseExecuted(query);
        PLpgSQL_into? into = null;
        ValueList<PLpgSQL_expr> parameters = default;
        while (Current is TokenKind.IntoKeyword or TokenKind.UsingKeyword)
        {
            if (Current == TokenKind.IntoKeyword ? into is not null : !parameters.IsEmpty)
            {
                BodyErrorHere();
                break;
            }

            if (Current == TokenKind.IntoKeyword)
            {
                into = ParseInto();
                continue;
            }

            Take();
            parameters = ParseExpressions(BodyStops.Into, ", or ; or INTO");
        }

        return new PLpgSQL_stmt_dynexecute(query, executed, into, parameters, SpanFrom(start));
    }

    /// <summary>Expressions with commas, up to one of the stops.</summary>
    private ValueList<PLpgSQL_expr> ParseExpressions(BodyStops stops, string expected)
    {
        var expressions = NewList<PLpgSQL_expr>();
        do
            expressions.Add(ParseExpressionUntil(stops | BodyStops.Comma, expected));
        while (Accept(TokenKind.Comma));
        return expressions.ToValueList();
    }

    /// <summary>stmt_perform: SELECT under another name.</summary>
    private PLpgSQL_stmt ParsePerform(int start)
    {
        Take();
        var end = FindStop(BodyStops.Semicolon);
        if (end > _position)
            CheckPiece(end, BodyStops.Semicolon, ";", isExpression: false);
        var expression = ParseExpressionTo(end);
        return new PLpgSQL_stmt_perform(expression, SpanFrom(start));
    }

    /// <summary>stmt_call: CALL, and DO.</summary>
    private PLpgSQL_stmt ParseCallOrDo(int start)
    {
        var end = FindStop(BodyStops.Semicolon);
        var last = BeginSql(end);
        var statement = ParseStatement();
        if (_position < end)
            ErrorHere();
        var raw = new RawStmt(statement, _failed, statement.Span);
        _tokens[end] = last;
        _position = end;
        _bodyStatements!.Add(raw);
        return new PLpgSQL_stmt_call(raw, SpanFrom(start));
    }

    /// <summary>stmt_commit, stmt_rollback: opt_transaction_chain.</summary>
    private bool ParseBodyChain()
    {
        Take();
        if (!Accept(TokenKind.AndKeyword))
            return false;
        var chain = !Accept(TokenKind.NoKeyword);
        ExpectInBody(TokenKind.ChainKeyword);
        return chain;
    }

    /// <summary>stmt_assert.</summary>
    private PLpgSQL_stmt ParseAssert(int start)
    {
        Take();
        var condition = ParseExpressionUntil(BodyStops.Comma, ", or ;");
        var message = Accept(TokenKind.Comma) ? ParseExpressionUntil(BodyStops.Semicolon, ";") : null;
        return new PLpgSQL_stmt_assert(condition, message, SpanFrom(start));
    }

    /// <summary>stmt_raise.</summary>
    private PLpgSQL_stmt ParseRaise(int start)
    {
        Take();
        Identifier level = default;
        Identifier condition = default;
        Identifier message = default;
        ValueList<PLpgSQL_expr> parameters = default;
        if (IsWord("exception") || IsWord("warning") || IsWord("notice") || IsWord("info") || IsWord("log") || IsWord("debug"))
            level = TakeName();

        if (IsSconst(Current))
        {
            message = ParseSconst();
            if (Current is not (TokenKind.Comma or TokenKind.Semicolon or TokenKind.UsingKeyword))
                BodyErrorHere();
            if (Accept(TokenKind.Comma))
                parameters = ParseExpressions(BodyStops.Using, ", or ; or USING");
            CheckRaiseParameters(message, parameters.Count, TextSpan.FromBounds(start, message.End));
        }
        else if (AcceptWord("sqlstate"))
        {
            condition = ParseSqlStateCode();
        }
        else if (IsBodyName(Current))
        {
            condition = ParseBodyName();
        }
        else if (Current != TokenKind.UsingKeyword && (!level.IsMissing || Current != TokenKind.Semicolon))
        {
            BodyErrorHere();
        }

        var options = Accept(TokenKind.UsingKeyword) ? ParseRaiseOptions() : default;
        return new PLpgSQL_stmt_raise(level, condition, message, parameters, options, SpanFrom(start));
    }

    /// <summary>As many parameters as percent signs that are not doubled (pl_gram.y: check_raise_parameters).</summary>
    private void CheckRaiseParameters(Identifier message, int parameters, TextSpan span)
    {
        var expected = 0;
        var format = message.Value ?? "";
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
                continue;
            if (i + 1 < format.Length && format[i + 1] == '%')
                i++;
            else
                expected++;
        }

        if (expected < parameters)
            BodyError(span, "too many parameters specified for RAISE");
        else if (expected > parameters)
            BodyError(span, "too few parameters specified for RAISE");
    }

    /// <summary>read_raise_options, behind USING.</summary>
    private ValueList<PLpgSQL_raise_option> ParseRaiseOptions()
    {
        var options = NewList<PLpgSQL_raise_option>();
        do
        {
            var start = Start;
            if (!IsColLabel(Current))
            {
                BodyErrorHere();
                break;
            }

            var type = TakeName();
            if (type.Value is not ("errcode" or "message" or "detail" or "hint" or "column" or "constraint" or "datatype" or "table" or "schema"))
                BodyError(type.Span, "unrecognized RAISE statement option at or near \"" + type.Span.Of(_text) + "\"");
            if (!Accept(TokenKind.ColonEquals) && !Accept(TokenKind.Equals))
                BodyErrorNear("syntax error, expected \"=\"");
            var value = ParseExpressionUntil(BodyStops.Comma, ", or ;");
            options.Add(new(type, value, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return options.ToValueList();
    }

    /// <summary>stmt_getdiag.</summary>
    private PLpgSQL_stmt ParseGetDiagnostics(int start)
    {
        Take();
        var stacked = AcceptWord("stacked");
        if (!stacked)
            Accept(TokenKind.CurrentKeyword);
        ExpectWord("diagnostics");
        var items = NewList<PLpgSQL_diag_item>();
        do
        {
            var itemStart = Start;
            var target = ParseTarget();
            if (!Accept(TokenKind.ColonEquals))
                ExpectInBody(TokenKind.Equals);
            if (!IsBodyName(Current))
                BodyErrorNear("unrecognized GET DIAGNOSTICS item");
            var kind = ParseBodyName();
            items.Add(new(target, kind, SpanFrom(itemStart)));
        }
        while (Accept(TokenKind.Comma));
        return new PLpgSQL_stmt_getdiag(stacked, items.ToValueList(), SpanFrom(start));
    }

    /// <summary>cursor_variable.</summary>
    private Identifier ParseCursorVariable() =>
        Current == TokenKind.Parameter ? TakeAs(_tokens[_position].Span.Of(_text)) : ParseBodyName();

    /// <summary>The arguments of a bound cursor: expressions, or name := expression.</summary>
    private PLpgSQL_expr ParseCursorArguments()
    {
        var start = Start;
        Take();
        var end = FindStop(BodyStops.CloseParen);
        if (_tokens[end].Kind != TokenKind.CloseParen)
        {
            _position = end;
            BodyErrorHere();
            return new(null, SpanFrom(start));
        }

        // name := value and name => value are no expressions of SELECT: read them as arguments of a call.
        var last = BeginSql(end);
        var arguments = _position < end ? ParseCallArguments() : default;
        EndSql(end, last);
        Take();
        var span = SpanFrom(start);
        return new(new ExpressionList(arguments, span), span);
    }

    /// <summary>func_arg_list.</summary>
    private ValueList<Expression> ParseCallArguments()
    {
        var arguments = NewList<Expression>();
        do
        {
            var start = Start;
            if (Peek() is TokenKind.ColonEquals or TokenKind.EqualsGreater && IsTypeFunctionName(Current))
            {
                var name = TakeName();
                Take();
                var value = ParseExpr();
                arguments.Add(new NamedArgExpr(name, value, SpanFrom(start)));
            }
            else
            {
                arguments.Add(ParseExpr());
            }
        }
        while (Accept(TokenKind.Comma));
        return arguments.ToValueList();
    }

    /// <summary>stmt_open.</summary>
    private PLpgSQL_stmt ParseOpen(int start)
    {
        Take();
        var cursor = ParseCursorVariable();
        if (Current == TokenKind.OpenParen)
        {
            var arguments = ParseCursorArguments();
            return new PLpgSQL_stmt_open(cursor, CursorOptions.None, arguments, null, null, default, default, SpanFrom(start));
        }

        if (Current == TokenKind.Semicolon)
            return new PLpgSQL_stmt_open(cursor, CursorOptions.None, null, null, null, default, default, SpanFrom(start));

        var options = ParseScrollOption();
        ExpectInBody(TokenKind.ForKeyword);
        if (!Accept(TokenKind.ExecuteKeyword))
        {
            var query = ParseQueryUntil(BodyStops.Semicolon, ";");
            return new PLpgSQL_stmt_open(cursor, options, null, query, null, default, default, SpanFrom(start));
        }

        var dynamic = ParseExpressionUntil(BodyStops.Using, "USING or ;");
        var executed = ParseExecuted(dynamic);
        var parameters = Accept(TokenKind.UsingKeyword) ? ParseExpressions(BodyStops.Semicolon, ", or ;") : default;
        return new PLpgSQL_stmt_open(cursor, options, null, null, dynamic, executed, parameters, SpanFrom(start));
    }

    /// <summary>stmt_fetch, stmt_move.</summary>
    private PLpgSQL_stmt ParseBodyFetch(int start)
    {
        var isMove = Take().Kind == TokenKind.MoveKeyword;
        var direction = FetchDirection.Forward;
        var all = false;
        PLpgSQL_expr? howMany = null;

        // A word of direction is the cursor's name when the statement ends or INTO follows.
        var isName = Peek() is TokenKind.Semicolon or TokenKind.IntoKeyword or TokenKind.EndOfFile;
        switch (Current)
        {
            case TokenKind.NextKeyword or TokenKind.FirstKeyword or TokenKind.ForwardKeyword or TokenKind.AllKeyword when !isName:
                direction = Current == TokenKind.FirstKeyword ? FetchDirection.Absolute : FetchDirection.Forward;
                all = Current == TokenKind.AllKeyword;
                Take();
                break;

            case TokenKind.PriorKeyword or TokenKind.BackwardKeyword when !isName:
                direction = FetchDirection.Backward;
                Take();
                break;

            case TokenKind.LastKeyword when !isName:
                direction = FetchDirection.Absolute;
                Take();
                break;

            case TokenKind.AbsoluteKeyword or TokenKind.RelativeKeyword when !isName:
                direction = Take().Kind == TokenKind.AbsoluteKeyword ? FetchDirection.Absolute : FetchDirection.Relative;
                howMany = ParseExpressionUntil(BodyStops.FromOrIn, "FROM or IN");
                break;
        }

        if (direction is FetchDirection.Forward or FetchDirection.Backward && !isName && Current is not (TokenKind.FromKeyword or TokenKind.InKeyword))
        {
            if (Accept(TokenKind.AllKeyword))
                all = true;
            else if (_tokens[FindStop(BodyStops.FromOrIn)].Kind is TokenKind.FromKeyword or TokenKind.InKeyword)
                howMany = ParseExpressionUntil(BodyStops.FromOrIn, "FROM or IN");
        }

        if (Current is TokenKind.FromKeyword or TokenKind.InKeyword)
            Take();
        var cursor = ParseCursorVariable();
        var targets = !isMove && Accept(TokenKind.IntoKeyword) ? ParseTargets() : default;
        if (!isMove && targets.IsEmpty)
            BodyErrorHere();
        return new PLpgSQL_stmt_fetch(direction, howMany, all, cursor, isMove, targets, SpanFrom(start));
    }
}
