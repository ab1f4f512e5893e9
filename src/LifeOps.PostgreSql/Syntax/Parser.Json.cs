namespace LifeOps.PostgreSql.Syntax;

/// <summary>The SQL/JSON functions, and JSON_TABLE.</summary>
internal sealed partial class Parser
{
    /// <summary>Behind the opening parenthesis of an SQL/JSON function.</summary>
    private Expression ParseJsonFunction(SqlToken keyword, bool allowWindow)
    {
        var start = keyword.Start;
        switch (keyword.Kind)
        {
            case TokenKind.JsonObjectKeyword:
                return ParseJsonObject(keyword);
            case TokenKind.JsonArrayKeyword:
                return ParseJsonArray(start);
            case TokenKind.JsonKeyword:
                var document = ParseJsonValueExpr();
                var unique = ParseJsonKeyUniqueness();
                Expect(TokenKind.CloseParen);
                return new JsonParseExpr(document, unique, SpanFrom(start));
            case TokenKind.JsonScalarKeyword:
                var scalar = ParseExpr();
                Expect(TokenKind.CloseParen);
                return new JsonScalarExpr(scalar, SpanFrom(start));
            case TokenKind.JsonSerializeKeyword:
                var value = ParseJsonValueExpr();
                var output = ParseJsonReturning();
                Expect(TokenKind.CloseParen);
                return new JsonSerializeExpr(value, output, SpanFrom(start));
            case TokenKind.JsonObjectaggKeyword:
                return ParseJsonObjectAgg(start, allowWindow);
            case TokenKind.JsonArrayaggKeyword:
                return ParseJsonArrayAgg(start, allowWindow);
            default:
                return ParseJsonQueryFunction(keyword);
        }
    }

    /// <summary>JSON_OBJECT in the standard's form, or as a call of the function of that name.</summary>
    private Expression ParseJsonObject(SqlToken keyword)
    {
        var start = keyword.Start;
        if (Current is TokenKind.CloseParen or TokenKind.ReturningKeyword)
        {
            var emptyOutput = ParseJsonReturning();
            Expect(TokenKind.CloseParen);
            return new JsonObjectConstructor(default, absentOnNull: false, unique: false, emptyOutput, SpanFrom(start));
        }

        var firstStart = Start;
        var first = ParseFuncArgExpr();
        if (first is NamedArgExpr || Current is not (TokenKind.Colon or TokenKind.ValueKeyword))
        {
            var args = RestOfFuncArgs(first);
            Expect(TokenKind.CloseParen);
            return new FuncCall(SystemName("json_object", keyword), args, null, FuncCallFlags.None, SpanFrom(start));
        }

        var pairs = NewList<JsonKeyValue>();
        pairs.Add(ParseJsonValueOf(first, firstStart));
        while (Accept(TokenKind.Comma))
            pairs.Add(ParseJsonNameAndValue());
        var list = pairs.ToValueList();
        var absent = ParseJsonNullClause(absentByDefault: false);
        var unique = ParseJsonKeyUniqueness();
        var output = ParseJsonReturning();
        Expect(TokenKind.CloseParen);
        return new JsonObjectConstructor(list, absent, unique, output, SpanFrom(start));
    }

    /// <summary>gram.y: json_name_and_value.</summary>
    private JsonKeyValue ParseJsonNameAndValue()
    {
        var start = Start;
        var key = ParseExpr();
        return ParseJsonValueOf(key, start);
    }

    /// <summary>The colon or VALUE behind a key, and the value.</summary>
    private JsonKeyValue ParseJsonValueOf(Expression key, int start)
    {
        if (!Accept(TokenKind.ValueKeyword))
            Expect(TokenKind.Colon);
        var value = ParseJsonValueExpr();
        return new JsonKeyValue(key, value, SpanFrom(start));
    }

