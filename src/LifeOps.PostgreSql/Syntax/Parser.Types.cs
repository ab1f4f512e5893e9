namespace LifeOps.PostgreSql.Syntax;

/// <summary>Types (gram.y: Typename and what it is made of).</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: Typename.</summary>
    private TypeName ParseTypename()
    {
        var start = Start;
        var setOf = Accept(TokenKind.SetofKeyword);
        return ParseTypeWithBounds(start, setOf, allowColumnReference: false);
    }

    /// <summary>gram.y: func_type: a type, or <c>table.column%TYPE</c>.</summary>
    private TypeName ParseFuncType()
    {
        var start = Start;
        var setOf = Accept(TokenKind.SetofKeyword);
        return ParseTypeWithBounds(start, setOf, allowColumnReference: true);
    }

    /// <summary>gram.y: SimpleTypename.</summary>
    private TypeName ParseSimpleTypename()
    {
        var start = Start;
        ParseTypeParts(isConstant: false, out var names, out var typmods, out var fields);
        return new TypeName(names, setOf: false, isColumnReference: false, typmods, fields, default, SpanFrom(start));
    }

    private TypeName ParseTypeWithBounds(int start, bool setOf, bool allowColumnReference)
    {
        ParseTypeParts(isConstant: false, out var names, out var typmods, out var fields);
        if (allowColumnReference && Current == TokenKind.Percent && names.Count > 1 && !names[0].Span.IsEmpty && typmods.IsEmpty)
        {
            _position++;
            Expect(TokenKind.TypeKeyword);
            return new TypeName(names, setOf, isColumnReference: true, default, IntervalFields.None, default, SpanFrom(start));
        }

        var bounds = ParseArrayBounds();
        return new TypeName(names, setOf, isColumnReference: false, typmods, fields, bounds, SpanFrom(start));
    }

    /// <summary>gram.y: opt_array_bounds, and the standard's ARRAY.</summary>
    private ValueList<int> ParseArrayBounds()
    {
        if (Accept(TokenKind.ArrayKeyword))
        {
            var bound = -1;
            if (Accept(TokenKind.OpenBracket))
            {
                bound = ParseIconst();
                Expect(TokenKind.CloseBracket);
            }

            return new([bound]);
        }

        if (Current != TokenKind.OpenBracket)
            return default;

        ValueList<int> bounds = default;
        while (Accept(TokenKind.OpenBracket))
        {
            bounds = bounds.With(Current == TokenKind.CloseBracket ? -1 : ParseIconst());
            if (!Expect(TokenKind.CloseBracket))
                break;
        }

        return bounds;
    }

    /// <summary>The name of a type as the server gives it, and what follows the name.</summary>
    /// <param name="isConstant">Of <c>type 'literal'</c>: char and bit get no default length (gram.y: ConstTypename).</param>
    private void ParseTypeParts(bool isConstant, out ValueList<Identifier> names, out ValueList<Expression> typmods, out IntervalFields fields)
    {
        typmods = default;
        fields = IntervalFields.None;
        var start = Start;
        switch (Current)
        {
            case TokenKind.IntKeyword or TokenKind.IntegerKeyword:
                names = TakeSystemType("int4");
                break;
            case TokenKind.SmallintKeyword:
                names = TakeSystemType("int2");
                break;
            case TokenKind.BigintKeyword:
                names = TakeSystemType("int8");
                break;
            case TokenKind.RealKeyword:
                names = TakeSystemType("float4");
                break;
            case TokenKind.BooleanKeyword:
                names = TakeSystemType("bool");
                break;
            case TokenKind.JsonKeyword:
                names = TakeSystemType("json");
                break;
            case TokenKind.FloatKeyword:
                _position++;
                names = SystemType(ParseFloatPrecision(), start);
                break;
            case TokenKind.DoubleKeyword when Peek() == TokenKind.PrecisionKeyword:
                _position += 2;
                names = SystemType("float8", start);
                break;
            case TokenKind.DecimalKeyword or TokenKind.DecKeyword or TokenKind.NumericKeyword:
                names = TakeSystemType("numeric");
                typmods = ParseOptTypeModifiers();
                break;
            case TokenKind.BitKeyword:
                ParseBitType(isConstant, out names, out typmods);
                break;
            case TokenKind.CharKeyword or TokenKind.CharacterKeyword or TokenKind.VarcharKeyword or TokenKind.NationalKeyword or TokenKind.NcharKeyword:
                ParseCharacterType(isConstant, out names, out typmods);
                break;
            case TokenKind.TimestampKeyword or TokenKind.TimeKeyword:
                ParseDateTimeType(out names, out typmods);
                break;
            case TokenKind.IntervalKeyword:
                names = TakeSystemType("interval");
                if (Current == TokenKind.OpenParen)
                    typmods = ParsePrecision();
                else if (!isConstant)
                    fields = ParseOptInterval(out typmods);
                break;
            default:
                names = ParseGenericTypeName();
                typmods = ParseOptTypeModifiers();
                break;
        }
    }

    private ValueList<Identifier> TakeSystemType(string name)
    {
        var token = Take();
        return SystemType(name, token.Start);
    }

    /// <summary>pg_catalog.name, written from <paramref name="start"/> to here.</summary>
    private ValueList<Identifier> SystemType(string name, int start) =>
        new([new Identifier(PgCatalog, start, start), new Identifier(name, start, PreviousEnd)]);

    private const string PgCatalog = "pg_catalog";

    /// <summary>gram.y: type_function_name with optional attrs.</summary>
    private ValueList<Identifier> ParseGenericTypeName()
    {
        var first = ParseTypeFunctionName();
        if (Current != TokenKind.Dot)
            return new([first]);

        var names = NewNameList();
        names.Add(first);
        while (Accept(TokenKind.Dot))
            names.Add(ParseColLabel());
        return names.ToValueList();
    }

    /// <summary>gram.y: opt_type_modifiers.</summary>
    private ValueList<Expression> ParseOptTypeModifiers()
    {
        if (!Accept(TokenKind.OpenParen))
            return default;
        var typmods = ParseExprList();
        Expect(TokenKind.CloseParen);
        return typmods;
    }

    /// <summary><c>'(' Iconst ')'</c>.</summary>
    private ValueList<Expression> ParsePrecision()
    {
        Expect(TokenKind.OpenParen);
        ValueList<Expression> precision = Current == TokenKind.IntegerLiteral ? new([TakeConst(ConstantKind.Integer)]) : default;
        if (precision.IsEmpty)
            ErrorHere();
        Expect(TokenKind.CloseParen);
        return precision;
    }

    /// <summary>gram.y: opt_float: which of the two types a precision in bits means.</summary>
    private string ParseFloatPrecision()
    {
        if (!Accept(TokenKind.OpenParen))
            return "float8";

        var at = new TextSpan(PreviousEnd - 1, 1);
        var bits = ParseIconst();
        var closed = Expect(TokenKind.CloseParen);
        if (closed && bits < 1)
            Error(at, "precision for type float must be at least 1 bit", "22023");
        else if (closed && bits > 53)
            Error(at, "precision for type float must be less than 54 bits", "22023");
        return bits <= 24 ? "float4" : "float8";
    }

    private void ParseBitType(bool isConstant, out ValueList<Identifier> names, out ValueList<Expression> typmods)
    {
        var start = Start;
        _position++;
        var varying = Accept(TokenKind.VaryingKeyword);
        names = SystemType(varying ? "varbit" : "bit", start);
        if (Current == TokenKind.OpenParen)
            typmods = ParseOptTypeModifiers();
        else
            typmods = varying || isConstant ? default : ImpliedLength();
    }

    private void ParseCharacterType(bool isConstant, out ValueList<Identifier> names, out ValueList<Expression> typmods)
    {
        var start = Start;
        var varying = Current == TokenKind.VarcharKeyword;
        if (Take().Kind == TokenKind.NationalKeyword)
        {
            if (Current is TokenKind.CharacterKeyword or TokenKind.CharKeyword)
                _position++;
            else
                ErrorHere();
        }

        if (!varying)
            varying = Accept(TokenKind.VaryingKeyword);
        names = SystemType(varying ? "varchar" : "bpchar", start);
        if (Current == TokenKind.OpenParen)
            typmods = ParsePrecision();
        else
            typmods = varying || isConstant ? default : ImpliedLength();
    }

    /// <summary>The length 1 that the server gives to char and bit.</summary>
    private ValueList<Expression> ImpliedLength() => new([A_Const.Implied(ConstantKind.Integer, "1", TokenKind.IntegerLiteral, PreviousEnd)]);

    private void ParseDateTimeType(out ValueList<Identifier> names, out ValueList<Expression> typmods)
    {
        var start = Start;
        var isTime = Take().Kind == TokenKind.TimeKeyword;
        typmods = Current == TokenKind.OpenParen ? ParsePrecision() : default;
        var withZone = ParseOptTimezone();
        names = SystemType(isTime ? (withZone ? "timetz" : "time") : (withZone ? "timestamptz" : "timestamp"), start);
    }

    /// <summary>gram.y: opt_timezone; WITH and WITHOUT belong here only in front of TIME (base_yylex: WITH_LA, WITHOUT_LA).</summary>
    private bool ParseOptTimezone()
    {
        if (Current is not (TokenKind.WithKeyword or TokenKind.WithoutKeyword) || Peek() != TokenKind.TimeKeyword)
            return false;
        var with = Take().Kind == TokenKind.WithKeyword;
        _position++;
        Expect(TokenKind.ZoneKeyword);
        return with;
    }

    /// <summary>gram.y: opt_interval.</summary>
    private IntervalFields ParseOptInterval(out ValueList<Expression> typmods)
    {
        typmods = default;
        switch (Current)
        {
            case TokenKind.YearKeyword:
                _position++;
                if (!Accept(TokenKind.ToKeyword))
                    return IntervalFields.Year;
                Expect(TokenKind.MonthKeyword);
                return IntervalFields.Year | IntervalFields.Month;
            case TokenKind.MonthKeyword:
                _position++;
                return IntervalFields.Month;
            case TokenKind.DayKeyword:
                return ParseIntervalRange(IntervalFields.Day, out typmods);
            case TokenKind.HourKeyword:
                return ParseIntervalRange(IntervalFields.Hour, out typmods);
            case TokenKind.MinuteKeyword:
                return ParseIntervalRange(IntervalFields.Minute, out typmods);
            case TokenKind.SecondKeyword:
                _position++;
                if (Current == TokenKind.OpenParen)
                    typmods = ParsePrecision();
                return IntervalFields.Second;
            default:
                return IntervalFields.None;
        }
    }

    /// <summary>A field, or a range down to a smaller one: <c>day to second(3)</c>.</summary>
    private IntervalFields ParseIntervalRange(IntervalFields first, out ValueList<Expression> typmods)
    {
        typmods = default;
        _position++;
        if (!Accept(TokenKind.ToKeyword))
            return first;

        var last = Current switch
        {
            TokenKind.HourKeyword => IntervalFields.Hour,
            TokenKind.MinuteKeyword => IntervalFields.Minute,
            TokenKind.SecondKeyword => IntervalFields.Second,
            _ => IntervalFields.None,
        };
        if (last <= first)
        {
            ErrorHere();
            return first;
        }

        _position++;
        if (last == IntervalFields.Second && Current == TokenKind.OpenParen)
            typmods = ParsePrecision();

        var fields = IntervalFields.None;
        for (var field = (int)first; field <= (int)last; field <<= 1)
            fields |= (IntervalFields)field;
        return fields;
    }
}
