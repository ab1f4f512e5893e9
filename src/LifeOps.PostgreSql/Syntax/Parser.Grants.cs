namespace LifeOps.PostgreSql.Syntax;

// GRANT, REVOKE, ALTER DEFAULT PRIVILEGES (gram.y: GrantStmt, RevokeStmt, GrantRoleStmt, RevokeRoleStmt, AlterDefaultPrivilegesStmt).
internal sealed partial class Parser
{
    private Statement ParseGrantStmt()
    {
        var start = Start;
        Expect(TokenKind.GrantKeyword);
        var isAll = Current == TokenKind.AllKeyword;
        var privileges = ParsePrivileges();
        if (!isAll && Accept(TokenKind.ToKeyword))
            return ParseGrantRole(privileges, start);

        Expect(TokenKind.OnKeyword);
        var target = ParsePrivilegeTarget();
        Expect(TokenKind.ToKeyword);
        var grantees = ParseGranteeList();
        var grantOption = AcceptGrantOption();
        var grantor = ParseOptGrantedBy();
        return new GrantStmt(
            true, target.Type, target.ObjectType, privileges, target.Objects, grantees, grantOption, grantor, DropBehavior.Restrict, SpanFrom(start));
    }

    private Statement ParseGrantRole(ValueList<AccessPriv> roles, int start)
    {
        var grantees = ParseRoleList();
        var options = NewList<DefElem>();
        if (Accept(TokenKind.WithKeyword))
        {
            do
                options.Add(ParseGrantRoleOption());
            while (Accept(TokenKind.Comma));
        }

        var grantor = ParseOptGrantedBy();
        return new GrantRoleStmt(roles, grantees, true, options.ToValueList(), grantor, DropBehavior.Restrict, SpanFrom(start));
    }

    /// <summary>grant_role_opt: a name with OPTION, TRUE or FALSE.</summary>
    private DefElem ParseGrantRoleOption()
    {
        var start = Start;
        var name = ParseColLabel();
        if (Current is not (TokenKind.OptionKeyword or TokenKind.TrueKeyword or TokenKind.FalseKeyword))
        {
            ErrorHere();
            return Option(name, null, start);
        }

        return Option(name, ToNode(TakeAs(Current == TokenKind.FalseKeyword ? "false" : "true")), start);
    }

    private Statement ParseRevokeStmt()
    {
        var start = Start;
        Expect(TokenKind.RevokeKeyword);

        // REVOKE name OPTION FOR: of GRANT for privileges, of any other name for roles.
        var option = Start;
        Identifier optionName = default;
        var isGrantOption = false;
        if (Current == TokenKind.GrantKeyword)
        {
            Take();
            isGrantOption = true;
            Expect(TokenKind.OptionKeyword);
            Expect(TokenKind.ForKeyword);
        }
        else if (Peek() == TokenKind.OptionKeyword && IsColId(Current))
        {
            optionName = ParseColId();
            Take();
            Expect(TokenKind.ForKeyword);
        }

        var isAll = Current == TokenKind.AllKeyword;
        var privileges = optionName.IsMissing ? ParsePrivileges() : ParsePrivilegeList();
        if (!isGrantOption && !isAll && (!optionName.IsMissing || Current == TokenKind.FromKeyword))
        {
            var options = optionName.IsMissing
                ? default
                : ValueList.Of(new DefElem(default, optionName, ToNode(new("false", optionName.Start, optionName.End)), DefElemAction.Unspecified, optionName.Span));
            return ParseRevokeRole(privileges, options, start);
        }

        Expect(TokenKind.OnKeyword);
        var target = ParsePrivilegeTarget();
        Expect(TokenKind.FromKeyword);
        var grantees = ParseGranteeList();
        var grantor = ParseOptGrantedBy();
        var behavior = ParseOptDropBehavior();
        return new GrantStmt(
            false, target.Type, target.ObjectType, privileges, target.Objects, grantees, isGrantOption, grantor, behavior, SpanFrom(start));
    }

    private Statement ParseRevokeRole(ValueList<AccessPriv> roles, ValueList<DefElem> options, int start)
    {
        Expect(TokenKind.FromKeyword);
        var grantees = ParseRoleList();
        var grantor = ParseOptGrantedBy();
        var behavior = ParseOptDropBehavior();
        return new GrantRoleStmt(roles, grantees, false, options, grantor, behavior, SpanFrom(start));
    }

    /// <summary>privileges: ALL [PRIVILEGES] [(columns)] gives no privilege, or one without a name that holds the columns.</summary>
    private ValueList<AccessPriv> ParsePrivileges()
    {
        var start = Start;
        if (!Accept(TokenKind.AllKeyword))
            return ParsePrivilegeList();

        Accept(TokenKind.PrivilegesKeyword);
        if (Current != TokenKind.OpenParen)
            return default;
        var columns = ParseColumnList();
        return ValueList.Of(new AccessPriv(default, columns, SpanFrom(start)));
    }

