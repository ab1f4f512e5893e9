namespace LifeOps.PostgreSql.Syntax;

/// <summary>Objects that statements are about by kind and name: COMMENT ON, SECURITY LABEL, ALTER EXTENSION, and functions with their argument types.</summary>
internal sealed partial class Parser
{
    /// <summary>Which statement names the object: each takes other kinds of objects.</summary>
    private enum ObjectAddressing
    {
        Comment,
        SecurityLabel,
        Extension,
    }

    /// <summary>A kind of object and the object itself, as COMMENT ON, SECURITY LABEL ON and ALTER EXTENSION ADD write them.</summary>
    private ObjectType ParseAddressedObject(ObjectAddressing addressing, out SqlNode target, out SqlNode? second)
    {
        second = null;
        switch (Current)
        {
            case TokenKind.ColumnKeyword when addressing != ObjectAddressing.Extension:
                Take();
                target = ParseAnyNameNode();
                return ObjectType.Column;

            case TokenKind.TypeKeyword:
            case TokenKind.DomainKeyword:
                var isType = Take().Kind == TokenKind.TypeKeyword;
                target = ParseTypename();
                return isType ? ObjectType.Type : ObjectType.Domain;

            case TokenKind.AggregateKeyword:
                Take();
                target = ParseAggregateWithArgtypes();
                return ObjectType.Aggregate;
            case TokenKind.FunctionKeyword:
                Take();
                target = ParseFunctionWithArgtypes();
                return ObjectType.Function;
            case TokenKind.ProcedureKeyword:
                Take();
                target = ParseFunctionWithArgtypes();
                return ObjectType.Procedure;
            case TokenKind.RoutineKeyword:
                Take();
                target = ParseFunctionWithArgtypes();
                return ObjectType.Routine;

            case TokenKind.OperatorKeyword when addressing != ObjectAddressing.SecurityLabel:
                Take();
                return ParseAddressedOperator(out target, out second);

            case TokenKind.ConstraintKeyword when addressing == ObjectAddressing.Comment:
                return ParseAddressedConstraint(out target, out second);

            case TokenKind.PolicyKeyword when addressing == ObjectAddressing.Comment:
            case TokenKind.RuleKeyword when addressing == ObjectAddressing.Comment:
            case TokenKind.TriggerKeyword when addressing == ObjectAddressing.Comment:
                var part = Take().Kind switch
                {
                    TokenKind.PolicyKeyword => ObjectType.Policy,
                    TokenKind.RuleKeyword => ObjectType.Rule,
                    _ => ObjectType.Trigger,
                };
                target = ParseNameNode();
                Expect(TokenKind.OnKeyword);
                second = ParseAnyNameNode();
                return part;

            case TokenKind.TransformKeyword when addressing != ObjectAddressing.SecurityLabel:
                Take();
                Expect(TokenKind.ForKeyword);
                target = ParseTypename();
                Expect(TokenKind.LanguageKeyword);
                second = ParseNameNode();
                return ObjectType.Transform;

            case TokenKind.CastKeyword when addressing != ObjectAddressing.SecurityLabel:
                Take();
                ParseCastTypes(out var sourceType, out var targetType);
                target = sourceType;
                second = targetType;
                return ObjectType.Cast;

            case TokenKind.LargeKeyword when addressing != ObjectAddressing.Extension:
                Take();
                Expect(TokenKind.ObjectKeyword);
                target = ParseNumericOnly();
                return ObjectType.LargeObject;
        }

        if (ParseObjectTypeAnyName() is { } qualified)
        {
            target = ParseAnyNameNode();
            return qualified;
        }

        if (ParseObjectTypeName() is { } simple)
        {
            target = ParseNameNode();
            return simple;
        }

        ErrorHere();
        target = new QualifiedName(default, EmptySpan());
        return ObjectType.Table;
    }

    /// <summary>Behind OPERATOR: an operator with its types, or CLASS or FAMILY with its access method.</summary>
    private ObjectType ParseAddressedOperator(out SqlNode target, out SqlNode? second)
    {
        second = null;
        if (Current is TokenKind.ClassKeyword or TokenKind.FamilyKeyword && Peek() != TokenKind.Dot)
        {
            var type = Take().Kind == TokenKind.ClassKeyword ? ObjectType.OperatorClass : ObjectType.OperatorFamily;
            target = ParseAnyNameNode();
            Expect(TokenKind.UsingKeyword);
            second = ParseNameNode();
            return type;
        }

        target = ParseOperatorWithArgtypes();
        return ObjectType.Operator;
    }

