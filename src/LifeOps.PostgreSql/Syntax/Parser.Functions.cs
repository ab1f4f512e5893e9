namespace LifeOps.PostgreSql.Syntax;

/// <summary>Function calls and the functions with a syntax of their own (gram.y: func_expr, func_expr_common_subexpr).</summary>
internal sealed partial class Parser
{
    /// <summary>Index of the first token in the parentheses of the SUBSTRING that is being read, or -1: SIMILAR ends its first argument.</summary>
    private int _substringStart = -1;

    /// <summary>gram.y: func_expr.</summary>
    private Expression ParseFuncExpr() => ParseFuncExpr(allowWindow: true);

    /// <summary>gram.y: func_expr_windowless.</summary>
    private Expression ParseFuncExprWindowless() => ParseFuncExpr(allowWindow: false);

    private Expression ParseFuncExpr(bool allowWindow)
    {
        if (IsFuncExprKeyword(Current)
            && (KeywordTable.Category(Current) != KeywordCategory.ColumnName || Peek() == TokenKind.OpenParen)
            && (Current != TokenKind.CurrentSchemaKeyword || Peek() != TokenKind.OpenParen)
            && (Current != TokenKind.CollationKeyword || Peek() == TokenKind.ForKeyword))
        {
            return ParseFuncExprCommonSubexpr(allowWindow);
        }

        var start = Start;
        var name = ParseFuncName();
        return ParseFuncCall(name, start, allowWindow, allowTypedConstant: false);
    }

    /// <summary>gram.y: func_application: name(args).</summary>
    private FuncCall ParseFuncApplication()
    {
        var start = Start;
        var name = ParseFuncName();
        return (FuncCall)ParseFuncCall(name, start, allowWindow: false, allowTypedConstant: false);
    }

    /// <summary>The arguments of a call and what follows them; at the opening parenthesis.</summary>
    /// <param name="allowWindow">Whether WITHIN GROUP, FILTER and OVER may follow.</param>
    /// <param name="allowTypedConstant">Whether this may turn out to be <c>type(modifiers) 'literal'</c>.</param>
    private Expression ParseFuncCall(ValueList<Identifier> name, int start, bool allowWindow, bool allowTypedConstant = true)
    {
        Expect(TokenKind.OpenParen);
        var flags = FuncCallFlags.None;
        ValueList<SortBy> order = default;
        ValueList<Expression> args = default;
        var orderStart = 0;
        switch (Current)
        {
            case TokenKind.CloseParen:
                allowTypedConstant = false;
                break;
            case TokenKind.Star:
                _position++;
                flags = FuncCallFlags.Star;
                break;
            case TokenKind.DistinctKeyword:
                _position++;
                flags = FuncCallFlags.Distinct;
                args = ParseFuncArgList(allowVariadic: false, ref flags);
                break;
            case TokenKind.AllKeyword:
                _position++;
                allowTypedConstant = false;
                args = ParseFuncArgList(allowVariadic: false, ref flags);
                break;
            default:
                args = ParseFuncArgList(allowVariadic: true, ref flags);
                break;
        }

        if (!args.IsEmpty && Current == TokenKind.OrderKeyword)
        {
            orderStart = Start;
            order = ParseSortClause();
        }

        Expect(TokenKind.CloseParen);
        if (allowTypedConstant && flags == FuncCallFlags.None && IsSconst(Current))
            return ParseTypeConstantFromCall(name, args, order, orderStart, start);

        if (!allowWindow || Current is not (TokenKind.WithinKeyword or TokenKind.FilterKeyword or TokenKind.OverKeyword))
        {
            var plain = order.IsEmpty ? null : new FuncCallDecoration(order, null, null);
            return new FuncCall(name, args, plain, flags, SpanFrom(start));
        }

        return ParseDecoratedCall(name, args, order, flags, start);
    }

    /// <summary>WITHIN GROUP, FILTER and OVER behind a call.</summary>
    private FuncCall ParseDecoratedCall(ValueList<Identifier> name, ValueList<Expression> args, ValueList<SortBy> order, FuncCallFlags flags, int start)
    {
        if (Current == TokenKind.WithinKeyword)
        {
            var within = Take().Span;
            Expect(TokenKind.GroupKeyword);
            Expect(TokenKind.OpenParen);
            var groupOrder = ParseSortClause();
            if (groupOrder.IsEmpty)
                ErrorHere();
            Expect(TokenKind.CloseParen);
            if (!order.IsEmpty)
                Error(within, "cannot use multiple ORDER BY clauses with WITHIN GROUP");
            if ((flags & FuncCallFlags.Distinct) != 0)
                Error(within, "cannot use DISTINCT with WITHIN GROUP");
            if ((flags & FuncCallFlags.Variadic) != 0)
                Error(within, "cannot use VARIADIC with WITHIN GROUP");
            order = groupOrder;
            flags |= FuncCallFlags.WithinGroup;
        }

        var filter = ParseFilterClause();
        var over = ParseOverClause();
        return new FuncCall(name, args, new FuncCallDecoration(order, filter, over), flags, SpanFrom(start));
    }

