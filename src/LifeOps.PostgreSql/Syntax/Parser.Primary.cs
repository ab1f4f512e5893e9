namespace LifeOps.PostgreSql.Syntax;

/// <summary>Operands: constants, names, parameters, parentheses, CASE, ARRAY, ROW, queries (gram.y: c_expr).</summary>
internal sealed partial class Parser
{
    /// <summary>The run of opening parentheses looked at last: first token, the token behind the run.</summary>
    private int _parenRunStart = -1;
    private int _parenRunEnd = -1;

    /// <summary>gram.y: c_expr.</summary>
    private Expression ParseCExpr()
    {
        switch (Current)
        {
            case TokenKind.Identifier:
            case TokenKind.QuotedIdentifier:
            case TokenKind.UnicodeIdentifier:
                return ParseNameExpression();
            case TokenKind.IntegerLiteral:
                return TakeConst(ConstantKind.Integer);
            case TokenKind.NumericLiteral:
                return TakeConst(ConstantKind.Float);
            case TokenKind.StringLiteral:
            case TokenKind.EscapeStringLiteral:
            case TokenKind.UnicodeStringLiteral:
            case TokenKind.DollarStringLiteral:
                return TakeConst(ConstantKind.String);
            case TokenKind.BitStringLiteral:
            case TokenKind.HexStringLiteral:
                return TakeConst(ConstantKind.BitString);
            case TokenKind.Parameter:
            case TokenKind.Placeholder:
                return ParseParameter();
            case TokenKind.OpenParen:
                return ParseParenthesisedExpression();
            case TokenKind.Hole:
                return ParseHoleExpression();
            default:
                return Current >= KeywordTable.FirstKeyword ? ParseKeywordExpression() : MissingExpression();
        }
    }

    private A_Const TakeConst(ConstantKind kind) => new(kind, _text, _tokens[_position++]);

    private MissingExpr MissingExpression()
    {
        ErrorHere();
        return MissingHere();
    }

    private Expression ParseKeywordExpression()
    {
        switch (Current)
        {
            case TokenKind.TrueKeyword:
            case TokenKind.FalseKeyword:
                return TakeConst(ConstantKind.Boolean);
            case TokenKind.NullKeyword:
                return TakeConst(ConstantKind.Null);
            case TokenKind.CaseKeyword:
                return ParseCase();
            case TokenKind.ArrayKeyword:
                return ParseArray();
            case TokenKind.RowKeyword when Peek() == TokenKind.OpenParen:
                return ParseExplicitRow();
            case TokenKind.ExistsKeyword when Peek() == TokenKind.OpenParen:
                return ParseExists();
            case TokenKind.GroupingKeyword when Peek() == TokenKind.OpenParen:
                return ParseGroupingFunc();
            case TokenKind.CurrentSchemaKeyword when Peek() != TokenKind.OpenParen && !IsSconst(Peek()):
            case TokenKind.CollationKeyword when Peek() == TokenKind.ForKeyword:
                return ParseFuncExprCommonSubexpr();
        }

        var category = KeywordTable.Category(Current);
        if (category == KeywordCategory.Unreserved && IsLookaheadKeyword())
            return MissingExpression();
        if (category == KeywordCategory.Unreserved)
            return Current == TokenKind.DoubleKeyword && Peek() == TokenKind.PrecisionKeyword ? ParseTypedConstant() : ParseNameExpression();
        if (category == KeywordCategory.TypeOrFunctionName)
            return ParseNameExpression();
        if (category == KeywordCategory.ColumnName)
            return ParseColumnNameKeyword();
        return IsFuncExprKeyword(Current) ? ParseFuncExprCommonSubexpr() : MissingExpression();
    }

