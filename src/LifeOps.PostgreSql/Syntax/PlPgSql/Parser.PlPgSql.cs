using System;
using System.Collections.Generic;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

// PL/pgSQL: bodies, blocks and declarations (src/pl/plpgsql/src/pl_gram.y). A parser of a body is a parser of its own whose text is the
// body; the SQL inside is read in place, with the token behind it as the end of the text.
internal sealed partial class Parser
{
    /// <summary>Code in code in code: deeper bodies are left as text, so that nested literals take linear time.</summary>
    private const int DeepestBody = 4;

    /// <summary>The SQL statements of the body; null in a parser of SQL.</summary>
    private List<RawStmt>? _bodyStatements;

    /// <summary>Cursors of the blocks around the current place, innermost last: FOR over one of them is a loop of its own kind.</summary>
    private List<string>? _cursors;

    /// <summary>The blocks and loops around the current place, innermost last; the name is null where there is no label.</summary>
    private List<(string? Name, bool IsLoop)>? _labels;

    private int _bodyDepth;

    private int _literalCopies;

    /// <summary>Whether PL/pgSQL's own grammar is broken: later errors of it are consequences and stay silent. Those of SQL statements are still found.</summary>
    private bool _bodyFailed;

    /// <summary>What RETURN may stand with.</summary>
    private BodyReturns _returns;

    /// <summary>Reads the body of a DO block in a string literal; null when it is nested too deeply or its escapes cannot be resolved.</summary>
    private PLpgSQL_function? ParseBody(TokenKind literalKind, TextSpan literal)
    {
        if (_bodyDepth >= DeepestBody || EmbeddedLiteral.Read(_text, literalKind, literal.Start, literal.End, ref _literalCopies) is not { } code)
            return null;
        return ParseBody(code, BodyReturns.Void, _options, _bodyDepth + 1, _cancellationToken);
    }

    /// <summary>Reads a body.</summary>
    internal static PLpgSQL_function ParseBody(EmbeddedLiteral code, BodyReturns returns, SqlParseOptions options, int depth, CancellationToken cancellationToken)
    {
        var buffers = ParserBuffers.Rent();
        try
        {
            return new Parser(code.Text, code.Start, code.End, options, isScript: false, buffers, cancellationToken) { _bodyDepth = depth, _returns = returns }.ParseFunction();
        }
        finally
        {
            buffers.Return();
        }
    }

    /// <summary>pl_function.</summary>
    private PLpgSQL_function ParseFunction()
    {
        _bodyStatements = [];
        var start = Start;
        SkipCompilerOptions();
        var label = ParseOptLabel();
        var block = ParseBlock(start, label);
        Accept(TokenKind.Semicolon);
        if (Current != TokenKind.EndOfFile)
            BodyErrorHere();
        return new(block, new(_bodyStatements.ToArray()), _diagnostics is null ? default : new(_diagnostics.ToArray()), block.Span);
    }

    /// <summary>comp_options: #option dump, #variable_conflict use_column, ...</summary>
    private void SkipCompilerOptions()
    {
        while (Current == TokenKind.Operator && _text[Start] == '#')
        {
            Take();
            Take();
            if (Current is not (TokenKind.EndOfFile or TokenKind.BeginKeyword or TokenKind.DeclareKeyword or TokenKind.Operator))
                Take();
        }
    }

    /// <summary>opt_block_label, opt_loop_label: <c>&lt;&lt;name&gt;&gt;</c>.</summary>
    private Identifier ParseOptLabel()
    {
        if (!IsOperator("<<"))
            return default;
        Take();
        var label = ParseBodyName();
        if (IsOperator(">>"))
            Take();
        else
            BodyErrorHere();
        return label;
    }