    /// <summary>privilege_list.</summary>
    private ValueList<AccessPriv> ParsePrivilegeList()
    {
        var privileges = NewList<AccessPriv>();
        do
            privileges.Add(ParsePrivilege());
        while (Accept(TokenKind.Comma));
        return privileges.ToValueList();
    }

    private AccessPriv ParsePrivilege()
    {
        var start = Start;
        Identifier name;
        switch (Current)
        {
            case TokenKind.AlterKeyword when Peek() == TokenKind.SystemKeyword:
                Take();
                Take();
                return new(NameFrom(start, "alter system"), default, SpanFrom(start));

            case TokenKind.SelectKeyword or TokenKind.ReferencesKeyword or TokenKind.CreateKeyword:
                name = TakeAs(KeywordTable.Word(Current));
                break;

            default:
                name = ParseColId();
                break;
        }

        var columns = ParseOptColumnList();
        return new(name, columns, SpanFrom(start));
    }

    private readonly struct PrivilegeTarget(GrantTargetType type, ObjectType objectType, ValueList<SqlNode> objects)
    {
        public GrantTargetType Type { get; } = type;

        public ObjectType ObjectType { get; } = objectType;

        public ValueList<SqlNode> Objects { get; } = objects;
    }

    /// <summary>privilege_target.</summary>
    private PrivilegeTarget ParsePrivilegeTarget()
    {
        // Most of the words that begin a target are names too: a table of that name when nothing that can be its object follows.
        var startsObject = IsColId(Peek());
        switch (Current)
        {
            case TokenKind.TableKeyword:
                Take();
                return Relations(ObjectType.Table);

            case TokenKind.SequenceKeyword when startsObject:
                Take();
                return Relations(ObjectType.Sequence);

            case TokenKind.ForeignKeyword:
                Take();
                if (Accept(TokenKind.ServerKeyword))
                    return Names(ObjectType.ForeignServer);
                Expect(TokenKind.DataKeyword);
                Expect(TokenKind.WrapperKeyword);
                return Names(ObjectType.ForeignDataWrapper);

            case TokenKind.FunctionKeyword when startsObject || IsTypeFunctionName(Peek()):
                Take();
                return Routines(ObjectType.Function);

            case TokenKind.ProcedureKeyword when startsObject || IsTypeFunctionName(Peek()):
                Take();
                return Routines(ObjectType.Procedure);

            case TokenKind.RoutineKeyword when startsObject || IsTypeFunctionName(Peek()):
                Take();
                return Routines(ObjectType.Routine);

            case TokenKind.DatabaseKeyword when startsObject:
                Take();
                return Names(ObjectType.Database);

            case TokenKind.DomainKeyword when startsObject:
                Take();
                return AnyNames(ObjectType.Domain);

            case TokenKind.LanguageKeyword when startsObject:
                Take();
                return Names(ObjectType.Language);

            case TokenKind.LargeKeyword when Peek() == TokenKind.ObjectKeyword:
                Take();
                Take();
                return LargeObjects();

            case TokenKind.ParameterKeyword when startsObject:
                Take();
                return Parameters();

            case TokenKind.SchemaKeyword when startsObject:
                Take();
                return Names(ObjectType.Schema);

            case TokenKind.TablespaceKeyword when startsObject:
                Take();
                return Names(ObjectType.Tablespace);

            case TokenKind.TypeKeyword when startsObject:
                Take();
                return AnyNames(ObjectType.Type);

            case TokenKind.AllKeyword:
                Take();
                return AllInSchema();

            default:
                return Relations(ObjectType.Table);
        }
    }

    private PrivilegeTarget Relations(ObjectType type)
    {
        var relations = NewList<SqlNode>();
        do
            relations.Add(ParseQualifiedName());
        while (Accept(TokenKind.Comma));
        return new(GrantTargetType.Object, type, relations.ToValueList());
    }

    private PrivilegeTarget Names(ObjectType type) => new(GrantTargetType.Object, type, ParseNameNodes());

    private PrivilegeTarget AnyNames(ObjectType type)
    {
        var names = NewList<SqlNode>();
        do
            names.Add(ParseAnyNameNode());
        while (Accept(TokenKind.Comma));
        return new(GrantTargetType.Object, type, names.ToValueList());
    }

    private PrivilegeTarget Routines(ObjectType type)
    {
        var routines = NewList<SqlNode>();
        do
            routines.Add(ParseFunctionWithArgtypes());
        while (Accept(TokenKind.Comma));
        return new(GrantTargetType.Object, type, routines.ToValueList());
    }

    private PrivilegeTarget LargeObjects()
    {
        var numbers = NewList<SqlNode>();
        do
            numbers.Add(ParseNumericOnly());
        while (Accept(TokenKind.Comma));
        return new(GrantTargetType.Object, ObjectType.LargeObject, numbers.ToValueList());
    }

    /// <summary>parameter_name_list.</summary>
    private PrivilegeTarget Parameters()
    {
        var names = NewList<SqlNode>();
        do
        {
            var name = ParseVarName();
            names.Add(NameNode(name));
        }
        while (Accept(TokenKind.Comma));
        return new(GrantTargetType.Object, ObjectType.ParameterAcl, names.ToValueList());
    }