    private Expression ParseJsonArray(int start)
    {
        if (Current is TokenKind.CloseParen or TokenKind.ReturningKeyword)
        {
            var emptyOutput = ParseJsonReturning();
            Expect(TokenKind.CloseParen);
            return new JsonArrayConstructor(default, absentOnNull: true, emptyOutput, SpanFrom(start));
        }

        if (StartsQuery(_position) || (StartsQueryInParens() && IsQueryToTheEnd()))
        {
            var query = ParseSelectNoParens();
            var format = ParseJsonFormat();
            var queryOutput = ParseJsonReturning();
            Expect(TokenKind.CloseParen);
            return new JsonArrayQueryConstructor(query, format, queryOutput, SpanFrom(start));
        }

        var values = NewList<JsonValueExpr>();
        do
        {
            values.Add(ParseJsonValueExpr());
        }
        while (Accept(TokenKind.Comma));
        var list = values.ToValueList();
        var absent = ParseJsonNullClause(absentByDefault: true);
        var output = ParseJsonReturning();
        Expect(TokenKind.CloseParen);
        return new JsonArrayConstructor(list, absent, output, SpanFrom(start));
    }

    /// <summary>Whether parentheses that hold a query are followed by what goes on with a query: <c>(SELECT 1) UNION ...</c>.</summary>
    private bool IsQueryToTheEnd()
    {
        var open = 0;
        for (var i = _position; _tokens[i].Kind is not (TokenKind.EndOfFile or TokenKind.Semicolon); i++)
        {
            if (_tokens[i].Kind == TokenKind.OpenParen)
                open++;
            else if (_tokens[i].Kind == TokenKind.CloseParen && --open == 0)
                return ContinuesQuery(_tokens[i + 1].Kind);
        }

        return false;
    }

    /// <summary>gram.y: json_value_expr.</summary>
    private JsonValueExpr ParseJsonValueExpr()
    {
        var start = Start;
        var value = ParseExpr();
        var format = ParseJsonFormat();
        return new JsonValueExpr(value, format, SpanFrom(start));
    }

    /// <summary>gram.y: json_format_clause_opt; FORMAT belongs here only in front of JSON (base_yylex: FORMAT_LA).</summary>
    private JsonFormat? ParseJsonFormat()
    {
        if (Current != TokenKind.FormatKeyword || Peek() != TokenKind.JsonKeyword)
            return null;
        var start = Start;
        _position += 2;
        Identifier encoding = default;
        if (Accept(TokenKind.EncodingKeyword))
        {
            encoding = ParseColId();
            if (!encoding.IsMissing && !IsJsonEncoding(encoding.Value!))
                Error(encoding.Span, "unrecognized JSON encoding: " + encoding.Value, "22023");
        }

        return new JsonFormat(encoding, SpanFrom(start));
    }

    private static bool IsJsonEncoding(string name) =>
        name.Equals("utf8", System.StringComparison.OrdinalIgnoreCase)
        || name.Equals("utf16", System.StringComparison.OrdinalIgnoreCase)
        || name.Equals("utf32", System.StringComparison.OrdinalIgnoreCase);

    /// <summary>gram.y: json_returning_clause_opt.</summary>
    private JsonOutput? ParseJsonReturning()
    {
        if (Current != TokenKind.ReturningKeyword)
            return null;
        var start = Take().Start;
        var type = ParseTypename();
        var format = ParseJsonFormat();
        return new JsonOutput(type, format, SpanFrom(start));
    }

    /// <summary>gram.y: json_object_constructor_null_clause_opt and its twin for arrays; whether ABSENT ON NULL.</summary>
    private bool ParseJsonNullClause(bool absentByDefault)
    {
        if (Current is not (TokenKind.NullKeyword or TokenKind.AbsentKeyword))
            return absentByDefault;
        var absent = Take().Kind == TokenKind.AbsentKeyword;
        Expect(TokenKind.OnKeyword);
        Expect(TokenKind.NullKeyword);
        return absent;
    }