    /// <summary>pl_block, up to its END and label.</summary>
    private PLpgSQL_stmt_block ParseBlock(int start, Identifier label)
    {
        if (!EnterNesting())
        {
            LeaveNesting();
            _position = _tokenCount - 1;
            return new(label, default, default, default, SpanFrom(start));
        }

        var cursors = _cursors?.Count ?? 0;
        EnterLabel(label, isLoop: false);
        var declarations = Accept(TokenKind.DeclareKeyword) ? ParseDeclarations() : default;
        ExpectInBody(TokenKind.BeginKeyword);
        var body = ParseBodyStatements();
        var exceptions = NewList<PLpgSQL_exception>();
        if (AcceptWord("exception"))
        {
            do
                exceptions.Add(ParseExceptionHandler());
            while (Current == TokenKind.WhenKeyword);
        }

        var handlers = exceptions.ToValueList();
        ExpectInBody(TokenKind.EndKeyword);
        CheckEndLabel(label, "block");
        _cursors?.RemoveRange(cursors, _cursors.Count - cursors);
        LeaveLabel();
        LeaveNesting();
        return new(label, declarations, body, handlers, SpanFrom(start));
    }

    private void EnterLabel(Identifier label, bool isLoop) => (_labels ??= []).Add((label.Value, isLoop));

    private void LeaveLabel() => _labels!.RemoveAt(_labels.Count - 1);

    /// <summary>opt_label behind END or END LOOP: must be the label in front.</summary>
    private void CheckEndLabel(Identifier label, string what)
    {
        if (!IsBodyName(Current))
            return;
        var end = ParseBodyName();
        if (label.IsMissing)
            BodyError(end.Span, "end label \"" + end.Value + "\" specified for unlabeled " + what);
        else if (end.Value != label.Value)
            BodyError(end.Span, "end label \"" + end.Value + "\" differs from " + what + "'s label \"" + label.Value + "\"");
    }

    /// <summary>proc_exception: WHEN condition OR ... THEN statements.</summary>
    private PLpgSQL_exception ParseExceptionHandler()
    {
        var start = Start;
        ExpectInBody(TokenKind.WhenKeyword);
        var conditions = NewList<PLpgSQL_condition>();
        do
        {
            var conditionStart = Start;
            if (AcceptWord("sqlstate"))
            {
                var code = ParseSqlStateCode();
                conditions.Add(new(code, isSqlState: true, SpanFrom(conditionStart)));
            }
            else
            {
                var name = ParseBodyName();
                conditions.Add(new(name, isSqlState: false, SpanFrom(conditionStart)));
            }
        }
        while (Accept(TokenKind.OrKeyword));
        var list = conditions.ToValueList();
        ExpectInBody(TokenKind.ThenKeyword);
        var action = ParseBodyStatements();
        return new(list, action, SpanFrom(start));
    }

    /// <summary>The string behind SQLSTATE: five digits or capital letters.</summary>
    private Identifier ParseSqlStateCode()
    {
        if (!IsSconst(Current))
        {
            BodyErrorHere();
            return default;
        }

        var code = ParseSconst();
        var isValid = code.Value is { Length: 5 };
        for (var i = 0; isValid && i < 5; i++)
            isValid = code.Value![i] is (>= '0' and <= '9') or (>= 'A' and <= 'Z');
        if (!isValid)
            BodyError(code.Span, "invalid SQLSTATE code at or near \"" + code.Span.Of(_text) + "\"");
        return code;
    }

    /// <summary>decl_stmts.</summary>
    private ValueList<PLpgSQL_datum> ParseDeclarations()
    {
        var declarations = NewList<PLpgSQL_datum>();
        while (Current is not (TokenKind.BeginKeyword or TokenKind.EndOfFile))
        {
            // DECLARE may be repeated; a semicolon here is what is left of a broken declaration.
            if (Accept(TokenKind.DeclareKeyword) || (_bodyFailed && Accept(TokenKind.Semicolon)))
                continue;
            if (!IsBodyName(Current))
            {
                BodyErrorHere();
                SkipBodyStatement();
                continue;
            }

            declarations.Add(ParseDeclaration());
            if (!Accept(TokenKind.Semicolon))
            {
                BodyErrorHere();
                SkipBodyStatement();
            }
        }

        return declarations.ToValueList();
    }

    /// <summary>decl_statement, up to its semicolon.</summary>
    private PLpgSQL_datum ParseDeclaration()
    {
        var start = Start;
        var name = ParseBodyName();
        if (IsWord("alias") && Peek() == TokenKind.ForKeyword)
        {
            Take();
            Take();
            var target = Current == TokenKind.Parameter ? TakeAs(_tokens[_position].Span.Of(_text)) : ParseBodyName();
            return new PLpgSQL_alias(name, target, SpanFrom(start));
        }

        if (Current == TokenKind.CursorKeyword || (Current is TokenKind.NoKeyword or TokenKind.ScrollKeyword))
            return ParseCursorDeclaration(start, name);
        return ParseVariable(start, name, isArgument: false);
    }

