namespace LifeOps.PostgreSql.Syntax;

/// <summary>PARTITION BY and the bounds of partitions.</summary>
internal sealed partial class Parser
{
    /// <summary>PARTITION BY strategy (columns), or nothing.</summary>
    private PartitionSpec? ParseOptPartitionSpec()
    {
        if (Current != TokenKind.PartitionKeyword)
            return null;
        var start = Start;
        Take();
        Expect(TokenKind.ByKeyword);
        var name = ParseColId();
        Expect(TokenKind.OpenParen);
        var elements = NewList<PartitionElem>();
        do
        {
            elements.Add(ParsePartitionElem());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        var strategy = StrategyOf(name);
        if (strategy == PartitionStrategy.Unknown && !name.IsMissing)
            Error(name.Span, "unrecognized partitioning strategy \"" + name.Value + "\"", "22023");
        return new PartitionSpec(name, strategy, elements.ToValueList(), SpanFrom(start));
    }

    private static PartitionStrategy StrategyOf(Identifier name)
    {
        if (Is(name, "list"))
            return PartitionStrategy.List;
        if (Is(name, "range"))
            return PartitionStrategy.Range;
        return Is(name, "hash") ? PartitionStrategy.Hash : PartitionStrategy.Unknown;
    }

    /// <summary>Whether a name is that word, in any case (the server's pg_strcasecmp).</summary>
    private static bool Is(Identifier name, string word) => string.Equals(name.Value, word, System.StringComparison.OrdinalIgnoreCase);

    /// <summary>gram.y: part_elem.</summary>
    private PartitionElem ParsePartitionElem()
    {
        var start = Start;
        ParseIndexedExpression(out var name, out var expression);
        var collation = ParseOptCollate();
        var opclass = IsColId(Current) ? ParseAnyName() : default;
        return new PartitionElem(name, expression, collation, opclass, SpanFrom(start));
    }

    /// <summary>FOR VALUES ... or DEFAULT (gram.y: PartitionBoundSpec).</summary>
    private PartitionBoundSpec ParsePartitionBoundSpec()
    {
        var start = Start;
        if (Accept(TokenKind.DefaultKeyword))
            return new PartitionBoundSpec(PartitionStrategy.Unknown, true, null, null, default, default, default, SpanFrom(start));

        Expect(TokenKind.ForKeyword);
        Expect(TokenKind.ValuesKeyword);
        switch (Current)
        {
            case TokenKind.WithKeyword when IsWith:
                return ParseHashBound(start);

            case TokenKind.InKeyword:
                Take();
                var values = ParseParenthesisedExprList();
                return new PartitionBoundSpec(PartitionStrategy.List, false, null, null, values, default, default, SpanFrom(start));

            case TokenKind.FromKeyword:
                Take();
                var lower = ParseParenthesisedExprList();
                Expect(TokenKind.ToKeyword);
                var upper = ParseParenthesisedExprList();
                return new PartitionBoundSpec(PartitionStrategy.Range, false, null, null, default, lower, upper, SpanFrom(start));

            default:
                ErrorHere();
                return new PartitionBoundSpec(PartitionStrategy.Unknown, false, null, null, default, default, default, SpanFrom(start));
        }
    }

    /// <summary>WITH (MODULUS n, REMAINDER n), in any order.</summary>
    private PartitionBoundSpec ParseHashBound(int start)
    {
        int? modulus = null;
        int? remainder = null;
        var withStart = Take().Start;
        Expect(TokenKind.OpenParen);

        // The server reads the whole list before it looks at the names in it: what is wrong in one of them is reported behind.
        string? message = null;
        TextSpan messageSpan = default;
        do
        {
            var name = ParseNonReservedWord();
            var value = ParseIconst();
            var problem = name.IsMissing || message is not null ? null
                : name.Value == "modulus" ? (modulus is null ? null : "modulus for hash partition provided more than once")
                : name.Value == "remainder" ? (remainder is null ? null : "remainder for hash partition provided more than once")
                : "unrecognized hash partition bound specification \"" + name.Value + "\"";
            if (problem is not null)
            {
                message = problem;
                messageSpan = name.Span;
            }

            if (name.Value == "modulus")
                modulus ??= value;
            else if (name.Value == "remainder")
                remainder ??= value;
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);

        if (message is not null)
            Error(messageSpan, message, message.StartsWith("unrecognized", System.StringComparison.Ordinal) ? "42601" : "42710");
        else if (modulus is null)
            Error(SpanFrom(withStart), "modulus for hash partition must be specified");
        else if (remainder is null)
            Error(SpanFrom(withStart), "remainder for hash partition must be specified");
        return new PartitionBoundSpec(PartitionStrategy.Hash, false, modulus, remainder, default, default, default, SpanFrom(start));
    }

    /// <summary><c>( expr_list )</c>.</summary>
    private ValueList<Expression> ParseParenthesisedExprList()
    {
        Expect(TokenKind.OpenParen);
        var list = ParseExprList();
        ExpectCloseParen();
        return list;
    }
}
