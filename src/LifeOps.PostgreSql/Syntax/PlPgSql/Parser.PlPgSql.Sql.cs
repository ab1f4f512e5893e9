using System;
using System.Threading;

namespace LifeOps.PostgreSql.Syntax;

// The SQL inside PL/pgSQL: expressions, queries and statements between PL/pgSQL's own words (pl_gram.y: read_sql_construct, make_execsql_stmt).
internal sealed partial class Parser
{
    /// <summary>What ends a piece of SQL, outside of parentheses.</summary>
    [Flags]
    private enum BodyStops
    {
        /// <summary>Semicolons always end it, with an error where another token is wanted.</summary>
        Semicolon = 0,
        Then = 1,
        Loop = 2,
        Using = 4,
        Into = 8,
        Comma = 16,
        DotDot = 32,
        When = 64,
        CloseParen = 128,

        /// <summary>COLLATE, NOT, DEFAULT, = and :=.</summary>
        BehindType = 256,
        By = 512,
        FromOrIn = 1024,
    }

    /// <summary>Index of the token at which a piece of SQL that begins here ends: the first of the stops, a semicolon or the end of the body.</summary>
    private int FindStop(BodyStops stops)
    {
        var depth = 0;
        for (var i = _position; ; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.EndOfFile or TokenKind.Semicolon:
                    return i;
                case TokenKind.OpenParen or TokenKind.OpenBracket:
                    depth++;
                    break;
                case TokenKind.CloseParen or TokenKind.CloseBracket:
                    if (depth == 0)
                        return i;
                    depth--;
                    break;
                default:
                    if (depth == 0 && IsStop(i, stops))
                        return i;
                    break;
            }
        }
    }

    private bool IsStop(int index, BodyStops stops) => _tokens[index].Kind switch
    {
        TokenKind.ThenKeyword => (stops & BodyStops.Then) != 0,
        TokenKind.UsingKeyword => (stops & BodyStops.Using) != 0,
        TokenKind.IntoKeyword => (stops & BodyStops.Into) != 0,
        TokenKind.Comma => (stops & BodyStops.Comma) != 0,
        TokenKind.DotDot => (stops & BodyStops.DotDot) != 0,
        TokenKind.WhenKeyword => (stops & BodyStops.When) != 0,
        TokenKind.ByKeyword => (stops & BodyStops.By) != 0,
        TokenKind.FromKeyword or TokenKind.InKeyword => (stops & BodyStops.FromOrIn) != 0,
        TokenKind.CollateKeyword or TokenKind.NotKeyword or TokenKind.DefaultKeyword or TokenKind.Equals or TokenKind.ColonEquals => (stops & BodyStops.BehindType) != 0,
        TokenKind.Identifier => (stops & BodyStops.Loop) != 0 && IsWord(index, "loop"),
        _ => false,
    };

    private int DiagnosticCount => _diagnostics is null ? 0 : _diagnostics.Count;

    /// <summary>Makes a token the end of the text for SQL's grammar: the server cuts white space before it off.</summary>
    private SqlToken BeginSql(int end)
    {
        var token = _tokens[end];
        var place = end > _position ? _tokens[end - 1].End : token.Start;
        _tokens[end] = new(TokenKind.EndOfFile, place, place);
        _failed = false;
        return token;
    }

    /// <summary>Gives the token back, which must have been reached.</summary>
    private void EndSql(int end, SqlToken token)
    {
        if (_position < end)
            ErrorHere();
        _tokens[end] = token;
        _position = end;
    }

    /// <summary>An expression up to one of the stops, which is not taken.</summary>
    /// <param name="expected">What the server says is missing when the statement ends before.</param>
    private PLpgSQL_expr ParseExpressionUntil(BodyStops stops, string expected)
    {
        var end = FindStop(stops);
        CheckPiece(end, stops, expected, isExpression: true);
        return ParseExpressionTo(end);
    }

    /// <summary>A query up to one of the stops, which is not taken.</summary>
    private PLpgSQL_expr ParseQueryUntil(BodyStops stops, string expected)
    {
        var end = FindStop(stops);
        CheckPiece(end, stops, expected, isExpression: false);
        return ParseQueryTo(end);
    }

    /// <summary>The complaints of read_sql_construct about where a piece of SQL ends.</summary>
    private void CheckPiece(int end, BodyStops stops, string expected, bool isExpression)
    {
        var token = _tokens[end];
        var isStop = stops == BodyStops.Semicolon
            ? token.Kind == TokenKind.Semicolon && !HasOpenParenthesis(end)
            : IsStop(end, stops) || (token.Kind == TokenKind.CloseParen && (stops & BodyStops.CloseParen) != 0);
        if (isStop)
        {
            if (end == _position)
                BodyError(token.Span, (isExpression ? "missing expression" : "missing SQL statement") + " at or near \"" + token.Span.Of(_text) + "\"");
            return;
        }

        var near = token.Kind == TokenKind.EndOfFile ? " at end of input" : " at or near \"" + token.Span.Of(_text) + "\"";
        var takesSemicolon = expected.IndexOf(';') >= 0;
        if (token.Kind is TokenKind.CloseParen or TokenKind.CloseBracket || HasOpenParenthesis(end))
            BodyError(token.Span, "mismatched parentheses" + near);
        else if (token.Kind == TokenKind.EndOfFile ? HasThreeEnds(expected) : !takesSemicolon)
            BodyError(token.Span, "missing \"" + expected + "\" at end of SQL " + (isExpression ? "expression" : "statement"));
        else if (end == _position)
            BodyError(token.Span, (isExpression ? "missing expression" : "missing SQL statement") + near);
    }

    /// <summary>
    /// Whether the message names three ends: with fewer the server takes the end of the body for one (read_sql_construct's unused parameters are 0, and so is the
    /// end of the input), and its grammar complains behind.
    /// </summary>
    private static bool HasThreeEnds(string expected) => expected.IndexOf(" or ", StringComparison.Ordinal) != expected.LastIndexOf(" or ", StringComparison.Ordinal);

    private bool HasOpenParenthesis(int end)
    {
        var depth = 0;
        for (var i = _position; i < end; i++)
        {
            depth += _tokens[i].Kind switch
            {
                TokenKind.OpenParen or TokenKind.OpenBracket => 1,
                TokenKind.CloseParen or TokenKind.CloseBracket => -1,
                _ => 0,
            };
        }

        return depth > 0;
    }

    /// <summary>PLpgSQL_Expr: a value, or what can stand behind SELECT.</summary>
    private PLpgSQL_expr ParseExpressionTo(int end)
    {
        var start = _position;
        if (start >= end)
            return new(null, EmptySpan());

        var errors = DiagnosticCount;
        var last = BeginSql(end);
        SqlNode tree = ParseExpr();
        if (_failed || _position < end)
        {
            // More than a value: the token before it, which has been taken, stands in for SELECT.
            _diagnostics?.RemoveRange(errors, _diagnostics.Count - errors);
            _failed = false;
            _position = start - 1;
            var before = _tokens[_position];
            _tokens[_position] = new(TokenKind.SelectKeyword, _tokens[start].Start, _tokens[start].Start);
            tree = ParseSelectStmt();
            _tokens[start - 1] = before;
        }

        EndSql(end, last);
        return new(tree, PieceSpan(start, end, tree));
    }

    private PLpgSQL_expr ParseQueryTo(int end)
    {
        var start = _position;
        if (start >= end)
            return new(null, EmptySpan());

        var last = BeginSql(end);
        var statement = ParseStatement();
        EndSql(end, last);
        return new(statement, PieceSpan(start, end, statement));
    }

    /// <summary>From the first token to the last; further where the tree ends with a part that is missing.</summary>
    private TextSpan PieceSpan(int start, int end, SqlNode tree) =>
        TextSpan.FromBounds(_tokens[start].Start, Math.Max(_tokens[end - 1].End, tree.Span.End));

    /// <summary>The statements that EXECUTE runs, when its text is a constant.</summary>
    private ValueList<RawStmt> ParseExecuted(PLpgSQL_expr query)
    {
        if (query.Tree is not A_Const { Kind: ConstantKind.String } text || _bodyDepth >= DeepestBody)
            return default;
        if (EmbeddedLiteral.Read(_text, text.TokenKind, text.LiteralSpan.Start, text.LiteralSpan.End, ref _literalCopies) is not { } code)
            return default;

        var buffers = ParserBuffers.Rent();
        try
        {
            var parser = new Parser(code.Text, code.Start, code.End, _options, isScript: false, buffers, _cancellationToken) { _bodyDepth = _bodyDepth + 1 };
            var script = parser.ParseScript();
            foreach (var diagnostic in script.Diagnostics)
                (_diagnostics ??= []).Add(diagnostic);
            _bodyStatements!.AddRange(script.Statements);
            return script.Statements;
        }
        finally
        {
            buffers.Return();
        }
    }

    /// <summary>stmt_execsql: a statement of SQL up to its semicolon, with the INTO of PL/pgSQL taken out (pl_gram.y: make_execsql_stmt).</summary>
    private PLpgSQL_stmt ParseExecSql()
    {
        var start = Start;
        var first = _position;
        var into = -1;
        var end = FindStatementEnd(ref into);
        var intoEnd = into;
        PLpgSQL_into? targets = null;
        SqlToken[]? asWritten = null;
        if (into >= 0)
        {
            _position = into;
            targets = ParseInto();
            intoEnd = Math.Min(_position, end);
            _position = first;

            // The SQL grammar reads the statement without it: the tokens of INTO go to the front for as long.
            asWritten = new SqlToken[intoEnd - first];
            Array.Copy(_tokens, first, asWritten, 0, asWritten.Length);
            MoveToFront(first, into, intoEnd);
            _position = first + (intoEnd - into);
        }

        var statementStart = Start;
        var last = BeginSql(end);
        if (last.Kind == TokenKind.EndOfFile)
        {
            // The server looks for the semicolon first, and says nothing about the SQL then.
            BodyError(last.Span, "unexpected end of function definition at end of input");
            _failed = true;
        }

        var statement = _position < end ? ParseStatement() : new UnparsedStmt(new(statementStart, 0));
        if (_position < end)
            ErrorHere();
        var raw = new RawStmt(statement, _failed, statement.Span);
        _tokens[end] = last;
        _position = end;
        if (asWritten is not null)
            Array.Copy(asWritten, 0, _tokens, first, asWritten.Length);
        _bodyStatements!.Add(raw);

        // INTO may stand behind the statement's last token.
        var stop = targets is null ? raw.Span.End : Math.Max(raw.Span.End, targets.Span.End);
        return new PLpgSQL_stmt_execsql(raw, targets, TextSpan.FromBounds(start, Math.Max(start, stop)));
    }

    /// <summary>The semicolon that ends a statement: not one inside parentheses or inside BEGIN ATOMIC ... END of a routine. Finds INTO on the way.</summary>
    private int FindStatementEnd(ref int into)
    {
        var isRoutine = _tokens[_position].Kind == TokenKind.CreateKeyword
            && (IsRoutine(_position + 1) || (Peek() == TokenKind.OrKeyword && Peek(2) == TokenKind.ReplaceKeyword && IsRoutine(_position + 3)));
        var takesInto = _tokens[_position].Kind is not (TokenKind.ImportKeyword or TokenKind.InsertKeyword or TokenKind.MergeKeyword);
        var parentheses = 0;
        var blocks = 0;
        var firstSemicolon = -1;
        for (var i = _position; ; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.EndOfFile when firstSemicolon >= 0:
                    // Something is never closed. From here on a semicolon is an end: the rest of the body is not lost, nor searched again.
                    _semicolonsEnd = true;
                    if (into > firstSemicolon)
                        into = -1;
                    return firstSemicolon;
                case TokenKind.EndOfFile:
                    return i;
                case TokenKind.Semicolon when (parentheses <= 0 && blocks == 0) || _semicolonsEnd:
                    return i;
                case TokenKind.Semicolon when firstSemicolon < 0:
                    firstSemicolon = i;
                    break;
                case TokenKind.OpenParen:
                    parentheses++;
                    break;
                case TokenKind.CloseParen:
                    parentheses--;
                    break;
                case TokenKind.BeginKeyword or TokenKind.CaseKeyword when isRoutine:
                    blocks++;
                    break;
                case TokenKind.EndKeyword when isRoutine && blocks > 0:
                    blocks--;
                    break;
                case TokenKind.IntoKeyword when into < 0 && i > _position && _tokens[i - 1].Kind is not (TokenKind.InsertKeyword or TokenKind.MergeKeyword) && (takesInto || parentheses == 0):
                    into = _tokens[_position].Kind == TokenKind.ImportKeyword ? -1 : i;
                    break;
            }
        }
    }

    /// <summary>Whether every semicolon ends a statement, in a body where parentheses do not match.</summary>
    private bool _semicolonsEnd;

    private bool IsRoutine(int index) =>
        index < _tokenCount && _tokens[index].Kind is TokenKind.FunctionKeyword or TokenKind.ProcedureKeyword;

    private void MoveToFront(int first, int from, int to)
    {
        var moved = new SqlToken[to - from];
        Array.Copy(_tokens, from, moved, 0, moved.Length);
        Array.Copy(_tokens, first, _tokens, first + moved.Length, from - first);
        Array.Copy(moved, 0, _tokens, first, moved.Length);
    }

    /// <summary>INTO [STRICT] target, ..., at INTO.</summary>
    private PLpgSQL_into ParseInto()
    {
        var start = Start;
        Take();
        var strict = Accept(TokenKind.StrictKeyword);
        var targets = ParseTargets();
        return new(strict, targets, SpanFrom(start));
    }

    /// <summary>Variables with commas: what rows are read into.</summary>
    private ValueList<PLpgSQL_target> ParseTargets()
    {
        var targets = NewList<PLpgSQL_target>();
        do
            targets.Add(ParseTarget());
        while (Accept(TokenKind.Comma));
        return targets.ToValueList();
    }

    /// <summary>A variable, perhaps with fields and subscripts.</summary>
    private PLpgSQL_target ParseTarget()
    {
        var start = Start;
        var fields = NewNameList();
        if (Current == TokenKind.Parameter)
            fields.Add(TakeAs(_tokens[_position].Span.Of(_text)));
        else
            fields.Add(ParseBodyName());
        while (Current == TokenKind.Dot && IsColLabel(Peek()))
        {
            Take();
            fields.Add(TakeName());
        }

        var names = fields.ToValueList();
        var subscripts = Current == TokenKind.OpenBracket ? ParseOptIndirection() : default;
        return new(names, subscripts, SpanFrom(start));
    }
}
