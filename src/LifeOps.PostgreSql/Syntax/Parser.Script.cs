namespace LifeOps.PostgreSql.Syntax;

/// <summary>A text as a sequence of statements: which statement begins here, and where to go on after a broken one.</summary>
internal sealed partial class Parser
{
    public SqlScript ParseScript()
    {
        var statements = NewList<RawStmt>();
        while (true)
        {
            while (Accept(TokenKind.Semicolon))
            {
            }

            if (Current == TokenKind.EndOfFile)
                break;
            statements.Add(ParseRawStatement());
        }

        return new(_text, statements.ToValueList(), new(_diagnostics?.ToArray()), new(_skipped?.ToArray()));
    }

    /// <summary>Index of the first token of the statement that is being read.</summary>
    private int _statementStart;

    private RawStmt ParseRawStatement()
    {
        var start = Start;
        _statementStart = _position;
        _failed = false;
        _reported = false;
        _hasFragment = false;
        _depth = 0;
        _calls = 0;
        _targetStart = -1;
        var statement = ParseStatement();
        if (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
        {
            SkipFragments();
            if (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
            {
                ErrorHere();

                // An unclosed routine body stops behind a semicolon, in front of the next definition.
                if (_position == _statementStart || _tokens[_position - 1].Kind != TokenKind.Semicolon)
                    SkipToStatementEnd();
            }
        }

        return new RawStmt(statement, _reported, SpanFrom(start));
    }

    /// <summary>Goes to the semicolon that ends the statement.</summary>
    private void SkipToStatementEnd()
    {
        var end = FindBodyEnd();
        if (end < 0)
        {
            end = _position;
            while (_tokens[end].Kind is not (TokenKind.Semicolon or TokenKind.EndOfFile))
                end++;
        }

        _position = end;
    }

    /// <summary>
    /// The semicolon behind a statement that may have semicolons inside: in the body of a routine (BEGIN ATOMIC ... END) and in the
    /// parentheses of CREATE RULE. -1 when the statement is no such one, or its body does not end before the next definition.
    /// </summary>
    private int FindBodyEnd()
    {
        if (_tokens[_statementStart].Kind != TokenKind.CreateKeyword)
            return -1;
        var what = _statementStart + 1;
        if (_tokens[what].Kind == TokenKind.OrKeyword && _tokens[what + 1].Kind == TokenKind.ReplaceKeyword)
            what += 2;
        var isRule = _tokens[what].Kind == TokenKind.RuleKeyword;
        if (!isRule && _tokens[what].Kind is not (TokenKind.FunctionKeyword or TokenKind.ProcedureKeyword))
            return -1;

        var open = 0;
        for (var i = what + 1; _tokens[i].Kind != TokenKind.EndOfFile; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.OpenParen when isRule:
                case TokenKind.AtomicKeyword when !isRule && open == 0 && _tokens[i - 1].Kind == TokenKind.BeginKeyword:
                case TokenKind.CaseKeyword when !isRule && open > 0:
                    open++;
                    break;
                case TokenKind.CloseParen when isRule:
                case TokenKind.EndKeyword when !isRule && open > 0:
                    open--;
                    break;
                case TokenKind.Semicolon when open <= 0 && i >= _position:
                    return i;
                case TokenKind.Semicolon when open > 0 && i >= _position && StartsDefinition(_tokens[i + 1].Kind):
                    return -1;
            }
        }

        return -1;
    }

    private static bool StartsDefinition(TokenKind kind) =>
        kind is TokenKind.CreateKeyword or TokenKind.AlterKeyword or TokenKind.DropKeyword or TokenKind.CommentKeyword or TokenKind.GrantKeyword;

    /// <summary>One statement, up to but without its semicolon (gram.y: stmt).</summary>
    private Statement ParseStatement()
    {
        if (EnterNesting())
        {
            var statement = ParseStatementByKeyword();
            LeaveNesting();
            return statement;
        }

        LeaveNesting();
        return new UnparsedStmt(EmptySpan());
    }

    private Statement ParseStatementByKeyword()
    {
        switch (Current)
        {
            case TokenKind.SelectKeyword:
            case TokenKind.ValuesKeyword:
            case TokenKind.TableKeyword:
            case TokenKind.OpenParen:
            case TokenKind.WithKeyword:
            case TokenKind.InsertKeyword:
            case TokenKind.UpdateKeyword:
            case TokenKind.DeleteKeyword:
            case TokenKind.MergeKeyword:
                return ParsePreparableStmt();

            case TokenKind.SetKeyword:
                return ParseSetStmt();
            case TokenKind.ResetKeyword:
                return ParseResetStmt();
            case TokenKind.ShowKeyword:
                return ParseShowStmt();
            case TokenKind.BeginKeyword:
            case TokenKind.StartKeyword:
            case TokenKind.CommitKeyword:
            case TokenKind.EndKeyword:
            case TokenKind.RollbackKeyword:
            case TokenKind.AbortKeyword:
            case TokenKind.SavepointKeyword:
            case TokenKind.ReleaseKeyword:
                return ParseTransactionStmt();
            case TokenKind.GrantKeyword:
                return ParseGrantStmt();
            case TokenKind.RevokeKeyword:
                return ParseRevokeStmt();
            case TokenKind.CopyKeyword:
                return ParseCopyStmt();
            case TokenKind.ExplainKeyword:
                return ParseExplainStmt();
            case TokenKind.VacuumKeyword:
                return ParseVacuumStmt();
            case TokenKind.AnalyzeKeyword:
            case TokenKind.AnalyseKeyword:
                return ParseAnalyzeStmt();
            case TokenKind.ClusterKeyword:
                return ParseClusterStmt();
            case TokenKind.ReindexKeyword:
                return ParseReindexStmt();
            case TokenKind.RefreshKeyword:
                return ParseRefreshStmt();
            case TokenKind.CheckpointKeyword:
                return ParseCheckPointStmt();
            case TokenKind.LoadKeyword:
                return ParseLoadStmt();
            case TokenKind.LockKeyword:
                return ParseLockStmt();
            case TokenKind.DiscardKeyword:
                return ParseDiscardStmt();
            case TokenKind.ReassignKeyword:
                return ParseReassignOwnedStmt();
            case TokenKind.ImportKeyword:
                return ParseImportForeignSchemaStmt();
            case TokenKind.PrepareKeyword:
                return ParsePrepareStmt();
            case TokenKind.ExecuteKeyword:
                return ParseExecuteStmt();
            case TokenKind.DeallocateKeyword:
                return ParseDeallocateStmt();
            case TokenKind.DeclareKeyword:
                return ParseDeclareCursorStmt();
            case TokenKind.FetchKeyword:
            case TokenKind.MoveKeyword:
                return ParseFetchStmt();
            case TokenKind.CloseKeyword:
                return ParseClosePortalStmt();
            case TokenKind.NotifyKeyword:
                return ParseNotifyStmt();
            case TokenKind.ListenKeyword:
                return ParseListenStmt();
            case TokenKind.UnlistenKeyword:
                return ParseUnlistenStmt();
            case TokenKind.CallKeyword:
                return ParseCallStmt();
            case TokenKind.DoKeyword:
                return ParseDoStmt();

            case TokenKind.CreateKeyword:
                return ParseCreate();
            case TokenKind.AlterKeyword:
                return ParseAlter();
            case TokenKind.DropKeyword:
                return ParseDrop();
            case TokenKind.CommentKeyword:
                return ParseComment();
            case TokenKind.SecurityKeyword:
                return ParseSecurityLabel();
            case TokenKind.TruncateKeyword:
                return ParseTruncate();

            // The owners of the other families add their statements here.
            default:
                return ParseUnparsed();
        }
    }

    /// <summary>No statement begins like this.</summary>
    private UnparsedStmt ParseUnparsed()
    {
        var start = Start;
        ErrorHere();
        SkipToStatementEnd();
        return new UnparsedStmt(SpanFrom(start));
    }
}
