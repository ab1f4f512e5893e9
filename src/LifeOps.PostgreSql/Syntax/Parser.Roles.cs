namespace LifeOps.PostgreSql.Syntax;

// CREATE, ALTER ROLE, USER and GROUP, REASSIGN OWNED, DROP OWNED (gram.y: CreateRoleStmt, AlterRoleStmt, ...).
internal sealed partial class Parser
{
    /// <summary>CREATE ROLE, USER or GROUP, behind those words.</summary>
    private Statement ParseCreateRole(int start, RoleStmtType type)
    {
        var role = ParseRoleId();
        SkipOptWith();
        var options = ParseRoleOptions(isCreate: true);
        return new CreateRoleStmt(type, role, options, SpanFrom(start));
    }

    /// <summary>ALTER ROLE or USER, behind those words.</summary>
    private Statement ParseAlterRole(int start)
    {
        var isAll = Accept(TokenKind.AllKeyword);
        var role = isAll ? null : ParseRoleSpec();
        if (isAll || Current is TokenKind.InKeyword or TokenKind.SetKeyword or TokenKind.ResetKeyword)
            return ParseAlterRoleSet(role, start);
        if (Accept(TokenKind.RenameKeyword))
            return ParseRenameRole(role!, start);

        SkipOptWith();
        var options = ParseRoleOptions(isCreate: false);
        return new AlterRoleStmt(role!, options, isDrop: false, SpanFrom(start));
    }

    private Statement ParseAlterRoleSet(RoleSpec? role, int start)
    {
        Identifier database = default;
        if (Accept(TokenKind.InKeyword))
        {
            Expect(TokenKind.DatabaseKeyword);
            database = ParseColId();
        }

        var setStmt = ParseSetResetClause();
        return new AlterRoleSetStmt(role, database, setStmt, SpanFrom(start));
    }

    /// <summary>ALTER GROUP, behind those words.</summary>
    private Statement ParseAlterGroup(int start)
    {
        var role = ParseRoleSpec();
        if (Accept(TokenKind.RenameKeyword))
            return ParseRenameRole(role, start);

        var isDrop = Accept(TokenKind.DropKeyword);
        if (!isDrop)
            Expect(TokenKind.AddKeyword);
        var option = Start;
        Expect(TokenKind.UserKeyword);
        var members = RoleNodes(ParseRoleList(), Start);
        var options = ValueList.Of(Option(NameFrom(option, "rolemembers"), members, option));
        return new AlterRoleStmt(role, options, isDrop, SpanFrom(start));
    }

    private Statement ParseRenameRole(RoleSpec role, int start)
    {
        CheckRoleId(role);
        Expect(TokenKind.ToKeyword);
        var newName = ParseRoleId();
        var subject = new QualifiedName(ValueList.Of(role.Name), role.Span);
        return new RenameStmt(
            ObjectType.Role, ObjectType.Role, null, subject, default, default, newName.Name, DropBehavior.Restrict, missingOk: false, SpanFrom(start));
    }

    /// <summary>RoleId: the name of a role that is created or renamed, which none of the special words can be.</summary>
    private RoleSpec ParseRoleId()
    {
        var role = ParseRoleSpec();
        CheckRoleId(role);
        return role;
    }

    private void CheckRoleId(RoleSpec role)
    {
        var message = role.RoleType switch
        {
            RoleSpecType.Public => "role name \"public\" is reserved",
            RoleSpecType.SessionUser => "SESSION_USER cannot be used as a role name here",
            RoleSpecType.CurrentUser => "CURRENT_USER cannot be used as a role name here",
            RoleSpecType.CurrentRole => "CURRENT_ROLE cannot be used as a role name here",
            _ => null,
        };
        if (message is not null)
            Error(role.Span, message, "42939");
    }

    /// <summary>OptRoleList, AlterOptRoleList.</summary>
    private ValueList<DefElem> ParseRoleOptions(bool isCreate)
    {
        var options = NewList<DefElem>();
        while (ParseRoleOption(isCreate) is { } option)
            options.Add(option);
        return options.ToValueList();
    }

    /// <summary>One option; null, without an error, where none starts.</summary>
    private DefElem? ParseRoleOption(bool isCreate)
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.PasswordKeyword:
                return ParsePassword(start);

            case TokenKind.EncryptedKeyword:
                Take();
                if (Current == TokenKind.PasswordKeyword && Peek() == TokenKind.NullKeyword)
                {
                    Take();
                    ErrorHere();
                }

