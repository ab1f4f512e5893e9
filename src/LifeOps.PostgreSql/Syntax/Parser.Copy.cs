namespace LifeOps.PostgreSql.Syntax;

// COPY (gram.y: CopyStmt).
internal sealed partial class Parser
{
    private Statement ParseCopyStmt()
    {
        var start = Start;
        Expect(TokenKind.CopyKeyword);
        return Current == TokenKind.OpenParen ? ParseCopyQuery(start) : ParseCopyTable(start);
    }

    private Statement ParseCopyQuery(int start)
    {
        Expect(TokenKind.OpenParen);
        var query = ParsePreparableStmt();
        Expect(TokenKind.CloseParen);
        var direction = _tokens[_position].Span;
        Expect(TokenKind.ToKeyword);
        var isProgram = Accept(TokenKind.ProgramKeyword);
        var file = ParseCopyFileName();
        SkipOptWith();
        var options = NewList<DefElem>();
        ParseCopyOptions(options);
        if (isProgram && file.IsMissing)
            Error(direction, "STDIN/STDOUT not allowed with PROGRAM");
        return new CopyStmt(null, query, default, isFrom: false, isProgram, file, options.ToValueList(), null, SpanFrom(start));
    }

    private Statement ParseCopyTable(int start)
    {
        var options = NewList<DefElem>();
        if (Current == TokenKind.BinaryKeyword)
            options.Add(CopyFormat("binary"));
        var relation = ParseQualifiedName();
        var columns = ParseOptColumnList();
        var isFrom = Accept(TokenKind.FromKeyword);
        if (!isFrom)
            Expect(TokenKind.ToKeyword);
        var program = _tokens[_position].Span;
        var isProgram = Accept(TokenKind.ProgramKeyword);
        var file = ParseCopyFileName();
        ParseOldCopyDelimiter(options);
        SkipOptWith();
        ParseCopyOptions(options);
        var whereStart = _tokens[_position].Span;
        var where = ParseOptWhere();

        // The server names no place here.
        if (isProgram && file.IsMissing)
            Error(program, "STDIN/STDOUT not allowed with PROGRAM");
        if (!isFrom && where is not null)
            Error(whereStart, "WHERE clause not allowed with COPY TO");
        return new CopyStmt(relation, null, columns, isFrom, isProgram, file, options.ToValueList(), where, SpanFrom(start));
    }

    /// <summary>copy_file_name: STDIN and STDOUT are the same and give none.</summary>
    private Identifier ParseCopyFileName()
    {
        if (Current is not (TokenKind.StdinKeyword or TokenKind.StdoutKeyword))
            return ParseSconst();
        Take();
        return default;
    }

    /// <summary>copy_delimiter: [USING] DELIMITERS 'x'.</summary>
    private void ParseOldCopyDelimiter(NodeListBuilder<DefElem> options)
    {
        var start = Start;
        if (Current is not (TokenKind.UsingKeyword or TokenKind.DelimitersKeyword))
            return;
        Accept(TokenKind.UsingKeyword);
        Expect(TokenKind.DelimitersKeyword);
        options.Add(Option(NameFrom(start, "delimiter"), ParseSconstNode(), start));
    }

    /// <summary>copy_options: the old words, or a list in parentheses.</summary>
    private void ParseCopyOptions(NodeListBuilder<DefElem> options)
    {
        if (Accept(TokenKind.OpenParen))
        {
            do
                options.Add(ParseCopyGenericOption());
            while (Accept(TokenKind.Comma));
            Expect(TokenKind.CloseParen);
            return;
        }

        while (ParseOldCopyOption() is { } option)
            options.Add(option);
    }

    /// <summary>copy_generic_opt_elem.</summary>
    private DefElem ParseCopyGenericOption()
    {
        var start = Start;
        var name = ParseColLabel();
        return Option(name, ParseCopyGenericArg(), start);
    }

    private SqlNode? ParseCopyGenericArg()
    {
        switch (Current)
        {
            case TokenKind.Star:
                return ToNode(TakeAs("*"));

            case TokenKind.DefaultKeyword:
                return ToNode(TakeAs("default"));

            case TokenKind.OpenParen:
                var start = Start;
                Take();
                var items = NewList<SqlNode>();
                do
                    items.Add(ParseBooleanOrString());
                while (Accept(TokenKind.Comma));
                Expect(TokenKind.CloseParen);
                return new NodeList(items.ToValueList(), SpanFrom(start));

            default:
                return StartsNumericOnly || StartsBooleanOrString ? ParseVarValue() : null;
        }
    }

    /// <summary>copy_opt_item; null, without an error, where none starts.</summary>
    private DefElem? ParseOldCopyOption()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.BinaryKeyword:
                return CopyFormat("binary");

            case TokenKind.CsvKeyword:
                return CopyFormat("csv");

            case TokenKind.FreezeKeyword:
                return TakeOption("freeze");

            case TokenKind.HeaderKeyword:
                return TakeOption("header");

            case TokenKind.DelimiterKeyword or TokenKind.NullKeyword or TokenKind.QuoteKeyword or TokenKind.EscapeKeyword:
                var name = TakeAs(KeywordTable.Word(Current));
                Accept(TokenKind.AsKeyword);
                return Option(name, ParseSconstNode(), start);

            case TokenKind.EncodingKeyword:
                var encoding = TakeAs("encoding");
                return Option(encoding, ParseSconstNode(), start);

            case TokenKind.ForceKeyword:
                return ParseForceOption();

            default:
                return null;
        }
    }

    private DefElem CopyFormat(string format)
    {
        var start = Start;
        var value = ToNode(TakeAs(format));
        return Option(NameFrom(start, "format"), value, start);
    }

    /// <summary>FORCE QUOTE, FORCE NOT NULL and FORCE NULL, with columns or a star.</summary>
    private DefElem ParseForceOption()
    {
        var start = Start;
        Expect(TokenKind.ForceKeyword);
        string name;
        if (Accept(TokenKind.QuoteKeyword))
        {
            name = "force_quote";
        }
        else if (Accept(TokenKind.NotKeyword))
        {
            name = "force_not_null";
            Expect(TokenKind.NullKeyword);
        }
        else
        {
            name = "force_null";
            Expect(TokenKind.NullKeyword);
        }

        var optionName = NameFrom(start, name);
        if (Current == TokenKind.Star)
            return Option(optionName, ToNode(TakeAs("*")), start);
        var listStart = Start;
        var columns = ParseNameNodes();
        return Option(optionName, new NodeList(columns, SpanFrom(listStart)), start);
    }
}
