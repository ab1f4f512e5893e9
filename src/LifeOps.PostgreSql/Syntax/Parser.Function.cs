namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE and ALTER FUNCTION, PROCEDURE, ROUTINE: parameters, options, bodies.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE [OR REPLACE] FUNCTION or PROCEDURE, at that word (gram.y: CreateFunctionStmt).</summary>
    private CreateFunctionStmt ParseCreateFunction(int start, bool replace)
    {
        var isProcedure = Take().Kind == TokenKind.ProcedureKeyword;
        var name = ParseFuncName();
        var parameters = ParseFuncArgs(withDefaults: true);
        TypeName? returnType = null;
        var returnsTable = false;

        // RETURNS NULL ON NULL INPUT is an option.
        if (!isProcedure && Current == TokenKind.ReturnsKeyword && Peek() != TokenKind.NullKeyword)
        {
            Take();
            if (Current == TokenKind.TableKeyword)
            {
                returnsTable = true;
                parameters = ParseReturnsTable(parameters);
            }
            else
            {
                returnType = ParseFuncType();
            }
        }

        var options = NewList<DefElem>();
        while (ParseCreateFunctionOption() is { } option)
            options.Add(option);
        var body = ParseOptRoutineBody();
        if (returnsTable)
            RejectOutParameters(parameters);
        return new CreateFunctionStmt(isProcedure, replace, name, parameters, returnType, returnsTable, options.ToValueList(), body, SpanFrom(start));
    }

    /// <summary>TABLE (columns) of RETURNS: the columns join the parameters (gram.y: mergeTableFuncParameters).</summary>
    private ValueList<FunctionParameter> ParseReturnsTable(ValueList<FunctionParameter> parameters)
    {
        Take();
        Expect(TokenKind.OpenParen);
        var all = NewList<FunctionParameter>();
        foreach (var parameter in parameters)
            all.Add(parameter);
        do
        {
            var start = Start;
            var name = ParseTypeFunctionName();
            var type = ParseFuncType();
            all.Add(new FunctionParameter(name, type, FunctionParameterMode.Table, null, SpanFrom(start)));
        }
        while (AcceptListComma());
        ExpectCloseParen();

        return all.ToValueList();
    }

    /// <summary>The server looks at this when it has read the whole statement.</summary>
    private void RejectOutParameters(ValueList<FunctionParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Mode is FunctionParameterMode.Out or FunctionParameterMode.InOut)
                Error(parameter.Span, "OUT and INOUT arguments aren't allowed in TABLE functions");
        }
    }

    /// <summary><c>( parameters )</c>, which may be empty (gram.y: func_args, func_args_with_defaults).</summary>
    private ValueList<FunctionParameter> ParseFuncArgs(bool withDefaults)
    {
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.CloseParen))
            return default;
        var parameters = NewList<FunctionParameter>();
        do
        {
            parameters.Add(ParseFuncArg(withDefaults));
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        return parameters.ToValueList();
    }

    /// <summary>gram.y: func_arg, func_arg_with_default.</summary>
    private FunctionParameter ParseFuncArg(bool withDefault)
    {
        var start = Start;
        var mode = ParseArgClass();
        Identifier name = default;
        if (IsTypeFunctionName(Current) && (CanBeginType(Peek()) || (mode == FunctionParameterMode.Default && IsArgClass(Peek()))))
        {
            name = TakeName();
            if (mode == FunctionParameterMode.Default)
                mode = ParseArgClass();
        }

        var type = ParseFuncType();
        Expression? defaultValue = null;
        if (withDefault && (Accept(TokenKind.DefaultKeyword) || Accept(TokenKind.Equals)))
            defaultValue = ParseExpr();
        return new FunctionParameter(name, type, mode, defaultValue, SpanFrom(start));
    }

    private static bool IsArgClass(TokenKind kind) =>
        kind is TokenKind.InKeyword or TokenKind.OutKeyword or TokenKind.InoutKeyword or TokenKind.VariadicKeyword;

    /// <summary>IN, OUT, INOUT, IN OUT, VARIADIC or nothing (gram.y: arg_class).</summary>
    private FunctionParameterMode ParseArgClass()
    {
        switch (Current)
        {
            case TokenKind.InKeyword:
                Take();
                return Accept(TokenKind.OutKeyword) ? FunctionParameterMode.InOut : FunctionParameterMode.In;
            case TokenKind.OutKeyword:
                Take();
                return FunctionParameterMode.Out;
            case TokenKind.InoutKeyword:
                Take();
                return FunctionParameterMode.InOut;
            case TokenKind.VariadicKeyword:
                Take();
                return FunctionParameterMode.Variadic;
            default:
                return FunctionParameterMode.Default;
        }
    }

    /// <summary>Whether a type can begin with this token: a name, or one of the words that SQL has for types.</summary>
    private bool CanBeginType(TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.BigintKeyword:
            case TokenKind.BitKeyword:
            case TokenKind.BooleanKeyword:
            case TokenKind.CharKeyword:
            case TokenKind.CharacterKeyword:
            case TokenKind.DecKeyword:
            case TokenKind.DecimalKeyword:
            case TokenKind.FloatKeyword:
            case TokenKind.IntKeyword:
            case TokenKind.IntegerKeyword:
            case TokenKind.IntervalKeyword:
            case TokenKind.JsonKeyword:
            case TokenKind.NationalKeyword:
            case TokenKind.NcharKeyword:
            case TokenKind.NumericKeyword:
            case TokenKind.RealKeyword:
            case TokenKind.SetofKeyword:
            case TokenKind.SmallintKeyword:
            case TokenKind.TimeKeyword:
            case TokenKind.TimestampKeyword:
            case TokenKind.VarcharKeyword:
                return true;
            default:
                return IsTypeFunctionName(kind);
        }
    }

    /// <summary>
    /// <c>(*)</c>, <c>(direct)</c>, <c>(ORDER BY ordered)</c> or <c>(direct ORDER BY ordered)</c> (gram.y: aggr_args).
    /// </summary>
    /// <param name="directArgs">How many stand before ORDER BY; -1 without ORDER BY.</param>
    private ValueList<FunctionParameter> ParseAggrArgs(out int directArgs)
    {
        directArgs = -1;
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.Star))
        {
            ExpectCloseParen();
            return default;
        }

        var parameters = NewList<FunctionParameter>();
        if (Current != TokenKind.OrderKeyword)
        {
            do
            {
                parameters.Add(ParseAggrArg());
            }
            while (Accept(TokenKind.Comma));
        }

        if (Current == TokenKind.OrderKeyword)
        {
            Take();
            Expect(TokenKind.ByKeyword);
            directArgs = parameters.Count;
            do
            {
                parameters.Add(ParseAggrArg());
            }
            while (Accept(TokenKind.Comma));
        }

        ExpectCloseParen();
        var list = parameters.ToValueList();
        return directArgs > 0 ? MergeOrderedSetArgs(list, directArgs) : list;
    }

    /// <summary>gram.y: aggr_arg.</summary>
    private FunctionParameter ParseAggrArg()
    {
        var parameter = ParseFuncArg(withDefault: false);
        if (parameter.Mode is FunctionParameterMode.Out or FunctionParameterMode.InOut)
            Error(parameter.Span, "aggregates cannot have output arguments", FeatureNotSupported);
        return parameter;
    }

    /// <summary>
    /// A VARIADIC last direct argument must be followed by exactly one ordered argument, the same one; it is then kept once
    /// (gram.y: makeOrderedSetArgs).
    /// </summary>
    private ValueList<FunctionParameter> MergeOrderedSetArgs(ValueList<FunctionParameter> parameters, int directArgs)
    {
        var last = parameters[directArgs - 1];
        if (last.Mode != FunctionParameterMode.Variadic)
            return parameters;

        var first = parameters[directArgs];
        if (parameters.Count != directArgs + 1 || first.Mode != FunctionParameterMode.Variadic || !IsSameType(last.ArgType, first.ArgType))
        {
            Error(
                first.Span,
                "an ordered-set aggregate with a VARIADIC direct argument must have one VARIADIC aggregated argument of the same data type",
                FeatureNotSupported);
            return parameters;
        }

        var merged = new FunctionParameter[directArgs];
        for (var i = 0; i < directArgs; i++)
            merged[i] = parameters[i];
        return new(merged);
    }

    private static bool IsSameType(TypeName left, TypeName right)
    {
        if (left.Names.Count != right.Names.Count || left.SetOf != right.SetOf || left.ArrayBounds != right.ArrayBounds)
            return false;
        for (var i = 0; i < left.Names.Count; i++)
        {
            if (left.Names[i].Value != right.Names[i].Value)
                return false;
        }

        return true;
    }

    /// <summary>An option of CREATE FUNCTION; null, with nothing taken, when none begins here (gram.y: createfunc_opt_item).</summary>
    private DefElem? ParseCreateFunctionOption()
    {
        var start = Start;
        var word = _tokens[_position];
        switch (word.Kind)
        {
            case TokenKind.AsKeyword:
                Take();
                return Option("as", word, start, ParseFuncAs());
            case TokenKind.LanguageKeyword:
                Take();
                return Option("language", word, start, ToNode(ParseNonReservedWordOrSconst()));
            case TokenKind.TransformKeyword:
                Take();
                return Option("transform", word, start, ParseTransformTypeList());
            case TokenKind.WindowKeyword:
                Take();
                return Option("window", word, start, BooleanValue(true, word));
            default:
                return ParseCommonFunctionOption();
        }
    }

    /// <summary>An option of CREATE and ALTER FUNCTION; null, with nothing taken, when none begins here (gram.y: common_func_opt_item).</summary>
    private DefElem? ParseCommonFunctionOption()
    {
        var start = Start;
        var word = _tokens[_position];
        switch (word.Kind)
        {
            case TokenKind.CalledKeyword:
                Take();
                ExpectOnNullInput();
                return Option("strict", word, start, BooleanValue(false, word));
            case TokenKind.ReturnsKeyword:
                Take();
                Expect(TokenKind.NullKeyword);
                ExpectOnNullInput();
                return Option("strict", word, start, BooleanValue(true, word));
            case TokenKind.StrictKeyword:
                Take();
                return Option("strict", word, start, BooleanValue(true, word));
            case TokenKind.ImmutableKeyword:
            case TokenKind.StableKeyword:
            case TokenKind.VolatileKeyword:
                Take();
                return Option("volatility", word, start, new StringValue(new Identifier(KeywordTable.Word(word.Kind), word.Start, word.End), word.Span));
            case TokenKind.ExternalKeyword:
                Take();
                Expect(TokenKind.SecurityKeyword);
                return ParseFunctionSecurity(word, start);
            case TokenKind.SecurityKeyword:
                Take();
                return ParseFunctionSecurity(word, start);
            case TokenKind.LeakproofKeyword:
                Take();
                return Option("leakproof", word, start, BooleanValue(true, word));
            case TokenKind.NotKeyword when !IsNotLookahead:
                Take();
                Expect(TokenKind.LeakproofKeyword);
                return Option("leakproof", word, start, BooleanValue(false, word));
            case TokenKind.CostKeyword:
                Take();
                return Option("cost", word, start, ParseNumericOnly());
            case TokenKind.RowsKeyword:
                Take();
                return Option("rows", word, start, ParseNumericOnly());
            case TokenKind.SupportKeyword:
                Take();
                return Option("support", word, start, ParseAnyNameNode());
            case TokenKind.SetKeyword:
            case TokenKind.ResetKeyword:
                return Option("set", word, start, ParseFunctionSetResetClause());
            case TokenKind.ParallelKeyword:
                Take();
                return Option("parallel", word, start, ParseNameNode());
            default:
                return null;
        }
    }

    private void ExpectOnNullInput()
    {
        Expect(TokenKind.OnKeyword);
        Expect(TokenKind.NullKeyword);
        Expect(TokenKind.InputKeyword);
    }

    private DefElem ParseFunctionSecurity(SqlToken word, int start)
    {
        var definer = Accept(TokenKind.DefinerKeyword);
        if (!definer)
            Expect(TokenKind.InvokerKeyword);
        return Option("security", word, start, BooleanValue(definer, word));
    }

    /// <summary>gram.y: func_as.</summary>
    private FunctionBody ParseFuncAs()
    {
        var start = Start;
        var first = ParseSconst();
        return Accept(TokenKind.Comma)
            ? new FunctionBody(new([first, ParseSconst()]), SpanFrom(start))
            : new FunctionBody(new([first]), SpanFrom(start));
    }

    /// <summary>FOR TYPE a, FOR TYPE b (gram.y: transform_type_list).</summary>
    private TransformTypeList ParseTransformTypeList()
    {
        var start = Start;
        var types = NewList<TypeName>();
        do
        {
            Expect(TokenKind.ForKeyword);
            Expect(TokenKind.TypeKeyword);
            types.Add(ParseTypename());
        }
        while (Accept(TokenKind.Comma));
        return new TransformTypeList(types.ToValueList(), SpanFrom(start));
    }

    /// <summary>RETURN expr, BEGIN ATOMIC ... END, or nothing (gram.y: opt_routine_body).</summary>
    private Statement? ParseOptRoutineBody() => Current switch
    {
        TokenKind.ReturnKeyword => ParseReturn(),
        TokenKind.BeginKeyword => ParseAtomicBody(),
        _ => null,
    };

    private ReturnStmt ParseReturn()
    {
        var start = Start;
        Take();
        var value = ParseExpr();
        return new ReturnStmt(value, SpanFrom(start));
    }

    /// <summary>
    /// BEGIN ATOMIC ... END: a broken statement ends at its semicolon, the others are read. When one is broken, a definition is taken for
    /// the next statement of the script: END is missing then.
    /// </summary>
    private AtomicBody ParseAtomicBody()
    {
        var start = Start;
        Take();
        Expect(TokenKind.AtomicKeyword);
        var statements = NewList<Statement>();
        while (Current is not (TokenKind.EndKeyword or TokenKind.EndOfFile))
        {
            if (Accept(TokenKind.Semicolon))
                continue;
            if (_failed && StartsDefinition(Current))
                break;

            // BEGIN is no statement here (gram.y: TransactionStmtLegacy).
            statements.Add(
                Current == TokenKind.ReturnKeyword ? ParseReturn()
                : Current == TokenKind.BeginKeyword ? Unparsable(Start)
                : ParseStatement());
            if (Current != TokenKind.Semicolon)
            {
                ErrorHere();
                SkipStatement(Start);
            }
        }

        Expect(TokenKind.EndKeyword);
        return new AtomicBody(statements.ToValueList(), SpanFrom(start));
    }

    /// <summary>ALTER FUNCTION, PROCEDURE or ROUTINE, at that word.</summary>
    private Statement ParseAlterFunction(int start)
    {
        var objectType = Take().Kind switch
        {
            TokenKind.ProcedureKeyword => ObjectType.Procedure,
            TokenKind.RoutineKeyword => ObjectType.Routine,
            _ => ObjectType.Function,
        };
        var function = ParseFunctionWithArgtypes();

        // SET SCHEMA 'x' sets the schema setting of the function, SET SCHEMA x moves it.
        if (Current is TokenKind.RenameKeyword or TokenKind.OwnerKeyword
            || (Current == TokenKind.SetKeyword && Peek() == TokenKind.SchemaKeyword && !IsSconst(Peek(2))))
        {
            return ParseAlterNamedObject(start, objectType, function, AlterActions.All);
        }

        if (Current is TokenKind.NoKeyword or TokenKind.DependsKeyword)
            return ParseDependsOnExtension(start, objectType, null, function);

        var options = NewList<DefElem>();
        while (ParseCommonFunctionOption() is { } option)
            options.Add(option);
        if (options.Count == 0)
            ErrorHere();
        else
            Accept(TokenKind.RestrictKeyword);
        return new AlterFunctionStmt(objectType, function, options.ToValueList(), SpanFrom(start));
    }
}
