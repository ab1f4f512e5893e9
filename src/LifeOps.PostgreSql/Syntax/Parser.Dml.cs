namespace LifeOps.PostgreSql.Syntax;

/// <summary>INSERT, UPDATE, DELETE and MERGE.</summary>
internal sealed partial class Parser
{
    /// <summary>gram.y: PreparableStmt: a query, INSERT, UPDATE, DELETE or MERGE, with WITH in front.</summary>
    private Statement ParsePreparableStmt()
    {
        var start = Start;
        if (!EnterNesting())
        {
            LeaveNesting();
            return new UnparsedStmt(EmptySpan());
        }

        var outerTarget = _targetStart;
        _targetStart = -1;
        var with = Current == TokenKind.WithKeyword ? ParseWithClause() : null;
        Statement statement = Current switch
        {
            TokenKind.InsertKeyword => ParseInsert(with, start),
            TokenKind.UpdateKeyword => ParseUpdate(with, start),
            TokenKind.DeleteKeyword => ParseDelete(with, start),
            TokenKind.MergeKeyword => ParseMerge(with, start),
            _ => ParseSelectAfterWith(with, start),
        };
        _targetStart = outerTarget;
        LeaveNesting();
        return statement;
    }

    private InsertStmt ParseInsert(WithClause? with, int start)
    {
        _position++;
        Expect(TokenKind.IntoKeyword);
        var relation = ParseInsertTarget();
        ValueList<ResTarget> columns = default;
        var overriding = OverridingKind.NotSet;
        SelectStmt? source = null;
        SkipFragments();
        if (Accept(TokenKind.DefaultKeyword))
        {
            Expect(TokenKind.ValuesKeyword);
        }
        else
        {
            if (Current == TokenKind.OpenParen && Peek() != TokenKind.OpenParen && !StartsQueryInParens())
                columns = ParseInsertColumnList();
            SkipFragments();
            overriding = ParseOverriding();
            if (Current != TokenKind.EndOfFile || !_hasFragment)
                source = ParseSelectStmt();
        }

        SkipFragments();
        var onConflict = Current == TokenKind.OnKeyword ? ParseOnConflict() : null;
        SkipFragments();
        var returning = ParseReturning();
        return new InsertStmt(with, relation, columns, overriding, source, onConflict, returning, SpanFrom(start));
    }

    /// <summary>gram.y: insert_target: an alias needs AS here.</summary>
    private RangeVar ParseInsertTarget()
    {
        var start = Start;
        ParseRelationName(out var catalog, out var schema, out var name);
        Alias? alias = null;
        if (Current == TokenKind.AsKeyword)
        {
            var aliasStart = Take().Start;
            var aliasName = ParseColId();
            alias = new Alias(aliasName, default, SpanFrom(aliasStart));
        }

        return new RangeVar(catalog, schema, name, inherits: true, alias, SpanFrom(start));
    }