    /// <summary>gram.y: json_key_uniqueness_constraint_opt.</summary>
    private bool ParseJsonKeyUniqueness()
    {
        if (Current is not (TokenKind.WithKeyword or TokenKind.WithoutKeyword) || Peek() is TokenKind.TimeKeyword or TokenKind.OrdinalityKeyword)
            return false;
        var with = Take().Kind == TokenKind.WithKeyword;
        Expect(TokenKind.UniqueKeyword);
        Accept(TokenKind.KeysKeyword);
        return with;
    }

    private JsonObjectAgg ParseJsonObjectAgg(int start, bool allowWindow)
    {
        var pair = ParseJsonNameAndValue();
        var absent = ParseJsonNullClause(absentByDefault: false);
        var unique = ParseJsonKeyUniqueness();
        var output = ParseJsonReturning();
        Expect(TokenKind.CloseParen);
        var filter = allowWindow ? ParseFilterClause() : null;
        var over = allowWindow ? ParseOverClause() : null;
        return new JsonObjectAgg(pair, absent, unique, output, filter, over, SpanFrom(start));
    }

    private JsonArrayAgg ParseJsonArrayAgg(int start, bool allowWindow)
    {
        var value = ParseJsonValueExpr();
        var order = ParseSortClause();
        var absent = ParseJsonNullClause(absentByDefault: true);
        var output = ParseJsonReturning();
        Expect(TokenKind.CloseParen);
        var filter = allowWindow ? ParseFilterClause() : null;
        var over = allowWindow ? ParseOverClause() : null;
        return new JsonArrayAgg(value, order, absent, output, filter, over, SpanFrom(start));
    }

    /// <summary>JSON_EXISTS, JSON_QUERY, JSON_VALUE.</summary>
    private JsonFuncExpr ParseJsonQueryFunction(SqlToken keyword)
    {
        var context = ParseJsonValueExpr();
        Expect(TokenKind.Comma);
        var path = ParseExpr();
        var passing = ParseJsonPassing();
        JsonOutput? output = null;
        var wrapper = JsonWrapper.Unspecified;
        var quotes = JsonQuotes.Unspecified;
        JsonBehavior? onEmpty = null;
        JsonBehavior? onError;
        var op = keyword.Kind switch
        {
            TokenKind.JsonQueryKeyword => JsonExprOp.Query,
            TokenKind.JsonValueKeyword => JsonExprOp.Value,
            _ => JsonExprOp.Exists,
        };
        if (op == JsonExprOp.Exists)
        {
            onError = ParseJsonOnError();
        }
        else
        {
            output = ParseJsonReturning();
            if (op == JsonExprOp.Query)
            {
                wrapper = ParseJsonWrapper();
                quotes = ParseJsonQuotes();
            }

            ParseJsonBehaviors(out onEmpty, out onError);
        }

        Expect(TokenKind.CloseParen);
        return new JsonFuncExpr(op, context, path, passing, output, wrapper, quotes, onEmpty, onError, SpanFrom(keyword.Start));
    }