    /// <summary>Whether a word is no name because of the word behind it (base_yylex: NULLS_LA, WITHOUT_LA, FORMAT_LA).</summary>
    private bool IsLookaheadKeyword() => Current >= KeywordTable.FirstKeyword && Current switch
    {
        TokenKind.NullsKeyword => Peek() is TokenKind.FirstKeyword or TokenKind.LastKeyword,
        TokenKind.WithoutKeyword => Peek() == TokenKind.TimeKeyword,
        TokenKind.FormatKeyword => Peek() == TokenKind.JsonKeyword,
        _ => false,
    };

    /// <summary>A keyword that is a function or type of SQL's own here, or the name of a column.</summary>
    private Expression ParseColumnNameKeyword()
    {
        switch (Current)
        {
            case TokenKind.BitKeyword or TokenKind.CharKeyword or TokenKind.CharacterKeyword or TokenKind.VarcharKeyword or TokenKind.NationalKeyword
                or TokenKind.NcharKeyword or TokenKind.DecKeyword or TokenKind.DecimalKeyword or TokenKind.NumericKeyword or TokenKind.FloatKeyword
                or TokenKind.TimeKeyword or TokenKind.TimestampKeyword or TokenKind.IntervalKeyword:
                if (Peek() == TokenKind.OpenParen || IsSconst(Peek()) || StartsTypeSuffix(Current, Peek()))
                    return ParseTypedConstant();
                break;
            case TokenKind.IntKeyword or TokenKind.IntegerKeyword or TokenKind.SmallintKeyword or TokenKind.BigintKeyword or TokenKind.RealKeyword
                or TokenKind.BooleanKeyword or TokenKind.JsonKeyword:
                if (IsSconst(Peek()))
                    return ParseTypedConstant();
                break;
        }

        return Peek() == TokenKind.OpenParen && IsFuncExprKeyword(Current) ? ParseFuncExprCommonSubexpr() : ParseNameExpression();
    }

    private bool StartsTypeSuffix(TokenKind type, TokenKind next) => type switch
    {
        TokenKind.TimeKeyword or TokenKind.TimestampKeyword =>
            next is TokenKind.WithKeyword or TokenKind.WithoutKeyword && Peek(2) == TokenKind.TimeKeyword,
        TokenKind.BitKeyword or TokenKind.CharKeyword or TokenKind.CharacterKeyword or TokenKind.NcharKeyword => next == TokenKind.VaryingKeyword,
        TokenKind.NationalKeyword => next is TokenKind.CharacterKeyword or TokenKind.CharKeyword,
        _ => false,
    };

    /// <summary><c>type 'literal'</c> with one of SQL's own types (gram.y: ConstTypename, ConstInterval).</summary>
    private TypeCast ParseTypedConstant()
    {
        var start = Start;
        var isInterval = Current == TokenKind.IntervalKeyword;
        ParseTypeParts(isConstant: true, out var names, out var typmods, out var fields);
        var typeEnd = SpanFrom(start).End;
        Expression literal;
        if (IsSconst(Current))
            literal = TakeConst(ConstantKind.String);
        else
            literal = MissingExpression();

        if (isInterval && typmods.IsEmpty)
        {
            // The type goes on behind the literal: its span takes that in.
            fields = ParseOptInterval(out typmods);
            if (fields != IntervalFields.None)
                typeEnd = PreviousEnd;
        }

        var typeName = new TypeName(names, setOf: false, isColumnReference: false, typmods, fields, default, TextSpan.FromBounds(start, typeEnd));
        return new TypeCast(literal, typeName, SpanFrom(start));
    }

    /// <summary>gram.y: PARAM opt_indirection.</summary>
    private Expression ParseParameter()
    {
        var token = _tokens[_position++];
        var parameter = token.Kind == TokenKind.Parameter
            ? new ParamRef(Literal.ParseInteger(_text, token.Start + 1, token.End), default, token.Span)
            : Placeholder(token);
        return WithIndirection(parameter, token.Start);
    }

