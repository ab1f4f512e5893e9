namespace LifeOps.PostgreSql.Syntax;

/// <summary>ALTER TABLE, INDEX, SEQUENCE, VIEW, MATERIALIZED VIEW and FOREIGN TABLE.</summary>
internal sealed partial class Parser
{
    /// <summary>ALTER of a relation, at the word for its kind.</summary>
    private Statement ParseAlterRelation(int start)
    {
        ObjectType type;
        switch (Take().Kind)
        {
            case TokenKind.TableKeyword:
                type = ObjectType.Table;
                break;
            case TokenKind.IndexKeyword:
                type = ObjectType.Index;
                break;
            case TokenKind.SequenceKeyword:
                type = ObjectType.Sequence;
                break;
            case TokenKind.ViewKeyword:
                type = ObjectType.View;
                break;
            case TokenKind.MaterializedKeyword:
                Expect(TokenKind.ViewKeyword);
                type = ObjectType.MaterializedView;
                break;
            default:
                Expect(TokenKind.TableKeyword);
                type = ObjectType.ForeignTable;
                break;
        }

        if (Current == TokenKind.AllKeyword && type is ObjectType.Table or ObjectType.Index or ObjectType.MaterializedView)
            return ParseAlterAllInTablespace(start, type);

        var missingOk = ParseIfExists();
        var relation = type is ObjectType.Table or ObjectType.ForeignTable ? ParseRelationExpr() : ParseQualifiedName();
        switch (Current)
        {
            case TokenKind.RenameKeyword:
                return ParseRenameRelation(start, type, relation, missingOk);

            case TokenKind.SetKeyword when Peek() == TokenKind.SchemaKeyword && type != ObjectType.Index:
                Take();
                Take();
                var schema = ParseColId();
                return new AlterObjectSchemaStmt(type, relation, null, default, schema, missingOk, SpanFrom(start));

            case TokenKind.DependsKeyword when !missingOk && type is ObjectType.Index or ObjectType.MaterializedView:
            case TokenKind.NoKeyword when !missingOk && type is ObjectType.Index or ObjectType.MaterializedView && Peek() == TokenKind.DependsKeyword:
                return ParseDependsOnExtension(start, type, relation, null);

            case TokenKind.AttachKeyword when type == ObjectType.Table || (type == ObjectType.Index && !missingOk):
            case TokenKind.DetachKeyword when type == ObjectType.Table:
                var command = ParsePartitionCmd(withBound: type == ObjectType.Table);
                return new AlterTableStmt(relation, new([command]), type, missingOk, SpanFrom(start));

            default:
                if (type == ObjectType.Sequence && CanBeginSeqOption(Current) && !(Current == TokenKind.NoKeyword && Peek() is TokenKind.InheritKeyword or TokenKind.ForceKeyword))
                {
                    var options = ParseSeqOptList();
                    return new AlterSeqStmt(relation, options, missingOk, SpanFrom(start));
                }

                var commands = ParseAlterTableCmds();
                return new AlterTableStmt(relation, commands, type, missingOk, SpanFrom(start));
        }
    }

    /// <summary>ALL IN TABLESPACE, at ALL (gram.y: AlterTableMoveAllStmt).</summary>
    private AlterTableMoveAllStmt ParseAlterAllInTablespace(int start, ObjectType type)
    {
        Take();
        Expect(TokenKind.InKeyword);
        Expect(TokenKind.TablespaceKeyword);
        var from = ParseColId();
        ValueList<RoleSpec> roles = default;
        if (Accept(TokenKind.OwnedKeyword))
        {
            Expect(TokenKind.ByKeyword);
            roles = ParseRoleList();
        }

        Expect(TokenKind.SetKeyword);
        Expect(TokenKind.TablespaceKeyword);
        var to = ParseColId();
        var nowait = Accept(TokenKind.NowaitKeyword);
        return new AlterTableMoveAllStmt(from, type, roles, to, nowait, SpanFrom(start));
    }