    /// <summary>gram.y: json_passing_clause_opt.</summary>
    private ValueList<JsonArgument> ParseJsonPassing()
    {
        if (!Accept(TokenKind.PassingKeyword))
            return default;
        var arguments = NewList<JsonArgument>();
        do
        {
            var start = Start;
            var value = ParseJsonValueExpr();
            Expect(TokenKind.AsKeyword);
            var name = ParseColLabel();
            arguments.Add(new JsonArgument(value, name, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return arguments.ToValueList();
    }

    /// <summary>gram.y: json_wrapper_behavior.</summary>
    private JsonWrapper ParseJsonWrapper()
    {
        if (Accept(TokenKind.WithoutKeyword))
        {
            Accept(TokenKind.ArrayKeyword);
            Expect(TokenKind.WrapperKeyword);
            return JsonWrapper.None;
        }

        if (!Accept(TokenKind.WithKeyword))
            return JsonWrapper.Unspecified;
        var wrapper = JsonWrapper.Unconditional;
        if (Accept(TokenKind.ConditionalKeyword))
            wrapper = JsonWrapper.Conditional;
        else
            Accept(TokenKind.UnconditionalKeyword);
        Accept(TokenKind.ArrayKeyword);
        Expect(TokenKind.WrapperKeyword);
        return wrapper;
    }

    /// <summary>gram.y: json_quotes_clause_opt.</summary>
    private JsonQuotes ParseJsonQuotes()
    {
        if (Current is not (TokenKind.KeepKeyword or TokenKind.OmitKeyword))
            return JsonQuotes.Unspecified;
        var quotes = Take().Kind == TokenKind.KeepKeyword ? JsonQuotes.Keep : JsonQuotes.Omit;
        Expect(TokenKind.QuotesKeyword);
        if (Accept(TokenKind.OnKeyword))
        {
            Expect(TokenKind.ScalarKeyword);
            Expect(TokenKind.StringKeyword);
        }

        return quotes;
    }

    private static bool StartsJsonBehavior(TokenKind kind) => kind
        is TokenKind.DefaultKeyword or TokenKind.ErrorKeyword or TokenKind.NullKeyword or TokenKind.TrueKeyword or TokenKind.FalseKeyword
        or TokenKind.UnknownKeyword or TokenKind.EmptyKeyword;

    /// <summary>gram.y: json_behavior.</summary>
    private JsonBehavior ParseJsonBehavior()
    {
        var start = Start;
        Expression? value = null;
        JsonBehaviorType type;
        switch (Take().Kind)
        {
            case TokenKind.DefaultKeyword:
                type = JsonBehaviorType.Default;
                value = ParseExpr();
                break;
            case TokenKind.ErrorKeyword:
                type = JsonBehaviorType.Error;
                break;
            case TokenKind.TrueKeyword:
                type = JsonBehaviorType.True;
                break;
            case TokenKind.FalseKeyword:
                type = JsonBehaviorType.False;
                break;
            case TokenKind.UnknownKeyword:
                type = JsonBehaviorType.Unknown;
                break;
            case TokenKind.EmptyKeyword:
                type = Accept(TokenKind.ObjectKeyword) ? JsonBehaviorType.EmptyObject : JsonBehaviorType.EmptyArray;
                if (type == JsonBehaviorType.EmptyArray)
                    Accept(TokenKind.ArrayKeyword);
                break;
            default:
                type = JsonBehaviorType.Null;
                break;
        }

        return new JsonBehavior(type, value, SpanFrom(start));
    }

    /// <summary>gram.y: json_behavior_clause_opt.</summary>
    private void ParseJsonBehaviors(out JsonBehavior? onEmpty, out JsonBehavior? onError)
    {
        onEmpty = null;
        onError = null;
        if (!StartsJsonBehavior(Current))
            return;
        var behavior = ParseJsonBehavior();
        Expect(TokenKind.OnKeyword);
        if (Accept(TokenKind.EmptyKeyword))
        {
            onEmpty = behavior;
            onError = ParseJsonOnError();
        }
        else
        {
            Expect(TokenKind.ErrorKeyword);
            onError = behavior;
        }
    }

    /// <summary>gram.y: json_on_error_clause_opt.</summary>
    private JsonBehavior? ParseJsonOnError()
    {
        if (!StartsJsonBehavior(Current))
            return null;
        var behavior = ParseJsonBehavior();
        Expect(TokenKind.OnKeyword);
        Expect(TokenKind.ErrorKeyword);
        return behavior;
    }

    /// <summary>gram.y: json_table, with its alias.</summary>
    private JsonTable ParseJsonTable(int start, bool lateral)
    {
        _position += 2;
        var context = ParseJsonValueExpr();
        Expect(TokenKind.Comma);
        var path = ParseJsonTablePath(out var isString);
        var passing = ParseJsonPassing();
        Expect(TokenKind.ColumnsKeyword);
        var columns = ParseJsonTableColumns();
        var onError = ParseJsonOnError();
        if (Expect(TokenKind.CloseParen) && !isString)
            Error(path.Path.Span, "only string constants are supported in JSON_TABLE path specification", "0A000");
        var alias = ParseOptAlias();
        return new JsonTable(lateral, context, path, passing, columns, onError, alias, SpanFrom(start));
    }

    private JsonTablePathSpec ParseJsonTablePath(out bool isString)
    {
        var start = Start;
        var path = ParseExpr();
        isString = path is A_Const { Kind: ConstantKind.String } or HoleExpr;
        var name = Accept(TokenKind.AsKeyword) ? ParseColId() : default;
        return new JsonTablePathSpec(path, name, SpanFrom(start));
    }

    /// <summary><c>'(' json_table_column_definition_list ')'</c>.</summary>
    private ValueList<JsonTableColumn> ParseJsonTableColumns()
    {
        Expect(TokenKind.OpenParen);
        var columns = NewList<JsonTableColumn>();
        do
        {
            columns.Add(ParseJsonTableColumn());
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return columns.ToValueList();
    }

    /// <summary>gram.y: json_table_column_definition.</summary>
    private JsonTableColumn ParseJsonTableColumn()
    {
        var start = Start;

        // NESTED is unreserved: it begins a nested path when PATH or a string follows.
        if (Current == TokenKind.NestedKeyword && (Peek() == TokenKind.PathKeyword || IsSconst(Peek())))
            return ParseNestedJsonColumns();

        var name = ParseColId();
        if (Accept(TokenKind.ForKeyword))
        {
            Expect(TokenKind.OrdinalityKeyword);
            return new JsonTableColumn(
                JsonTableColumnType.ForOrdinality, name, null, null, null, JsonWrapper.Unspecified, JsonQuotes.Unspecified, default, null, null, SpanFrom(start));
        }

        var type = ParseTypename();
        if (Accept(TokenKind.ExistsKeyword))
        {
            var existsPath = ParseOptJsonColumnPath();
            var existsError = ParseJsonOnError();
            return new JsonTableColumn(
                JsonTableColumnType.Exists, name, type, null, existsPath, JsonWrapper.None, JsonQuotes.Unspecified, default, null, existsError, SpanFrom(start));
        }

        var format = ParseJsonFormat();
        var path = ParseOptJsonColumnPath();
        var wrapper = ParseJsonWrapper();
        var quotes = ParseJsonQuotes();
        ParseJsonBehaviors(out var onEmpty, out var onError);
        var columnType = format is null ? JsonTableColumnType.Regular : JsonTableColumnType.Formatted;
        return new JsonTableColumn(columnType, name, type, format, path, wrapper, quotes, default, onEmpty, onError, SpanFrom(start));
    }

    private JsonTableColumn ParseNestedJsonColumns()
    {
        var start = Take().Start;
        JsonTablePathSpec? path = null;
        ValueList<JsonTableColumn> columns = default;
        if (EnterNesting())
        {
            Accept(TokenKind.PathKeyword);
            path = ParseJsonPathString(allowName: true);
            Expect(TokenKind.ColumnsKeyword);
            columns = ParseJsonTableColumns();
        }

        LeaveNesting();
        return new JsonTableColumn(
            JsonTableColumnType.Nested, default, null, null, path, JsonWrapper.Unspecified, JsonQuotes.Unspecified, columns, null, null, SpanFrom(start));
    }

    /// <summary>gram.y: json_table_column_path_clause_opt.</summary>
    private JsonTablePathSpec? ParseOptJsonColumnPath() => Accept(TokenKind.PathKeyword) ? ParseJsonPathString(allowName: false) : null;

    private JsonTablePathSpec ParseJsonPathString(bool allowName)
    {
        var start = Start;
        Expression path;
        if (IsSconst(Current))
            path = TakeConst(ConstantKind.String);
        else
            path = MissingExpression();
        var name = allowName && Accept(TokenKind.AsKeyword) ? ParseColId() : default;
        return new JsonTablePathSpec(path, name, SpanFrom(start));
    }
}
