namespace LifeOps.PostgreSql.Syntax;

/// <summary>The FROM clause (gram.y: from_list, table_ref, joined_table).</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: from_list.</summary>
    private ValueList<TableReference> ParseFromList()
    {
        var first = ParseTableRef();
        if (Current != TokenKind.Comma)
            return new([first]);

        var items = NewList<TableReference>();
        items.Add(first);
        while (Accept(TokenKind.Comma))
            items.Add(ParseTableRef());
        return items.ToValueList();
    }

    /// <summary>gram.y: table_ref.</summary>
    private TableReference ParseTableRef()
    {
        var start = Start;
        var left = ParseTablePrimary();
        return StartsJoin(Current) ? ParseJoins(left, start) : left;
    }

    private static bool StartsJoin(TokenKind kind) => kind
        is TokenKind.JoinKeyword or TokenKind.InnerKeyword or TokenKind.LeftKeyword or TokenKind.RightKeyword or TokenKind.FullKeyword
        or TokenKind.CrossKeyword or TokenKind.NaturalKeyword;

    private TableReference ParseJoins(TableReference left, int start)
    {
        while (StartsJoin(Current))
            left = ParseJoin(left, start);
        return left;
    }

    /// <summary>One join with the right side and the condition that belong to it.</summary>
    private JoinExpr ParseJoin(TableReference left, int start)
    {
        if (Accept(TokenKind.CrossKeyword))
        {
            Expect(TokenKind.JoinKeyword);
            var crossed = ParseTablePrimary();
            return new JoinExpr(JoinType.Inner, isNatural: false, isCross: true, left, crossed, default, null, null, null, SpanFrom(start));
        }

        var isNatural = Accept(TokenKind.NaturalKeyword);
        var type = ParseJoinType();
        var rightStart = Start;
        var right = ParseTablePrimary();
        if (isNatural)
            return new JoinExpr(type, isNatural: true, isCross: false, left, right, default, null, null, null, SpanFrom(start));

        // a JOIN b JOIN c ON x ON y: a condition must come, so the inner join is read first.
        if (StartsJoin(Current))
        {
            if (EnterNesting())
                right = ParseJoins(right, rightStart);
            LeaveNesting();
        }

        ValueList<Identifier> columns = default;
        Alias? columnsAlias = null;
        Expression? condition = null;
        if (Accept(TokenKind.OnKeyword))
        {
            condition = ParseExpr();
        }
        else if (Accept(TokenKind.UsingKeyword))
        {
            columns = ParseColumnList();
            if (Current == TokenKind.AsKeyword)
            {
                var aliasStart = Take().Start;
                var alias = ParseColId();
                columnsAlias = new Alias(alias, default, SpanFrom(aliasStart));
            }
        }
        else
        {
            ErrorHere();
        }

        return new JoinExpr(type, isNatural: false, isCross: false, left, right, columns, columnsAlias, condition, null, SpanFrom(start));
    }

    /// <summary>The words up to and with JOIN.</summary>
    private JoinType ParseJoinType()
    {
        var type = Current switch
        {
            TokenKind.LeftKeyword => JoinType.Left,
            TokenKind.RightKeyword => JoinType.Right,
            TokenKind.FullKeyword => JoinType.Full,
            _ => JoinType.Inner,
        };
        if (type != JoinType.Inner)
        {
            _position++;
            Accept(TokenKind.OuterKeyword);
        }
        else
        {
            Accept(TokenKind.InnerKeyword);
        }

        Expect(TokenKind.JoinKeyword);
        return type;
    }

    /// <summary>A FROM item without joins, with its alias.</summary>
    private TableReference ParseTablePrimary()
    {
        switch (Current)
        {
            case TokenKind.OpenParen:
                return ParseParenthesisedTable();
            case TokenKind.LateralKeyword:
                return ParseLateral();
            case TokenKind.OnlyKeyword:
                return ParseTable();
            case TokenKind.RowsKeyword when Peek() == TokenKind.FromKeyword:
                return ParseRowsFrom(Start, lateral: false);
            case TokenKind.JsonTableKeyword when Peek() == TokenKind.OpenParen:
                return ParseJsonTable(Start, lateral: false);
            case TokenKind.XmltableKeyword when Peek() == TokenKind.OpenParen:
                return ParseXmlTableReference(Start, lateral: false);
            default:
                return StartsTableFunction() ? ParseTableFunction(Start, lateral: false) : ParseTable();
        }
    }

    /// <summary>Whether a function call stands here: a name, perhaps qualified, and a parenthesis; or a word that is a function by itself.</summary>
    private bool StartsTableFunction()
    {
        var kind = Current;
        if (kind is TokenKind.Identifier or TokenKind.QuotedIdentifier)
        {
            // The most frequent case, a plain table, is told by the token behind its name.
            var next = Peek();
            if (next is not (TokenKind.OpenParen or TokenKind.Dot))
                return false;
        }
        else if (kind >= KeywordTable.FirstKeyword)
        {
            var category = KeywordTable.Category(kind);
            if (category == KeywordCategory.Reserved)
                return IsFuncExprKeyword(kind);
            if (kind == TokenKind.CurrentSchemaKeyword || (kind == TokenKind.CollationKeyword && Peek() == TokenKind.ForKeyword))
                return true;
            if (category == KeywordCategory.ColumnName && Peek() == TokenKind.OpenParen)
                return IsFuncExprKeyword(kind);
            if (category == KeywordCategory.TypeOrFunctionName)
                return Peek() == TokenKind.OpenParen;
        }

        var i = _position + 1;
        while (_tokens[i].Kind == TokenKind.Dot && IsColLabel(_tokens[i + 1].Kind))
            i += 2;
        return _tokens[i].Kind == TokenKind.OpenParen;
    }

    /// <summary>gram.y: relation_expr opt_alias_clause [tablesample_clause].</summary>
    private TableReference ParseTable()
    {
        var start = Start;

        // Such a keyword can be a function here: what is wrong is that no parenthesis follows.
        if (KeywordTable.Category(Current) == KeywordCategory.TypeOrFunctionName)
        {
            _position++;
            ErrorHere();
            _position--;
        }

        var inherits = ParseRelationExprName(out var catalog, out var schema, out var name);
        var alias = ParseOptAlias();
        var relation = new RangeVar(catalog, schema, name, inherits, alias, SpanFrom(start));
        return Current == TokenKind.TablesampleKeyword ? ParseTableSample(relation, start) : relation;
    }

    private RangeTableSample ParseTableSample(RangeVar relation, int start)
    {
        _position++;
        var method = ParseFuncName();
        Expect(TokenKind.OpenParen);
        var args = ParseExprList();
        Expect(TokenKind.CloseParen);
        Expression? repeatable = null;
        if (Accept(TokenKind.RepeatableKeyword))
        {
            Expect(TokenKind.OpenParen);
            repeatable = ParseExpr();
            Expect(TokenKind.CloseParen);
        }

        return new RangeTableSample(relation, method, args, repeatable, SpanFrom(start));
    }

    /// <summary>gram.y: opt_alias_clause.</summary>
    private Alias? ParseOptAlias()
    {
        var start = Start;
        Identifier name;
        if (Accept(TokenKind.AsKeyword))
            name = ParseColId();
        else if (Current == TokenKind.Hole ? HoleAt(_tokens[_position]).Kind == HoleKind.Identifier : IsColId(Current) && !IsLookaheadKeyword())
            name = TakeName();
        else
            return null;

        var columns = ParseOptColumnList();
        return new Alias(name, columns, SpanFrom(start));
    }

    private TableReference ParseLateral()
    {
        var start = Take().Start;
        switch (Current)
        {
            case TokenKind.OpenParen:
                var query = ParseSelectWithParens();
                var alias = ParseOptAlias();
                return new RangeSubselect(lateral: true, query, alias, SpanFrom(start));
            case TokenKind.RowsKeyword when Peek() == TokenKind.FromKeyword:
                return ParseRowsFrom(start, lateral: true);
            case TokenKind.JsonTableKeyword when Peek() == TokenKind.OpenParen:
                return ParseJsonTable(start, lateral: true);
            case TokenKind.XmltableKeyword when Peek() == TokenKind.OpenParen:
                return ParseXmlTableReference(start, lateral: true);
            default:
                return ParseTableFunction(start, lateral: true);
        }
    }

    private RangeFunction ParseTableFunction(int start, bool lateral)
    {
        var functionStart = Start;
        var function = ParseFuncExprWindowless();
        var item = new RangeFunctionItem(function, default, SpanFrom(functionStart));
        var ordinality = ParseOptOrdinality();
        var alias = ParseFuncAlias(out var columns);
        return new RangeFunction(lateral, ordinality, isRowsFrom: false, new([item]), alias, columns, SpanFrom(start));
    }

    private bool ParseOptOrdinality() => Accept(TokenKind.WithKeyword, TokenKind.OrdinalityKeyword);

    private RangeFunction ParseRowsFrom(int start, bool lateral)
    {
        _position++;
        Expect(TokenKind.FromKeyword);
        Expect(TokenKind.OpenParen);
        var functions = NewList<RangeFunctionItem>();
        do
        {
            var itemStart = Start;
            var function = ParseFuncExprWindowless();
            ValueList<ColumnDef> itemColumns = default;
            if (Accept(TokenKind.AsKeyword))
            {
                Expect(TokenKind.OpenParen);
                itemColumns = ParseTableFuncElementList();
                Expect(TokenKind.CloseParen);
            }

            functions.Add(new RangeFunctionItem(function, itemColumns, SpanFrom(itemStart)));
        }
        while (Accept(TokenKind.Comma));
        var items = functions.ToValueList();
        Expect(TokenKind.CloseParen);
        var ordinality = ParseOptOrdinality();
        var alias = ParseFuncAlias(out var columns);
        return new RangeFunction(lateral, ordinality, isRowsFrom: true, items, alias, columns, SpanFrom(start));
    }

    /// <summary>gram.y: func_alias_clause.</summary>
    private Alias? ParseFuncAlias(out ValueList<ColumnDef> columns)
    {
        columns = default;
        var start = Start;
        if (Accept(TokenKind.AsKeyword))
        {
            if (Accept(TokenKind.OpenParen))
            {
                columns = ParseTableFuncElementList();
                Expect(TokenKind.CloseParen);
                return null;
            }
        }
        else if (Current == TokenKind.Hole || !IsColId(Current))
        {
            return null;
        }

        var name = ParseColId();
        ValueList<Identifier> names = default;
        if (Current == TokenKind.OpenParen)
        {
            // Names alone, or names with types: the token behind the first name tells.
            if (Peek(2) is TokenKind.Comma or TokenKind.CloseParen || !IsColId(Peek()))
            {
                names = ParseColumnList();
            }
            else
            {
                _position++;
                columns = ParseTableFuncElementList();
                Expect(TokenKind.CloseParen);
                return new Alias(name, default, name.Span);
            }
        }

        return new Alias(name, names, SpanFrom(start));
    }

    /// <summary>gram.y: TableFuncElementList: column definitions of a function in FROM.</summary>
    private ValueList<ColumnDef> ParseTableFuncElementList()
    {
        var columns = NewList<ColumnDef>();
        do
        {
            columns.Add(ParseTableFuncElement());
        }
        while (Accept(TokenKind.Comma));
        return columns.ToValueList();
    }

    private RangeTableFunc ParseXmlTableReference(int start, bool lateral)
    {
        ParseXmlTable(out var namespaces, out var row, out var document, out var columns);
        var alias = ParseOptAlias();
        return new RangeTableFunc(lateral, namespaces, row, document, columns, alias, SpanFrom(start));
    }

    /// <summary>A query, or a join, in parentheses. A run of parentheses is read in a loop, so that its depth costs no stack.</summary>
    private TableReference ParseParenthesisedTable()
    {
        var isQuery = StartsQueryInParens() || IsHoleForQuery(_parenRunEnd);
        var first = _position;
        var count = 0;
        while (Current == TokenKind.OpenParen)
        {
            _position++;
            count++;
        }

        if (_depth + count >= DeepestNesting)
        {
            GiveUpStatement();
            return new RangeVar(default, default, new Identifier(null, PreviousEnd, PreviousEnd), true, null, EmptySpan());
        }

        _depth += count;
        SelectStmt? select = null;
        TableReference? table = null;
        if (isQuery)
            select = ParseSelectNoParens();
        else
            table = ParseTableRef();

        while (true)
        {
            // Only a join may stand in parentheses.
            if (select is null && table is not JoinExpr)
                ErrorHere();
            Expect(TokenKind.CloseParen);
            _depth--;
            count--;
            var start = _tokens[first + count].Start;
            if (select is not null)
            {
                if (count > 0 && Current == TokenKind.CloseParen)
                    continue;
                if (count > 0 && ContinuesQuery(Current))
                {
                    select = ParseSelectRest(select, start);
                    continue;
                }

                var alias = ParseOptAlias();
                table = new RangeSubselect(lateral: false, select, alias, SpanFrom(start));
                select = null;
            }
            else if (table is JoinExpr join && (count == 0 || Current != TokenKind.CloseParen))
            {
                var alias = ParseOptAlias();
                if (alias is not null)
                    table = WithAlias(join, alias, SpanFrom(start));
            }

            if (count == 0)
                return table!;
            if (StartsJoin(Current))
                table = ParseJoins(table!, start);
            else if (Current != TokenKind.CloseParen || table is not JoinExpr { Alias: null })
                ErrorHere();
        }
    }

    /// <summary>Whether a hole in parentheses must be a query: it stands alone, or a set operation follows.</summary>
    private bool IsHoleForQuery(int index) =>
        _tokens[index].Kind == TokenKind.Hole && (_tokens[index + 1].Kind == TokenKind.CloseParen || ContinuesQuery(_tokens[index + 1].Kind));

    private static JoinExpr WithAlias(JoinExpr join, Alias alias, TextSpan span) =>
        new(join.JoinType, join.IsNatural, join.IsCross, join.Larg, join.Rarg, join.UsingClause, join.JoinUsingAlias, join.Quals, alias, span);
}