    /// <summary>RENAME of a relation, one of its columns or constraints, at RENAME.</summary>
    private RenameStmt ParseRenameRelation(int start, ObjectType type, RangeVar relation, bool missingOk)
    {
        Take();
        var hasColumns = type is not (ObjectType.Index or ObjectType.Sequence);
        if (!hasColumns || Current == TokenKind.ToKeyword)
        {
            Expect(TokenKind.ToKeyword);
            var newRelationName = ParseColId();
            return new RenameStmt(type, type, relation, null, default, default, newRelationName, DropBehavior.Restrict, missingOk, SpanFrom(start));
        }

        var part = ObjectType.Column;
        if (type == ObjectType.Table && Accept(TokenKind.ConstraintKeyword))
            part = ObjectType.TableConstraint;
        else
            Accept(TokenKind.ColumnKeyword);
        var name = ParseColId();
        Expect(TokenKind.ToKeyword);
        var newName = ParseColId();
        return new RenameStmt(part, type, relation, null, name, default, newName, DropBehavior.Restrict, missingOk, SpanFrom(start));
    }

    /// <summary>ATTACH PARTITION and DETACH PARTITION (gram.y: partition_cmd, index_partition_cmd).</summary>
    private AlterTableCmd ParsePartitionCmd(bool withBound)
    {
        var start = Start;
        var attach = Take().Kind == TokenKind.AttachKeyword;
        Expect(TokenKind.PartitionKeyword);
        var nameStart = Start;
        var name = ParseQualifiedName();
        if (attach)
        {
            var bound = withBound ? ParsePartitionBoundSpec() : null;
            return Command(AlterTableType.AttachPartition, start, def: new PartitionCmd(name, bound, false, SpanFrom(nameStart)));
        }

        if (Accept(TokenKind.FinalizeKeyword))
            return Command(AlterTableType.DetachPartitionFinalize, start, def: new PartitionCmd(name, null, false, SpanFrom(nameStart)));
        var concurrent = Accept(TokenKind.ConcurrentlyKeyword);
        return Command(AlterTableType.DetachPartition, start, def: new PartitionCmd(name, null, concurrent, SpanFrom(nameStart)));
    }

    /// <summary>gram.y: alter_table_cmds. A broken action costs only itself.</summary>
    private ValueList<AlterTableCmd> ParseAlterTableCmds()
    {
        var commands = NewList<AlterTableCmd>();
        do
        {
            commands.Add(ParseAlterTableCmd());
            if (_failed)
                SkipListElement();
        }
        while (Accept(TokenKind.Comma));
        return commands.ToValueList();
    }

    /// <summary>An action that ends with the token taken last.</summary>
    private AlterTableCmd Command(
        AlterTableType type,
        int start,
        Identifier name = default,
        SqlNode? def = null,
        ValueList<DefElem> options = default,
        DropBehavior behavior = DropBehavior.Restrict,
        bool missingOk = false) =>
        new(type, name, 0, null, def, options, behavior, missingOk, SpanFrom(start));

    /// <summary>gram.y: alter_table_cmd.</summary>
    private AlterTableCmd ParseAlterTableCmd()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.AddKeyword:
                Take();
                return ParseAlterTableAdd(start);

            case TokenKind.AlterKeyword:
                Take();
                return Current == TokenKind.ConstraintKeyword ? ParseAlterConstraint(start) : ParseAlterColumn(start);

            case TokenKind.DropKeyword:
                Take();
                return ParseAlterTableDrop(start);

            case TokenKind.SetKeyword:
                Take();
                return ParseAlterTableSet(start);

            case TokenKind.ResetKeyword:
            {
                Take();
                var options = ParseReloptions();
                return Command(AlterTableType.ResetRelOptions, start, options: options);
            }

            case TokenKind.ValidateKeyword:
            {
                Take();
                Expect(TokenKind.ConstraintKeyword);
                var name = ParseColId();
                return Command(AlterTableType.ValidateConstraint, start, name);
            }

            case TokenKind.ClusterKeyword:
            {
                Take();
                Expect(TokenKind.OnKeyword);
                var name = ParseColId();
                return Command(AlterTableType.ClusterOn, start, name);
            }