    /// <summary>gram.y: filter_clause.</summary>
    private Expression? ParseFilterClause()
    {
        if (!Accept(TokenKind.FilterKeyword))
            return null;
        Expect(TokenKind.OpenParen);
        Expect(TokenKind.WhereKeyword);
        var filter = ParseExpr();
        Expect(TokenKind.CloseParen);
        return filter;
    }

    /// <summary><c>type(modifiers) 'literal'</c> that looked like a call.</summary>
    private TypeCast ParseTypeConstantFromCall(ValueList<Identifier> name, ValueList<Expression> args, ValueList<SortBy> order, int orderStart, int start)
    {
        var cast = ParseNamedTypeConstant(name, args, start);
        foreach (var arg in args)
        {
            if (arg is NamedArgExpr)
            {
                Error(arg.Span, "type modifier cannot have parameter name");
                break;
            }
        }

        if (!order.IsEmpty)
            Error(new TextSpan(orderStart, 5), "type modifier cannot have ORDER BY");
        return cast;
    }

    /// <summary>gram.y: func_arg_list, with a VARIADIC last argument.</summary>
    private ValueList<Expression> ParseFuncArgList(bool allowVariadic, ref FuncCallFlags flags)
    {
        var first = ParseFuncArg(allowVariadic, ref flags);
        if (Current != TokenKind.Comma || (flags & FuncCallFlags.Variadic) != 0)
            return new([first]);

        var args = NewList<Expression>();
        args.Add(first);
        while ((flags & FuncCallFlags.Variadic) == 0 && Accept(TokenKind.Comma))
            args.Add(ParseFuncArg(allowVariadic, ref flags));
        return args.ToValueList();
    }

    private ValueList<Expression> ParseFuncArgList()
    {
        var flags = FuncCallFlags.None;
        return ParseFuncArgList(allowVariadic: false, ref flags);
    }

    private Expression ParseFuncArg(bool allowVariadic, ref FuncCallFlags flags)
    {
        if (allowVariadic && Accept(TokenKind.VariadicKeyword))
            flags |= FuncCallFlags.Variadic;
        return ParseFuncArgExpr();
    }

    /// <summary>gram.y: func_arg_expr: a value, <c>name =&gt; value</c> or <c>name := value</c>.</summary>
    private Expression ParseFuncArgExpr()
    {
        if (Peek() is not (TokenKind.EqualsGreater or TokenKind.ColonEquals) || !IsTypeFunctionName(Current))
            return ParseExpr();

        var start = Start;
        var name = ParseTypeFunctionName();
        _position++;
        var value = ParseExpr();
        return new NamedArgExpr(name, value, SpanFrom(start));
    }

    /// <summary>Whether a keyword begins one of the functions of func_expr_common_subexpr or an SQL/JSON aggregate.</summary>
    private static bool IsFuncExprKeyword(TokenKind kind) => kind
        is TokenKind.CollationKeyword or TokenKind.CurrentDateKeyword or TokenKind.CurrentTimeKeyword or TokenKind.CurrentTimestampKeyword
        or TokenKind.LocaltimeKeyword or TokenKind.LocaltimestampKeyword or TokenKind.CurrentRoleKeyword or TokenKind.CurrentUserKeyword
        or TokenKind.SessionUserKeyword or TokenKind.SystemUserKeyword or TokenKind.UserKeyword or TokenKind.CurrentCatalogKeyword
        or TokenKind.CurrentSchemaKeyword or TokenKind.CastKeyword or TokenKind.ExtractKeyword or TokenKind.NormalizeKeyword
        or TokenKind.OverlayKeyword or TokenKind.PositionKeyword or TokenKind.SubstringKeyword or TokenKind.TreatKeyword or TokenKind.TrimKeyword
        or TokenKind.NullifKeyword or TokenKind.CoalesceKeyword or TokenKind.GreatestKeyword or TokenKind.LeastKeyword
        or TokenKind.XmlconcatKeyword or TokenKind.XmlelementKeyword or TokenKind.XmlexistsKeyword or TokenKind.XmlforestKeyword
        or TokenKind.XmlparseKeyword or TokenKind.XmlpiKeyword or TokenKind.XmlrootKeyword or TokenKind.XmlserializeKeyword
        or TokenKind.JsonObjectKeyword or TokenKind.JsonArrayKeyword or TokenKind.JsonKeyword or TokenKind.JsonScalarKeyword
        or TokenKind.JsonSerializeKeyword or TokenKind.MergeActionKeyword or TokenKind.JsonQueryKeyword or TokenKind.JsonExistsKeyword
        or TokenKind.JsonValueKeyword or TokenKind.JsonObjectaggKeyword or TokenKind.JsonArrayaggKeyword;

