namespace LifeOps.PostgreSql.Syntax;

// CREATE, ALTER DATABASE and TABLESPACE (gram.y: CreatedbStmt, AlterDatabaseStmt, AlterDatabaseSetStmt, CreateTableSpaceStmt, ...).
internal sealed partial class Parser
{
    /// <summary>CREATE DATABASE, behind those words.</summary>
    private Statement ParseCreateDatabase(int start)
    {
        var name = ParseColId();
        SkipOptWith();
        var options = ParseDatabaseOptions();
        return new CreatedbStmt(name, options, SpanFrom(start));
    }

    /// <summary>ALTER DATABASE, behind those words.</summary>
    private Statement ParseAlterDatabase(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.Database, name, start);

            case TokenKind.OwnerKeyword when Peek() == TokenKind.ToKeyword:
                return ParseOwner(ObjectType.Database, NameNode(name), start);

            case TokenKind.SetKeyword when Peek() == TokenKind.TablespaceKeyword && !IsAfterVarName(Peek(2)):
                Take();
                var option = Start;
                var optionName = TakeAs("tablespace");
                var tablespace = ToNode(ParseColId());
                var options = ValueList.Of(Option(optionName, tablespace, option));
                return new AlterDatabaseStmt(name, options, SpanFrom(start));

            case TokenKind.SetKeyword or TokenKind.ResetKeyword:
                var setStmt = ParseSetResetClause();
                return new AlterDatabaseSetStmt(name, setStmt, SpanFrom(start));

            case TokenKind.RefreshKeyword:
                Take();
                Expect(TokenKind.CollationKeyword);
                Expect(TokenKind.VersionKeyword);
                return new AlterDatabaseRefreshCollStmt(name, SpanFrom(start));

            default:
                SkipOptWith();
                var list = ParseDatabaseOptions();
                return new AlterDatabaseStmt(name, list, SpanFrom(start));
        }
    }

    /// <summary>createdb_opt_list.</summary>
    private ValueList<DefElem> ParseDatabaseOptions()
    {
        var options = NewList<DefElem>();
        while (ParseDatabaseOptionName() is { } name)
        {
            Accept(TokenKind.Equals);
            var value = Current == TokenKind.DefaultKeyword ? Default() : ParseVarValue();
            options.Add(Option(name, value, name.Start));
        }

        return options.ToValueList();

        // DEFAULT is no value: the option is there without one.
        SqlNode? Default()
        {
            Take();
            return null;
        }
    }

    /// <summary>createdb_opt_name; null, without an error, where none starts.</summary>
    private Identifier? ParseDatabaseOptionName()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.Hole:
                return ParseColId();

            case TokenKind.ConnectionKeyword:
                Take();
                Expect(TokenKind.LimitKeyword);
                return NameFrom(start, "connection_limit");

            case TokenKind.EncodingKeyword or TokenKind.LocationKeyword or TokenKind.OwnerKeyword or TokenKind.TablespaceKeyword or TokenKind.TemplateKeyword:
                return TakeAs(KeywordTable.Word(Current));

            default:
                return null;
        }
    }

    /// <summary>CREATE TABLESPACE, behind those words.</summary>
    private Statement ParseCreateTableSpace(int start)
    {
        var name = ParseColId();
        var owner = Accept(TokenKind.OwnerKeyword) ? ParseRoleSpec() : null;
        Expect(TokenKind.LocationKeyword);
        var location = ParseSconst();
        var options = Accept(TokenKind.WithKeyword) ? ParseReloptions() : default;
        return new CreateTableSpaceStmt(name, owner, location, options, SpanFrom(start));
    }

    /// <summary>ALTER TABLESPACE, behind those words.</summary>
    private Statement ParseAlterTableSpace(int start)
    {
        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRename(ObjectType.Tablespace, name, start);

            case TokenKind.OwnerKeyword:
                return ParseOwner(ObjectType.Tablespace, NameNode(name), start);

            default:
                var isReset = Accept(TokenKind.ResetKeyword);
                if (!isReset)
                    Expect(TokenKind.SetKeyword);
                var options = ParseReloptions();
                return new AlterTableSpaceOptionsStmt(name, options, isReset, SpanFrom(start));
        }
    }

    /// <summary>RENAME TO of an object with a plain name, at RENAME.</summary>
    private Statement ParseRename(ObjectType type, Identifier name, int start) =>
        ParseRename(type, NameNode(name), default, start);

    /// <summary>RENAME TO, at RENAME.</summary>
    private Statement ParseRename(ObjectType type, SqlNode subject, Identifier accessMethod, int start)
    {
        Expect(TokenKind.RenameKeyword);
        Expect(TokenKind.ToKeyword);
        var newName = ParseColId();
        return new RenameStmt(type, type, null, subject, default, accessMethod, newName, DropBehavior.Restrict, missingOk: false, SpanFrom(start));
    }

    /// <summary>OWNER TO, at OWNER.</summary>
    private Statement ParseOwner(ObjectType type, SqlNode subject, int start, Identifier accessMethod = default)
    {
        Expect(TokenKind.OwnerKeyword);
        Expect(TokenKind.ToKeyword);
        var owner = ParseRoleSpec();
        return new AlterOwnerStmt(type, subject, accessMethod, owner, SpanFrom(start));
    }

    /// <summary>SET SCHEMA, at SET.</summary>
    private Statement ParseSetSchema(ObjectType type, SqlNode subject, int start, Identifier accessMethod = default)
    {
        Expect(TokenKind.SetKeyword);
        Expect(TokenKind.SchemaKeyword);
        var schema = ParseColId();
        return new AlterObjectSchemaStmt(type, null, subject, accessMethod, schema, missingOk: false, SpanFrom(start));
    }
}
