namespace LifeOps.PostgreSql.Syntax;

// SET, RESET, SHOW, SET CONSTRAINTS, ALTER SYSTEM, DISCARD (gram.y: VariableSetStmt, VariableResetStmt, VariableShowStmt, ...).
internal sealed partial class Parser
{
    private Statement ParseSetStmt()
    {
        var start = Start;
        Expect(TokenKind.SetKeyword);
        if (Current == TokenKind.ConstraintsKeyword && !IsAfterVarName(Peek()))
            return ParseConstraintsSet(start);

        // SET LOCAL and SET SESSION, unless a setting of that name is set, or SESSION begins the rest itself.
        var isLocal = false;
        if (Current == TokenKind.LocalKeyword && !IsAfterVarName(Peek()))
        {
            Take();
            isLocal = true;
        }
        else if (Current == TokenKind.SessionKeyword && !IsAfterVarName(Peek())
            && Peek() is not (TokenKind.CharacteristicsKeyword or TokenKind.AuthorizationKeyword))
        {
            Take();
        }
        else if (Current == TokenKind.SessionKeyword && Peek() == TokenKind.CharacteristicsKeyword && IsAfterVarName(Peek(2)))
        {
            Take();
        }

        return ParseSetRest(start, isLocal, allowsTransaction: true);
    }

    /// <summary>What stands behind the name of a setting: then a word that means something else is a name here.</summary>
    private static bool IsAfterVarName(TokenKind kind) =>
        kind is TokenKind.Equals or TokenKind.ToKeyword or TokenKind.Dot or TokenKind.FromKeyword;

    /// <summary>SetResetClause, at SET or RESET.</summary>
    private VariableSetStmt ParseSetResetClause()
    {
        var start = Start;
        if (Current == TokenKind.ResetKeyword)
            return ParseResetStmt();
        Expect(TokenKind.SetKeyword);
        return ParseSetRest(start, isLocal: false, allowsTransaction: true);
    }

    /// <summary>FunctionSetResetClause, at SET or RESET: like a statement, without transaction modes.</summary>
    private VariableSetStmt ParseFunctionSetResetClause()
    {
        var start = Start;
        if (Current == TokenKind.ResetKeyword)
            return ParseResetStmt();
        Expect(TokenKind.SetKeyword);
        return ParseSetRest(start, isLocal: false, allowsTransaction: false);
    }

    /// <summary>set_rest, or set_rest_more where transaction modes are not allowed.</summary>
    private VariableSetStmt ParseSetRest(int start, bool isLocal, bool allowsTransaction)
    {
        var rest = Start;
        if (IsAfterVarName(Peek()))
            return ParseGenericSet(start, isLocal, allowsFromCurrent: true);

        switch (Current)
        {
            case TokenKind.TransactionKeyword when Peek() == TokenKind.SnapshotKeyword:
                Take();
                Take();
                return Set(VariableSetKind.SetMulti, NameFrom(rest, "TRANSACTION SNAPSHOT"), ParseSconstNode(), start, isLocal);

            case TokenKind.TransactionKeyword when allowsTransaction:
                Take();
                return SetModes(NameFrom(rest, "TRANSACTION"), start, isLocal);

            case TokenKind.SessionKeyword when allowsTransaction && Peek() == TokenKind.CharacteristicsKeyword:
                Take();
                Take();
                Expect(TokenKind.AsKeyword);
                Expect(TokenKind.TransactionKeyword);
                return SetModes(NameFrom(rest, "SESSION CHARACTERISTICS"), start, isLocal);

            case TokenKind.SessionKeyword when Peek() == TokenKind.AuthorizationKeyword:
                Take();
                Take();
                var authorization = NameFrom(rest, "session_authorization");
                return Current == TokenKind.DefaultKeyword
                    ? SetToDefault(authorization, start, isLocal)
                    : Set(VariableSetKind.SetValue, authorization, ToNode(ParseNonReservedWordOrSconst()), start, isLocal);

            case TokenKind.TimeKeyword when Peek() == TokenKind.ZoneKeyword:
                Take();
                Take();
                var timeZone = NameFrom(rest, "timezone");
                return Current is TokenKind.DefaultKeyword or TokenKind.LocalKeyword
                    ? SetToDefault(timeZone, start, isLocal)
                    : Set(VariableSetKind.SetValue, timeZone, ParseZoneValue(), start, isLocal);

            case TokenKind.CatalogKeyword when IsSconst(Peek()):
                Take();
                var database = ParseSconst();
                Error(database.Span, "current database cannot be changed", "0A000");
                return Set(VariableSetKind.SetValue, NameFrom(rest, "catalog"), ToNode(database), start, isLocal);

            case TokenKind.SchemaKeyword when IsSconst(Peek()):
                Take();
                return Set(VariableSetKind.SetValue, NameFrom(rest, "search_path"), ParseSconstNode(), start, isLocal);

            case TokenKind.NamesKeyword:
                Take();
                var encoding = NameFrom(rest, "client_encoding");
                if (Current == TokenKind.DefaultKeyword)
                    return SetToDefault(encoding, start, isLocal);
                return IsSconst(Current)
                    ? Set(VariableSetKind.SetValue, encoding, ParseSconstNode(), start, isLocal)
                    : Set(VariableSetKind.SetDefault, encoding, null, start, isLocal);

            case TokenKind.RoleKeyword when IsSconst(Peek()) || IsNonReservedWord(Peek()):
                Take();
                return Set(VariableSetKind.SetValue, NameFrom(rest, "role"), ToNode(ParseNonReservedWordOrSconst()), start, isLocal);

            case TokenKind.XmlKeyword when Peek() == TokenKind.OptionKeyword:
                Take();
                Take();
                var option = NameFrom(rest, "xmloption");
                if (Current is not (TokenKind.DocumentKeyword or TokenKind.ContentKeyword))
                    ErrorHere();
                else
                    return Set(VariableSetKind.SetValue, option, ToNode(TakeAs(Current == TokenKind.DocumentKeyword ? "DOCUMENT" : "CONTENT")), start, isLocal);
                return Set(VariableSetKind.SetValue, option, null, start, isLocal);

            default:
                return ParseGenericSet(start, isLocal, allowsFromCurrent: true);
        }
    }