    /// <summary><c>@name</c>, <c>:name</c>, <c>{=name}</c>, <c>?name?</c>; <c>{0}</c>; <c>?</c>.</summary>
    private ParamRef Placeholder(SqlToken token)
    {
        var start = token.Start + 1;
        var end = token.End;
        var isBrace = _text[token.Start] == '{';
        if (isBrace)
        {
            start = _text[start] == '=' ? start + 1 : start;
            end--;
        }
        else if (_text[token.Start] == '?' && end > start)
        {
            end--;
        }

        if (start >= end)
            return new ParamRef(-1, default, token.Span);
        if (isBrace && CharFacts.IsDigit(_text[start]) && end - start < 10)
            return new ParamRef(Literal.ParseInteger(_text, start, end), default, token.Span);
        return new ParamRef(0, new Identifier(_text.Substring(start, end - start), start, end), token.Span);
    }

    /// <summary>A hole where an operand must stand: part of a name when a dot or parentheses follow.</summary>
    private Expression ParseHoleExpression()
    {
        if (Peek() is TokenKind.Dot or TokenKind.OpenParen)
            return ParseNameExpression();
        var token = Take();
        return WithIndirection(new HoleExpr(HoleAt(token), token.Span), token.Start);
    }

    /// <summary>The first hole that lies in a token; holes are in the order of the text.</summary>
    private SqlHole HoleAt(SqlToken token)
    {
        var holes = _options.Holes;
        var low = 0;
        var high = holes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holes[middle].Span.End <= token.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < holes.Count && holes[low].Span.Start < token.End ? holes[low] : new SqlHole(token.Span, HoleKind.Unknown);
    }

    /// <summary>Field selection and subscripts behind an operand (gram.y: opt_indirection).</summary>
    private Expression WithIndirection(Expression operand, int start)
    {
        if (Current is not (TokenKind.Dot or TokenKind.OpenBracket))
            return operand;
        var indirection = ParseIndirection(checkStar: true);
        return new A_Indirection(operand, indirection, SpanFrom(start));
    }

    /// <summary>gram.y: opt_indirection on a name that is set or inserted into.</summary>
    private ValueList<SqlNode> ParseOptIndirection() =>
        Current is TokenKind.Dot or TokenKind.OpenBracket ? ParseIndirection(checkStar: true) : default;

    private ValueList<SqlNode> ParseIndirection(bool checkStar)
    {
        var list = NewList<SqlNode>();
        var sawStar = false;
        var misplacedStar = false;
        while (true)
        {
            var start = Start;
            if (Accept(TokenKind.Dot))
            {
                misplacedStar |= sawStar;
                if (Accept(TokenKind.Star))
                {
                    sawStar = true;
                    list.Add(new A_Star(SpanFrom(start)));
                }
                else
                {
                    list.Add(new StringValue(ParseColLabel(), SpanFrom(start)));
                }
            }
            else if (Current == TokenKind.OpenBracket)
            {
                misplacedStar |= sawStar;
                list.Add(ParseSubscript());
            }
            else
            {
                if (misplacedStar && checkStar)
                    ErrorMisplacedStar();
                return list.ToValueList();
            }
        }
    }

    /// <summary>check_indirection of gram.y: a star stands last.</summary>
    private void ErrorMisplacedStar() => ErrorAtCurrent("improper use of \"*\"");

    private A_Indices ParseSubscript()
    {
        var start = Take().Start;
        Expression? lower = null;
        if (Current != TokenKind.Colon)
        {
            lower = ParseExpr();
            if (Accept(TokenKind.CloseBracket))
                return new A_Indices(isSlice: false, null, lower, SpanFrom(start));
        }

        Expression? upper = null;
        if (Expect(TokenKind.Colon) && Current != TokenKind.CloseBracket)
            upper = ParseExpr();
        Expect(TokenKind.CloseBracket);
        return new A_Indices(isSlice: true, lower, upper, SpanFrom(start));
    }