    /// <summary><c>'(' insert_column_list ')'</c>.</summary>
    private ValueList<ResTarget> ParseInsertColumnList()
    {
        Expect(TokenKind.OpenParen);
        var columns = NewList<ResTarget>();
        do
        {
            columns.Add(ParseSetTarget(null));
            SkipFragments();
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return columns.ToValueList();
    }

    /// <summary>gram.y: set_target, insert_column_item: a column with what is selected from it.</summary>
    private ResTarget ParseSetTarget(Expression? value)
    {
        var start = Start;
        var name = ParseColId();
        var indirection = ParseOptIndirection();
        return new ResTarget(name, indirection, value, SpanFrom(start));
    }

    private OverridingKind ParseOverriding()
    {
        if (!Accept(TokenKind.OverridingKeyword))
            return OverridingKind.NotSet;
        var kind = OverridingKind.UserValue;
        if (Accept(TokenKind.SystemKeyword))
            kind = OverridingKind.SystemValue;
        else
            Expect(TokenKind.UserKeyword);
        Expect(TokenKind.ValueKeyword);
        return kind;
    }

    /// <summary>gram.y: opt_on_conflict.</summary>
    private OnConflictClause ParseOnConflict()
    {
        var start = Take().Start;
        Expect(TokenKind.ConflictKeyword);
        var inferStart = Start;
        InferClause? infer = null;
        if (Current == TokenKind.OpenParen)
        {
            var elements = ParseIndexParams();
            var where = ParseOptWhere();
            infer = new InferClause(elements, where, default, SpanFrom(inferStart));
        }
        else if (Accept(TokenKind.OnKeyword))
        {
            Expect(TokenKind.ConstraintKeyword);
            var constraint = ParseColId();
            infer = new InferClause(default, null, constraint, SpanFrom(inferStart));
        }

        SkipFragments();
        Expect(TokenKind.DoKeyword);
        if (Accept(TokenKind.NothingKeyword))
            return new OnConflictClause(OnConflictAction.Nothing, infer, default, null, SpanFrom(start));

        Expect(TokenKind.UpdateKeyword);
        Expect(TokenKind.SetKeyword);
        var assignments = ParseSetClauseList();
        var condition = ParseOptWhere();
        return new OnConflictClause(OnConflictAction.Update, infer, assignments, condition, SpanFrom(start));
    }

    /// <summary>gram.y: returning_clause.</summary>
    private ReturningClause? ParseReturning()
    {
        if (Current != TokenKind.ReturningKeyword)
            return null;
        var start = Take().Start;
        ValueList<ReturningOption> options = default;
        if (Accept(TokenKind.WithKeyword))
        {
            Expect(TokenKind.OpenParen);
            var list = NewList<ReturningOption>();
            do
            {
                list.Add(ParseReturningOption());
            }
            while (Accept(TokenKind.Comma));
            options = list.ToValueList();
            Expect(TokenKind.CloseParen);
        }

        var targets = ParseTargetList();
        return new ReturningClause(options, targets, SpanFrom(start));
    }

    private ReturningOption ParseReturningOption()
    {
        var start = Start;
        var isNew = Accept(TokenKind.NewKeyword);
        if (!isNew)
            Expect(TokenKind.OldKeyword);
        Expect(TokenKind.AsKeyword);
        var name = ParseColId();
        return new ReturningOption(isNew, name, SpanFrom(start));
    }

    private UpdateStmt ParseUpdate(WithClause? with, int start)
    {
        _position++;
        var relation = ParseRelationExprOptAlias();
        SkipFragments();
        Expect(TokenKind.SetKeyword);
        var assignments = ParseSetClauseList();
        SyncDmlClause();
        var from = Accept(TokenKind.FromKeyword) ? ParseFromList() : default;
        SyncDmlClause();
        var where = ParseWhereOrCurrent();
        SyncDmlClause();
        var returning = ParseReturning();
        return new UpdateStmt(with, relation, assignments, from, where, returning, SpanFrom(start));
    }

    private DeleteStmt ParseDelete(WithClause? with, int start)
    {
        _position++;
        Expect(TokenKind.FromKeyword);
        var relation = ParseRelationExprOptAlias();
        SyncDmlClause();
        var usingItems = Accept(TokenKind.UsingKeyword) ? ParseFromList() : default;
        SyncDmlClause();
        var where = ParseWhereOrCurrent();
        SyncDmlClause();
        var returning = ParseReturning();
        return new DeleteStmt(with, relation, usingItems, where, returning, SpanFrom(start));
    }

    /// <summary>Behind a clause of UPDATE or DELETE: like <see cref="SyncClause"/> for their clauses.</summary>
    private void SyncDmlClause()
    {
        if (EndsDmlClause(Current))
            return;
        SkipFragments();
        if (EndsDmlClause(Current))
            return;

        ErrorHere();
        var open = 0;
        while (Current is not (TokenKind.EndOfFile or TokenKind.Semicolon))
        {
            if (Current == TokenKind.OpenParen)
                open++;
            else if (Current == TokenKind.CloseParen && --open < 0)
                return;
            else if (open == 0 && EndsDmlClause(Current))
                return;
            _position++;
        }
    }

    private static bool EndsDmlClause(TokenKind kind) => kind
        is TokenKind.FromKeyword or TokenKind.UsingKeyword or TokenKind.WhereKeyword or TokenKind.ReturningKeyword or TokenKind.CloseParen
        or TokenKind.Semicolon or TokenKind.EndOfFile;

    /// <summary>gram.y: relation_expr_opt_alias: SET is never an alias here.</summary>
    private RangeVar ParseRelationExprOptAlias()
    {
        var start = Start;
        var inherits = ParseRelationExprName(out var catalog, out var schema, out var name);
        Alias? alias = null;
        var aliasStart = Start;
        if (Accept(TokenKind.AsKeyword))
        {
            var aliasName = ParseColId();
            alias = new Alias(aliasName, default, SpanFrom(aliasStart));
        }
        else if (Current != TokenKind.SetKeyword && Current != TokenKind.Hole && IsColId(Current))
        {
            var aliasName = TakeName();
            alias = new Alias(aliasName, default, aliasName.Span);
        }

        return new RangeVar(catalog, schema, name, inherits, alias, SpanFrom(start));
    }

    /// <summary>gram.y: where_or_current_clause.</summary>
    private Expression? ParseWhereOrCurrent()
    {
        if (!Accept(TokenKind.WhereKeyword))
            return null;
        if (Current != TokenKind.CurrentKeyword || Peek() != TokenKind.OfKeyword)
            return ParseExpr();
        var start = Start;
        _position += 2;
        var cursor = ParseColId();
        return new CurrentOfExpr(cursor, SpanFrom(start));
    }

    /// <summary>gram.y: set_clause_list.</summary>
    private ValueList<ResTarget> ParseSetClauseList()
    {
        var assignments = NewList<ResTarget>();
        do
        {
            if (Current == TokenKind.OpenParen)
            {
                foreach (var assignment in ParseMultipleSetClause())
                    assignments.Add(assignment);
            }
            else
            {
                assignments.Add(ParseSetClause());
            }
        }
        while (Accept(TokenKind.Comma));
        return assignments.ToValueList();
    }

    private ResTarget ParseSetClause()
    {
        var start = Start;
        if (Current == TokenKind.Hole && Peek() != TokenKind.Equals)
        {
            // Assignments that are not known.
            SkipFragments();
            return new ResTarget(default, default, MissingHere(), SpanFrom(start));
        }

        var name = ParseColId();
        var indirection = ParseOptIndirection();
        Expression value;
        if (Expect(TokenKind.Equals))
            value = ParseExpr();
        else
            value = MissingHere();
        return new ResTarget(name, indirection, value, SpanFrom(start));
    }

    /// <summary><c>(a, b) = source</c>: one assignment for each column, all with the same source.</summary>
    private ValueList<ResTarget> ParseMultipleSetClause()
    {
        _position++;
        var columns = NewList<ResTarget>();
        do
        {
            columns.Add(ParseSetTarget(null));
        }
        while (Accept(TokenKind.Comma));
        var targets = columns.ToValueList();
        Expect(TokenKind.CloseParen);
        Expression source;
        if (Expect(TokenKind.Equals))
            source = ParseExpr();
        else
            source = MissingHere();

        var assignments = new ResTarget[targets.Count];
        for (var i = 0; i < assignments.Length; i++)
        {
            var target = targets[i];
            var value = new MultiAssignRef(source, i + 1, targets.Count, i == 0 ? source.Span : target.Span);
            assignments[i] = new ResTarget(target.Name, target.Indirection, value, i == 0 ? TextSpan.FromBounds(target.Span.Start, System.Math.Max(target.Span.End, source.Span.End)) : target.Span);
        }

        return new(assignments);
    }

    private MergeStmt ParseMerge(WithClause? with, int start)
    {
        _position++;
        Expect(TokenKind.IntoKeyword);
        var relation = ParseRelationExprOptAlias();
        SkipFragments();
        Expect(TokenKind.UsingKeyword);
        var source = ParseTableRef();
        SkipFragments();
        Expect(TokenKind.OnKeyword);
        var condition = ParseExpr();
        var clauses = NewList<MergeWhenClause>();
        if (Current != TokenKind.WhenKeyword)
            ErrorHere();
        while (Current == TokenKind.WhenKeyword)
        {
            clauses.Add(ParseMergeWhen());
            SkipFragments();
        }

        var list = clauses.ToValueList();
        var returning = ParseReturning();
        return new MergeStmt(with, relation, source, condition, list, returning, SpanFrom(start));
    }

    /// <summary>gram.y: merge_when_clause.</summary>
    private MergeWhenClause ParseMergeWhen()
    {
        var start = Take().Start;
        var kind = MergeMatchKind.Matched;
        if (Accept(TokenKind.NotKeyword))
            kind = MergeMatchKind.NotMatchedByTarget;
        Expect(TokenKind.MatchedKeyword);
        if (kind == MergeMatchKind.NotMatchedByTarget && Accept(TokenKind.ByKeyword))
        {
            if (Accept(TokenKind.SourceKeyword))
                kind = MergeMatchKind.NotMatchedBySource;
            else
                Expect(TokenKind.TargetKeyword);
        }

        var condition = Accept(TokenKind.AndKeyword) ? ParseExpr() : null;
        Expect(TokenKind.ThenKeyword);
        return ParseMergeAction(kind, condition, start);
    }

    private MergeWhenClause ParseMergeAction(MergeMatchKind kind, Expression? condition, int start)
    {
        var inserts = kind == MergeMatchKind.NotMatchedByTarget;
        if (Accept(TokenKind.DoKeyword))
        {
            Expect(TokenKind.NothingKeyword);
            return new MergeWhenClause(kind, MergeCommand.Nothing, OverridingKind.NotSet, condition, default, default, SpanFrom(start));
        }

        if (!inserts && Accept(TokenKind.UpdateKeyword))
        {
            Expect(TokenKind.SetKeyword);
            var assignments = ParseSetClauseList();
            return new MergeWhenClause(kind, MergeCommand.Update, OverridingKind.NotSet, condition, assignments, default, SpanFrom(start));
        }

        if (!inserts && Accept(TokenKind.DeleteKeyword))
            return new MergeWhenClause(kind, MergeCommand.Delete, OverridingKind.NotSet, condition, default, default, SpanFrom(start));
        if (inserts && Accept(TokenKind.InsertKeyword))
            return ParseMergeInsert(condition, start);

        ErrorHere();
        return new MergeWhenClause(kind, MergeCommand.Nothing, OverridingKind.NotSet, condition, default, default, SpanFrom(start));
    }

    /// <summary>gram.y: merge_insert, behind INSERT.</summary>
    private MergeWhenClause ParseMergeInsert(Expression? condition, int start)
    {
        ValueList<ResTarget> columns = default;
        ValueList<Expression> values = default;
        var overriding = OverridingKind.NotSet;
        if (Accept(TokenKind.DefaultKeyword))
        {
            Expect(TokenKind.ValuesKeyword);
        }
        else
        {
            if (Current == TokenKind.OpenParen)
                columns = ParseInsertColumnList();
            overriding = ParseOverriding();
            Expect(TokenKind.ValuesKeyword);
            Expect(TokenKind.OpenParen);
            values = ParseExprList();
            Expect(TokenKind.CloseParen);
        }

        return new MergeWhenClause(MergeMatchKind.NotMatchedByTarget, MergeCommand.Insert, overriding, condition, columns, values, SpanFrom(start));
    }
}