            case TokenKind.EnableKeyword:
            case TokenKind.DisableKeyword:
                return ParseEnableDisable(start, Take().Kind == TokenKind.EnableKeyword);

            case TokenKind.InheritKeyword:
            {
                Take();
                var parent = ParseQualifiedName();
                return Command(AlterTableType.AddInherit, start, def: parent);
            }

            case TokenKind.NoKeyword:
                Take();
                if (Accept(TokenKind.ForceKeyword))
                {
                    ExpectRowLevelSecurity();
                    return Command(AlterTableType.NoForceRowSecurity, start);
                }

                Expect(TokenKind.InheritKeyword);
                var formerParent = ParseQualifiedName();
                return Command(AlterTableType.DropInherit, start, def: formerParent);

            case TokenKind.ForceKeyword:
                Take();
                ExpectRowLevelSecurity();
                return Command(AlterTableType.ForceRowSecurity, start);

            case TokenKind.OfKeyword:
            {
                Take();
                var type = ParseTypeNameFromAnyName();
                return Command(AlterTableType.AddOf, start, def: type);
            }

            case TokenKind.NotKeyword:
                ExpectNot();
                Expect(TokenKind.OfKeyword);
                return Command(AlterTableType.DropOf, start);

            case TokenKind.OwnerKeyword:
            {
                Take();
                Expect(TokenKind.ToKeyword);
                var owner = ParseRoleSpec();
                return new AlterTableCmd(AlterTableType.ChangeOwner, default, 0, owner, null, default, DropBehavior.Restrict, false, SpanFrom(start));
            }

            case TokenKind.ReplicaKeyword:
            {
                Take();
                Expect(TokenKind.IdentityKeyword);
                var identity = ParseReplicaIdentity();
                return Command(AlterTableType.ReplicaIdentity, start, def: identity);
            }

            case TokenKind.OptionsKeyword:
            {
                var options = ParseAlterGenericOptions();
                return Command(AlterTableType.GenericOptions, start, options: options);
            }

