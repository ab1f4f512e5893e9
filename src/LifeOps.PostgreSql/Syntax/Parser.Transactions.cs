namespace LifeOps.PostgreSql.Syntax;

// BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their relatives (gram.y: TransactionStmt).
internal sealed partial class Parser
{
    private Statement ParseTransactionStmt()
    {
        var start = Start;
        switch (Take().Kind)
        {
            case TokenKind.BeginKeyword:
                SkipOptTransaction();
                return Transaction(TransactionStmtKind.Begin, ParseOptTransactionModes(), start);

            case TokenKind.StartKeyword:
                Expect(TokenKind.TransactionKeyword);
                return Transaction(TransactionStmtKind.Start, ParseOptTransactionModes(), start);

            case TokenKind.CommitKeyword when Accept(TokenKind.PreparedKeyword):
                return TwoPhase(TransactionStmtKind.CommitPrepared, start);

            case TokenKind.RollbackKeyword when Accept(TokenKind.PreparedKeyword):
                return TwoPhase(TransactionStmtKind.RollbackPrepared, start);

            case TokenKind.PrepareKeyword:
                Expect(TokenKind.TransactionKeyword);
                return TwoPhase(TransactionStmtKind.Prepare, start);

            case TokenKind.SavepointKeyword:
                return Savepoint(TransactionStmtKind.Savepoint, start);

            case TokenKind.ReleaseKeyword:
                SkipOptSavepointWord();
                return Savepoint(TransactionStmtKind.Release, start);

            case TokenKind.RollbackKeyword:
                SkipOptTransaction();
                if (!Accept(TokenKind.ToKeyword))
                    return Chained(TransactionStmtKind.Rollback, start);
                SkipOptSavepointWord();
                return Savepoint(TransactionStmtKind.RollbackTo, start);

            case TokenKind.AbortKeyword:
                SkipOptTransaction();
                return Chained(TransactionStmtKind.Rollback, start);

            // COMMIT and END.
            default:
                SkipOptTransaction();
                return Chained(TransactionStmtKind.Commit, start);
        }
    }

    private TransactionStmt Transaction(TransactionStmtKind kind, ValueList<DefElem> modes, int start) =>
        new(kind, modes, default, default, chain: false, SpanFrom(start));

    private TransactionStmt TwoPhase(TransactionStmtKind kind, int start)
    {
        var gid = ParseSconst();
        return new(kind, default, default, gid, chain: false, SpanFrom(start));
    }

    private TransactionStmt Savepoint(TransactionStmtKind kind, int start)
    {
        var name = ParseColId();
        return new(kind, default, name, default, chain: false, SpanFrom(start));
    }

    private TransactionStmt Chained(TransactionStmtKind kind, int start)
    {
        var chain = false;
        if (Accept(TokenKind.AndKeyword))
        {
            chain = !Accept(TokenKind.NoKeyword);
            Expect(TokenKind.ChainKeyword);
        }

        return new(kind, default, default, default, chain, SpanFrom(start));
    }

    /// <summary>opt_transaction.</summary>
    private void SkipOptTransaction()
    {
        if (Current is TokenKind.WorkKeyword or TokenKind.TransactionKeyword)
            Take();
    }

    /// <summary>SAVEPOINT before a name; the word alone is the name.</summary>
    private void SkipOptSavepointWord()
    {
        if (Current == TokenKind.SavepointKeyword && IsColId(Peek()))
            Take();
    }

    private ValueList<DefElem> ParseOptTransactionModes() => StartsTransactionMode ? ParseTransactionModes() : default;

    private bool StartsTransactionMode =>
        Current is TokenKind.IsolationKeyword or TokenKind.ReadKeyword or TokenKind.DeferrableKeyword or TokenKind.NotKeyword;

    /// <summary>transaction_mode_list: the commas between the modes may be left out.</summary>
    private ValueList<DefElem> ParseTransactionModes()
    {
        var modes = NewList<DefElem>();
        do
            modes.Add(ParseTransactionMode());
        while (Accept(TokenKind.Comma) || StartsTransactionMode);
        return modes.ToValueList();
    }

    private DefElem ParseTransactionMode()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.IsolationKeyword:
                Take();
                Expect(TokenKind.LevelKeyword);
                var level = ParseIsoLevel();
                return Option(NameFrom(start, "transaction_isolation"), level, start);

            case TokenKind.ReadKeyword:
                Take();
                var isReadOnly = Current == TokenKind.OnlyKeyword;
                if (!isReadOnly && Current != TokenKind.WriteKeyword)
                {
                    ErrorHere();
                    break;
                }

                var mode = ToNode(TakeAs(isReadOnly ? "true" : "false"));
                return Option(NameFrom(start, "transaction_read_only"), mode, start);

            case TokenKind.DeferrableKeyword:
                var yes = ToNode(TakeAs("true"));
                return Option(NameFrom(start, "transaction_deferrable"), yes, start);

            case TokenKind.NotKeyword:
                Take();
                Expect(TokenKind.DeferrableKeyword);
                return Option(NameFrom(start, "transaction_deferrable"), ToNode(NameFrom(start, "false")), start);

            default:
                ErrorHere();
                break;
        }

        return Option(default, null, start);
    }

    /// <summary>iso_level.</summary>
    private StringValue ParseIsoLevel()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.ReadKeyword:
                Take();
                if (Current is not (TokenKind.CommittedKeyword or TokenKind.UncommittedKeyword))
                {
                    ErrorHere();
                    return ToNode(NameFrom(start, "read committed"));
                }

                return ToNode(NameFrom(start, Take().Kind == TokenKind.CommittedKeyword ? "read committed" : "read uncommitted"));

            case TokenKind.RepeatableKeyword:
                Take();
                Expect(TokenKind.ReadKeyword);
                return ToNode(NameFrom(start, "repeatable read"));

            default:
                Expect(TokenKind.SerializableKeyword);
                return ToNode(NameFrom(start, "serializable"));
        }
    }
}