    /// <summary>[NO SCROLL | SCROLL] CURSOR [(arguments)] FOR query.</summary>
    private PLpgSQL_cursor ParseCursorDeclaration(int start, Identifier name)
    {
        var options = ParseScrollOption();
        ExpectInBody(TokenKind.CursorKeyword);
        var arguments = NewList<PLpgSQL_var>();
        if (Accept(TokenKind.OpenParen))
        {
            do
            {
                var argumentStart = Start;
                var argument = ParseBodyName();
                arguments.Add(ParseVariable(argumentStart, argument, isArgument: true));
            }
            while (Accept(TokenKind.Comma));
            ExpectInBody(TokenKind.CloseParen);
        }

        var list = arguments.ToValueList();
        if (!Accept(TokenKind.IsKeyword))
            ExpectInBody(TokenKind.ForKeyword);
        var query = ParseQueryUntil(BodyStops.Semicolon, ";");
        if (name.Value is { } value)
            (_cursors ??= []).Add(value);
        return new(name, options, list, query, SpanFrom(start));
    }

    /// <summary>opt_scrollable.</summary>
    private CursorOptions ParseScrollOption()
    {
        if (Accept(TokenKind.NoKeyword))
        {
            ExpectInBody(TokenKind.ScrollKeyword);
            return CursorOptions.NoScroll;
        }

        return Accept(TokenKind.ScrollKeyword) ? CursorOptions.Scroll : CursorOptions.None;
    }

    /// <summary>[CONSTANT] type [COLLATE name] [NOT NULL] [DEFAULT expression]; of an argument only the type.</summary>
    private PLpgSQL_var ParseVariable(int start, Identifier name, bool isArgument)
    {
        var isConstant = !isArgument && AcceptWord("constant");
        var type = ParseBodyType(isArgument);
        if (isArgument)
            return new(name, isConstant, type, default, false, null, SpanFrom(start));

        var collation = Accept(TokenKind.CollateKeyword) ? ParseAnyName() : default;
        var notNull = false;
        var nullStart = Start;
        if (Accept(TokenKind.NotKeyword))
        {
            ExpectInBody(TokenKind.NullKeyword);
            notNull = true;
        }

        PLpgSQL_expr? value = null;
        if (Current is TokenKind.DefaultKeyword or TokenKind.Equals or TokenKind.ColonEquals)
        {
            Take();
            value = ParseExpressionUntil(BodyStops.Semicolon, ";");
        }
        else if (notNull)
        {
            BodyError(SpanFrom(nullStart), "variable \"" + name.Value + "\" must have a default value, since it's declared NOT NULL", "22004");
        }

        return new(name, isConstant, type, collation, notNull, value, SpanFrom(start));
    }

    /// <summary>decl_datatype: everything up to what can follow a type.</summary>
    private PLpgSQL_type? ParseBodyType(bool isArgument)
    {
        var start = Start;
        var end = FindStop(isArgument ? BodyStops.Comma | BodyStops.CloseParen : BodyStops.Semicolon | BodyStops.BehindType);
        if (end == _position)
        {
            if (Current == TokenKind.EndOfFile)
                BodyErrorHere();
            else
                BodyError(_tokens[_position].Span, "missing data type declaration at or near \"" + _tokens[_position].Span.Of(_text) + "\"");
            return null;
        }

        if (FindTypeReference(end) is { } percent)
            return ParseTypeReference(start, percent, end);

        var last = BeginSql(end);
        var type = ParseTypename();
        EndSql(end, last);
        return new(PLpgSQL_type_reference.Named, type, default, isArray: false, SpanFrom(start));
    }

    /// <summary>The place of the percent sign of name%TYPE or name%ROWTYPE.</summary>
    private int? FindTypeReference(int end)
    {
        for (var i = _position + 1; i + 1 < end; i++)
        {
            if (_tokens[i].Kind == TokenKind.Percent && (_tokens[i + 1].Kind == TokenKind.TypeKeyword || IsWord(i + 1, "rowtype")))
                return i;
            if (_tokens[i].Kind != TokenKind.Dot && !IsColLabel(_tokens[i].Kind))
                return null;
        }

        return null;
    }

