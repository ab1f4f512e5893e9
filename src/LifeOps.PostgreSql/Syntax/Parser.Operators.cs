namespace LifeOps.PostgreSql.Syntax;

// OPERATOR, OPERATOR CLASS and FAMILY, AGGREGATE (gram.y: DefineStmt, CreateOpClassStmt, AlterOpFamilyStmt, AlterOperatorStmt, ...).
internal sealed partial class Parser
{
    /// <summary>CREATE [OR REPLACE] AGGREGATE, behind those words.</summary>
    private Statement ParseCreateAggregate(int start, bool replace)
    {
        var name = ParseFuncName();

        // Old style, from before 8.2: (basetype = ..., ...), where the name of an option is never a keyword.
        if (Current == TokenKind.OpenParen && Peek() is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier && Peek(2) == TokenKind.Equals)
        {
            var oldDefinition = ParseOldAggregateDefinition();
            return new DefineStmt(ObjectType.Aggregate, true, name, default, -1, oldDefinition, ifNotExists: false, replace, SpanFrom(start));
        }

        var args = ParseAggrArgs(out var directArgs);
        var definition = ParseDefinition();
        return new DefineStmt(ObjectType.Aggregate, false, name, args, directArgs, definition, ifNotExists: false, replace, SpanFrom(start));
    }

    /// <summary>old_aggr_definition.</summary>
    private ValueList<DefElem> ParseOldAggregateDefinition()
    {
        var options = NewList<DefElem>();
        Expect(TokenKind.OpenParen);
        do
        {
            var start = Start;
            if (Current is not (TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier))
            {
                ErrorHere();
                break;
            }

            var name = ParseColId();
            Expect(TokenKind.Equals);
            options.Add(Option(name, ParseDefArg(), start));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>CREATE OPERATOR, behind those words, CLASS and FAMILY too.</summary>
    private Statement ParseCreateOperator(int start)
    {
        if (Current == TokenKind.ClassKeyword && Peek() != TokenKind.Dot)
        {
            Take();
            return ParseCreateOpClass(start);
        }

        if (Current == TokenKind.FamilyKeyword && Peek() != TokenKind.Dot)
        {
            Take();
            var family = ParseAnyName();
            Expect(TokenKind.UsingKeyword);
            var accessMethod = ParseColId();
            return new CreateOpFamilyStmt(family, accessMethod, SpanFrom(start));
        }

        var name = ParseAnyOperator();
        var definition = ParseDefinition();
        return new DefineStmt(ObjectType.Operator, false, name, default, -1, definition, ifNotExists: false, replace: false, SpanFrom(start));
    }

    private Statement ParseCreateOpClass(int start)
    {
        var name = ParseAnyName();
        var isDefault = Accept(TokenKind.DefaultKeyword);
        Expect(TokenKind.ForKeyword);
        Expect(TokenKind.TypeKeyword);
        var dataType = ParseTypename();
        Expect(TokenKind.UsingKeyword);
        var accessMethod = ParseColId();
        var family = Accept(TokenKind.FamilyKeyword) ? ParseAnyName() : default;
        Expect(TokenKind.AsKeyword);
        var items = ParseOpClassItems();
        return new CreateOpClassStmt(name, isDefault, dataType, accessMethod, family, items, SpanFrom(start));
    }

    /// <summary>opclass_item_list.</summary>
    private ValueList<CreateOpClassItem> ParseOpClassItems()
    {
        var items = NewList<CreateOpClassItem>();
        do
            items.Add(ParseOpClassItem());
        while (Accept(TokenKind.Comma));
        return items.ToValueList();
    }

    private CreateOpClassItem ParseOpClassItem()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.OperatorKeyword:
                Take();
                var strategy = ParseIconst();
                var @operator = ParseOperatorWithOptArgtypes();
                ValueList<Identifier> orderFamily = default;
                if (Accept(TokenKind.ForKeyword) && !Accept(TokenKind.SearchKeyword))
                {
                    Expect(TokenKind.OrderKeyword);
                    Expect(TokenKind.ByKeyword);
                    orderFamily = ParseAnyName();
                }

                return new(OpClassItemType.Operator, @operator, strategy, default, orderFamily, null, SpanFrom(start));

            case TokenKind.FunctionKeyword:
                Take();
                var support = ParseIconst();
                ValueList<TypeName> classArgs = default;
                if (Accept(TokenKind.OpenParen))
                {
                    classArgs = ParseTypeList();
                    Expect(TokenKind.CloseParen);
                }

                var function = ParseFunctionWithArgtypes();
                return new(OpClassItemType.Function, function, support, classArgs, default, null, SpanFrom(start));

            case TokenKind.StorageKeyword:
                Take();
                var stored = ParseTypename();
                return new(OpClassItemType.Storage, null, 0, default, default, stored, SpanFrom(start));

            default:
                ErrorHere();
                return new(OpClassItemType.Storage, null, 0, default, default, null, SpanFrom(start));
        }
    }