    /// <summary>generic_set, and name FROM CURRENT where the grammar has it.</summary>
    private VariableSetStmt ParseGenericSet(int start, bool isLocal, bool allowsFromCurrent)
    {
        var name = ParseVarName();
        if (allowsFromCurrent && Accept(TokenKind.FromKeyword))
        {
            Expect(TokenKind.CurrentKeyword);
            return Set(VariableSetKind.SetCurrent, name, null, start, isLocal);
        }

        if (!Accept(TokenKind.ToKeyword))
            Expect(TokenKind.Equals);
        if (Current == TokenKind.DefaultKeyword)
            return SetToDefault(name, start, isLocal);

        var first = ParseVarValue();
        if (Current != TokenKind.Comma)
            return Set(VariableSetKind.SetValue, name, first, start, isLocal);

        var values = NewList<SqlNode>();
        values.Add(first);
        while (Accept(TokenKind.Comma))
            values.Add(ParseVarValue());
        return new(VariableSetKind.SetValue, name, values.ToValueList(), isLocal, SpanFrom(start));
    }

    private VariableSetStmt Set(VariableSetKind kind, Identifier name, SqlNode? value, int start, bool isLocal) =>
        new(kind, name, value is null ? default : ValueList.Of(value), isLocal, SpanFrom(start));

    private VariableSetStmt SetToDefault(Identifier name, int start, bool isLocal)
    {
        Take();
        return Set(VariableSetKind.SetDefault, name, null, start, isLocal);
    }

    private VariableSetStmt SetModes(Identifier name, int start, bool isLocal)
    {
        var modes = ParseTransactionModes();
        var args = new SqlNode[modes.Count];
        for (var i = 0; i < args.Length; i++)
            args[i] = modes[i];
        return new(VariableSetKind.SetMulti, name, new(args), isLocal, SpanFrom(start));
    }

    /// <summary>var_name: the parts joined by dots, as the server keeps it.</summary>
    private Identifier ParseVarName()
    {
        var name = ParseColId();
        while (Accept(TokenKind.Dot))
        {
            var part = ParseColId();
            name = new(name.Value + "." + part.Value, name.Start, part.End);
        }

        return name;
    }

    /// <summary>zone_value, without DEFAULT and LOCAL.</summary>
    private SqlNode ParseZoneValue()
    {
        if (IsSconst(Current))
            return ParseSconstNode();
        if (StartsNumericOnly)
            return ParseNumericOnly();
        if (Current == TokenKind.IntervalKeyword)
            return ParseZoneInterval();
        if (Current is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.Hole)
            return ToNode(ParseColId());

        ErrorHere();
        return ToNode(default);
    }