    /// <summary>A column, a function call, or <c>type 'literal'</c>.</summary>
    private Expression ParseNameExpression()
    {
        var start = Start;
        var category = KeywordTable.Category(Current);
        var first = TakeName();
        switch (Current)
        {
            case TokenKind.OpenParen when category != KeywordCategory.ColumnName:
                return ParseFuncCall(new([first]), start, allowWindow: true);
            case TokenKind.Dot or TokenKind.OpenBracket when category != KeywordCategory.TypeOrFunctionName:
                return ParseQualifiedExpression(first, start);
            case TokenKind.StringLiteral or TokenKind.EscapeStringLiteral or TokenKind.UnicodeStringLiteral or TokenKind.DollarStringLiteral
                when category != KeywordCategory.ColumnName:
                return ParseNamedTypeConstant(new([first]), default, start);
        }

        if (category == KeywordCategory.TypeOrFunctionName)
            ErrorHere();
        return new ColumnRef(new([first]), hasStar: false, first.Span);
    }

    /// <summary>A name with dots and subscripts (gram.y: columnref; func_name with indirection).</summary>
    private Expression ParseQualifiedExpression(Identifier first, int start)
    {
        var names = NewNameList();
        names.Add(first);
        var hasStar = false;
        while (!hasStar && Accept(TokenKind.Dot))
        {
            if (Accept(TokenKind.Star))
                hasStar = true;
            else
                names.Add(ParseColLabel());
        }

        var fields = names.ToValueList();
        if (!hasStar)
        {
            if (Current == TokenKind.OpenParen)
                return ParseFuncCall(fields, start, allowWindow: true);
            if (IsSconst(Current) && fields.Count > 1)
                return ParseNamedTypeConstant(fields, default, start);
        }

        var column = new ColumnRef(fields, hasStar, SpanFrom(start));
        if (!hasStar || Current is not (TokenKind.Dot or TokenKind.OpenBracket))
            return WithIndirection(column, start);
        var misplaced = WithIndirection(column, start);
        ErrorMisplacedStar();
        return misplaced;
    }

    /// <summary>Behind the name of <c>type 'literal'</c> or <c>type(modifiers) 'literal'</c>.</summary>
    private TypeCast ParseNamedTypeConstant(ValueList<Identifier> names, ValueList<Expression> typmods, int start)
    {
        var typeName = new TypeName(names, setOf: false, isColumnReference: false, typmods, IntervalFields.None, default, SpanFrom(start));
        var literal = TakeConst(ConstantKind.String);
        return new TypeCast(literal, typeName, SpanFrom(start));
    }

    private CaseExpr ParseCase()
    {
        var start = Take().Start;
        var arg = Current == TokenKind.WhenKeyword ? null : ParseExpr();
        var whens = NewList<CaseWhen>();
        if (Current != TokenKind.WhenKeyword)
            ErrorHere();
        while (Current == TokenKind.WhenKeyword)
        {
            var whenStart = Take().Start;
            var condition = ParseExpr();
            Expect(TokenKind.ThenKeyword);
            var result = ParseExpr();
            whens.Add(new CaseWhen(condition, result, SpanFrom(whenStart)));
        }

        var branches = whens.ToValueList();
        var otherwise = Accept(TokenKind.ElseKeyword) ? ParseExpr() : null;
        Expect(TokenKind.EndKeyword);
        return new CaseExpr(arg, branches, otherwise, SpanFrom(start));
    }

    /// <summary>ARRAY[...] or ARRAY(query).</summary>
    private Expression ParseArray()
    {
        var start = Take().Start;
        if (Current == TokenKind.OpenBracket)
            return ParseArrayElements(start);
        if (Current == TokenKind.OpenParen)
            return new SubLink(SubLinkType.Array, null, default, ParseSelectWithParens(), SpanFrom(start));
        ErrorHere();
        return new A_ArrayExpr(default, SpanFrom(start));
    }

