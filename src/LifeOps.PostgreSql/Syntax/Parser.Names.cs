namespace LifeOps.PostgreSql.Syntax;

/// <summary>Names: identifiers and the keywords that may stand for one, qualified names, roles.</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: ColId.</summary>
    private Identifier ParseColId()
    {
        if (IsColId(Current) && !IsLookaheadKeyword())
            return TakeName();
        return MissingName();
    }

    /// <summary>gram.y: ColLabel: any keyword.</summary>
    private Identifier ParseColLabel()
    {
        if (IsColLabel(Current))
            return TakeName();
        return MissingName();
    }

    /// <summary>gram.y: type_function_name.</summary>
    private Identifier ParseTypeFunctionName()
    {
        if (IsTypeFunctionName(Current) && !IsLookaheadKeyword())
            return TakeName();
        return MissingName();
    }

    /// <summary>gram.y: NonReservedWord.</summary>
    private Identifier ParseNonReservedWord()
    {
        if (IsNonReservedWord(Current))
            return TakeName();
        return MissingName();
    }

    /// <summary>gram.y: NonReservedWord_or_Sconst.</summary>
    private Identifier ParseNonReservedWordOrSconst() => IsSconst(Current) ? ParseSconst() : ParseNonReservedWord();

    /// <summary>gram.y: any_name.</summary>
    private ValueList<Identifier> ParseAnyName()
    {
        var first = ParseColId();
        if (Current != TokenKind.Dot)
            return new([first]);

        var names = NewNameList();
        names.Add(first);
        while (Accept(TokenKind.Dot))
            names.Add(ParseColLabel());
        return names.ToValueList();
    }

    /// <summary>gram.y: func_name: a type_function_name, or a qualified name without subscripts.</summary>
    private ValueList<Identifier> ParseFuncName()
    {
        if (Peek() is not (TokenKind.Dot or TokenKind.OpenBracket))
        {
            // A name that only a qualified function can begin with: what is wrong is that no dot follows.
            if (KeywordTable.Category(Current) == KeywordCategory.ColumnName)
            {
                var name = TakeName();
                ErrorHere();
                return new([name]);
            }

            return new([ParseTypeFunctionName()]);
        }

        var names = NewNameList();
        names.Add(ParseColId());
        while (Current == TokenKind.Dot && Peek() != TokenKind.Star)
        {
            _position++;
            names.Add(ParseColLabel());
        }

        var list = names.ToValueList();
        RejectIndirection();
        return list;
    }

    /// <summary>The grammar reads subscripts and stars behind a name and refuses them behind the last one (check_qualified_name, check_func_name).</summary>
    private void RejectIndirection()
    {
        if (Current is not (TokenKind.Dot or TokenKind.OpenBracket))
            return;
        ParseIndirection(checkStar: false);
        ErrorAtCurrent("syntax error");
    }

    /// <summary>gram.y: name_list.</summary>
    private ValueList<Identifier> ParseNameList()
    {
        var names = NewNameList();
        do
        {
            names.Add(ParseColId());
        }
        while (Accept(TokenKind.Comma));
        return names.ToValueList();
    }

    /// <summary><c>(a, b)</c> (gram.y: '(' columnList ')').</summary>
    private ValueList<Identifier> ParseColumnList()
    {
        Expect(TokenKind.OpenParen);
        var names = ParseNameList();
        Expect(TokenKind.CloseParen);
        return names;
    }

    /// <summary>gram.y: opt_column_list.</summary>
    private ValueList<Identifier> ParseOptColumnList() => Current == TokenKind.OpenParen ? ParseColumnList() : default;

    /// <summary>gram.y: qualified_name.</summary>
    private RangeVar ParseQualifiedName()
    {
        var start = Start;
        ParseRelationName(out var catalog, out var schema, out var name);
        return new RangeVar(catalog, schema, name, inherits: true, alias: null, SpanFrom(start));
    }

    /// <summary>gram.y: qualified_name_list.</summary>
    private ValueList<RangeVar> ParseQualifiedNameList()
    {
        var names = NewList<RangeVar>();
        do
        {
            names.Add(ParseQualifiedName());
        }
        while (Accept(TokenKind.Comma));
        return names.ToValueList();
    }

    /// <summary>gram.y: relation_expr: ONLY and <c>*</c>.</summary>
    private RangeVar ParseRelationExpr()
    {
        var start = Start;
        var inherits = ParseRelationExprName(out var catalog, out var schema, out var name);
        return new RangeVar(catalog, schema, name, inherits, alias: null, SpanFrom(start));
    }

    /// <summary>gram.y: relation_expr_list.</summary>
    private ValueList<RangeVar> ParseRelationExprList()
    {
        var relations = NewList<RangeVar>();
        do
        {
            relations.Add(ParseRelationExpr());
        }
        while (Accept(TokenKind.Comma));
        return relations.ToValueList();
    }

    /// <summary>The names of relation_expr; whether children are meant too.</summary>
    private bool ParseRelationExprName(out Identifier catalog, out Identifier schema, out Identifier name)
    {
        if (Accept(TokenKind.OnlyKeyword))
        {
            var parenthesised = Accept(TokenKind.OpenParen);
            ParseRelationName(out catalog, out schema, out name);
            if (parenthesised)
                Expect(TokenKind.CloseParen);
            return false;
        }

        ParseRelationName(out catalog, out schema, out name);
        Accept(TokenKind.Star);
        return true;
    }

    /// <summary>One to three names with dots; more are an error at the first one (makeRangeVarFromQualifiedName).</summary>
    private void ParseRelationName(out Identifier catalog, out Identifier schema, out Identifier name)
    {
        var start = Start;
        catalog = default;
        schema = default;
        name = ParseColId();
        if (Current is not (TokenKind.Dot or TokenKind.OpenBracket))
            return;

        var count = 1;
        while (Current == TokenKind.Dot && Peek() != TokenKind.Star)
        {
            _position++;
            count++;
            catalog = schema;
            schema = name;
            name = ParseColLabel();
        }

        RejectIndirection();
        if (count > 3)
            Error(new TextSpan(start, 0), "improper qualified name (too many dotted names): " + _text.Substring(start, PreviousEnd - start));
    }

    /// <summary>gram.y: RoleSpec.</summary>
    private RoleSpec ParseRoleSpec()
    {
        var start = Start;
        var type = Current switch
        {
            TokenKind.CurrentRoleKeyword => RoleSpecType.CurrentRole,
            TokenKind.CurrentUserKeyword => RoleSpecType.CurrentUser,
            TokenKind.SessionUserKeyword => RoleSpecType.SessionUser,
            _ => RoleSpecType.Name,
        };
        if (type != RoleSpecType.Name)
            return new RoleSpec(type, TakeName(), SpanFrom(start));

        if (!IsNonReservedWord(Current))
            return new RoleSpec(type, MissingName(), SpanFrom(start));

        // "public" and "none" are names to the scanner; quoting does not change what they mean (gram.y: RoleSpec).
        var token = _tokens[_position];
        var name = TakeName();
        if (name.Value == "public")
            return new RoleSpec(RoleSpecType.Public, name, SpanFrom(start));
        if (name.Value == "none")
            Error(token.Span, "role name \"none\" is reserved", "42939");
        return new RoleSpec(type, name, SpanFrom(start));
    }

    /// <summary>gram.y: role_list.</summary>
    private ValueList<RoleSpec> ParseRoleList()
    {
        var roles = NewList<RoleSpec>();
        do
        {
            roles.Add(ParseRoleSpec());
        }
        while (Accept(TokenKind.Comma));
        return roles.ToValueList();
    }

    private static bool IsColId(TokenKind kind) => KeywordTable.MayBe(kind, NameUses.ColId);

    private static bool IsTypeFunctionName(TokenKind kind) => KeywordTable.MayBe(kind, NameUses.TypeFunctionName);

    private static bool IsNonReservedWord(TokenKind kind) => KeywordTable.MayBe(kind, NameUses.NonReservedWord);

    private static bool IsColLabel(TokenKind kind) => KeywordTable.MayBe(kind, NameUses.ColLabel);

    private static bool IsBareColLabel(TokenKind kind) => KeywordTable.MayBe(kind, NameUses.BareColLabel);

    private static bool IsNameToken(TokenKind kind) =>
        kind is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.Hole;

    private static bool IsSconst(TokenKind kind) =>
        kind is TokenKind.StringLiteral or TokenKind.EscapeStringLiteral or TokenKind.UnicodeStringLiteral or TokenKind.DollarStringLiteral;

    /// <summary>The next token, which is a name or a keyword that stands for one.</summary>
    private Identifier TakeName()
    {
        var token = _tokens[_position++];
        var value = token.Kind >= KeywordTable.FirstKeyword ? KeywordTable.Word(token.Kind) : NameOf(token);
        return new Identifier(value, token.Start, token.End);
    }

    /// <summary>Reports that a name is expected here.</summary>
    private Identifier MissingName()
    {
        ErrorHere();
        var place = EmptySpan().Start;
        return new Identifier(null, place, place);
    }

    /// <summary>gram.y: Sconst; the value is the text with its escapes resolved.</summary>
    private Identifier ParseSconst()
    {
        if (!IsSconst(Current))
            return MissingName();
        var token = _tokens[_position++];
        return new Identifier(Literal.Decode(_text, token.Kind, token.Start, token.End), token.Start, token.End);
    }

    /// <summary>gram.y: Iconst.</summary>
    private int ParseIconst()
    {
        if (Current != TokenKind.IntegerLiteral)
        {
            ErrorHere();
            return 0;
        }

        var token = _tokens[_position++];
        return Literal.ParseInteger(_text, token.Start, token.End);
    }

    private string NameOf(SqlToken token) =>
        token.Kind == TokenKind.Identifier
            ? _buffers.Names.Folded(_text, token.Start, token.End)
            : Literal.Decode(_text, token.Kind, token.Start, token.End);
}
