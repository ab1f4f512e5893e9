namespace LifeOps.PostgreSql.Syntax;

// Options in the forms that utility statements share. Rule names are those of gram.y.
internal sealed partial class Parser
{
    /// <summary>An option that starts at <paramref name="start"/> and ends with the token taken last.</summary>
    private DefElem Option(Identifier name, SqlNode? arg, int start) => new(default, name, arg, DefElemAction.Unspecified, SpanFrom(start));

    /// <summary>Takes the next token as an option without value, under the server's name for it.</summary>
    private DefElem TakeOption(string name)
    {
        var start = Start;
        return Option(TakeAs(name), null, start);
    }

    /// <summary>Takes the next token as a name that the server knows under another word.</summary>
    private Identifier TakeAs(string name)
    {
        var token = Take();
        return new(name, token.Start, token.End);
    }

    /// <summary>A name of the server's that stands for what was taken since <paramref name="start"/>.</summary>
    private Identifier NameFrom(int start, string name) => new(name, start, SpanFrom(start).End);

    private StringValue ToNode(Identifier word) => new(word, NodeSpan(word));

    /// <summary>A plain name as the name of an object.</summary>
    private QualifiedName NameNode(Identifier name) => new(ValueList.Of(name), NodeSpan(name));

    /// <summary>The span of a node that is one word; where the word is missing, that of a missing node.</summary>
    private TextSpan NodeSpan(Identifier word) => word.IsMissing && word.Span.IsEmpty ? EmptySpan() : word.Span;

    /// <summary>Takes a string literal as a node.</summary>
    private StringValue ParseSconstNode() => ToNode(ParseSconst());

    /// <summary>opt_boolean_or_string: TRUE, FALSE, ON, a word or a string.</summary>
    private SqlNode ParseBooleanOrString() => Current switch
    {
        TokenKind.TrueKeyword => ToNode(TakeAs("true")),
        TokenKind.FalseKeyword => ToNode(TakeAs("false")),
        TokenKind.OnKeyword => ToNode(TakeAs("on")),
        _ => ToNode(ParseNonReservedWordOrSconst()),
    };

    private bool StartsBooleanOrString =>
        Current is TokenKind.TrueKeyword or TokenKind.FalseKeyword or TokenKind.OnKeyword || IsSconst(Current) || IsNonReservedWord(Current);

    private bool StartsNumericOnly =>
        Current is TokenKind.IntegerLiteral or TokenKind.NumericLiteral or TokenKind.Plus or TokenKind.Minus;

    /// <summary>var_value, also of options: a boolean, a word, a string or a number.</summary>
    private SqlNode ParseVarValue() => StartsNumericOnly ? ParseNumericOnly() : ParseBooleanOrString();

    /// <summary>'(' utility_option_list ')' of EXPLAIN, VACUUM, ANALYZE, CLUSTER and REINDEX.</summary>
    private ValueList<DefElem> ParseUtilityOptionList()
    {
        var options = NewList<DefElem>();
        Expect(TokenKind.OpenParen);
        do
        {
            var start = Start;
            var name = Current is TokenKind.AnalyzeKeyword or TokenKind.AnalyseKeyword ? TakeAs("analyze") : ParseNonReservedWord();
            var arg = StartsNumericOnly || StartsBooleanOrString ? ParseVarValue() : null;
            options.Add(Option(name, arg, start));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>create_generic_options: OPTIONS (name 'value', ...), or nothing.</summary>
    private ValueList<DefElem> ParseCreateGenericOptions() => Current == TokenKind.OptionsKeyword ? ParseGenericOptions(isAlter: false) : default;

    /// <summary>alter_generic_options: OPTIONS ([SET|ADD|DROP] name ['value'], ...).</summary>
    private ValueList<DefElem> ParseAlterGenericOptions() => ParseGenericOptions(isAlter: true);

    private ValueList<DefElem> ParseGenericOptions(bool isAlter)
    {
        var options = NewList<DefElem>();
        Expect(TokenKind.OptionsKeyword);
        Expect(TokenKind.OpenParen);
        do
        {
            var start = Start;
            var action = DefElemAction.Unspecified;
            // SET, ADD and DROP may also be the option's name: then a string follows.
            if (isAlter && !IsSconst(Peek()))
            {
                action = Current switch
                {
                    TokenKind.SetKeyword => DefElemAction.Set,
                    TokenKind.AddKeyword => DefElemAction.Add,
                    TokenKind.DropKeyword => DefElemAction.Drop,
                    _ => DefElemAction.Unspecified,
                };
                if (action != DefElemAction.Unspecified)
                    Take();
            }

            var name = ParseColLabel();
            var arg = action == DefElemAction.Drop ? null : ParseSconstNode();
            options.Add(new(default, name, arg, action, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>opt_with, where nothing else can start with WITH.</summary>
    private void SkipOptWith() => Accept(TokenKind.WithKeyword);

    /// <summary>name_list as nodes, one name each.</summary>
    private ValueList<SqlNode> ParseNameNodes()
    {
        var nodes = NewList<SqlNode>();
        do
        {
            var name = ParseColId();
            nodes.Add(NameNode(name));
        }
        while (Accept(TokenKind.Comma));
        return nodes.ToValueList();
    }

    /// <summary>any_name as a node.</summary>
    private QualifiedName ParseAnyNameNode()
    {
        var start = Start;
        return new(ParseAnyName(), SpanFrom(start));
    }

    /// <summary>type_list.</summary>
    private ValueList<TypeName> ParseTypeList()
    {
        var types = NewList<TypeName>();
        do
            types.Add(ParseTypename());
        while (Accept(TokenKind.Comma));
        return types.ToValueList();
    }

    /// <summary>Iconst as a node.</summary>
    private A_Const ParseIconstNode()
    {
        if (Current is TokenKind.Plus or TokenKind.Minus)
            ErrorHere();
        return ParseSignedIconst();
    }
}
