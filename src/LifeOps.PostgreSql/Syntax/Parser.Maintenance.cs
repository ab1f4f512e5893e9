namespace LifeOps.PostgreSql.Syntax;

// VACUUM, ANALYZE, CLUSTER, REINDEX, REFRESH, CHECKPOINT, LOAD, LOCK (gram.y: VacuumStmt, AnalyzeStmt, ClusterStmt, ReindexStmt, ...).
internal sealed partial class Parser
{
    private Statement ParseVacuumStmt()
    {
        var start = Start;
        Expect(TokenKind.VacuumKeyword);
        var options = Current == TokenKind.OpenParen ? ParseUtilityOptionList() : ParseOldVacuumOptions();
        var relations = ParseOptVacuumRelationList();
        return new VacuumStmt(isVacuumcmd: true, options, relations, SpanFrom(start));
    }

    /// <summary>[FULL] [FREEZE] [VERBOSE] [ANALYZE], in this order.</summary>
    private ValueList<DefElem> ParseOldVacuumOptions()
    {
        var options = NewList<DefElem>();
        if (Current == TokenKind.FullKeyword)
            options.Add(TakeOption("full"));
        if (Current == TokenKind.FreezeKeyword)
            options.Add(TakeOption("freeze"));
        if (Current == TokenKind.VerboseKeyword)
            options.Add(TakeOption("verbose"));
        if (Current is TokenKind.AnalyzeKeyword or TokenKind.AnalyseKeyword)
            options.Add(TakeOption("analyze"));
        return options.ToValueList();
    }

    private Statement ParseAnalyzeStmt()
    {
        var start = Start;
        Take();
        var options = Current == TokenKind.OpenParen ? ParseUtilityOptionList() : ParseOptVerbose();
        var relations = ParseOptVacuumRelationList();
        return new VacuumStmt(isVacuumcmd: false, options, relations, SpanFrom(start));
    }

    /// <summary>opt_verbose, as an option.</summary>
    private ValueList<DefElem> ParseOptVerbose() => Current == TokenKind.VerboseKeyword ? ValueList.Of(TakeOption("verbose")) : default;

    /// <summary>opt_vacuum_relation_list.</summary>
    private ValueList<VacuumRelation> ParseOptVacuumRelationList()
    {
        if (Current != TokenKind.OnlyKeyword && !IsColId(Current))
            return default;

        var relations = NewList<VacuumRelation>();
        do
        {
            var start = Start;
            var relation = ParseRelationExpr();
            var columns = ParseOptColumnList();
            relations.Add(new(relation, columns, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return relations.ToValueList();
    }

    private Statement ParseClusterStmt()
    {
        var start = Start;
        Expect(TokenKind.ClusterKeyword);
        var isNew = Current == TokenKind.OpenParen;
        var options = isNew ? ParseUtilityOptionList() : ParseOptVerbose();
        if (!IsColId(Current))
            return new ClusterStmt(options, null, default, SpanFrom(start));

        var relation = ParseQualifiedName();
        Identifier index = default;
        if (Accept(TokenKind.UsingKeyword))
        {
            index = ParseColId();
        }
        else if (!isNew && relation.Schema.IsMissing && Accept(TokenKind.OnKeyword))
        {
            // From before 8.3: CLUSTER index ON table.
            index = relation.Name;
            relation = ParseQualifiedName();
        }

        return new ClusterStmt(options, relation, index, SpanFrom(start));
    }

    private Statement ParseReindexStmt()
    {
        var start = Start;
        Expect(TokenKind.ReindexKeyword);
        var options = Current == TokenKind.OpenParen ? ParseUtilityOptionList() : default;
        ReindexObjectType? kind = Current switch
        {
            TokenKind.IndexKeyword => ReindexObjectType.Index,
            TokenKind.TableKeyword => ReindexObjectType.Table,
            TokenKind.SchemaKeyword => ReindexObjectType.Schema,
            TokenKind.SystemKeyword => ReindexObjectType.System,
            TokenKind.DatabaseKeyword => ReindexObjectType.Database,
            _ => null,
        };
        if (kind is null)
            ErrorHere();
        else
            Take();

        if (Current == TokenKind.ConcurrentlyKeyword)
            options = options.With(TakeOption("concurrently"));
        switch (kind)
        {
            case ReindexObjectType.Schema:
                var schema = ParseColId();
                return new ReindexStmt(ReindexObjectType.Schema, null, schema, options, SpanFrom(start));

            case ReindexObjectType.System or ReindexObjectType.Database:
                var name = IsColId(Current) ? ParseColId() : default;
                return new ReindexStmt(kind.Value, null, name, options, SpanFrom(start));

            default:
                var relation = ParseQualifiedName();
                return new ReindexStmt(kind ?? ReindexObjectType.Index, relation, default, options, SpanFrom(start));
        }
    }

    private Statement ParseRefreshStmt()
    {
        var start = Start;
        Expect(TokenKind.RefreshKeyword);
        Expect(TokenKind.MaterializedKeyword);
        Expect(TokenKind.ViewKeyword);
        var concurrent = Accept(TokenKind.ConcurrentlyKeyword);
        var relation = ParseQualifiedName();
        var skipData = false;
        if (Accept(TokenKind.WithKeyword))
        {
            skipData = Accept(TokenKind.NoKeyword);
            Expect(TokenKind.DataKeyword);
        }

        return new RefreshMatViewStmt(concurrent, relation, skipData, SpanFrom(start));
    }

    private Statement ParseCheckPointStmt()
    {
        var start = Start;
        Expect(TokenKind.CheckpointKeyword);
        return new CheckPointStmt(SpanFrom(start));
    }

    private Statement ParseLoadStmt()
    {
        var start = Start;
        Expect(TokenKind.LoadKeyword);
        var file = ParseSconst();
        return new LoadStmt(file, SpanFrom(start));
    }

    private Statement ParseLockStmt()
    {
        var start = Start;
        Expect(TokenKind.LockKeyword);
        Accept(TokenKind.TableKeyword);
        var relations = ParseRelationExprList();
        var mode = TableLockMode.AccessExclusive;
        if (Accept(TokenKind.InKeyword))
        {
            mode = ParseLockMode();
            Expect(TokenKind.ModeKeyword);
        }

        var nowait = Accept(TokenKind.NowaitKeyword);
        return new LockStmt(relations, mode, nowait, SpanFrom(start));
    }

    /// <summary>lock_type.</summary>
    private TableLockMode ParseLockMode()
    {
        switch (Current)
        {
            case TokenKind.AccessKeyword:
                Take();
                if (Accept(TokenKind.ShareKeyword))
                    return TableLockMode.AccessShare;
                Expect(TokenKind.ExclusiveKeyword);
                return TableLockMode.AccessExclusive;

            case TokenKind.RowKeyword:
                Take();
                if (Accept(TokenKind.ShareKeyword))
                    return TableLockMode.RowShare;
                Expect(TokenKind.ExclusiveKeyword);
                return TableLockMode.RowExclusive;

            case TokenKind.ShareKeyword:
                Take();
                if (Accept(TokenKind.UpdateKeyword))
                {
                    Expect(TokenKind.ExclusiveKeyword);
                    return TableLockMode.ShareUpdateExclusive;
                }

                if (!Accept(TokenKind.RowKeyword))
                    return TableLockMode.Share;
                Expect(TokenKind.ExclusiveKeyword);
                return TableLockMode.ShareRowExclusive;

            default:
                Expect(TokenKind.ExclusiveKeyword);
                return TableLockMode.Exclusive;
        }
    }
}
