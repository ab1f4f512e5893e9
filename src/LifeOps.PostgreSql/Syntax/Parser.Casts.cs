namespace LifeOps.PostgreSql.Syntax;

// CAST, CONVERSION, LANGUAGE, TRANSFORM, COLLATION, ACCESS METHOD (gram.y: CreateCastStmt, CreateConversionStmt, CreatePLangStmt, ...).
internal sealed partial class Parser
{
    /// <summary>CREATE CAST, behind those words.</summary>
    private Statement ParseCreateCast(int start)
    {
        Expect(TokenKind.OpenParen);
        var source = ParseTypename();
        Expect(TokenKind.AsKeyword);
        var target = ParseTypename();
        Expect(TokenKind.CloseParen);
        ObjectWithArgs? function = null;
        var inout = false;
        if (Accept(TokenKind.WithoutKeyword))
        {
            Expect(TokenKind.FunctionKeyword);
        }
        else
        {
            Expect(TokenKind.WithKeyword);
            inout = Accept(TokenKind.InoutKeyword);
            if (!inout)
            {
                Expect(TokenKind.FunctionKeyword);
                function = ParseFunctionWithArgtypes();
            }
        }

        var context = CoercionContext.Explicit;
        if (Accept(TokenKind.AsKeyword))
        {
            context = CoercionContext.Implicit;
            if (!Accept(TokenKind.ImplicitKeyword))
            {
                context = CoercionContext.Assignment;
                Expect(TokenKind.AssignmentKeyword);
            }
        }

        return new CreateCastStmt(source, target, function, context, inout, SpanFrom(start));
    }

    /// <summary>CREATE [DEFAULT] CONVERSION, behind those words.</summary>
    private Statement ParseCreateConversion(int start, bool isDefault)
    {
        var name = ParseAnyName();
        Expect(TokenKind.ForKeyword);
        var forEncoding = ParseSconst();
        Expect(TokenKind.ToKeyword);
        var toEncoding = ParseSconst();
        Expect(TokenKind.FromKeyword);
        var function = ParseAnyName();
        return new CreateConversionStmt(name, forEncoding, toEncoding, function, isDefault, SpanFrom(start));
    }

    /// <summary>CREATE [OR REPLACE] [TRUSTED] [PROCEDURAL] LANGUAGE, at TRUSTED, PROCEDURAL or LANGUAGE.</summary>
    private Statement ParseCreateLanguage(int start, bool replace)
    {
        var trusted = Accept(TokenKind.TrustedKeyword);
        Accept(TokenKind.ProceduralKeyword);
        Expect(TokenKind.LanguageKeyword);
        var name = ParseColId();

        // Without a handler the server makes it CREATE EXTENSION IF NOT EXISTS (gram.y: CreatePLangStmt).
        if (!Accept(TokenKind.HandlerKeyword))
            return new CreateExtensionStmt(name, ifNotExists: replace, default, SpanFrom(start));

        var handler = ParseHandlerName();
        var inline = Accept(TokenKind.InlineKeyword) ? ParseHandlerName() : default;
        ValueList<Identifier> validator = default;
        if (Accept(TokenKind.ValidatorKeyword))
            validator = ParseHandlerName();
        else if (Accept(TokenKind.NoKeyword))
            Expect(TokenKind.ValidatorKeyword);
        return new CreatePLangStmt(replace, name, handler, inline, validator, trusted, SpanFrom(start));
    }

    /// <summary>handler_name.</summary>
    private ValueList<Identifier> ParseHandlerName() => ParseAnyName();

