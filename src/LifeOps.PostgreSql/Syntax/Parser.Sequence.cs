namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE SEQUENCE, and the options of sequences and identity columns.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE ... SEQUENCE, at SEQUENCE (gram.y: CreateSeqStmt).</summary>
    private CreateSeqStmt ParseCreateSequence(int start, RelPersistence persistence)
    {
        Take();
        var ifNotExists = ParseIfNotExists();
        var sequence = ParseQualifiedName();
        var options = ParseSeqOptList();
        return new CreateSeqStmt(sequence, persistence, options, ifNotExists, SpanFrom(start));
    }

    /// <summary>Options until something else comes; none is fine (gram.y: OptSeqOptList).</summary>
    private ValueList<DefElem> ParseSeqOptList()
    {
        var options = NewList<DefElem>();
        while (CanBeginSeqOption(Current))
            options.Add(ParseSeqOptElem());
        return options.ToValueList();
    }

    /// <summary><c>( options )</c>, or nothing (gram.y: OptParenthesizedSeqOptList).</summary>
    private ValueList<DefElem> ParseOptParenthesisedSeqOptList()
    {
        if (!Accept(TokenKind.OpenParen))
            return default;
        var options = ParseSeqOptList();
        if (options.IsEmpty)
            ErrorHere();
        ExpectCloseParen();
        return options;
    }

    private static bool CanBeginSeqOption(TokenKind kind)
    {
        switch (kind)
        {
            case TokenKind.AsKeyword:
            case TokenKind.CacheKeyword:
            case TokenKind.CycleKeyword:
            case TokenKind.NoKeyword:
            case TokenKind.IncrementKeyword:
            case TokenKind.LoggedKeyword:
            case TokenKind.MaxvalueKeyword:
            case TokenKind.MinvalueKeyword:
            case TokenKind.OwnedKeyword:
            case TokenKind.SequenceKeyword:
            case TokenKind.StartKeyword:
            case TokenKind.RestartKeyword:
            case TokenKind.UnloggedKeyword:
                return true;
            default:
                return false;
        }
    }

    /// <summary>One option, named as the server names it (gram.y: SeqOptElem).</summary>
    private DefElem ParseSeqOptElem()
    {
        var start = Start;
        var word = Take();
        switch (word.Kind)
        {
            case TokenKind.AsKeyword:
                return Option("as", word, start, ParseSimpleTypename());
            case TokenKind.CacheKeyword:
                return Option("cache", word, start, ParseNumericOnly());
            case TokenKind.CycleKeyword:
                return Option("cycle", word, start, BooleanValue(true, word));
            case TokenKind.NoKeyword:
                var what = _tokens[_position];
                switch (what.Kind)
                {
                    case TokenKind.CycleKeyword:
                        Take();
                        return Option("cycle", what, start, BooleanValue(false, word));
                    case TokenKind.MaxvalueKeyword:
                        Take();
                        return Option("maxvalue", what, start, null);
                    case TokenKind.MinvalueKeyword:
                        Take();
                        return Option("minvalue", what, start, null);
                    default:
                        ErrorHere();
                        return Option("no", word, start, null);
                }

            case TokenKind.IncrementKeyword:
                Accept(TokenKind.ByKeyword);
                return Option("increment", word, start, ParseNumericOnly());
            case TokenKind.LoggedKeyword:
                return Option("logged", word, start, null);
            case TokenKind.UnloggedKeyword:
                return Option("unlogged", word, start, null);
            case TokenKind.MaxvalueKeyword:
                return Option("maxvalue", word, start, ParseNumericOnly());
            case TokenKind.MinvalueKeyword:
                return Option("minvalue", word, start, ParseNumericOnly());
            case TokenKind.OwnedKeyword:
                Expect(TokenKind.ByKeyword);
                return Option("owned_by", word, start, ParseAnyNameNode());
            case TokenKind.SequenceKeyword:
                Expect(TokenKind.NameKeyword);
                return Option("sequence_name", word, start, ParseAnyNameNode());
            case TokenKind.StartKeyword:
                Accept(TokenKind.WithKeyword);
                return Option("start", word, start, ParseNumericOnly());
            default:
                return Option("restart", word, start, ParseRestartValue());
        }
    }

    /// <summary>The value of RESTART; null when none is written.</summary>
    private SqlNode? ParseRestartValue() =>
        Accept(TokenKind.WithKeyword) || Current is TokenKind.IntegerLiteral or TokenKind.NumericLiteral or TokenKind.Plus or TokenKind.Minus
            ? ParseNumericOnly()
            : null;

    /// <summary>An option that the grammar names.</summary>
    /// <param name="name">The server's name for it (DefElem.defname).</param>
    /// <param name="word">The word that stands for it in the text.</param>
    private DefElem Option(string name, SqlToken word, int start, SqlNode? value) =>
        new(default, new Identifier(name, word.Start, word.End), value, DefElemAction.Unspecified, SpanFrom(start));

    /// <summary>The value of an option that is on or off by the words used.</summary>
    private static StringValue BooleanValue(bool value, SqlToken word) => new(new Identifier(value ? "true" : "false", word.Start, word.End), word.Span);

    /// <summary>gram.y: name, where the tree needs a node.</summary>
    private QualifiedName ParseNameNode()
    {
        var start = Start;
        var name = ParseColId();
        return new QualifiedName(new([name]), SpanFrom(start));
    }
}