            default:
                ErrorHere();
                return Command(AlterTableType.GenericOptions, start);
        }
    }

    /// <summary>Behind ADD: a column or a constraint.</summary>
    private AlterTableCmd ParseAlterTableAdd(int start)
    {
        var hasWord = Accept(TokenKind.ColumnKeyword);
        if (!hasWord && IsTableConstraint())
        {
            var constraint = ParseTableConstraint();
            return Command(AlterTableType.AddConstraint, start, def: constraint);
        }

        var missingOk = ParseIfNotExists();
        var column = ParseColumnDef();
        return Command(AlterTableType.AddColumn, start, def: column, missingOk: missingOk);
    }

    /// <summary>Behind DROP: a column or a constraint.</summary>
    private AlterTableCmd ParseAlterTableDrop(int start)
    {
        var type = Accept(TokenKind.ConstraintKeyword) ? AlterTableType.DropConstraint : AlterTableType.DropColumn;
        if (type == AlterTableType.DropColumn)
            Accept(TokenKind.ColumnKeyword);
        var missingOk = ParseIfExists();
        var name = ParseColId();
        var behavior = ParseOptDropBehavior();
        return Command(type, start, name, behavior: behavior, missingOk: missingOk);
    }

    /// <summary>Behind SET of a whole relation.</summary>
    private AlterTableCmd ParseAlterTableSet(int start)
    {
        switch (Current)
        {
            case TokenKind.WithoutKeyword when Peek() != TokenKind.TimeKeyword:
                Take();
                if (Accept(TokenKind.OidsKeyword))
                    return Command(AlterTableType.DropOids, start);
                Expect(TokenKind.ClusterKeyword);
                return Command(AlterTableType.DropCluster, start);

            case TokenKind.LoggedKeyword:
                Take();
                return Command(AlterTableType.SetLogged, start);
            case TokenKind.UnloggedKeyword:
                Take();
                return Command(AlterTableType.SetUnlogged, start);

            case TokenKind.AccessKeyword:
                Take();
                Expect(TokenKind.MethodKeyword);
                var accessMethod = Accept(TokenKind.DefaultKeyword) ? default : ParseColId();
                return Command(AlterTableType.SetAccessMethod, start, accessMethod);

            case TokenKind.TablespaceKeyword:
                Take();
                var tablespace = ParseColId();
                return Command(AlterTableType.SetTableSpace, start, tablespace);

            case TokenKind.OpenParen:
                var options = ParseReloptions();
                return Command(AlterTableType.SetRelOptions, start, options: options);

            default:
                ErrorHere();
                return Command(AlterTableType.SetRelOptions, start);
        }
    }

    private void ExpectRowLevelSecurity()
    {
        Expect(TokenKind.RowKeyword);
        Expect(TokenKind.LevelKeyword);
        Expect(TokenKind.SecurityKeyword);
    }

    /// <summary>Behind ENABLE or DISABLE: triggers, rules, row security.</summary>
    private AlterTableCmd ParseEnableDisable(int start, bool enable)
    {
        if (Current == TokenKind.RowKeyword)
        {
            ExpectRowLevelSecurity();
            return Command(enable ? AlterTableType.EnableRowSecurity : AlterTableType.DisableRowSecurity, start);
        }

        var always = enable && Accept(TokenKind.AlwaysKeyword);
        var replica = enable && !always && Accept(TokenKind.ReplicaKeyword);
        if (Accept(TokenKind.RuleKeyword))
        {
            var rule = ParseColId();
            var ruleType = always ? AlterTableType.EnableAlwaysRule
                : replica ? AlterTableType.EnableReplicaRule
                : enable ? AlterTableType.EnableRule
                : AlterTableType.DisableRule;
            return Command(ruleType, start, rule);
        }

        Expect(TokenKind.TriggerKeyword);
        if (!always && !replica && Accept(TokenKind.AllKeyword))
            return Command(enable ? AlterTableType.EnableTrigAll : AlterTableType.DisableTrigAll, start);
        if (!always && !replica && Accept(TokenKind.UserKeyword))
            return Command(enable ? AlterTableType.EnableTrigUser : AlterTableType.DisableTrigUser, start);

        var trigger = ParseColId();
        var type = always ? AlterTableType.EnableAlwaysTrig
            : replica ? AlterTableType.EnableReplicaTrig
            : enable ? AlterTableType.EnableTrig
            : AlterTableType.DisableTrig;
        return Command(type, start, trigger);
    }

    /// <summary>gram.y: replica_identity.</summary>
    private ReplicaIdentityStmt ParseReplicaIdentity()
    {
        var start = Start;
        switch (Current)
        {
            case TokenKind.NothingKeyword:
                Take();
                return new ReplicaIdentityStmt(ReplicaIdentityKind.Nothing, default, SpanFrom(start));
            case TokenKind.FullKeyword:
                Take();
                return new ReplicaIdentityStmt(ReplicaIdentityKind.Full, default, SpanFrom(start));
            case TokenKind.DefaultKeyword:
                Take();
                return new ReplicaIdentityStmt(ReplicaIdentityKind.Default, default, SpanFrom(start));
            default:
                Expect(TokenKind.UsingKeyword);
                Expect(TokenKind.IndexKeyword);
                var index = ParseColId();
                return new ReplicaIdentityStmt(ReplicaIdentityKind.Index, index, SpanFrom(start));
        }
    }

    /// <summary>ALTER CONSTRAINT, at CONSTRAINT.</summary>
    private AlterTableCmd ParseAlterConstraint(int start)
    {
        Take();
        var name = ParseColId();
        if (Accept(TokenKind.InheritKeyword))
        {
            var inherit = new AtAlterConstraint(name, ConstraintAttributes.None, false, false, alterInheritability: true, SpanFrom(start));
            return Command(AlterTableType.AlterConstraint, start, name, inherit);
        }

        var specStart = Start;
        var written = ParseConstraintAttributeSpec();
        var specSpan = SpanFrom(specStart);
        if ((written & WrittenAttributes.NotValid) != 0)
            Error(specSpan, "constraints cannot be altered to be NOT VALID", FeatureNotSupported);
        var attributes = CheckConstraintAttributes("FOREIGN KEY", ~ConstraintAttributes.NotValid, written, specSpan);
        const WrittenAttributes deferrability =
            WrittenAttributes.Deferrable | WrittenAttributes.NotDeferrable | WrittenAttributes.InitiallyDeferred | WrittenAttributes.InitiallyImmediate;
        var alter = new AtAlterConstraint(
            name,
            attributes,
            (written & (WrittenAttributes.Enforced | WrittenAttributes.NotEnforced)) != 0,
            (written & deferrability) != 0,
            (written & WrittenAttributes.NoInherit) != 0,
            SpanFrom(start));
        return Command(AlterTableType.AlterConstraint, start, name, alter);
    }

    /// <summary>Behind ALTER of a column: its name and what happens to it.</summary>
    private AlterTableCmd ParseAlterColumn(int start)
    {
        Accept(TokenKind.ColumnKeyword);
        if (Current == TokenKind.IntegerLiteral)
        {
            var numberSpan = _tokens[_position].Span;
            var number = ParseIconst();
            Expect(TokenKind.SetKeyword);
            Expect(TokenKind.StatisticsKeyword);
            var target = ParseStatisticsTarget();
            if (number is <= 0 or > short.MaxValue)
                Error(numberSpan, "column number must be in range from 1 to 32767", "22023");
            return new AlterTableCmd(AlterTableType.SetStatistics, default, number, null, target, default, DropBehavior.Restrict, false, SpanFrom(start));
        }

        var name = ParseColId();
        switch (Current)
        {
            case TokenKind.SetKeyword when !IsIdentityOption(Peek()):
                Take();
                return ParseAlterColumnSet(start, name);

            case TokenKind.SetKeyword:
            case TokenKind.RestartKeyword:
            {
                var options = ParseIdentityOptions();
                return Command(AlterTableType.SetIdentity, start, name, options: options);
            }

            case TokenKind.DropKeyword:
                Take();
                return ParseAlterColumnDrop(start, name);

            case TokenKind.ResetKeyword:
            {
                Take();
                var options = ParseReloptions();
                return Command(AlterTableType.ResetOptions, start, name, options: options);
            }

            case TokenKind.AddKeyword:
            {
                Take();
                var constraintStart = Start;
                Expect(TokenKind.GeneratedKeyword);
                var when = ParseGeneratedWhen();
                Expect(TokenKind.AsKeyword);
                Expect(TokenKind.IdentityKeyword);
                var options = ParseOptParenthesisedSeqOptList();
                var constraint = new Constraint(ConstrType.Identity, default, SpanFrom(constraintStart)) { GeneratedWhen = when, Options = options };
                return Command(AlterTableType.AddIdentity, start, name, constraint);
            }

            case TokenKind.TypeKeyword:
                return ParseAlterColumnType(start, name);

            case TokenKind.OptionsKeyword:
            {
                var options = ParseAlterGenericOptions();
                return Command(AlterTableType.AlterColumnGenericOptions, start, name, options: options);
            }

            default:
                ErrorHere();
                return Command(AlterTableType.AlterColumnGenericOptions, start, name);
        }
    }

    /// <summary>Behind SET of a column.</summary>
    private AlterTableCmd ParseAlterColumnSet(int start, Identifier name)
    {
        switch (Current)
        {
            case TokenKind.DefaultKeyword:
            {
                Take();
                var expression = ParseExpr();
                return Command(AlterTableType.ColumnDefault, start, name, expression);
            }

            case TokenKind.NotKeyword:
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                return Command(AlterTableType.SetNotNull, start, name);

            case TokenKind.ExpressionKeyword:
            {
                Take();
                Expect(TokenKind.AsKeyword);
                var expression = ParseParenthesisedExpr();
                return Command(AlterTableType.SetExpression, start, name, expression);
            }

            case TokenKind.StatisticsKeyword:
            {
                Take();
                var target = ParseStatisticsTarget();
                return Command(AlterTableType.SetStatistics, start, name, target);
            }

            case TokenKind.OpenParen:
            {
                var options = ParseReloptions();
                return Command(AlterTableType.SetOptions, start, name, options: options);
            }

            case TokenKind.StorageKeyword:
            {
                var storage = ParseColumnStorage();
                return Command(AlterTableType.SetStorage, start, name, new StringValue(storage, storage.Span));
            }

            case TokenKind.CompressionKeyword:
            {
                var compression = ParseColumnCompression();
                return Command(AlterTableType.SetCompression, start, name, new StringValue(compression, compression.Span));
            }

            case TokenKind.DataKeyword:
                Take();
                return ParseAlterColumnType(start, name);

            default:
                ErrorHere();
                return Command(AlterTableType.SetOptions, start, name);
        }
    }

    /// <summary>Behind DROP of a column's property.</summary>
    private AlterTableCmd ParseAlterColumnDrop(int start, Identifier name)
    {
        switch (Current)
        {
            case TokenKind.DefaultKeyword:
                Take();
                return Command(AlterTableType.ColumnDefault, start, name);

            case TokenKind.NotKeyword:
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                return Command(AlterTableType.DropNotNull, start, name);

            case TokenKind.ExpressionKeyword:
            case TokenKind.IdentityKeyword:
                var type = Take().Kind == TokenKind.ExpressionKeyword ? AlterTableType.DropExpression : AlterTableType.DropIdentity;
                var missingOk = Current == TokenKind.IfKeyword;
                if (missingOk)
                {
                    Take();
                    Expect(TokenKind.ExistsKeyword);
                }

                return Command(type, start, name, missingOk: missingOk);

            default:
                ErrorHere();
                return Command(AlterTableType.ColumnDefault, start, name);
        }
    }

    /// <summary>TYPE type COLLATE name USING expression, at TYPE.</summary>
    private AlterTableCmd ParseAlterColumnType(int start, Identifier name)
    {
        var typeStart = Start;
        Expect(TokenKind.TypeKeyword);
        var type = ParseTypename();
        var collation = ParseOptCollateClause();
        var expression = Accept(TokenKind.UsingKeyword) ? ParseExpr() : null;
        var column = new ColumnDef(default, type, default, default, default, collation, expression, default, SpanFrom(typeStart));
        return Command(AlterTableType.AlterColumnType, start, name, column);
    }

    /// <summary>A number, or null for DEFAULT (gram.y: set_statistics_value).</summary>
    private A_Const? ParseStatisticsTarget() => Accept(TokenKind.DefaultKeyword) ? null : ParseSignedIconst();

    /// <summary>Whether SET before this word is about the sequence of an identity column.</summary>
    private static bool IsIdentityOption(TokenKind kind) => kind == TokenKind.GeneratedKeyword || CanBeginSeqOption(kind);

    /// <summary>SET option, SET GENERATED and RESTART, in a row (gram.y: alter_identity_column_option_list).</summary>
    private ValueList<DefElem> ParseIdentityOptions()
    {
        var options = NewList<DefElem>();
        while (Current is TokenKind.SetKeyword or TokenKind.RestartKeyword)
        {
            var start = Start;
            var word = Take();
            if (word.Kind == TokenKind.RestartKeyword)
            {
                options.Add(Option("restart", word, start, ParseRestartValue()));
                continue;
            }

            if (Current == TokenKind.GeneratedKeyword)
            {
                word = Take();
                var when = ParseGeneratedWhen() == GeneratedWhen.Always ? "always" : "by default";
                options.Add(Option("generated", word, start, new StringValue(new Identifier(when, word.Start, PreviousEnd), SpanFrom(word.Start))));
                continue;
            }

            if (!CanBeginSeqOption(Current))
            {
                ErrorHere();
                break;
            }

            var option = ParseSeqOptElem();
            if (option.Name.Value is "as" or "restart" or "owned_by")
                Error(option.Span, "sequence option \"" + option.Name.Value + "\" not supported here");
            options.Add(option);
        }

        return options.ToValueList();
    }
}