    /// <summary>CONSTRAINT name ON table, or ON DOMAIN domain; DOMAIN alone may be the table's name.</summary>
    private ObjectType ParseAddressedConstraint(out SqlNode target, out SqlNode? second)
    {
        Take();
        target = ParseNameNode();
        Expect(TokenKind.OnKeyword);
        if (Current == TokenKind.DomainKeyword && IsColId(Peek()))
        {
            Take();
            second = ParseTypeNameFromAnyName();
            return ObjectType.DomainConstraint;
        }

        second = ParseAnyNameNode();
        return ObjectType.TableConstraint;
    }

    /// <summary><c>(source AS target)</c>.</summary>
    private void ParseCastTypes(out TypeName source, out TypeName target)
    {
        Expect(TokenKind.OpenParen);
        source = ParseTypename();
        Expect(TokenKind.AsKeyword);
        target = ParseTypename();
        ExpectCloseParen();
    }

    /// <summary>A kind of object with a qualified name (gram.y: object_type_any_name); null, with nothing taken, when it is none.</summary>
    private ObjectType? ParseObjectTypeAnyName()
    {
        switch (Current)
        {
            case TokenKind.TableKeyword:
                Take();
                return ObjectType.Table;
            case TokenKind.SequenceKeyword:
                Take();
                return ObjectType.Sequence;
            case TokenKind.ViewKeyword:
                Take();
                return ObjectType.View;
            case TokenKind.MaterializedKeyword:
                Take();
                Expect(TokenKind.ViewKeyword);
                return ObjectType.MaterializedView;
            case TokenKind.IndexKeyword:
                Take();
                return ObjectType.Index;
            case TokenKind.ForeignKeyword when Peek() != TokenKind.DataKeyword:
                Take();
                Expect(TokenKind.TableKeyword);
                return ObjectType.ForeignTable;
            case TokenKind.CollationKeyword:
                Take();
                return ObjectType.Collation;
            case TokenKind.ConversionKeyword:
                Take();
                return ObjectType.Conversion;
            case TokenKind.StatisticsKeyword:
                Take();
                return ObjectType.StatisticsExtended;
            case TokenKind.TextKeyword:
                Take();
                Expect(TokenKind.SearchKeyword);
                return ParseTextSearchObjectType();
            default:
                return null;
        }
    }

    /// <summary>Behind TEXT SEARCH.</summary>
    private ObjectType ParseTextSearchObjectType()
    {
        switch (Current)
        {
            case TokenKind.ParserKeyword:
                Take();
                return ObjectType.TsParser;
            case TokenKind.DictionaryKeyword:
                Take();
                return ObjectType.TsDictionary;
            case TokenKind.TemplateKeyword:
                Take();
                return ObjectType.TsTemplate;
            case TokenKind.ConfigurationKeyword:
                Take();
                return ObjectType.TsConfiguration;
            default:
                ErrorHere();
                return ObjectType.TsConfiguration;
        }
    }

    /// <summary>A kind of object with a simple name (gram.y: object_type_name); null, with nothing taken, when it is none.</summary>
    private ObjectType? ParseObjectTypeName()
    {
        switch (Current)
        {
            case TokenKind.DatabaseKeyword:
                Take();
                return ObjectType.Database;
            case TokenKind.RoleKeyword:
                Take();
                return ObjectType.Role;
            case TokenKind.SubscriptionKeyword:
                Take();
                return ObjectType.Subscription;
            case TokenKind.TablespaceKeyword:
                Take();
                return ObjectType.Tablespace;
            default:
                return ParseDropTypeName();
        }
    }

