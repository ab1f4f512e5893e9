namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE TYPE and ALTER TYPE.</summary>
internal sealed partial class Parser
{
    /// <summary>CREATE TYPE, at TYPE (gram.y: DefineStmt).</summary>
    private Statement ParseCreateType(int start)
    {
        Take();
        var nameStart = Start;
        var name = ParseAnyName();
        var nameSpan = SpanFrom(nameStart);
        if (Current == TokenKind.OpenParen)
        {
            var definition = ParseDefinition();
            return new DefineStmt(ObjectType.Type, false, name, default, -1, definition, false, false, SpanFrom(start));
        }

        if (!Accept(TokenKind.AsKeyword))
            return new DefineStmt(ObjectType.Type, false, name, default, -1, default, false, false, SpanFrom(start));

        switch (Current)
        {
            case TokenKind.OpenParen:
                var columns = ParseCompositeColumns();
                return new CompositeTypeStmt(RangeVarFrom(name, nameSpan), columns, SpanFrom(start));
            case TokenKind.EnumKeyword:
                Take();
                var labels = ParseEnumLabels();
                return new CreateEnumStmt(name, labels, SpanFrom(start));
            case TokenKind.RangeKeyword:
                Take();
                var parameters = ParseDefinition();
                return new CreateRangeStmt(name, parameters, SpanFrom(start));
            default:
                return Unparsable(start);
        }
    }

    /// <summary><c>( OptTableFuncElementList )</c>.</summary>
    private ValueList<ColumnDef> ParseCompositeColumns()
    {
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.CloseParen))
            return default;
        var columns = NewList<ColumnDef>();
        do
        {
            columns.Add(ParseTableFuncElement());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        return columns.ToValueList();
    }

    /// <summary><c>( opt_enum_val_list )</c>.</summary>
    private ValueList<Identifier> ParseEnumLabels()
    {
        Expect(TokenKind.OpenParen);
        if (Accept(TokenKind.CloseParen))
            return default;
        var labels = NewNameList();
        do
        {
            labels.Add(ParseSconst());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        return labels.ToValueList();
    }

    /// <summary>A relation of a name that was read as any_name; more than three parts are an error at the first (gram.y: makeRangeVarFromAnyName).</summary>
    private RangeVar RangeVarFrom(ValueList<Identifier> names, TextSpan span)
    {
        if (names.Count > 3)
            Error(span, "improper qualified name (too many dotted names): " + string.Join(".", names));
        var last = names.Count - 1;
        return new RangeVar(last >= 2 ? names[last - 2] : default, last >= 1 ? names[last - 1] : default, names[last], inherits: true, alias: null, span);
    }

    /// <summary>ALTER TYPE, at TYPE (gram.y: AlterEnumStmt, AlterCompositeTypeStmt, AlterTypeStmt, and the actions that all objects have).</summary>
    private Statement ParseAlterType(int start)
    {
        Take();
        var name = ParseAnyNameNode();
        switch (Current)
        {
            case TokenKind.AddKeyword when Peek() == TokenKind.ValueKeyword:
                return ParseAddEnumValue(start, name.Names);
            case TokenKind.DropKeyword when Peek() == TokenKind.ValueKeyword:
                var dropStart = Start;
                Take();
                Take();
                var dropped = ParseSconst();
                Error(SpanFrom(dropStart), "dropping an enum value is not implemented", FeatureNotSupported);
                return new AlterEnumStmt(name.Names, dropped, default, default, false, false, SpanFrom(start));
            case TokenKind.RenameKeyword when Peek() == TokenKind.ValueKeyword:
                Take();
                Take();
                var oldValue = ParseSconst();
                Expect(TokenKind.ToKeyword);
                var newValue = ParseSconst();
                return new AlterEnumStmt(name.Names, oldValue, newValue, default, false, false, SpanFrom(start));
            case TokenKind.RenameKeyword when Peek() == TokenKind.AttributeKeyword:
                Take();
                Take();
                var attribute = ParseColId();
                Expect(TokenKind.ToKeyword);
                var newName = ParseColId();
                var behavior = ParseOptDropBehavior();
                return new RenameStmt(
                    ObjectType.Attribute, ObjectType.Type, RangeVarFrom(name.Names, name.Span), null, attribute, default, newName, behavior, false, SpanFrom(start));
            case TokenKind.AddKeyword:
            case TokenKind.DropKeyword:
            case TokenKind.AlterKeyword:
                return ParseAlterCompositeType(start, name);
            case TokenKind.SetKeyword when Peek() == TokenKind.OpenParen:
                Take();
                var options = ParseOperatorDefinition();
                return new AlterTypeStmt(name.Names, options, SpanFrom(start));
            default:
                return ParseAlterNamedObject(start, ObjectType.Type, name, AlterActions.All);
        }
    }

    private AlterEnumStmt ParseAddEnumValue(int start, ValueList<Identifier> name)
    {
        Take();
        Take();
        var ifNotExists = Accept(TokenKind.IfKeyword);
        if (ifNotExists)
        {
            ExpectNot();
            Expect(TokenKind.ExistsKeyword);
        }

        var value = ParseSconst();
        Identifier neighbor = default;
        var isAfter = true;
        if (Current is TokenKind.BeforeKeyword or TokenKind.AfterKeyword)
        {
            isAfter = Take().Kind == TokenKind.AfterKeyword;
            neighbor = ParseSconst();
        }

        return new AlterEnumStmt(name, default, value, neighbor, isAfter, ifNotExists, SpanFrom(start));
    }

    /// <summary>Actions on attributes (gram.y: AlterCompositeTypeStmt).</summary>
    private AlterTableStmt ParseAlterCompositeType(int start, QualifiedName name)
    {
        var relation = RangeVarFrom(name.Names, name.Span);
        var commands = NewList<AlterTableCmd>();
        do
        {
            commands.Add(ParseAlterTypeCmd());
        }
        while (Accept(TokenKind.Comma));
        return new AlterTableStmt(relation, commands.ToValueList(), ObjectType.Type, missingOk: false, SpanFrom(start));
    }

    /// <summary>gram.y: alter_type_cmd.</summary>
    private AlterTableCmd ParseAlterTypeCmd()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.AddKeyword:
            {
                Take();
                Expect(TokenKind.AttributeKeyword);
                var column = ParseTableFuncElement();
                var behavior = ParseOptDropBehavior();
                return Command(AlterTableType.AddColumn, start, def: column, behavior: behavior);
            }

            case TokenKind.DropKeyword:
            {
                Take();
                Expect(TokenKind.AttributeKeyword);
                var missingOk = ParseIfExists();
                var name = ParseColId();
                var behavior = ParseOptDropBehavior();
                return Command(AlterTableType.DropColumn, start, name, behavior: behavior, missingOk: missingOk);
            }

            case TokenKind.AlterKeyword:
            {
                Take();
                Expect(TokenKind.AttributeKeyword);
                var name = ParseColId();
                if (Accept(TokenKind.SetKeyword))
                    Expect(TokenKind.DataKeyword);
                var typeStart = Start;
                Expect(TokenKind.TypeKeyword);
                var type = ParseTypename();
                var collation = ParseOptCollateClause();
                var column = new ColumnDef(default, type, default, default, default, collation, null, default, SpanFrom(typeStart));
                var behavior = ParseOptDropBehavior();
                return Command(AlterTableType.AlterColumnType, start, name, def: column, behavior: behavior);
            }

            default:
                ErrorHere();
                return Command(AlterTableType.DropColumn, start);
        }
    }
}