    /// <summary>An operator whose operand types may be left out.</summary>
    private ObjectWithArgs ParseOperatorWithOptArgtypes()
    {
        var start = Start;
        var position = _position;
        var name = ParseAnyOperator();
        if (Current != TokenKind.OpenParen || _failed)
            return new(name, default, default, argsUnspecified: true, SpanFrom(start));

        _position = position;
        return ParseOperatorWithArgtypes();
    }

    /// <summary>ALTER OPERATOR, behind those words, CLASS and FAMILY too.</summary>
    private Statement ParseAlterOperator(int start)
    {
        if (Current == TokenKind.ClassKeyword && Peek() != TokenKind.Dot)
        {
            Take();
            return ParseAlterOpClass(ObjectType.OperatorClass, start);
        }

        if (Current == TokenKind.FamilyKeyword && Peek() != TokenKind.Dot)
        {
            Take();
            return ParseAlterOpClass(ObjectType.OperatorFamily, start);
        }

        var @operator = ParseOperatorWithArgtypes();
        if (Current == TokenKind.OwnerKeyword)
            return ParseOwner(ObjectType.Operator, @operator, start);
        if (Current == TokenKind.SetKeyword && Peek() == TokenKind.SchemaKeyword)
            return ParseSetSchema(ObjectType.Operator, @operator, start);

        Expect(TokenKind.SetKeyword);
        var options = ParseOperatorDefinition();
        return new AlterOperatorStmt(@operator, options, SpanFrom(start));
    }

    /// <summary>'(' operator_def_list ')': like a definition, with NONE as a value.</summary>
    private ValueList<DefElem> ParseOperatorDefinition()
    {
        var options = NewList<DefElem>();
        Expect(TokenKind.OpenParen);
        do
        {
            var start = Start;
            var name = ParseColLabel();
            SqlNode? value = null;
            if (Accept(TokenKind.Equals) && !Accept(TokenKind.NoneKeyword))
                value = ParseDefArg();
            options.Add(Option(name, value, start));
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.CloseParen);
        return options.ToValueList();
    }

    /// <summary>ALTER OPERATOR CLASS or FAMILY, behind those words.</summary>
    private Statement ParseAlterOpClass(ObjectType type, int start)
    {
        var nameStart = Start;
        var name = ParseAnyName();
        var subject = new QualifiedName(name, SpanFrom(nameStart));
        Expect(TokenKind.UsingKeyword);
        var accessMethod = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(type, subject, accessMethod, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(type, subject, start, accessMethod);

            case TokenKind.AddKeyword when type == ObjectType.OperatorFamily:
                Take();
                var added = ParseOpClassItems();
                return new AlterOpFamilyStmt(name, accessMethod, isDrop: false, added, SpanFrom(start));

            case TokenKind.DropKeyword when type == ObjectType.OperatorFamily:
                Take();
                var dropped = ParseOpClassDrops();
                return new AlterOpFamilyStmt(name, accessMethod, isDrop: true, dropped, SpanFrom(start));

            default:
                return ParseSetSchema(type, subject, start, accessMethod);
        }
    }

    /// <summary>opclass_drop_list.</summary>
    private ValueList<CreateOpClassItem> ParseOpClassDrops()
    {
        var items = NewList<CreateOpClassItem>();
        do
        {
            var start = Start;
            var isFunction = Accept(TokenKind.FunctionKeyword);
            if (!isFunction)
                Expect(TokenKind.OperatorKeyword);
            var number = ParseIconst();
            Expect(TokenKind.OpenParen);
            var types = ParseTypeList();
            Expect(TokenKind.CloseParen);
            items.Add(new(isFunction ? OpClassItemType.Function : OpClassItemType.Operator, null, number, types, default, null, SpanFrom(start)));
        }
        while (Accept(TokenKind.Comma));
        return items.ToValueList();
    }
}
