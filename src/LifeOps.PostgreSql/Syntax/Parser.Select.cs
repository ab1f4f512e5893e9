namespace LifeOps.PostgreSql.Syntax;

/// <summary>Queries (gram.y: SelectStmt).</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: SelectStmt: with or without parentheses around it.</summary>
    private SelectStmt ParseSelectStmt() => ParseSelectNoParens();

    /// <summary>gram.y: select_with_parens.</summary>
    private SelectStmt ParseSelectWithParens()
    {
        var first = _position;
        var count = 0;
        while (Current == TokenKind.OpenParen)
        {
            _position++;
            count++;
        }

        if (count == 0)
        {
            ErrorHere();
            return new SelectStmt(EmptySpan());
        }

        if (_depth + count >= DeepestNesting)
        {
            GiveUpStatement();
            return new SelectStmt(EmptySpan());
        }

        _depth += count;
        var select = ParseSelectNoParens();
        while (true)
        {
            Expect(TokenKind.CloseParen);
            _depth--;
            if (--count == 0)
                return select;
            if (ContinuesQuery(Current))
                select = ParseSelectRest(select, _tokens[first + count].Start);
        }
    }

    /// <summary>Whether a token goes on with a query in parentheses: a set operation, ORDER BY, LIMIT or locking.</summary>
    private static bool ContinuesQuery(TokenKind kind) => kind
        is TokenKind.UnionKeyword or TokenKind.IntersectKeyword or TokenKind.ExceptKeyword or TokenKind.OrderKeyword or TokenKind.LimitKeyword
        or TokenKind.OffsetKeyword or TokenKind.FetchKeyword or TokenKind.ForKeyword;

    /// <summary>gram.y: select_no_parens.</summary>
    private SelectStmt ParseSelectNoParens()
    {
        var start = Start;
        if (!EnterNesting())
        {
            LeaveNesting();
            return new SelectStmt(EmptySpan());
        }

        var outerTarget = _targetStart;
        _targetStart = -1;
        var with = Current == TokenKind.WithKeyword ? ParseWithClause() : null;
        var select = ParseSelectAfterWith(with, start);
        _targetStart = outerTarget;
        LeaveNesting();
        return select;
    }

    /// <summary>A query whose WITH clause, if any, has been read.</summary>
    private SelectStmt ParseSelectAfterWith(WithClause? with, int start)
    {
        var select = ParseSelectRest(ParseSetOperand(), start);
        if (with is not null)
        {
            if (select.WithClause is null)
                select.WithClause = with;
            else
                Error(with.Span, "multiple WITH clauses not allowed");
            select.Extend(start, SpanFrom(start).End);
        }

        return select;
    }

    /// <summary>Set operations, ORDER BY, LIMIT and locking behind a query that has been read.</summary>
    private SelectStmt ParseSelectRest(SelectStmt first, int start)
    {
        var select = ParseSetOperations(first, start, minimum: 1);
        if (Current == TokenKind.Hole)
            SkipFragments();
        if (!ContinuesQuery(Current))
            return select;

        var sortStart = Start;
        if (Current == TokenKind.OrderKeyword)
        {
            var sort = ParseSortClause();
            if (!select.SortClause.IsEmpty)
                Error(sort.IsEmpty ? new TextSpan(sortStart, 5) : sort[0].Node.Span, "multiple ORDER BY clauses not allowed");
            select.SortClause = sort;
            SkipFragments();
        }

        TextSpan ties = default;
        if (Current == TokenKind.ForKeyword)
        {
            ParseLockingClauses(select);
            SkipFragments();
            ParseSelectLimit(select, ref ties);
        }
        else
        {
            ParseSelectLimit(select, ref ties);
            SkipFragments();
            if (Current == TokenKind.ForKeyword)
                ParseLockingClauses(select);
        }

        if (!ties.IsEmpty)
            CheckWithTies(select, ties);

        SkipFragments();
        select.Extend(start, SpanFrom(start).End);
        return select;
    }

    /// <summary>UNION and EXCEPT bind at level 1, INTERSECT at level 2; all are left-associative.</summary>
    private SelectStmt ParseSetOperations(SelectStmt left, int start, int minimum)
    {
        while (true)
        {
            var op = Current switch
            {
                TokenKind.UnionKeyword => SetOperation.Union,
                TokenKind.ExceptKeyword => SetOperation.Except,
                TokenKind.IntersectKeyword => SetOperation.Intersect,
                _ => SetOperation.None,
            };
            var level = op == SetOperation.Intersect ? 2 : 1;
            if (op == SetOperation.None || level < minimum)
                return left;

            _position++;
            var all = Accept(TokenKind.AllKeyword);
            if (!all)
                Accept(TokenKind.DistinctKeyword);
            var rightStart = Start;
            var right = ParseSetOperand();
            if (level == 1)
                right = ParseSetOperations(right, rightStart, minimum: 2);
            left = new SelectStmt(SpanFrom(start)) { Op = op, All = all, Larg = left, Rarg = right };
        }
    }

    /// <summary>gram.y: select_clause: a simple query, or one in parentheses.</summary>
    private SelectStmt ParseSetOperand()
    {
        switch (Current)
        {
            case TokenKind.SelectKeyword:
                return ParseSimpleSelect();
            case TokenKind.ValuesKeyword:
                return ParseValuesClause();
            case TokenKind.TableKeyword:
                return ParseTableCommand();
            case TokenKind.OpenParen:
                return ParseSelectWithParens();
            case TokenKind.Hole:
                // A whole query that is not known.
                _hasFragment = true;
                return new SelectStmt(Take().Span);
            default:
                ErrorHere();
                return new SelectStmt(EmptySpan());
        }
    }

    /// <summary>gram.y: simple_select, SELECT ...</summary>
    private SelectStmt ParseSimpleSelect()
    {
        var start = Take().Start;
        var select = new SelectStmt(new TextSpan(start, 0));
        if (Accept(TokenKind.DistinctKeyword))
        {
            select.IsDistinct = true;
            if (Accept(TokenKind.OnKeyword))
            {
                Expect(TokenKind.OpenParen);
                select.DistinctOn = ParseExprList();
                Expect(TokenKind.CloseParen);
            }

            select.TargetList = ParseTargetList();
        }
        else
        {
            Accept(TokenKind.AllKeyword);
            if (!EndsSelectList(Current))
                select.TargetList = ParseTargetList();
        }

        SyncClause();
        if (Current == TokenKind.IntoKeyword)
        {
            select.IntoClause = ParseIntoClause();
            SyncClause();
        }

        if (Accept(TokenKind.FromKeyword))
        {
            select.FromClause = ParseFromList();
            SyncClause();
        }

        if (Accept(TokenKind.WhereKeyword))
        {
            select.WhereClause = ParseExpr();
            SyncClause();
        }

        if (Accept(TokenKind.GroupKeyword))
        {
            Expect(TokenKind.ByKeyword);
            if (!Accept(TokenKind.AllKeyword))
                select.GroupDistinct = Accept(TokenKind.DistinctKeyword);
            select.GroupClause = ParseGroupByList();
            SyncClause();
        }

        if (Accept(TokenKind.HavingKeyword))
        {
            select.HavingClause = ParseExpr();
            SyncClause();
        }

        if (Accept(TokenKind.WindowKeyword))
        {
            select.WindowClause = ParseWindowClause();
            SyncClause();
        }

        select.Extend(start, SpanFrom(start).End);
        return select;
    }

    /// <summary>
    /// Behind a clause of a query: passes over fragments, and when what follows can be no other clause nor the end of the query,
    /// reports that and goes on at the next clause.
    /// </summary>
    private void SyncClause()
    {
        if (EndsSelectList(Current))
            return;
        SkipFragments();
        if (EndsSelectList(Current))
            return;

        ErrorHere();
        var open = 0;
        while (Current is not (TokenKind.EndOfFile or TokenKind.Semicolon))
        {
            if (Current is TokenKind.OpenParen or TokenKind.OpenBracket)
                open++;
            else if (Current is TokenKind.CloseParen or TokenKind.CloseBracket && --open < 0)
                return;
            else if (open == 0 && EndsSelectList(Current))
                return;
            _position++;
        }
    }

    /// <summary>Whether a token can follow a list of result columns or any later clause of a query, in any statement that holds one.</summary>
    private bool EndsSelectList(TokenKind kind) => kind
        is TokenKind.FromKeyword or TokenKind.WhereKeyword or TokenKind.EndOfFile or TokenKind.Semicolon or TokenKind.CloseParen or TokenKind.OrderKeyword
        or TokenKind.GroupKeyword or TokenKind.LimitKeyword or TokenKind.UnionKeyword or TokenKind.IntoKeyword or TokenKind.HavingKeyword
        or TokenKind.WindowKeyword or TokenKind.IntersectKeyword or TokenKind.ExceptKeyword or TokenKind.OffsetKeyword or TokenKind.FetchKeyword
        or TokenKind.ForKeyword or TokenKind.OnKeyword or TokenKind.ReturningKeyword or TokenKind.WithKeyword
        or TokenKind.CreateKeyword or TokenKind.GrantKeyword
        || (kind == TokenKind.FormatKeyword && Peek() == TokenKind.JsonKeyword);

    /// <summary>Passes over holes that stand for any text: what is missing behind them is not an error.</summary>
    private void SkipFragments()
    {
        while (Current == TokenKind.Hole)
        {
            _hasFragment = true;
            _position++;
        }
    }

    /// <summary>TABLE name: the server makes SELECT * FROM name of it.</summary>
    private SelectStmt ParseTableCommand()
    {
        var table = Take();
        var relation = ParseRelationExpr();
        var star = new ResTarget(default, default, new ColumnRef(default, hasStar: true, table.Span), table.Span);
        return new SelectStmt(SpanFrom(table.Start)) { TargetList = new([star]), FromClause = new([relation]), IsTableCommand = true };
    }

    /// <summary>gram.y: values_clause.</summary>
    private SelectStmt ParseValuesClause()
    {
        var start = Take().Start;
        var rows = NewList<ExpressionList>();
        do
        {
            var rowStart = Start;
            if (Current == TokenKind.Hole)
            {
                SkipFragments();
                continue;
            }

            Expect(TokenKind.OpenParen);
            var values = ParseExprList();
            Expect(TokenKind.CloseParen);
            rows.Add(new ExpressionList(values, SpanFrom(rowStart)));
        }
        while (Accept(TokenKind.Comma));
        return new SelectStmt(SpanFrom(start)) { ValuesLists = rows.ToValueList() };
    }

    /// <summary>gram.y: target_list.</summary>
    private ValueList<ResTarget> ParseTargetList()
    {
        var outerTarget = _targetStart;
        var targets = NewList<ResTarget>();
        do
        {
            targets.Add(ParseTargetEl());
        }
        while (Accept(TokenKind.Comma));
        _targetStart = outerTarget;
        return targets.ToValueList();
    }

    /// <summary>gram.y: target_el.</summary>
    private ResTarget ParseTargetEl()
    {
        var start = Start;
        if (Current == TokenKind.Star)
        {
            var star = Take();
            return new ResTarget(default, default, new ColumnRef(default, hasStar: true, star.Span), star.Span);
        }

        _targetStart = _position;
        var value = ParseExpr();
        Identifier label = default;
        if (Accept(TokenKind.AsKeyword))
            label = ParseColLabel();
        else if (IsBareColLabel(Current) && !IsLookaheadKeyword())
            label = TakeName();
        return new ResTarget(label, default, value, SpanFrom(start));
    }

    private IntoClause ParseIntoClause()
    {
        _position++;
        var start = Start;
        var persistence = RelPersistence.Permanent;
        if (Current is TokenKind.LocalKeyword or TokenKind.GlobalKeyword && Peek() is TokenKind.TemporaryKeyword or TokenKind.TempKeyword)
            _position++;
        if (Current is TokenKind.TemporaryKeyword or TokenKind.TempKeyword && !EndsIntoName(Peek()))
        {
            _position++;
            persistence = RelPersistence.Temporary;
        }
        else if (Current == TokenKind.UnloggedKeyword && !EndsIntoName(Peek()))
        {
            _position++;
            persistence = RelPersistence.Unlogged;
        }

        Accept(TokenKind.TableKeyword);
        var relation = ParseQualifiedName();
        return new IntoClause(relation, persistence, default, default, default, OnCommitAction.None, default, skipData: false, SpanFrom(start));
    }

    /// <summary>Whether TEMP and the like are the table's own name, because nothing that could be a name follows.</summary>
    private bool EndsIntoName(TokenKind next) => next != TokenKind.TableKeyword && !IsColId(next);

    /// <summary>gram.y: with_clause.</summary>
    private WithClause ParseWithClause()
    {
        var start = Take().Start;

        // RECURSIVE is unreserved: it is the name of a query when AS or a list of columns follows.
        var recursive = Current == TokenKind.RecursiveKeyword && Peek() is not (TokenKind.AsKeyword or TokenKind.OpenParen) && Accept(TokenKind.RecursiveKeyword);
        var ctes = NewList<CommonTableExpr>();
        do
        {
            ctes.Add(ParseCommonTableExpr());
        }
        while (Accept(TokenKind.Comma));
        return new WithClause(ctes.ToValueList(), recursive, SpanFrom(start));
    }

    /// <summary>gram.y: common_table_expr.</summary>
    private CommonTableExpr ParseCommonTableExpr()
    {
        var start = Start;
        var name = ParseColId();
        var columns = ParseOptColumnList();
        Expect(TokenKind.AsKeyword);
        var materialized = CteMaterialize.Default;
        if (Accept(TokenKind.MaterializedKeyword))
        {
            materialized = CteMaterialize.Always;
        }
        else if (Accept(TokenKind.NotKeyword))
        {
            Expect(TokenKind.MaterializedKeyword);
            materialized = CteMaterialize.Never;
        }

        Expect(TokenKind.OpenParen);
        var query = ParsePreparableStmt();
        SyncClose();
        var search = Current == TokenKind.SearchKeyword ? ParseSearchClause() : null;
        var cycle = Current == TokenKind.CycleKeyword ? ParseCycleClause() : null;
        return new CommonTableExpr(name, columns, materialized, query, search, cycle, SpanFrom(start));
    }

    /// <summary>Takes the closing parenthesis of a nested statement; when something else stands there, goes on behind the one that matches.</summary>
    private void SyncClose()
    {
        if (Expect(TokenKind.CloseParen))
            return;
        var open = 0;
        for (var i = _position; _tokens[i].Kind is not (TokenKind.EndOfFile or TokenKind.Semicolon); i++)
        {
            if (_tokens[i].Kind == TokenKind.OpenParen)
                open++;
            else if (_tokens[i].Kind == TokenKind.CloseParen && --open < 0)
            {
                _position = i + 1;
                return;
            }
        }
    }

    private CTESearchClause ParseSearchClause()
    {
        var start = Take().Start;
        var breadth = Accept(TokenKind.BreadthKeyword);
        if (!breadth)
            Expect(TokenKind.DepthKeyword);
        Expect(TokenKind.FirstKeyword);
        Expect(TokenKind.ByKeyword);
        var columns = ParseNameList();
        Expect(TokenKind.SetKeyword);
        var sequence = ParseColId();
        return new CTESearchClause(breadth, columns, sequence, SpanFrom(start));
    }

    private CTECycleClause ParseCycleClause()
    {
        var start = Take().Start;
        var columns = ParseNameList();
        Expect(TokenKind.SetKeyword);
        var mark = ParseColId();
        Expression? value = null;
        Expression? defaultValue = null;
        if (Accept(TokenKind.ToKeyword))
        {
            value = ParseAexprConst();
            Expect(TokenKind.DefaultKeyword);
            defaultValue = ParseAexprConst();
        }

        Expect(TokenKind.UsingKeyword);
        var path = ParseColId();
        return new CTECycleClause(columns, mark, value, defaultValue, path, SpanFrom(start));
    }

    /// <summary>gram.y: opt_sort_clause: ORDER BY and its list, or nothing.</summary>
    private ValueList<SortBy> ParseSortClause()
    {
        if (!Accept(TokenKind.OrderKeyword))
            return default;
        Expect(TokenKind.ByKeyword);
        return ParseSortbyList();
    }

    /// <summary>gram.y: sortby_list, behind ORDER BY.</summary>
    private ValueList<SortBy> ParseSortbyList()
    {
        var list = NewList<SortBy>();
        do
        {
            list.Add(ParseSortBy());
        }
        while (Accept(TokenKind.Comma));
        return list.ToValueList();
    }

    private SortBy ParseSortBy()
    {
        var start = Start;
        var expression = ParseExpr();
        var direction = SortByDir.Default;
        ValueList<Identifier> useOp = default;
        switch (Current)
        {
            case TokenKind.AscKeyword:
                _position++;
                direction = SortByDir.Asc;
                break;
            case TokenKind.DescKeyword:
                _position++;
                direction = SortByDir.Desc;
                break;
            case TokenKind.UsingKeyword:
                _position++;
                direction = SortByDir.Using;
                useOp = ParseQualAllOp();
                break;
            case TokenKind.Hole:
                SkipFragments();
                break;
        }

        var nulls = ParseOptNullsOrder();
        return new SortBy(expression, direction, nulls, useOp, SpanFrom(start));
    }

    /// <summary>gram.y: opt_nulls_order.</summary>
    private SortByNulls ParseOptNullsOrder()
    {
        if (Current != TokenKind.NullsKeyword || Peek() is not (TokenKind.FirstKeyword or TokenKind.LastKeyword))
            return SortByNulls.Default;
        _position++;
        return Take().Kind == TokenKind.FirstKeyword ? SortByNulls.First : SortByNulls.Last;
    }

    /// <summary>gram.y: select_limit, in any order.</summary>
    /// <param name="ties">Receives the place of WITH TIES.</param>
    private void ParseSelectLimit(SelectStmt select, ref TextSpan ties)
    {
        var sawLimit = false;
        var sawOffset = false;
        while (true)
        {
            switch (Current)
            {
                case TokenKind.OffsetKeyword when !sawOffset:
                    sawOffset = true;
                    ParseOffset(select);
                    break;
                case TokenKind.LimitKeyword when !sawLimit:
                    sawLimit = true;
                    ParseLimit(select);
                    break;
                case TokenKind.FetchKeyword when !sawLimit:
                    sawLimit = true;
                    ParseFetchFirst(select, ref ties);
                    break;
                case TokenKind.Hole:
                    SkipFragments();
                    break;
                default:
                    return;
            }
        }
    }

    private void ParseOffset(SelectStmt select)
    {
        _position++;
        var value = ParseExpr();
        if (Current is TokenKind.RowKeyword or TokenKind.RowsKeyword)
        {
            // Only c_expr and signed numbers may stand in front of ROWS (gram.y: select_fetch_first_value).
            if (value is A_Expr { Lexpr: not null } or BoolExpr or NullTest or BooleanTest or CollateClause)
                ErrorHere();
            _position++;
        }

        if (select.LimitOffset is not null)
            Error(value.Span, "multiple OFFSET clauses not allowed");
        select.LimitOffset = value;
    }

    private void ParseLimit(SelectStmt select)
    {
        var limit = Take();
        Expression value;
        if (Current == TokenKind.AllKeyword)
            value = TakeConst(ConstantKind.Null);
        else
            value = ParseExpr();

        if (Accept(TokenKind.Comma))
        {
            ParseExpr();
            Error(limit.Span, "LIMIT #,# syntax is not supported");
        }

        SetLimit(select, value, LimitOption.Count);
    }

    private void ParseFetchFirst(SelectStmt select, ref TextSpan ties)
    {
        _position++;
        if (Current is TokenKind.FirstKeyword or TokenKind.NextKeyword)
            _position++;
        else
            ErrorHere();

        Expression value;
        if (Current is TokenKind.RowsKeyword || (Current == TokenKind.RowKeyword && Peek() != TokenKind.OpenParen))
            value = A_Const.Implied(ConstantKind.Integer, "1", TokenKind.IntegerLiteral, PreviousEnd);
        else if (Current is TokenKind.Plus or TokenKind.Minus)
            value = ParseSignedNumber();
        else
            value = ParseCExpr();

        if (Current is TokenKind.RowKeyword or TokenKind.RowsKeyword)
            _position++;
        else
            ErrorHere();

        var option = LimitOption.Count;
        if (Current == TokenKind.WithKeyword)
        {
            ties = Take().Span;
            Expect(TokenKind.TiesKeyword);
            option = LimitOption.WithTies;
        }
        else
        {
            Expect(TokenKind.OnlyKeyword);
        }

        SetLimit(select, value, option);
    }

    private Expression ParseSignedNumber()
    {
        var sign = _tokens[_position];
        var number = ParseNumericOnly();
        return sign.Kind == TokenKind.Minus
            ? number
            : new A_Expr(A_ExprKind.Op, new Identifier("+", sign.Start, sign.End), default, null, number, SpanFrom(sign.Start));
    }

    private void SetLimit(SelectStmt select, Expression value, LimitOption option)
    {
        if (select.LimitCount is not null)
            Error(value.Span, "multiple LIMIT clauses not allowed");
        select.LimitCount = value;
        select.LimitOption = option;
    }

    private void CheckWithTies(SelectStmt select, TextSpan ties)
    {
        if (select.SortClause.IsEmpty)
            Error(ties, "WITH TIES cannot be specified without ORDER BY clause");
        foreach (var locking in select.LockingClause)
        {
            if (locking.WaitPolicy == LockWaitPolicy.Skip)
                Error(ties, "SKIP LOCKED and WITH TIES options cannot be used together");
        }
    }

    /// <summary>gram.y: for_locking_clause.</summary>
    private void ParseLockingClauses(SelectStmt select)
    {
        if (Peek() == TokenKind.ReadKeyword)
        {
            _position += 2;
            Expect(TokenKind.OnlyKeyword);
            return;
        }

        while (Current == TokenKind.ForKeyword)
            select.LockingClause = select.LockingClause.With(ParseLockingClause());
    }

    private LockingClause ParseLockingClause()
    {
        var start = Take().Start;
        var strength = LockClauseStrength.ForUpdate;
        switch (Current)
        {
            case TokenKind.UpdateKeyword:
                _position++;
                break;
            case TokenKind.ShareKeyword:
                _position++;
                strength = LockClauseStrength.ForShare;
                break;
            case TokenKind.NoKeyword:
                _position++;
                Expect(TokenKind.KeyKeyword);
                Expect(TokenKind.UpdateKeyword);
                strength = LockClauseStrength.ForNoKeyUpdate;
                break;
            case TokenKind.KeyKeyword:
                _position++;
                Expect(TokenKind.ShareKeyword);
                strength = LockClauseStrength.ForKeyShare;
                break;
            default:
                ErrorHere();
                break;
        }

        var relations = Accept(TokenKind.OfKeyword) ? ParseQualifiedNameList() : default;
        var wait = LockWaitPolicy.Block;
        if (Accept(TokenKind.NowaitKeyword))
        {
            wait = LockWaitPolicy.Error;
        }
        else if (Accept(TokenKind.SkipKeyword))
        {
            Expect(TokenKind.LockedKeyword);
            wait = LockWaitPolicy.Skip;
        }

        return new LockingClause(relations, strength, wait, SpanFrom(start));
    }

    /// <summary>gram.y: group_by_list.</summary>
    private ValueList<Expression> ParseGroupByList()
    {
        var items = NewList<Expression>();
        do
        {
            items.Add(ParseGroupByItem());
        }
        while (Accept(TokenKind.Comma));
        return items.ToValueList();
    }

    private Expression ParseGroupByItem()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.OpenParen when Peek() == TokenKind.CloseParen:
                _position += 2;
                return new GroupingSet(GroupingSetKind.Empty, default, SpanFrom(start));
            case TokenKind.RollupKeyword when Peek() == TokenKind.OpenParen:
            case TokenKind.CubeKeyword when Peek() == TokenKind.OpenParen:
                var kind = Current == TokenKind.CubeKeyword ? GroupingSetKind.Cube : GroupingSetKind.Rollup;
                _position += 2;
                var columns = ParseExprList();
                Expect(TokenKind.CloseParen);
                return new GroupingSet(kind, columns, SpanFrom(start));
            case TokenKind.GroupingKeyword when Peek() == TokenKind.SetsKeyword:
                return ParseGroupingSets();
            default:
                return ParseExpr();
        }
    }

    private GroupingSet ParseGroupingSets()
    {
        var start = Start;
        ValueList<Expression> sets = default;
        if (EnterNesting())
        {
            _position += 2;
            Expect(TokenKind.OpenParen);
            sets = ParseGroupByList();
            Expect(TokenKind.CloseParen);
        }

        LeaveNesting();
        return new GroupingSet(GroupingSetKind.Sets, sets, SpanFrom(start));
    }

    /// <summary>gram.y: window_definition_list.</summary>
    private ValueList<WindowDef> ParseWindowClause()
    {
        var windows = NewList<WindowDef>();
        do
        {
            var start = Start;
            var name = ParseColId();
            Expect(TokenKind.AsKeyword);
            windows.Add(ParseWindowSpecification(name, start));
        }
        while (Accept(TokenKind.Comma));
        return windows.ToValueList();
    }

    /// <summary>gram.y: over_clause.</summary>
    private WindowDef? ParseOverClause()
    {
        if (!Accept(TokenKind.OverKeyword))
            return null;
        if (Current == TokenKind.OpenParen)
            return ParseWindowSpecification(default, Start);
        var name = ParseColId();
        return new WindowDef(name, default, default, default, null, name.Span);
    }

    /// <summary>gram.y: window_specification.</summary>
    private WindowDef ParseWindowSpecification(Identifier name, int start)
    {
        if (!Expect(TokenKind.OpenParen))
            return new WindowDef(name, default, default, default, null, SpanFrom(start));

        // These words begin a clause here, though they may be names (gram.y: opt_existing_window_name).
        Identifier refname = default;
        if (Current is not (TokenKind.PartitionKeyword or TokenKind.RangeKeyword or TokenKind.RowsKeyword or TokenKind.GroupsKeyword) && IsColId(Current))
            refname = TakeName();

        ValueList<Expression> partition = default;
        if (Accept(TokenKind.PartitionKeyword))
        {
            Expect(TokenKind.ByKeyword);
            partition = ParseExprList();
        }

        var order = ParseSortClause();
        var frame = Current is TokenKind.RangeKeyword or TokenKind.RowsKeyword or TokenKind.GroupsKeyword ? ParseWindowFrame() : null;
        Expect(TokenKind.CloseParen);
        return new WindowDef(name, refname, partition, order, frame, SpanFrom(start));
    }

    /// <summary>gram.y: opt_frame_clause.</summary>
    private WindowFrame ParseWindowFrame()
    {
        var start = Start;
        var mode = Take().Kind switch
        {
            TokenKind.RowsKeyword => FrameMode.Rows,
            TokenKind.GroupsKeyword => FrameMode.Groups,
            _ => FrameMode.Range,
        };
        var isBetween = Accept(TokenKind.BetweenKeyword);
        var firstToken = _tokens[_position];
        var first = ParseFrameBound(out var startOffset);
        var last = FrameBound.None;
        Expression? endOffset = null;
        if (isBetween)
        {
            Expect(TokenKind.AndKeyword);
            var lastToken = _tokens[_position];
            last = ParseFrameBound(out endOffset);
            CheckFrame(first, last, firstToken, lastToken);
        }
        else if (first == FrameBound.UnboundedFollowing)
        {
            Error(firstToken.Span, "frame start cannot be UNBOUNDED FOLLOWING", "42P20");
        }
        else if (first == FrameBound.OffsetFollowing)
        {
            Error(firstToken.Span, "frame starting from following row cannot end with current row", "42P20");
        }

        var exclusion = ParseFrameExclusion();
        return new WindowFrame(mode, first, startOffset, last, endOffset, exclusion, SpanFrom(start));
    }

    /// <summary>The checks of gram.y: frame_extent.</summary>
    private void CheckFrame(FrameBound first, FrameBound last, SqlToken firstToken, SqlToken lastToken)
    {
        if (first == FrameBound.UnboundedFollowing)
            Error(firstToken.Span, "frame start cannot be UNBOUNDED FOLLOWING", "42P20");
        else if (last == FrameBound.UnboundedPreceding)
            Error(lastToken.Span, "frame end cannot be UNBOUNDED PRECEDING", "42P20");
        else if (first == FrameBound.CurrentRow && last == FrameBound.OffsetPreceding)
            Error(lastToken.Span, "frame starting from current row cannot have preceding rows", "42P20");
        else if (first == FrameBound.OffsetFollowing && last is FrameBound.OffsetPreceding or FrameBound.CurrentRow)
            Error(lastToken.Span, "frame starting from following row cannot have preceding rows", "42P20");
    }

    private FrameBound ParseFrameBound(out Expression? offset)
    {
        offset = null;
        if (Current == TokenKind.UnboundedKeyword && Peek() is TokenKind.PrecedingKeyword or TokenKind.FollowingKeyword)
        {
            _position++;
            return Take().Kind == TokenKind.PrecedingKeyword ? FrameBound.UnboundedPreceding : FrameBound.UnboundedFollowing;
        }

        if (Current == TokenKind.CurrentKeyword && Peek() == TokenKind.RowKeyword)
        {
            _position += 2;
            return FrameBound.CurrentRow;
        }

        offset = ParseExpr();
        if (Accept(TokenKind.FollowingKeyword))
            return FrameBound.OffsetFollowing;
        Expect(TokenKind.PrecedingKeyword);
        return FrameBound.OffsetPreceding;
    }

    private FrameExclusion ParseFrameExclusion()
    {
        if (!Accept(TokenKind.ExcludeKeyword))
            return FrameExclusion.None;
        switch (Current)
        {
            case TokenKind.CurrentKeyword:
                _position++;
                Expect(TokenKind.RowKeyword);
                return FrameExclusion.CurrentRow;
            case TokenKind.GroupKeyword:
                _position++;
                return FrameExclusion.Group;
            case TokenKind.TiesKeyword:
                _position++;
                return FrameExclusion.Ties;
            case TokenKind.NoKeyword:
                _position++;
                Expect(TokenKind.OthersKeyword);
                return FrameExclusion.None;
            default:
                ErrorHere();
                return FrameExclusion.None;
        }
    }
}