                return ParsePassword(start);

            case TokenKind.UnencryptedKeyword:
                Take();
                Expect(TokenKind.PasswordKeyword);
                var password = ParseSconstNode();
                Error(new(start, "UNENCRYPTED".Length), "UNENCRYPTED PASSWORD is no longer supported", "0A000");
                return Option(NameFrom(start, "password"), password, start);

            case TokenKind.InheritKeyword:
                return TakeOption("inherit");

            case TokenKind.ConnectionKeyword:
                Take();
                Expect(TokenKind.LimitKeyword);
                return Option(NameFrom(start, "connectionlimit"), ParseSignedIconst(), start);

            case TokenKind.ValidKeyword:
                Take();
                Expect(TokenKind.UntilKeyword);
                return Option(NameFrom(start, "validUntil"), ParseSconstNode(), start);

            case TokenKind.UserKeyword:
                return ParseRoleListOption("rolemembers", start);

            case TokenKind.SysidKeyword when isCreate:
                Take();
                return Option(NameFrom(start, "sysid"), ParseIconstNode(), start);

            case TokenKind.AdminKeyword when isCreate:
                return ParseRoleListOption("adminmembers", start);

            case TokenKind.RoleKeyword when isCreate:
                return ParseRoleListOption("rolemembers", start);

            case TokenKind.InKeyword when isCreate:
                Take();
                if (Current is TokenKind.RoleKeyword or TokenKind.GroupKeyword)
                    return ParseRoleListOption("addroleto", start);
                ErrorHere();
                return null;

            case TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier or TokenKind.Hole:
                return ParseNamedRoleOption(start);

            default:
                return null;
        }
    }

    /// <summary>The options that are no keywords: the grammar's action compares their names.</summary>
    private DefElem ParseNamedRoleOption(int start)
    {
        var isHole = Current == TokenKind.Hole;
        var word = ParseColId();
        var name = word.Value switch
        {
            "superuser" or "nosuperuser" => "superuser",
            "createrole" or "nocreaterole" => "createrole",
            "replication" or "noreplication" => "isreplication",
            "createdb" or "nocreatedb" => "createdb",
            "login" or "nologin" => "canlogin",
            "bypassrls" or "nobypassrls" => "bypassrls",
            "noinherit" => "inherit",
            _ => null,
        };
        if (name is null && !isHole)
            Error(word.Span, "unrecognized role option \"" + word.Value + "\"");
        var value = word.Value is { } text && name is not null && text.StartsWith("no", System.StringComparison.Ordinal) ? "false" : "true";
        return Option(new(name ?? word.Value, word.Start, word.End), ToNode(new(value, word.Start, word.End)), start);
    }

    private DefElem ParsePassword(int start)
    {
        Expect(TokenKind.PasswordKeyword);
        var name = NameFrom(start, "password");
        return Accept(TokenKind.NullKeyword) ? Option(name, null, start) : Option(name, ParseSconstNode(), start);
    }

    /// <summary>A keyword, and the roles behind it.</summary>
    private DefElem ParseRoleListOption(string name, int start)
    {
        Take();
        var optionName = NameFrom(start, name);
        var listStart = Start;
        var roles = ParseRoleList();
        return Option(optionName, RoleNodes(roles, listStart), start);
    }

    private NodeList RoleNodes(ValueList<RoleSpec> roles, int start)
    {
        var nodes = new SqlNode[roles.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = roles[i];
        return new(new(nodes), nodes.Length == 0 ? SpanFrom(start) : TextSpan.FromBounds(nodes[0].Span.Start, nodes[nodes.Length - 1].Span.End));
    }

    private Statement ParseReassignOwnedStmt()
    {
        var start = Start;
        Expect(TokenKind.ReassignKeyword);
        Expect(TokenKind.OwnedKeyword);
        Expect(TokenKind.ByKeyword);
        var roles = ParseRoleList();
        Expect(TokenKind.ToKeyword);
        var newRole = ParseRoleSpec();
        return new ReassignOwnedStmt(roles, newRole, SpanFrom(start));
    }

    /// <summary>DROP OWNED, behind those words.</summary>
    private Statement ParseDropOwned(int start)
    {
        Expect(TokenKind.ByKeyword);
        var roles = ParseRoleList();
        var behavior = ParseOptDropBehavior();
        return new DropOwnedStmt(roles, behavior, SpanFrom(start));
    }
}