    /// <summary>CREATE [OR REPLACE] TRANSFORM, behind those words.</summary>
    private Statement ParseCreateTransform(int start, bool replace)
    {
        Expect(TokenKind.ForKeyword);
        var type = ParseTypename();
        Expect(TokenKind.LanguageKeyword);
        var language = ParseColId();
        Expect(TokenKind.OpenParen);
        ObjectWithArgs? fromSql = null;
        ObjectWithArgs? toSql = null;
        if (Current == TokenKind.FromKeyword)
        {
            fromSql = ParseTransformElement(TokenKind.FromKeyword);
            if (Accept(TokenKind.Comma))
                toSql = ParseTransformElement(TokenKind.ToKeyword);
        }
        else
        {
            toSql = ParseTransformElement(TokenKind.ToKeyword);
            if (Accept(TokenKind.Comma))
                fromSql = ParseTransformElement(TokenKind.FromKeyword);
        }

        Expect(TokenKind.CloseParen);
        return new CreateTransformStmt(replace, type, language, fromSql, toSql, SpanFrom(start));
    }

    private ObjectWithArgs ParseTransformElement(TokenKind direction)
    {
        Expect(direction);
        Expect(TokenKind.SqlKeyword);
        Expect(TokenKind.WithKeyword);
        Expect(TokenKind.FunctionKeyword);
        return ParseFunctionWithArgtypes();
    }

    /// <summary>CREATE COLLATION, behind those words.</summary>
    private Statement ParseCreateCollation(int start)
    {
        var ifNotExists = ParseIfNotExists();
        var name = ParseAnyName();
        ValueList<DefElem> definition;
        if (Current == TokenKind.FromKeyword)
        {
            var option = Start;
            var optionName = TakeAs("from");
            definition = ValueList.Of(Option(optionName, ParseAnyNameNode(), option));
        }
        else
        {
            definition = ParseDefinition();
        }

        return new DefineStmt(ObjectType.Collation, false, name, default, -1, definition, ifNotExists, replace: false, SpanFrom(start));
    }

    /// <summary>ALTER COLLATION, behind those words.</summary>
    private Statement ParseAlterCollation(int start)
    {
        var nameStart = Start;
        var name = ParseAnyName();
        var subject = new QualifiedName(name, SpanFrom(nameStart));
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.Collation, subject, default, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.Collation, subject, start);

            case TokenKind.SetKeyword:
                return ParseSetSchema(ObjectType.Collation, subject, start);

            default:
                Expect(TokenKind.RefreshKeyword);
                Expect(TokenKind.VersionKeyword);
                return new AlterCollationStmt(name, SpanFrom(start));
        }
    }

    /// <summary>ALTER CONVERSION, behind those words.</summary>
    private Statement ParseAlterConversion(int start)
    {
        var subject = ParseAnyNameNode();
        return Current switch
        {
            TokenKind.RenameKeyword => ParseRename(ObjectType.Conversion, subject, default, start),
            TokenKind.OwnerKeyword => ParseOwner(ObjectType.Conversion, subject, start),
            _ => ParseSetSchema(ObjectType.Conversion, subject, start),
        };
    }

    /// <summary>ALTER [PROCEDURAL] LANGUAGE, behind those words.</summary>
    private Statement ParseAlterLanguage(int start)
    {
        var name = ParseColId();
        return Current == TokenKind.RenameKeyword
            ? ParseRename(ObjectType.Language, name, start)
            : ParseOwner(ObjectType.Language, NameNode(name), start);
    }

    /// <summary>ALTER LARGE OBJECT, behind those words.</summary>
    private Statement ParseAlterLargeObject(int start)
    {
        var number = ParseNumericOnly();
        return ParseOwner(ObjectType.LargeObject, number, start);
    }

    /// <summary>CREATE ACCESS METHOD, behind those words.</summary>
    private Statement ParseCreateAccessMethod(int start)
    {
        var name = ParseColId();
        Expect(TokenKind.TypeKeyword);
        var isTable = Accept(TokenKind.TableKeyword);
        if (!isTable)
            Expect(TokenKind.IndexKeyword);
        Expect(TokenKind.HandlerKeyword);
        var handler = ParseHandlerName();
        return new CreateAmStmt(name, handler, isTable, SpanFrom(start));
    }
}