    private Expression ParseFuncExprCommonSubexpr() => ParseFuncExprCommonSubexpr(allowWindow: true);

    private Expression ParseFuncExprCommonSubexpr(bool allowWindow)
    {
        var keyword = Take();
        switch (keyword.Kind)
        {
            case TokenKind.CurrentDateKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.CurrentDate, -1, keyword.Span);
            case TokenKind.CurrentTimeKeyword:
                return ParseTimeFunction(SqlValueFunctionOp.CurrentTime, keyword);
            case TokenKind.CurrentTimestampKeyword:
                return ParseTimeFunction(SqlValueFunctionOp.CurrentTimestamp, keyword);
            case TokenKind.LocaltimeKeyword:
                return ParseTimeFunction(SqlValueFunctionOp.Localtime, keyword);
            case TokenKind.LocaltimestampKeyword:
                return ParseTimeFunction(SqlValueFunctionOp.Localtimestamp, keyword);
            case TokenKind.CurrentRoleKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.CurrentRole, -1, keyword.Span);
            case TokenKind.CurrentUserKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.CurrentUser, -1, keyword.Span);
            case TokenKind.SessionUserKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.SessionUser, -1, keyword.Span);
            case TokenKind.UserKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.User, -1, keyword.Span);
            case TokenKind.CurrentCatalogKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.CurrentCatalog, -1, keyword.Span);
            case TokenKind.CurrentSchemaKeyword:
                return new SQLValueFunction(SqlValueFunctionOp.CurrentSchema, -1, keyword.Span);
            case TokenKind.SystemUserKeyword:
                return new FuncCall(SystemName("system_user", keyword), default, null, FuncCallFlags.SqlSyntax, keyword.Span);
            default:
                return ParseCallSyntax(keyword, allowWindow);
        }
    }

    private SQLValueFunction ParseTimeFunction(SqlValueFunctionOp op, SqlToken keyword)
    {
        var precision = -1;
        if (Accept(TokenKind.OpenParen))
        {
            precision = ParseIconst();
            Expect(TokenKind.CloseParen);
        }

        return new SQLValueFunction(op, precision, SpanFrom(keyword.Start));
    }

    /// <summary>The functions that have parentheses; behind the keyword.</summary>
    private Expression ParseCallSyntax(SqlToken keyword, bool allowWindow)
    {
        var start = keyword.Start;
        if (keyword.Kind == TokenKind.CollationKeyword)
            Expect(TokenKind.ForKeyword);
        if (!Expect(TokenKind.OpenParen))
            return new FuncCall(SystemName(KeywordTable.Word(keyword.Kind), keyword), default, null, FuncCallFlags.None, SpanFrom(start));

        switch (keyword.Kind)
        {
            case TokenKind.CastKeyword:
                return ParseCast(start);
            case TokenKind.CoalesceKeyword:
                return new CoalesceExpr(ParseCallArgs(), SpanFrom(start));
            case TokenKind.GreatestKeyword:
                return new MinMaxExpr(isGreatest: true, ParseCallArgs(), SpanFrom(start));
            case TokenKind.LeastKeyword:
                return new MinMaxExpr(isGreatest: false, ParseCallArgs(), SpanFrom(start));
            case TokenKind.NullifKeyword:
                return ParseNullIf(keyword);
            case TokenKind.ExtractKeyword:
                return ParseExtract(keyword);
            case TokenKind.SubstringKeyword:
                return ParseSubstring(keyword);
            case TokenKind.TrimKeyword:
                return ParseTrim(keyword);
            case TokenKind.PositionKeyword:
                return ParsePosition(keyword);
            case TokenKind.OverlayKeyword:
                return ParseOverlay(keyword);
            case TokenKind.NormalizeKeyword:
                return ParseNormalize(keyword);
            case TokenKind.CollationKeyword:
                return SqlFunction("pg_collation_for", keyword, new([ParseExpr()]));
            case TokenKind.TreatKeyword:
                return ParseTreat(keyword);
            case TokenKind.MergeActionKeyword:
                Expect(TokenKind.CloseParen);
                return new MergeSupportFunc(SpanFrom(start));
            case TokenKind.XmlconcatKeyword:
                return new XmlExpr(XmlExprOp.IsXmlConcat, default, default, ParseCallArgs(), isDocument: false, SpanFrom(start));
            case TokenKind.XmlelementKeyword:
                return ParseXmlElement(start);
            case TokenKind.XmlexistsKeyword:
                return ParseXmlExists(keyword);
            case TokenKind.XmlforestKeyword:
                return ParseXmlForest(start);
            case TokenKind.XmlparseKeyword:
                return ParseXmlParse(start);
            case TokenKind.XmlpiKeyword:
                return ParseXmlPi(start);
            case TokenKind.XmlrootKeyword:
                return ParseXmlRoot(start);
            case TokenKind.XmlserializeKeyword:
                return ParseXmlSerialize(start);
            default:
                return ParseJsonFunction(keyword, allowWindow);
        }
    }

    /// <summary>expr_list ')'.</summary>
    private ValueList<Expression> ParseCallArgs()
    {
        var args = ParseExprList();
        Expect(TokenKind.CloseParen);
        return args;
    }

    /// <summary>A call of a pg_catalog function that SQL writes in its own way; takes the closing parenthesis.</summary>
    private FuncCall SqlFunction(string name, SqlToken keyword, ValueList<Expression> args, FuncCallFlags flags = FuncCallFlags.SqlSyntax)
    {
        Expect(TokenKind.CloseParen);
        return new FuncCall(SystemName(name, keyword), args, null, flags, SpanFrom(keyword.Start));
    }

    /// <summary>A plain call of a function whose name is a keyword; takes the closing parenthesis.</summary>
    private FuncCall PlainFunction(SqlToken keyword, ValueList<Expression> args)
    {
        Expect(TokenKind.CloseParen);
        var name = new Identifier(KeywordTable.Word(keyword.Kind), keyword.Start, keyword.End);
        return new FuncCall(new([name]), args, null, FuncCallFlags.None, SpanFrom(keyword.Start));
    }

    private TypeCast ParseCast(int start)
    {
        var arg = ParseExpr();
        Expect(TokenKind.AsKeyword);
        var type = ParseTypename();
        Expect(TokenKind.CloseParen);
        return new TypeCast(arg, type, SpanFrom(start));
    }

    private FuncCall ParseTreat(SqlToken keyword)
    {
        var arg = ParseExpr();
        Expect(TokenKind.AsKeyword);
        var type = ParseTypename();
        Expect(TokenKind.CloseParen);
        var name = new Identifier(type.Name.Value, keyword.Start, keyword.End);
        return new FuncCall(new([new Identifier(PgCatalog, keyword.Start, keyword.Start), name]), new([arg]), null, FuncCallFlags.None, SpanFrom(keyword.Start));
    }

    private A_Expr ParseNullIf(SqlToken keyword)
    {
        var left = ParseExpr();
        Expect(TokenKind.Comma);
        var right = ParseExpr();
        Expect(TokenKind.CloseParen);
        return new A_Expr(A_ExprKind.NullIf, new Identifier("=", keyword.Start, keyword.End), default, left, right, SpanFrom(keyword.Start));
    }

    private FuncCall ParseExtract(SqlToken keyword)
    {
        Expression field;
        if (Current is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.YearKeyword or TokenKind.MonthKeyword
            or TokenKind.DayKeyword or TokenKind.HourKeyword or TokenKind.MinuteKeyword or TokenKind.SecondKeyword || IsSconst(Current))
        {
            field = TakeConst(ConstantKind.String);
        }
        else
        {
            field = Current == TokenKind.Hole ? ParseHoleExpression() : MissingExpression();
        }

        Expect(TokenKind.FromKeyword);
        var source = ParseExpr();
        return SqlFunction("extract", keyword, new([field, source]));
    }

    private FuncCall ParseSubstring(SqlToken keyword)
    {
        if (Current == TokenKind.CloseParen)
            return PlainFunction(keyword, default);

        var outer = _substringStart;
        _substringStart = _position;
        var first = ParseFuncArgExpr();
        _substringStart = outer;
        switch (Current)
        {
            case TokenKind.SimilarKeyword:
                _position++;
                var pattern = ParseExpr();
                Expect(TokenKind.EscapeKeyword);
                var escape = ParseExpr();
                return SqlFunction("substring", keyword, new([first, pattern, escape]));
            case TokenKind.FromKeyword:
                _position++;
                var from = ParseExpr();
                return SqlFunction("substring", keyword, Accept(TokenKind.ForKeyword) ? new([first, from, ParseExpr()]) : new([first, from]));
            case TokenKind.ForKeyword:
                return ParseSubstringFor(keyword, first);
            default:
                return PlainFunction(keyword, RestOfFuncArgs(first));
        }
    }

    /// <summary>SUBSTRING(a FOR n), which starts at 1, and SUBSTRING(a FOR n FROM m).</summary>
    private FuncCall ParseSubstringFor(SqlToken keyword, Expression first)
    {
        var forToken = Take();
        var length = ParseExpr();
        if (Accept(TokenKind.FromKeyword))
            return SqlFunction("substring", keyword, new([first, ParseExpr(), length]));

        // The server casts the length to int4, so that no other substring() is meant (gram.y: substr_list).
        var one = A_Const.Implied(ConstantKind.Integer, "1", TokenKind.IntegerLiteral, forToken.Start);
        var at = length.Span.Start;
        var int4 = new TypeName(
            new([new Identifier(PgCatalog, at, at), new Identifier("int4", at, at)]), false, false, default, IntervalFields.None, default, new TextSpan(at, 0));
        return SqlFunction("substring", keyword, new([first, one, new TypeCast(length, int4, length.Span)]));
    }

    /// <summary>The arguments of a call whose first one has been read.</summary>
    private ValueList<Expression> RestOfFuncArgs(Expression first)
    {
        if (Current != TokenKind.Comma)
            return new([first]);
        var args = NewList<Expression>();
        args.Add(first);
        while (Accept(TokenKind.Comma))
            args.Add(ParseFuncArgExpr());
        return args.ToValueList();
    }

    private FuncCall ParseOverlay(SqlToken keyword)
    {
        if (Current == TokenKind.CloseParen)
            return PlainFunction(keyword, default);

        var first = ParseFuncArgExpr();
        if (!Accept(TokenKind.PlacingKeyword))
            return PlainFunction(keyword, RestOfFuncArgs(first));

        var placing = ParseExpr();
        Expect(TokenKind.FromKeyword);
        var from = ParseExpr();
        return SqlFunction("overlay", keyword, Accept(TokenKind.ForKeyword) ? new([first, placing, from, ParseExpr()]) : new([first, placing, from]));
    }

    private FuncCall ParsePosition(SqlToken keyword)
    {
        var part = ParseBExpr();
        Expect(TokenKind.InKeyword);
        var whole = ParseBExpr();
        return SqlFunction("position", keyword, new([whole, part]));
    }

    private FuncCall ParseTrim(SqlToken keyword)
    {
        var name = "btrim";
        switch (Current)
        {
            case TokenKind.BothKeyword:
                _position++;
                break;
            case TokenKind.LeadingKeyword:
                _position++;
                name = "ltrim";
                break;
            case TokenKind.TrailingKeyword:
                _position++;
                name = "rtrim";
                break;
        }

        if (Accept(TokenKind.FromKeyword))
            return SqlFunction(name, keyword, ParseExprList());

        var first = ParseExpr();
        if (!Accept(TokenKind.FromKeyword))
            return SqlFunction(name, keyword, RestOfExprList(first));

        // TRIM(characters FROM text) is btrim(text, characters).
        var args = NewList<Expression>();
        do
        {
            args.Add(ParseExpr());
        }
        while (Accept(TokenKind.Comma));
        args.Add(first);
        return SqlFunction(name, keyword, args.ToValueList());
    }

    /// <summary>An expr_list whose first element has been read.</summary>
    private ValueList<Expression> RestOfExprList(Expression first)
    {
        if (Current != TokenKind.Comma)
            return new([first]);
        var list = NewList<Expression>();
        list.Add(first);
        while (Accept(TokenKind.Comma))
            list.Add(ParseExpr());
        return list.ToValueList();
    }

    private FuncCall ParseNormalize(SqlToken keyword)
    {
        var text = ParseExpr();
        if (!Accept(TokenKind.Comma))
            return SqlFunction("normalize", keyword, new([text]));

        Expression form = Current is TokenKind.NfcKeyword or TokenKind.NfdKeyword or TokenKind.NfkcKeyword or TokenKind.NfkdKeyword
            ? TakeConst(ConstantKind.String)
            : MissingExpression();
        return SqlFunction("normalize", keyword, new([text, form]));
    }
}
