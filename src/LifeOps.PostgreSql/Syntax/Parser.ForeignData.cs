namespace LifeOps.PostgreSql.Syntax;

// FOREIGN DATA WRAPPER, SERVER, USER MAPPING, IMPORT FOREIGN SCHEMA (gram.y: CreateFdwStmt, CreateForeignServerStmt, ...).
internal sealed partial class Parser
{
    /// <summary>CREATE FOREIGN DATA WRAPPER, behind those words.</summary>
    private Statement ParseCreateFdw(int start)
    {
        var name = ParseColId();
        var functions = ParseFdwFunctions();
        var options = ParseCreateGenericOptions();
        return new CreateFdwStmt(name, functions, options, SpanFrom(start));
    }

    /// <summary>ALTER FOREIGN DATA WRAPPER, behind those words.</summary>
    private Statement ParseAlterFdw(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.ForeignDataWrapper, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.ForeignDataWrapper, NameNode(name), start);
        }

        var functions = ParseFdwFunctions();
        var options = functions.IsEmpty || Current == TokenKind.OptionsKeyword ? ParseAlterGenericOptions() : default;
        return new AlterFdwStmt(name, functions, options, SpanFrom(start));
    }

    /// <summary>opt_fdw_options: HANDLER and VALIDATOR, with NO before them instead of a name behind.</summary>
    private ValueList<DefElem> ParseFdwFunctions()
    {
        var functions = NewList<DefElem>();
        while (Current is TokenKind.HandlerKeyword or TokenKind.ValidatorKeyword or TokenKind.NoKeyword)
        {
            var start = Start;
            var isNo = Accept(TokenKind.NoKeyword);
            if (Current is not (TokenKind.HandlerKeyword or TokenKind.ValidatorKeyword))
            {
                ErrorHere();
                break;
            }

            var name = TakeAs(KeywordTable.Word(Current));
            var function = isNo ? null : ParseAnyNameNode();
            functions.Add(Option(name, function, start));
        }

        return functions.ToValueList();
    }

    /// <summary>CREATE SERVER, behind those words.</summary>
    private Statement ParseCreateServer(int start)
    {
        var ifNotExists = ParseIfNotExists();
        var name = ParseColId();
        var type = Accept(TokenKind.TypeKeyword) ? ParseSconst() : default;
        var version = Current == TokenKind.VersionKeyword ? ParseServerVersion() : default;
        Expect(TokenKind.ForeignKeyword);
        Expect(TokenKind.DataKeyword);
        Expect(TokenKind.WrapperKeyword);
        var wrapper = ParseColId();
        var options = ParseCreateGenericOptions();
        return new CreateForeignServerStmt(name, type, version, wrapper, ifNotExists, options, SpanFrom(start));
    }

    /// <summary>foreign_server_version: VERSION 'text', or VERSION NULL, which gives none.</summary>
    private Identifier ParseServerVersion()
    {
        Expect(TokenKind.VersionKeyword);
        return Accept(TokenKind.NullKeyword) ? default : ParseSconst();
    }

    /// <summary>ALTER SERVER, behind those words.</summary>
    private Statement ParseAlterServer(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.ForeignServer, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.ForeignServer, NameNode(name), start);
        }

        var hasVersion = Current == TokenKind.VersionKeyword;
        var version = hasVersion ? ParseServerVersion() : default;
        var options = !hasVersion || Current == TokenKind.OptionsKeyword ? ParseAlterGenericOptions() : default;
        return new AlterForeignServerStmt(name, version, options, hasVersion, SpanFrom(start));
    }

    /// <summary>CREATE USER MAPPING, behind those words.</summary>
    private Statement ParseCreateUserMapping(int start)
    {
        // IF cannot be a name here, so the server's grammar wants NOT behind it.
        var ifNotExists = Accept(TokenKind.IfKeyword);
        if (ifNotExists)
        {
            Expect(TokenKind.NotKeyword);
            Expect(TokenKind.ExistsKeyword);
        }

        var user = ParseMappedUser(out var server);
        var options = ParseCreateGenericOptions();
        return new CreateUserMappingStmt(user, server, ifNotExists, options, SpanFrom(start));
    }

    /// <summary>ALTER USER MAPPING, behind those words.</summary>
    private Statement ParseAlterUserMapping(int start)
    {
        var user = ParseMappedUser(out var server);
        var options = ParseAlterGenericOptions();
        return new AlterUserMappingStmt(user, server, options, SpanFrom(start));
    }

    /// <summary>FOR auth_ident SERVER name; USER is the current user.</summary>
    private RoleSpec ParseMappedUser(out Identifier server)
    {
        Expect(TokenKind.ForKeyword);
        var start = Start;
        var user = Current == TokenKind.UserKeyword ? new RoleSpec(RoleSpecType.CurrentUser, TakeAs("user"), SpanFrom(start)) : ParseRoleSpec();
        Expect(TokenKind.ServerKeyword);
        server = ParseColId();
        return user;
    }

    private Statement ParseImportForeignSchemaStmt()
    {
        var start = Start;
        Expect(TokenKind.ImportKeyword);
        Expect(TokenKind.ForeignKeyword);
        Expect(TokenKind.SchemaKeyword);
        var remoteSchema = ParseColId();
        var listType = ImportForeignSchemaType.All;
        ValueList<RangeVar> tables = default;
        if (Current is TokenKind.LimitKeyword or TokenKind.ExceptKeyword)
        {
            listType = Current == TokenKind.LimitKeyword ? ImportForeignSchemaType.LimitTo : ImportForeignSchemaType.Except;
            if (Take().Kind == TokenKind.LimitKeyword)
                Expect(TokenKind.ToKeyword);
            Expect(TokenKind.OpenParen);
            tables = ParseRelationExprList();
            Expect(TokenKind.CloseParen);
        }

        Expect(TokenKind.FromKeyword);
        Expect(TokenKind.ServerKeyword);
        var server = ParseColId();
        Expect(TokenKind.IntoKeyword);
        var localSchema = ParseColId();
        var options = ParseCreateGenericOptions();
        return new ImportForeignSchemaStmt(remoteSchema, listType, tables, server, localSchema, options, SpanFrom(start));
    }
}