    /// <summary>The INTERVAL forms of zone_value.</summary>
    private SqlNode ParseZoneInterval()
    {
        // INTERVAL '...' fields; the other form, INTERVAL(p) '...', has no fields.
        var fields = _tokens[System.Math.Min(_position + 2, _tokenCount - 1)].Span;
        var interval = ParseAexprConst();
        const IntervalFields TimeZoneFields = IntervalFields.Hour | IntervalFields.Minute;
        if (interval is TypeCast { TypeName: { IntervalFields: not IntervalFields.None } type } && (type.IntervalFields & ~TimeZoneFields) != 0)
            Error(fields, "time zone interval must be HOUR or HOUR TO MINUTE");
        return interval;
    }

    private Statement ParseConstraintsSet(int start)
    {
        Expect(TokenKind.ConstraintsKeyword);
        var constraints = Accept(TokenKind.AllKeyword) ? default : ParseQualifiedNameList();
        var deferred = Accept(TokenKind.DeferredKeyword);
        if (!deferred)
            Expect(TokenKind.ImmediateKeyword);
        return new ConstraintsSetStmt(constraints, deferred, SpanFrom(start));
    }

    /// <summary>VariableResetStmt.</summary>
    private VariableSetStmt ParseResetStmt()
    {
        var start = Start;
        Expect(TokenKind.ResetKeyword);
        var rest = Start;
        if (Accept(TokenKind.AllKeyword))
            return Set(VariableSetKind.ResetAll, default, null, start, isLocal: false);
        var name = ParseSpelledOutSetting(rest) ?? ParseVarName();
        return Set(VariableSetKind.Reset, name, null, start, isLocal: false);
    }

    /// <summary>TIME ZONE, TRANSACTION ISOLATION LEVEL and SESSION AUTHORIZATION of SHOW and RESET.</summary>
    private Identifier? ParseSpelledOutSetting(int rest)
    {
        switch (Current)
        {
            case TokenKind.TimeKeyword when Peek() == TokenKind.ZoneKeyword:
                Take();
                Take();
                return NameFrom(rest, "timezone");

            case TokenKind.TransactionKeyword when Peek() == TokenKind.IsolationKeyword:
                Take();
                Take();
                Expect(TokenKind.LevelKeyword);
                return NameFrom(rest, "transaction_isolation");

            case TokenKind.SessionKeyword when Peek() == TokenKind.AuthorizationKeyword:
                Take();
                Take();
                return NameFrom(rest, "session_authorization");

            default:
                return null;
        }
    }

    private Statement ParseShowStmt()
    {
        var start = Start;
        Expect(TokenKind.ShowKeyword);
        var name = Current == TokenKind.AllKeyword ? TakeAs("all") : ParseSpelledOutSetting(Start) ?? ParseVarName();
        return new VariableShowStmt(name, SpanFrom(start));
    }

    /// <summary>ALTER SYSTEM, behind those words.</summary>
    private Statement ParseAlterSystem(int start)
    {
        var clause = Start;
        VariableSetStmt setStmt;
        if (Current == TokenKind.ResetKeyword)
        {
            Take();
            setStmt = Accept(TokenKind.AllKeyword)
                ? Set(VariableSetKind.ResetAll, default, null, clause, isLocal: false)
                : Set(VariableSetKind.Reset, ParseVarName(), null, clause, isLocal: false);
        }
        else
        {
            Expect(TokenKind.SetKeyword);
            setStmt = ParseGenericSet(clause, isLocal: false, allowsFromCurrent: false);
        }

        return new AlterSystemStmt(setStmt, SpanFrom(start));
    }

    private Statement ParseDiscardStmt()
    {
        var start = Start;
        Expect(TokenKind.DiscardKeyword);
        DiscardMode? target = Current switch
        {
            TokenKind.AllKeyword => DiscardMode.All,
            TokenKind.TempKeyword or TokenKind.TemporaryKeyword => DiscardMode.Temp,
            TokenKind.PlansKeyword => DiscardMode.Plans,
            TokenKind.SequencesKeyword => DiscardMode.Sequences,
            _ => null,
        };
        if (target is null)
            ErrorHere();
        else
            Take();
        return new DiscardStmt(target ?? DiscardMode.All, SpanFrom(start));
    }
}
