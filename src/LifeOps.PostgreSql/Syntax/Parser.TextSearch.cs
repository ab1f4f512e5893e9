namespace LifeOps.PostgreSql.Syntax;

// TEXT SEARCH objects, EVENT TRIGGER (gram.y: DefineStmt, AlterTSDictionaryStmt, AlterTSConfigurationStmt, CreateEventTrigStmt, ...).
internal sealed partial class Parser
{
    /// <summary>TEXT SEARCH PARSER, DICTIONARY, TEMPLATE or CONFIGURATION, behind TEXT: takes the words.</summary>
    private ObjectType ParseTextSearchKind()
    {
        Expect(TokenKind.SearchKeyword);
        ObjectType? type = Current switch
        {
            TokenKind.ParserKeyword => ObjectType.TsParser,
            TokenKind.DictionaryKeyword => ObjectType.TsDictionary,
            TokenKind.TemplateKeyword => ObjectType.TsTemplate,
            TokenKind.ConfigurationKeyword => ObjectType.TsConfiguration,
            _ => null,
        };
        if (type is null)
            ErrorHere();
        else
            Take();
        return type ?? ObjectType.TsConfiguration;
    }

    /// <summary>CREATE TEXT SEARCH, behind TEXT.</summary>
    private Statement ParseCreateTextSearch(int start)
    {
        var type = ParseTextSearchKind();
        var name = ParseAnyName();
        var definition = ParseDefinition();
        return new DefineStmt(type, false, name, default, -1, definition, ifNotExists: false, replace: false, SpanFrom(start));
    }

    /// <summary>ALTER TEXT SEARCH, behind TEXT.</summary>
    private Statement ParseAlterTextSearch(int start)
    {
        var type = ParseTextSearchKind();
        var nameStart = Start;
        var name = ParseAnyName();
        var subject = new QualifiedName(name, SpanFrom(nameStart));
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(type, subject, default, start);

            case TokenKind.OwnerKeyword when type is ObjectType.TsDictionary or ObjectType.TsConfiguration:
                return ParseOwner(type, subject, start);

            case TokenKind.OpenParen when type == ObjectType.TsDictionary:
                var options = ParseDefinition();
                return new AlterTSDictionaryStmt(name, options, SpanFrom(start));

            case TokenKind.AddKeyword or TokenKind.AlterKeyword or TokenKind.DropKeyword when type == ObjectType.TsConfiguration:
                return ParseAlterTextSearchMapping(name, start);

            default:
                return ParseSetSchema(type, subject, start);
        }
    }

    private Statement ParseAlterTextSearchMapping(ValueList<Identifier> configuration, int start)
    {
        var verb = Take().Kind;
        Expect(TokenKind.MappingKeyword);
        ValueList<Identifier> tokens = default;
        if (verb == TokenKind.DropKeyword)
        {
            var missingOk = Accept(TokenKind.IfKeyword);
            if (missingOk)
                Expect(TokenKind.ExistsKeyword);
            Expect(TokenKind.ForKeyword);
            tokens = ParseNameList();
            return new AlterTSConfigurationStmt(AlterTSConfigType.DropMapping, configuration, tokens, default, missingOk, SpanFrom(start));
        }

        var hasTokens = verb == TokenKind.AddKeyword || Current != TokenKind.ReplaceKeyword;
        if (hasTokens)
        {
            Expect(TokenKind.ForKeyword);
            tokens = ParseNameList();
        }

        var dictionaries = NewList<QualifiedName>();
        if (verb == TokenKind.AlterKeyword && Accept(TokenKind.ReplaceKeyword))
        {
            dictionaries.Add(ParseAnyNameNode());
            Expect(TokenKind.WithKeyword);
            dictionaries.Add(ParseAnyNameNode());
            var kind = hasTokens ? AlterTSConfigType.ReplaceDictionaryForToken : AlterTSConfigType.ReplaceDictionary;
            return new AlterTSConfigurationStmt(kind, configuration, tokens, dictionaries.ToValueList(), missingOk: false, SpanFrom(start));
        }

        Expect(TokenKind.WithKeyword);
        do
            dictionaries.Add(ParseAnyNameNode());
        while (Accept(TokenKind.Comma));
        return new AlterTSConfigurationStmt(
            verb == TokenKind.AddKeyword ? AlterTSConfigType.AddMapping : AlterTSConfigType.AlterMappingForToken,
            configuration,
            tokens,
            dictionaries.ToValueList(),
            missingOk: false,
            SpanFrom(start));
    }

    /// <summary>CREATE EVENT TRIGGER, behind those words.</summary>
    private Statement ParseCreateEventTrigger(int start)
    {
        var name = ParseColId();
        Expect(TokenKind.OnKeyword);
        var eventName = ParseColLabel();
        var conditions = NewList<DefElem>();
        if (Accept(TokenKind.WhenKeyword))
        {
            do
                conditions.Add(ParseEventTriggerCondition());
            while (Accept(TokenKind.AndKeyword));
        }

        Expect(TokenKind.ExecuteKeyword);
        if (!Accept(TokenKind.ProcedureKeyword))
            Expect(TokenKind.FunctionKeyword);
        var function = ParseFuncName();
        Expect(TokenKind.OpenParen);
        Expect(TokenKind.CloseParen);
        return new CreateEventTrigStmt(name, eventName, conditions.ToValueList(), function, SpanFrom(start));
    }

    /// <summary>event_trigger_when_item.</summary>
    private DefElem ParseEventTriggerCondition()
    {
        var start = Start;
        var name = ParseColId();
        Expect(TokenKind.InKeyword);
        var listStart = Start;
        Expect(TokenKind.OpenParen);
        var values = NewList<SqlNode>();
        do
            values.Add(ParseSconstNode());
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return Option(name, new NodeList(values.ToValueList(), SpanFrom(listStart)), start);
    }

    /// <summary>ALTER EVENT TRIGGER, behind those words.</summary>
    private Statement ParseAlterEventTrigger(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.EventTrigger, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.EventTrigger, NameNode(name), start);
        }

        var state = EventTriggerState.Disabled;
        if (!Accept(TokenKind.DisableKeyword))
        {
            Expect(TokenKind.EnableKeyword);
            state = Accept(TokenKind.ReplicaKeyword) ? EventTriggerState.Replica
                : Accept(TokenKind.AlwaysKeyword) ? EventTriggerState.Always
                : EventTriggerState.Origin;
        }

        return new AlterEventTrigStmt(name, state, SpanFrom(start));
    }
}