    /// <summary>gram.y: array_expr.</summary>
    private A_ArrayExpr ParseArrayElements(int start)
    {
        if (!EnterNesting())
        {
            LeaveNesting();
            return new A_ArrayExpr(default, SpanFrom(start));
        }

        _position++;
        ValueList<Expression> elements = default;
        if (Current == TokenKind.OpenBracket)
        {
            var inner = NewList<Expression>();
            do
            {
                if (Current != TokenKind.OpenBracket)
                {
                    ErrorHere();
                    break;
                }

                inner.Add(ParseArrayElements(Start));
            }
            while (Accept(TokenKind.Comma));
            elements = inner.ToValueList();
        }
        else if (Current != TokenKind.CloseBracket)
        {
            elements = ParseExprList();
        }

        Expect(TokenKind.CloseBracket);
        LeaveNesting();
        return new A_ArrayExpr(elements, SpanFrom(start));
    }

    /// <summary>gram.y: explicit_row.</summary>
    private RowExpr ParseExplicitRow()
    {
        var start = Take().Start;
        _position++;
        var args = Current == TokenKind.CloseParen ? default : ParseExprList();
        Expect(TokenKind.CloseParen);
        return new RowExpr(args, isExplicit: true, SpanFrom(start));
    }

    private SubLink ParseExists()
    {
        var start = Take().Start;
        var query = ParseSelectWithParens();
        return new SubLink(SubLinkType.Exists, null, default, query, SpanFrom(start));
    }

    private GroupingFunc ParseGroupingFunc()
    {
        var start = Take().Start;
        _position++;
        var args = ParseExprList();
        Expect(TokenKind.CloseParen);
        return new GroupingFunc(args, SpanFrom(start));
    }

    /// <summary>Whether the parentheses that open here hold a query, possibly inside more parentheses.</summary>
    private bool StartsQueryInParens()
    {
        if (Current != TokenKind.OpenParen)
            return false;
        if (_position < _parenRunStart || _position >= _parenRunEnd)
        {
            var end = _position;
            while (_tokens[end].Kind == TokenKind.OpenParen)
                end++;
            _parenRunStart = _position;
            _parenRunEnd = end;
        }

        return StartsQuery(_parenRunEnd);
    }

    /// <summary>Whether a query without parentheses begins at a token.</summary>
    private bool StartsQuery(int index) => _tokens[index].Kind switch
    {
        TokenKind.SelectKeyword or TokenKind.WithKeyword or TokenKind.TableKeyword => true,
        TokenKind.ValuesKeyword => _tokens[index + 1].Kind == TokenKind.OpenParen,
        _ => false,
    };

    /// <summary>gram.y: c_expr that begins with a parenthesis: a query, a row, or an expression in parentheses.</summary>
    private Expression ParseParenthesisedExpression()
    {
        var start = Start;
        var content = ParseParenthesised(out var select);
        if (select is not null)
            content = new SubLink(SubLinkType.Expr, null, default, select, SpanFrom(start));

        // An implicit row takes no indirection (gram.y: implicit_row).
        return content is RowExpr { IsExplicit: false } row && row.Span.Start == start ? row : WithIndirection(content, start);
    }