    private PLpgSQL_type ParseTypeReference(int start, int percent, int end)
    {
        var last = BeginSql(percent);
        var name = ParseAnyName();
        EndSql(percent, last);
        Take();
        var reference = Take().Kind == TokenKind.TypeKeyword ? PLpgSQL_type_reference.CopyType : PLpgSQL_type_reference.RowType;
        var isArray = _position < end;

        // Behind it only ARRAY and brackets, which may have sizes.
        while (_position < end)
        {
            if (Current is not (TokenKind.ArrayKeyword or TokenKind.OpenBracket or TokenKind.CloseBracket or TokenKind.IntegerLiteral))
            {
                BodyErrorHere();
                _position = end;
                break;
            }

            Take();
        }

        return new(reference, null, name, isArray, SpanFrom(start));
    }

    /// <summary>any_identifier: a name that is no reserved word of PL/pgSQL.</summary>
    private Identifier ParseBodyName()
    {
        if (IsBodyName(Current))
            return TakeName();
        BodyErrorHere();
        return new(null, PreviousEnd, PreviousEnd);
    }

    /// <summary>Whether a token is a name to PL/pgSQL: its own reserved words are none, most of SQL's are.</summary>
    private static bool IsBodyName(TokenKind kind) =>
        kind < KeywordTable.FirstKeyword
            ? IsNameToken(kind)
            : kind is not (TokenKind.AllKeyword or TokenKind.BeginKeyword or TokenKind.ByKeyword or TokenKind.CaseKeyword or TokenKind.DeclareKeyword
                or TokenKind.ElseKeyword or TokenKind.EndKeyword or TokenKind.ExecuteKeyword or TokenKind.ForKeyword or TokenKind.FromKeyword
                or TokenKind.IfKeyword or TokenKind.InKeyword or TokenKind.IntoKeyword or TokenKind.NotKeyword or TokenKind.NullKeyword or TokenKind.OrKeyword
                or TokenKind.StrictKeyword or TokenKind.ThenKeyword or TokenKind.ToKeyword or TokenKind.UsingKeyword or TokenKind.WhenKeyword);

    /// <summary>Whether the next token is that word, not in quotes.</summary>
    private bool IsWord(string word) => IsWord(_position, word);

    private bool IsWord(int index, string word)
    {
        var token = _tokens[index];
        return token.Kind == TokenKind.Identifier
            && token.End - token.Start == word.Length
            && string.Compare(_text, token.Start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
    }

    private bool AcceptWord(string word)
    {
        if (!IsWord(word))
            return false;
        _position++;
        return true;
    }

    /// <summary>Takes a word that PL/pgSQL knows and SQL does not, or reports a syntax error.</summary>
    private void ExpectWord(string word)
    {
        if (!AcceptWord(word))
            BodyErrorHere();
    }

    private bool IsOperator(string characters)
    {
        var token = _tokens[_position];
        return token.Kind == TokenKind.Operator
            && token.End - token.Start == characters.Length
            && string.CompareOrdinal(_text, token.Start, characters, 0, characters.Length) == 0;
    }

    private void ExpectInBody(TokenKind kind)
    {
        if (!Accept(kind))
            BodyErrorHere();
    }

    /// <summary>Reports a syntax error of PL/pgSQL's own grammar at the next token.</summary>
    private void BodyErrorHere()
    {
        if (_bodyFailed)
            return;
        _failed = false;
        ErrorHere();
        _bodyFailed = true;
    }

    private void BodyError(TextSpan span, string message, string sqlState = "42601")
    {
        if (_bodyFailed)
            return;
        _failed = false;
        Error(span, message, sqlState);
        _bodyFailed = true;
    }

    /// <summary>Reports an error in the server's own words, near the next token.</summary>
    private void BodyErrorNear(string message)
    {
        var token = _tokens[_position];
        BodyError(token.Span, message + (token.Kind == TokenKind.EndOfFile ? " at end of input" : " at or near \"" + token.Span.Of(_text) + "\""));
    }

    /// <summary>Moves behind the next semicolon.</summary>
    private void SkipBodyStatement()
    {
        while (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
            _position++;
        Accept(TokenKind.Semicolon);
    }
}