    /// <summary>ALL TABLES IN SCHEMA and the like, behind ALL.</summary>
    private PrivilegeTarget AllInSchema()
    {
        ObjectType? type = Current switch
        {
            TokenKind.TablesKeyword => ObjectType.Table,
            TokenKind.SequencesKeyword => ObjectType.Sequence,
            TokenKind.FunctionsKeyword => ObjectType.Function,
            TokenKind.ProceduresKeyword => ObjectType.Procedure,
            TokenKind.RoutinesKeyword => ObjectType.Routine,
            _ => null,
        };
        if (type is null)
            ErrorHere();
        else
            Take();
        Expect(TokenKind.InKeyword);
        Expect(TokenKind.SchemaKeyword);
        return new(GrantTargetType.AllInSchema, type ?? ObjectType.Table, ParseNameNodes());
    }

    /// <summary>grantee_list: GROUP before a role means nothing any more.</summary>
    private ValueList<RoleSpec> ParseGranteeList()
    {
        var grantees = NewList<RoleSpec>();
        do
        {
            Accept(TokenKind.GroupKeyword);
            grantees.Add(ParseRoleSpec());
        }
        while (Accept(TokenKind.Comma));
        return grantees.ToValueList();
    }

    /// <summary>opt_grant_grant_option.</summary>
    private bool AcceptGrantOption()
    {
        if (!Accept(TokenKind.WithKeyword))
            return false;
        Expect(TokenKind.GrantKeyword);
        Expect(TokenKind.OptionKeyword);
        return true;
    }

    /// <summary>opt_granted_by.</summary>
    private RoleSpec? ParseOptGrantedBy()
    {
        if (!Accept(TokenKind.GrantedKeyword))
            return null;
        Expect(TokenKind.ByKeyword);
        return ParseRoleSpec();
    }

    /// <summary>ALTER DEFAULT PRIVILEGES, behind those words.</summary>
    private Statement ParseAlterDefaultPrivileges(int start)
    {
        var options = NewList<DefElem>();
        while (Current is TokenKind.InKeyword or TokenKind.ForKeyword)
            options.Add(ParseDefaultPrivilegesOption());
        var action = ParseDefaultPrivilegesAction();
        return new AlterDefaultPrivilegesStmt(options.ToValueList(), action, SpanFrom(start));
    }

    /// <summary>DefACLOption.</summary>
    private DefElem ParseDefaultPrivilegesOption()
    {
        var start = Start;
        if (Accept(TokenKind.InKeyword))
        {
            Expect(TokenKind.SchemaKeyword);
            var name = NameFrom(start, "schemas");
            var listStart = Start;
            var schemas = ParseNameNodes();
            return Option(name, new NodeList(schemas, SpanFrom(listStart)), start);
        }

        Expect(TokenKind.ForKeyword);
        if (Current is TokenKind.RoleKeyword or TokenKind.UserKeyword)
            return ParseRoleListOption("roles", start);
        ErrorHere();
        return Option(NameFrom(start, "roles"), null, start);
    }

    /// <summary>DefACLAction.</summary>
    private GrantStmt ParseDefaultPrivilegesAction()
    {
        var start = Start;
        var isGrant = Current == TokenKind.GrantKeyword;
        var grantOption = false;
        if (isGrant)
        {
            Take();
        }
        else
        {
            Expect(TokenKind.RevokeKeyword);
            if (Accept(TokenKind.GrantKeyword))
            {
                grantOption = true;
                Expect(TokenKind.OptionKeyword);
                Expect(TokenKind.ForKeyword);
            }
        }

        var privileges = ParsePrivileges();
        Expect(TokenKind.OnKeyword);
        var type = ParseDefaultPrivilegesTarget();
        Expect(isGrant ? TokenKind.ToKeyword : TokenKind.FromKeyword);
        var grantees = ParseGranteeList();
        var behavior = DropBehavior.Restrict;
        if (isGrant)
            grantOption = AcceptGrantOption();
        else
            behavior = ParseOptDropBehavior();
        return new(isGrant, GrantTargetType.Defaults, type, privileges, default, grantees, grantOption, null, behavior, SpanFrom(start));
    }

    /// <summary>defacl_privilege_target.</summary>
    private ObjectType ParseDefaultPrivilegesTarget()
    {
        ObjectType? type = Current switch
        {
            TokenKind.TablesKeyword => ObjectType.Table,
            TokenKind.FunctionsKeyword or TokenKind.RoutinesKeyword => ObjectType.Function,
            TokenKind.SequencesKeyword => ObjectType.Sequence,
            TokenKind.TypesKeyword => ObjectType.Type,
            TokenKind.SchemasKeyword => ObjectType.Schema,
            TokenKind.LargeKeyword => ObjectType.LargeObject,
            _ => null,
        };
        if (type is null)
            ErrorHere();
        else if (Take().Kind == TokenKind.LargeKeyword)
            Expect(TokenKind.ObjectsKeyword);
        return type ?? ObjectType.Table;
    }
}