    /// <summary>gram.y: drop_type_name; null, with nothing taken, when it is none.</summary>
    private ObjectType? ParseDropTypeName()
    {
        switch (Current)
        {
            case TokenKind.AccessKeyword:
                Take();
                Expect(TokenKind.MethodKeyword);
                return ObjectType.AccessMethod;
            case TokenKind.EventKeyword:
                Take();
                Expect(TokenKind.TriggerKeyword);
                return ObjectType.EventTrigger;
            case TokenKind.ExtensionKeyword:
                Take();
                return ObjectType.Extension;
            case TokenKind.ForeignKeyword:
                Take();
                Expect(TokenKind.DataKeyword);
                Expect(TokenKind.WrapperKeyword);
                return ObjectType.ForeignDataWrapper;
            case TokenKind.ProceduralKeyword:
                Take();
                Expect(TokenKind.LanguageKeyword);
                return ObjectType.Language;
            case TokenKind.LanguageKeyword:
                Take();
                return ObjectType.Language;
            case TokenKind.PublicationKeyword:
                Take();
                return ObjectType.Publication;
            case TokenKind.SchemaKeyword:
                Take();
                return ObjectType.Schema;
            case TokenKind.ServerKeyword:
                Take();
                return ObjectType.ForeignServer;
            default:
                return null;
        }
    }

    /// <summary>gram.y: function_with_argtypes.</summary>
    private ObjectWithArgs ParseFunctionWithArgtypes()
    {
        var start = Start;

        // Without arguments the name of a column will do, with them it must be a function's.
        var isColumnName = KeywordTable.Category(Current) == KeywordCategory.ColumnName
            && Peek() is not (TokenKind.OpenParen or TokenKind.Dot or TokenKind.OpenBracket);
        var name = isColumnName ? new([TakeName()]) : ParseFuncName();
        if (Current != TokenKind.OpenParen)
            return new ObjectWithArgs(name, default, default, argsUnspecified: true, SpanFrom(start));

        var arguments = ParseFuncArgs(withDefaults: false);
        return new ObjectWithArgs(name, InputTypes(arguments), arguments, argsUnspecified: false, SpanFrom(start));
    }

    /// <summary>gram.y: function_with_argtypes_list.</summary>
    private ValueList<SqlNode> ParseFunctionWithArgtypesList()
    {
        var functions = NewList<SqlNode>();
        do
        {
            functions.Add(ParseFunctionWithArgtypes());
        }
        while (Accept(TokenKind.Comma));
        return functions.ToValueList();
    }

    /// <summary>gram.y: aggregate_with_argtypes.</summary>
    private ObjectWithArgs ParseAggregateWithArgtypes()
    {
        var start = Start;
        var name = ParseFuncName();
        var arguments = ParseAggrArgs(out _);
        return new ObjectWithArgs(name, InputTypes(arguments), arguments, argsUnspecified: false, SpanFrom(start));
    }

    /// <summary>gram.y: operator_with_argtypes.</summary>
    private ObjectWithArgs ParseOperatorWithArgtypes()
    {
        var start = Start;
        var name = ParseAnyOperator();
        var types = ParseOperArgtypes();
        return new ObjectWithArgs(name, types, default, argsUnspecified: false, SpanFrom(start));
    }

    /// <summary><c>(left, right)</c>, one of them NONE for an operator with one side (gram.y: oper_argtypes).</summary>
    private ValueList<TypeName?> ParseOperArgtypes()
    {
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.NoneKeyword))
        {
            Expect(TokenKind.Comma);
            var only = ParseTypename();
            ExpectCloseParen();
            return new([null, only]);
        }

        var left = ParseTypename();
        if (Current == TokenKind.CloseParen)
        {
            // The server's hint says to write NONE for the missing side of a unary operator.
            Error(_tokens[_position].Span, "missing argument");
            Take();
            return new([left]);
        }

        Expect(TokenKind.Comma);
        var right = Accept(TokenKind.NoneKeyword) ? null : ParseTypename();
        ExpectCloseParen();
        return new([left, right]);
    }

    /// <summary>The types that tell functions of one name apart: those of arguments that are given a value (gram.y: extractArgTypes).</summary>
    private static ValueList<TypeName?> InputTypes(ValueList<FunctionParameter> parameters)
    {
        var count = 0;
        foreach (var parameter in parameters)
        {
            if (IsInput(parameter))
                count++;
        }

        if (count == 0)
            return default;
        var types = new TypeName?[count];
        count = 0;
        foreach (var parameter in parameters)
        {
            if (IsInput(parameter))
                types[count++] = parameter.ArgType;
        }

        return new(types);
    }

    private static bool IsInput(FunctionParameter parameter) => parameter.Mode is not (FunctionParameterMode.Out or FunctionParameterMode.Table);

}
