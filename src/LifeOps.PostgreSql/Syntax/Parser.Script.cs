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

        return new(_text, statements.ToValueList(), new(_diagnostics.ToArray()));
    }

    private RawStmt ParseRawStatement()
    {
        var start = Start;
        _failed = false;
        var statement = ParseStatement();
        if (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
        {
            ErrorHere();
            while (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
                _position++;
        }

        return new RawStmt(statement, _failed, SpanFrom(start));
    }

    /// <summary>One statement, up to but without its semicolon (gram.y: stmt).</summary>
    private Statement ParseStatement()
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
        while (Current is not (TokenKind.Semicolon or TokenKind.EndOfFile))
            _position++;
        return new UnparsedStmt(SpanFrom(start));
    }
}
