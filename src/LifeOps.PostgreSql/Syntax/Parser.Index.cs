namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE INDEX, and the elements of indexes.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE [UNIQUE] INDEX, at UNIQUE or INDEX (gram.y: IndexStmt).</summary>
    private IndexStmt ParseCreateIndex(int start)
    {
        var unique = Accept(TokenKind.UniqueKeyword);
        Expect(TokenKind.IndexKeyword);
        var concurrent = Accept(TokenKind.ConcurrentlyKeyword);
        var ifNotExists = ParseIfNotExists();
        var name = !ifNotExists && Current == TokenKind.OnKeyword ? default : ParseColId();
        Expect(TokenKind.OnKeyword);
        var relation = ParseRelationExpr();
        var accessMethod = Accept(TokenKind.UsingKeyword) ? ParseColId() : default;
        var keys = ParseIndexParams();
        var including = Accept(TokenKind.IncludeKeyword) ? ParseIndexParams() : default;
        var nullsNotDistinct = ParseOptUniqueNullTreatment();
        var options = ParseOptReloptions();
        var tablespace = ParseOptTablespace();
        var where = ParseOptWhere();
        return new IndexStmt(
            name, relation, accessMethod, keys, including, nullsNotDistinct, options, tablespace, where, unique, concurrent, ifNotExists, SpanFrom(start));
    }

    /// <summary><c>( index_params )</c>.</summary>
    private ValueList<IndexElem> ParseIndexParams()
    {
        Expect(TokenKind.OpenParen);
        var elements = NewList<IndexElem>();
        do
        {
            elements.Add(ParseIndexElem());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        return elements.ToValueList();
    }

    /// <summary>gram.y: index_elem.</summary>
    private IndexElem ParseIndexElem()
    {
        var start = Start;
        ParseIndexedExpression(out var name, out var expression);
        var collation = ParseOptCollate();
        ValueList<Identifier> opclass = default;
        ValueList<DefElem> opclassOptions = default;
        if (IsColId(Current) && !(Current == TokenKind.NullsKeyword && IsNullsLookahead))
        {
            opclass = ParseAnyName();
            if (Current == TokenKind.OpenParen)
                opclassOptions = ParseReloptions();
        }

        var ordering = Accept(TokenKind.AscKeyword) ? SortByDir.Asc : Accept(TokenKind.DescKeyword) ? SortByDir.Desc : SortByDir.Default;
        var nulls = SortByNulls.Default;
        if (Current == TokenKind.NullsKeyword && IsNullsLookahead)
        {
            Take();
            nulls = Take().Kind == TokenKind.FirstKeyword ? SortByNulls.First : SortByNulls.Last;
        }

        return new IndexElem(name, expression, collation, opclass, opclassOptions, ordering, nulls, SpanFrom(start));
    }

    /// <summary>What is indexed, partitioned by or measured: a column, a function call, or an expression in parentheses.</summary>
    private void ParseIndexedExpression(out Identifier name, out Expression? expression)
    {
        name = default;
        expression = null;
        if (Current == TokenKind.OpenParen)
            expression = ParseParenthesisedExpr();
        else if (Current == TokenKind.NullsKeyword && IsNullsLookahead)
            name = MissingName();
        else if (IsColId(Current) && Peek() is not (TokenKind.OpenParen or TokenKind.Dot or TokenKind.OpenBracket))
            name = TakeName();
        else if (CanBeginFunction(Current))
            expression = ParseFuncExprWindowless();
        else
            name = ParseColId();
    }

    /// <summary>Whether a function call can begin with this token: a name, or a reserved word that is a function of its own.</summary>
    private bool CanBeginFunction(TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.CastKeyword:
            case TokenKind.CurrentDateKeyword:
            case TokenKind.CurrentTimeKeyword:
            case TokenKind.CurrentTimestampKeyword:
            case TokenKind.LocaltimeKeyword:
            case TokenKind.LocaltimestampKeyword:
            case TokenKind.CurrentRoleKeyword:
            case TokenKind.CurrentUserKeyword:
            case TokenKind.SessionUserKeyword:
            case TokenKind.SystemUserKeyword:
            case TokenKind.UserKeyword:
            case TokenKind.CurrentCatalogKeyword:
            case TokenKind.CurrentSchemaKeyword:
                return true;
            default:
                return IsColId(kind) || IsTypeFunctionName(kind);
        }
    }

    /// <summary>COLLATE name, or nothing (gram.y: opt_collate).</summary>
    private ValueList<Identifier> ParseOptCollate() => Accept(TokenKind.CollateKeyword) ? ParseAnyName() : default;
}