    /// <summary>
    /// Parentheses with what is in them. As gram.y explains at SelectStmt, parentheses around a query belong to the query as long as
    /// they can: <c>((SELECT 1) UNION SELECT 2)</c> is a query, <c>((SELECT 1) + 2)</c> is not. A run of parentheses is read in a loop, so
    /// that its depth costs no stack.
    /// </summary>
    /// <param name="select">The query, when the parentheses hold nothing else; the result is null then.</param>
    private Expression ParseParenthesised(out SelectStmt? select)
    {
        var isQuery = StartsQueryInParens();
        var first = _position;
        var count = 0;
        while (Current == TokenKind.OpenParen)
        {
            _position++;
            count++;
        }

        if (_depth + count >= DeepestNesting)
        {
            _position = first + DeepestNesting - _depth;
            GiveUpStatement();
            select = null;
            return MissingHere();
        }

        _depth += count;
        select = null;
        Expression? content = null;
        if (isQuery)
            select = ParseSelectNoParens();
        else
            content = ParseExpr();

        while (true)
        {
            var open = _tokens[first + count - 1].Start;
            if (select is null && Current == TokenKind.Comma)
                content = ParseImplicitRow(content!, open);
            else
                Expect(TokenKind.CloseParen);

            _depth--;
            if (--count == 0)
                return content ?? (Expression)s_noExpression;

            // What stands in these parentheses is the first operand of what stands in the next ones.
            var outer = _tokens[first + count].Start;
            if (select is not null)
            {
                if (Current == TokenKind.CloseParen)
                    continue;
                if (ContinuesQuery(Current))
                {
                    select = ParseSelectRest(select, outer);
                    continue;
                }

                content = new SubLink(SubLinkType.Expr, null, default, select, SpanFrom(outer));
                select = null;
            }

            content = ParseExprAfter(content!, outer);
        }
    }

    private static readonly MissingExpr s_noExpression = new(default);

    /// <summary>An expression whose first operand, in parentheses, has been read.</summary>
    private Expression ParseExprAfter(Expression operand, int start)
    {
        if (operand is RowExpr { IsExplicit: false } row && row.Span.Start == start)
        {
            if (Current == TokenKind.OverlapsKeyword)
                operand = ParseOverlaps(row);
        }
        else
        {
            operand = WithIndirection(operand, start);
        }

        return IsInfix(Current) ? ParseInfix(operand, start, Precedence.Lowest, isRestricted: false) : operand;
    }

    /// <summary>Behind the first element of <c>(a, b)</c>.</summary>
    private RowExpr ParseImplicitRow(Expression first, int start)
    {
        var args = NewList<Expression>();
        args.Add(first);
        while (Accept(TokenKind.Comma))
            args.Add(ParseExpr());
        var elements = args.ToValueList();
        Expect(TokenKind.CloseParen);
        return new RowExpr(elements, isExplicit: false, SpanFrom(start));
    }

    /// <summary>gram.y: NumericOnly: a number with an optional sign.</summary>
    private A_Const ParseNumericOnly()
    {
        var start = Start;
        var isNegative = Current == TokenKind.Minus;
        if (isNegative || Current == TokenKind.Plus)
            _position++;
        if (Current is not (TokenKind.IntegerLiteral or TokenKind.NumericLiteral))
        {
            ErrorHere();
            return A_Const.Implied(ConstantKind.Integer, "0", TokenKind.IntegerLiteral, PreviousEnd);
        }

        var number = TakeConst(Current == TokenKind.IntegerLiteral ? ConstantKind.Integer : ConstantKind.Float);
        return isNegative ? number.Negate(SpanFrom(start)) : number;
    }

    /// <summary>gram.y: SignedIconst.</summary>
    private A_Const ParseSignedIconst()
    {
        var index = Current is TokenKind.Minus or TokenKind.Plus ? _position + 1 : _position;
        if (_tokens[index].Kind == TokenKind.NumericLiteral)
        {
            _position = index;
            ErrorHere();
        }

        return ParseNumericOnly();
    }

    /// <summary>gram.y: AexprConst.</summary>
    private Expression ParseAexprConst()
    {
        switch (Current)
        {
            case TokenKind.IntegerLiteral or TokenKind.NumericLiteral or TokenKind.BitStringLiteral or TokenKind.HexStringLiteral
                or TokenKind.TrueKeyword or TokenKind.FalseKeyword or TokenKind.NullKeyword:
            case var kind when IsSconst(kind):
                return ParseCExpr();
            default:
                var constant = ParseCExpr();
                if (constant is not (TypeCast or HoleExpr or MissingExpr))
                    ErrorHere();
                return constant;
        }
    }
}
