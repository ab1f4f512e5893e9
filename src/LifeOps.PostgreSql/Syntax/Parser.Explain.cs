namespace LifeOps.PostgreSql.Syntax;

// EXPLAIN (gram.y: ExplainStmt).
internal sealed partial class Parser
{
    private Statement ParseExplainStmt()
    {
        var start = Start;
        Expect(TokenKind.ExplainKeyword);
        var options = Current == TokenKind.OpenParen && !StartsParenthesizedQuery ? ParseUtilityOptionList() : ParseOldExplainOptions();
        var query = ParseExplainableStmt();
        return new ExplainStmt(options, query, SpanFrom(start));
    }

    /// <summary>Whether the parenthesis here is that of a query and not of a list of options.</summary>
    private bool StartsParenthesizedQuery =>
        Peek() is TokenKind.SelectKeyword or TokenKind.WithKeyword or TokenKind.TableKeyword or TokenKind.OpenParen
        || (Peek() == TokenKind.ValuesKeyword && Peek(2) == TokenKind.OpenParen);

    /// <summary>[ANALYZE] [VERBOSE], in this order.</summary>
    private ValueList<DefElem> ParseOldExplainOptions()
    {
        var options = NewList<DefElem>();
        if (Current is TokenKind.AnalyzeKeyword or TokenKind.AnalyseKeyword)
            options.Add(TakeOption("analyze"));
        if (Current == TokenKind.VerboseKeyword)
            options.Add(TakeOption("verbose"));
        return options.ToValueList();
    }

    /// <summary>ExplainableStmt.</summary>
    private Statement ParseExplainableStmt() => Current switch
    {
        TokenKind.DeclareKeyword => ParseDeclareCursorStmt(),
        TokenKind.CreateKeyword => ParseExplainableCreate(),
        TokenKind.RefreshKeyword => ParseRefreshStmt(),
        TokenKind.ExecuteKeyword => ParseExecuteStmt(),
        _ => ParsePreparableStmt(),
    };

    /// <summary>CREATE TABLE AS and CREATE MATERIALIZED VIEW: other statements that begin with CREATE cannot be explained.</summary>
    private Statement ParseExplainableCreate()
    {
        var start = _position;
        var statement = ParseCreate();
        if (statement is CreateTableAsStmt || _failed)
            return statement;

        // What tells the others from CREATE TABLE AS is the place where its AS is missing.
        var end = _position;
        _position = FindNotExplainable(statement, start);
        ErrorHere();
        _position = end;
        return statement;
    }

    /// <summary>The token at which the grammar sees that a statement that begins with CREATE is none that can be explained.</summary>
    private int FindNotExplainable(Statement statement, int position)
    {
        position++;
        if (statement is not CreateStmt and not CreateForeignTableStmt)
        {
            // [LOCAL | GLOBAL] [TEMP | TEMPORARY | UNLOGGED] may begin a table.
            while (_tokens[position].Kind is TokenKind.LocalKeyword or TokenKind.GlobalKeyword or TokenKind.TempKeyword or TokenKind.TemporaryKeyword or TokenKind.UnloggedKeyword)
                position++;
            return position;
        }

        // A column has a type behind its name; OF, PARTITION OF and an empty list end the chance at once.
        while (_tokens[position].Kind is not (TokenKind.OpenParen or TokenKind.OfKeyword or TokenKind.PartitionKeyword or TokenKind.EndOfFile))
            position++;
        if (_tokens[position].Kind == TokenKind.OpenParen)
            position = IsColId(_tokens[position + 1].Kind) ? position + 2 : position + 1;
        return System.Math.Min(position, _tokenCount - 1);
    }
}
