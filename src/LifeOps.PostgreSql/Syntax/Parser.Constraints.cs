namespace LifeOps.PostgreSql.Syntax;

/// <summary>Constraints of columns, tables and domains, and their attributes.</summary>
internal sealed partial class Parser
{
    /// <summary>Everything behind the type of a column: constraints, their attributes, COLLATE (gram.y: ColQualList).</summary>
    private ValueList<Constraint> ParseColQualList(out CollateClause? collation)
    {
        collation = null;
        TextSpan secondCollation = default;
        var constraints = NewList<Constraint>();
        while (true)
        {
            var start = Start;
            switch (Current)
            {
                case TokenKind.ConstraintKeyword:
                    Take();
                    var name = ParseColId();
                    constraints.Add(ParseColConstraintElem(start, name));
                    continue;

                case TokenKind.NotKeyword when Peek() is TokenKind.DeferrableKeyword:
                    constraints.Add(ParseConstraintAttr(start, 2, ConstrType.AttrNotDeferrable));
                    continue;
                case TokenKind.NotKeyword when Peek() is TokenKind.EnforcedKeyword:
                    constraints.Add(ParseConstraintAttr(start, 2, ConstrType.AttrNotEnforced));
                    continue;
                case TokenKind.DeferrableKeyword:
                    constraints.Add(ParseConstraintAttr(start, 1, ConstrType.AttrDeferrable));
                    continue;
                case TokenKind.EnforcedKeyword:
                    constraints.Add(ParseConstraintAttr(start, 1, ConstrType.AttrEnforced));
                    continue;
                case TokenKind.InitiallyKeyword when Peek() is TokenKind.DeferredKeyword:
                    constraints.Add(ParseConstraintAttr(start, 2, ConstrType.AttrDeferred));
                    continue;
                case TokenKind.InitiallyKeyword when Peek() is TokenKind.ImmediateKeyword:
                    constraints.Add(ParseConstraintAttr(start, 2, ConstrType.AttrImmediate));
                    continue;
                case TokenKind.InitiallyKeyword:
                    Take();
                    ErrorHere();
                    break;

                case TokenKind.NotKeyword when !IsNotLookahead:
                case TokenKind.NullKeyword:
                case TokenKind.UniqueKeyword:
                case TokenKind.PrimaryKeyword:
                case TokenKind.CheckKeyword:
                case TokenKind.DefaultKeyword:
                case TokenKind.GeneratedKeyword:
                case TokenKind.ReferencesKeyword:
                    constraints.Add(ParseColConstraintElem(start, default));
                    continue;

                case TokenKind.CollateKeyword:
                    var clause = ParseOptCollateClause();
                    if (collation is null)
                        collation = clause;
                    else if (secondCollation.IsEmpty && clause is not null)
                        secondCollation = clause.Span;
                    continue;
            }

            break;
        }

        if (!secondCollation.IsEmpty)
            Error(secondCollation, "multiple COLLATE clauses not allowed");
        return constraints.ToValueList();
    }

    /// <summary>NOT that belongs to an operator: NOT BETWEEN, NOT IN, NOT LIKE, ... (parser.c: NOT_LA).</summary>
    private bool IsNotLookahead => IsNegatedOperator(Peek());

    private static bool IsNegatedOperator(TokenKind kind) =>
        kind is TokenKind.BetweenKeyword or TokenKind.InKeyword or TokenKind.LikeKeyword or TokenKind.IlikeKeyword or TokenKind.SimilarKeyword;

    private Constraint ParseConstraintAttr(int start, int tokens, ConstrType type)
    {
        _position += tokens;
        return new Constraint(type, default, SpanFrom(start));
    }

    /// <summary>A constraint of a column, at its first word (gram.y: ColConstraintElem).</summary>
    private Constraint ParseColConstraintElem(int start, Identifier name)
    {
        switch (Current)
        {
            case TokenKind.NotKeyword:
            {
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                var attributes = ParseOptNoInherit();
                return new Constraint(ConstrType.NotNull, name, SpanFrom(start)) { Attributes = attributes };
            }

            case TokenKind.NullKeyword:
                Take();
                return new Constraint(ConstrType.Null, name, SpanFrom(start));

            case TokenKind.UniqueKeyword:
            {
                Take();
                var nullsNotDistinct = ParseOptUniqueNullTreatment();
                var options = ParseOptDefinition();
                var tablespace = ParseOptConstraintTablespace();
                return new Constraint(ConstrType.Unique, name, SpanFrom(start)) { NullsNotDistinct = nullsNotDistinct, Options = options, IndexSpace = tablespace };
            }

            case TokenKind.PrimaryKeyword:
            {
                Take();
                Expect(TokenKind.KeyKeyword);
                var options = ParseOptDefinition();
                var tablespace = ParseOptConstraintTablespace();
                return new Constraint(ConstrType.Primary, name, SpanFrom(start)) { Options = options, IndexSpace = tablespace };
            }

            case TokenKind.CheckKeyword:
            {
                Take();
                var expression = ParseParenthesisedExpr();
                var attributes = ParseOptNoInherit();
                return new Constraint(ConstrType.Check, name, SpanFrom(start)) { RawExpr = expression, Attributes = attributes };
            }

            case TokenKind.DefaultKeyword:
            {
                Take();
                var expression = ParseBExpr();
                return new Constraint(ConstrType.Default, name, SpanFrom(start)) { RawExpr = expression };
            }

            case TokenKind.GeneratedKeyword:
                return ParseGenerated(start, name);

            case TokenKind.ReferencesKeyword:
            {
                Take();
                var table = ParseQualifiedName();
                var columns = ParseOptColumnList();
                var match = ParseKeyMatch();
                ParseKeyActions(out var onUpdate, out var onDelete, out var setColumns);
                return new Constraint(ConstrType.Foreign, name, SpanFrom(start))
                {
                    PkTable = table,
                    PkAttrs = columns,
                    FkMatchType = match,
                    FkUpdAction = onUpdate,
                    FkDelAction = onDelete,
                    FkDelSetCols = setColumns,
                };
            }

            default:
                ErrorHere();
                return new Constraint(ConstrType.Null, name, SpanFrom(start));
        }
    }

    /// <summary>GENERATED ... AS IDENTITY or AS (expression).</summary>
    private Constraint ParseGenerated(int start, Identifier name)
    {
        Take();
        var whenStart = Start;
        var when = ParseGeneratedWhen();
        var whenSpan = SpanFrom(whenStart);
        Expect(TokenKind.AsKeyword);
        if (Accept(TokenKind.IdentityKeyword))
        {
            var options = ParseOptParenthesisedSeqOptList();
            return new Constraint(ConstrType.Identity, name, SpanFrom(start)) { GeneratedWhen = when, Options = options };
        }

        var expression = ParseParenthesisedExpr();
        var kind = Accept(TokenKind.StoredKeyword) ? GeneratedKind.Stored : GeneratedKind.Virtual;
        if (kind == GeneratedKind.Virtual)
            Accept(TokenKind.VirtualKeyword);
        if (when == GeneratedWhen.ByDefault)
            Error(whenSpan, "for a generated column, GENERATED ALWAYS must be specified");
        return new Constraint(ConstrType.Generated, name, SpanFrom(start)) { GeneratedWhen = when, RawExpr = expression, GeneratedKind = kind };
    }

    /// <summary>ALWAYS or BY DEFAULT (gram.y: generated_when).</summary>
    private GeneratedWhen ParseGeneratedWhen()
    {
        if (Accept(TokenKind.ByKeyword))
        {
            Expect(TokenKind.DefaultKeyword);
            return GeneratedWhen.ByDefault;
        }

        Expect(TokenKind.AlwaysKeyword);
        return GeneratedWhen.Always;
    }

    /// <summary>A constraint of a table (gram.y: TableConstraint).</summary>
    private Constraint ParseTableConstraint()
    {
        var start = Start;
        var name = Accept(TokenKind.ConstraintKeyword) ? ParseColId() : default;
        switch (Current)
        {
            case TokenKind.CheckKeyword:
            {
                Take();
                var expression = ParseParenthesisedExpr();
                var attributes = ParseConstraintAttributes(
                    "CHECK", ConstraintAttributes.NotEnforced | ConstraintAttributes.NotValid | ConstraintAttributes.NoInherit);
                return new Constraint(ConstrType.Check, name, SpanFrom(start)) { RawExpr = expression, Attributes = attributes };
            }

            case TokenKind.NotKeyword:
            {
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                var column = ParseColId();
                var attributes = ParseConstraintAttributes("NOT NULL", ConstraintAttributes.NotValid | ConstraintAttributes.NoInherit);
                return new Constraint(ConstrType.NotNull, name, SpanFrom(start)) { Keys = new([column]), Attributes = attributes };
            }

            case TokenKind.UniqueKeyword:
            {
                Take();
                if (Current != TokenKind.UsingKeyword)
                {
                    var nullsNotDistinct = ParseOptUniqueNullTreatment();
                    return ParseIndexConstraint(start, ConstrType.Unique, name, nullsNotDistinct);
                }

                return ParseIndexConstraint(start, ConstrType.Unique, name, nullsNotDistinct: false);
            }

            case TokenKind.PrimaryKeyword:
                Take();
                Expect(TokenKind.KeyKeyword);
                return ParseIndexConstraint(start, ConstrType.Primary, name, nullsNotDistinct: false);

            case TokenKind.ExcludeKeyword:
                return ParseExclusionConstraint(start, name);

            case TokenKind.ForeignKeyword:
                return ParseForeignKey(start, name);

            default:
                ErrorHere();
                return new Constraint(ConstrType.Null, name, SpanFrom(start));
        }
    }

    /// <summary>UNIQUE or PRIMARY KEY of a table, behind these words.</summary>
    private Constraint ParseIndexConstraint(int start, ConstrType type, Identifier name, bool nullsNotDistinct)
    {
        var word = type == ConstrType.Primary ? "PRIMARY KEY" : "UNIQUE";
        const ConstraintAttributes allowed = ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred;
        if (!nullsNotDistinct && PreviousKind != TokenKind.DistinctKeyword && Accept(TokenKind.UsingKeyword))
        {
            Expect(TokenKind.IndexKeyword);
            var index = ParseColId();
            var indexAttributes = ParseConstraintAttributes(word, allowed);
            return new Constraint(type, name, SpanFrom(start)) { IndexName = index, Attributes = indexAttributes };
        }

        var keys = ParseKeyColumns(out var withoutOverlaps);
        var including = ParseOptInclude();
        var options = ParseOptDefinition();
        var tablespace = ParseOptConstraintTablespace();
        var attributes = ParseConstraintAttributes(word, allowed);
        return new Constraint(type, name, SpanFrom(start))
        {
            Keys = keys,
            WithoutOverlaps = withoutOverlaps,
            NullsNotDistinct = nullsNotDistinct,
            Including = including,
            Options = options,
            IndexSpace = tablespace,
            Attributes = attributes,
        };
    }

    /// <summary>EXCLUDE, at this word.</summary>
    private Constraint ParseExclusionConstraint(int start, Identifier name)
    {
        Take();
        var accessMethod = Accept(TokenKind.UsingKeyword) ? ParseColId() : default;
        Expect(TokenKind.OpenParen);
        var elements = NewList<ExclusionElem>();
        do
        {
            elements.Add(ParseExclusionElem());
        }
        while (AcceptListComma());
        Expect(TokenKind.CloseParen);
        var exclusions = elements.ToValueList();
        var including = ParseOptInclude();
        var options = ParseOptDefinition();
        var tablespace = ParseOptConstraintTablespace();
        var where = Accept(TokenKind.WhereKeyword) ? ParseParenthesisedExpr() : null;
        var attributes = ParseConstraintAttributes("EXCLUDE", ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred);
        return new Constraint(ConstrType.Exclusion, name, SpanFrom(start))
        {
            AccessMethod = accessMethod,
            Exclusions = exclusions,
            Including = including,
            Options = options,
            IndexSpace = tablespace,
            WhereClause = where,
            Attributes = attributes,
        };
    }

    /// <summary>gram.y: ExclusionConstraintElem.</summary>
    private ExclusionElem ParseExclusionElem()
    {
        var start = Start;
        var element = ParseIndexElem();
        ExpectWith();
        ValueList<Identifier> operatorName;
        if (Accept(TokenKind.OperatorKeyword))
        {
            Expect(TokenKind.OpenParen);
            operatorName = ParseAnyOperator();
            Expect(TokenKind.CloseParen);
        }
        else
        {
            operatorName = ParseAnyOperator();
        }

        return new ExclusionElem(element, operatorName, SpanFrom(start));
    }

    /// <summary>FOREIGN KEY, at FOREIGN.</summary>
    private Constraint ParseForeignKey(int start, Identifier name)
    {
        Take();
        Expect(TokenKind.KeyKeyword);
        var columns = ParsePeriodColumns(out var withPeriod);
        Expect(TokenKind.ReferencesKeyword);
        var table = ParseQualifiedName();
        var referredWithPeriod = false;
        var referred = Current == TokenKind.OpenParen ? ParsePeriodColumns(out referredWithPeriod) : default;
        var match = ParseKeyMatch();
        ParseKeyActions(out var onUpdate, out var onDelete, out var setColumns);
        var attributes = ParseConstraintAttributes(
            "FOREIGN KEY",
            ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred | ConstraintAttributes.NotEnforced | ConstraintAttributes.NotValid);
        return new Constraint(ConstrType.Foreign, name, SpanFrom(start))
        {
            FkAttrs = columns,
            FkWithPeriod = withPeriod,
            PkTable = table,
            PkAttrs = referred,
            PkWithPeriod = referredWithPeriod,
            FkMatchType = match,
            FkUpdAction = onUpdate,
            FkDelAction = onDelete,
            FkDelSetCols = setColumns,
            Attributes = attributes,
        };
    }

    /// <summary>A constraint that ALTER DOMAIN adds (gram.y: DomainConstraint).</summary>
    private Constraint ParseDomainConstraint()
    {
        var start = Start;
        var name = Accept(TokenKind.ConstraintKeyword) ? ParseColId() : default;
        switch (Current)
        {
            case TokenKind.CheckKeyword:
            {
                Take();
                var expression = ParseParenthesisedExpr();
                var attributes = ParseConstraintAttributes("CHECK", ConstraintAttributes.NotValid | ConstraintAttributes.NoInherit);
                return new Constraint(ConstrType.Check, name, SpanFrom(start)) { RawExpr = expression, Attributes = attributes };
            }

            case TokenKind.NotKeyword:
            {
                ExpectNot();
                Expect(TokenKind.NullKeyword);
                var attributes = ParseConstraintAttributes("NOT NULL", ConstraintAttributes.None);
                return new Constraint(ConstrType.NotNull, name, SpanFrom(start)) { Attributes = attributes };
            }

            default:
                ErrorHere();
                return new Constraint(ConstrType.Null, name, SpanFrom(start));
        }
    }

    private TokenKind PreviousKind => _position == 0 ? TokenKind.EndOfFile : _tokens[_position - 1].Kind;

    /// <summary>NO INHERIT, or nothing (gram.y: opt_no_inherit).</summary>
    private ConstraintAttributes ParseOptNoInherit()
    {
        if (!Accept(TokenKind.NoKeyword))
            return ConstraintAttributes.None;
        Expect(TokenKind.InheritKeyword);
        return ConstraintAttributes.NoInherit;
    }

    /// <summary>NULLS [NOT] DISTINCT, or nothing: whether NULLs are equal (gram.y: opt_unique_null_treatment).</summary>
    private bool ParseOptUniqueNullTreatment()
    {
        if (Current != TokenKind.NullsKeyword || IsNullsLookahead)
            return false;
        Take();
        var not = Accept(TokenKind.NotKeyword);
        Expect(TokenKind.DistinctKeyword);
        return not;
    }

    /// <summary>NULLS FIRST or NULLS LAST (parser.c: NULLS_LA).</summary>
    private bool IsNullsLookahead => Peek() is TokenKind.FirstKeyword or TokenKind.LastKeyword;

    /// <summary>WITH (definition), or nothing (gram.y: opt_definition).</summary>
    private ValueList<DefElem> ParseOptDefinition()
    {
        if (!IsWith)
            return default;
        Take();
        return ParseDefinition();
    }

    /// <summary>USING INDEX TABLESPACE name, or nothing (gram.y: OptConsTableSpace).</summary>
    private Identifier ParseOptConstraintTablespace()
    {
        if (!Accept(TokenKind.UsingKeyword))
            return default;
        Expect(TokenKind.IndexKeyword);
        Expect(TokenKind.TablespaceKeyword);
        return ParseColId();
    }

    /// <summary>INCLUDE (columns) of a constraint, or nothing (gram.y: opt_c_include).</summary>
    private ValueList<Identifier> ParseOptInclude() => Accept(TokenKind.IncludeKeyword) ? ParseColumnList() : default;

    /// <summary><c>(a, b WITHOUT OVERLAPS)</c>.</summary>
    private ValueList<Identifier> ParseKeyColumns(out bool withoutOverlaps)
    {
        Expect(TokenKind.OpenParen);
        var columns = NewNameList();
        do
        {
            columns.Add(ParseColId());
        }
        while (Accept(TokenKind.Comma));
        withoutOverlaps = Current == TokenKind.WithoutKeyword && Peek() != TokenKind.TimeKeyword;
        if (withoutOverlaps)
        {
            Take();
            Expect(TokenKind.OverlapsKeyword);
        }

        ExpectCloseParen();
        return columns.ToValueList();
    }

    /// <summary><c>(a, PERIOD b)</c>: PERIOD only before the last of several columns.</summary>
    private ValueList<Identifier> ParsePeriodColumns(out bool withPeriod)
    {
        withPeriod = false;
        Expect(TokenKind.OpenParen);
        var columns = NewNameList();
        columns.Add(ParseColId());
        while (!withPeriod && Accept(TokenKind.Comma))
        {
            if (Current == TokenKind.PeriodKeyword && IsColId(Peek()))
            {
                Take();
                withPeriod = true;
            }

            columns.Add(ParseColId());
        }

        ExpectCloseParen();
        return columns.ToValueList();
    }

    /// <summary>The parenthesis that closes a list; what stands before it is reported and skipped.</summary>
    private void ExpectCloseParen()
    {
        if (Accept(TokenKind.CloseParen))
            return;
        ErrorHere();
        SkipToCloseParen();
        Accept(TokenKind.CloseParen);
    }

    /// <summary>MATCH, or nothing (gram.y: key_match).</summary>
    private ForeignKeyMatch ParseKeyMatch()
    {
        var start = Start;
        if (!Accept(TokenKind.MatchKeyword))
            return ForeignKeyMatch.Simple;
        switch (Current)
        {
            case TokenKind.FullKeyword:
                Take();
                return ForeignKeyMatch.Full;
            case TokenKind.PartialKeyword:
                Take();
                Error(SpanFrom(start), "MATCH PARTIAL not yet implemented", FeatureNotSupported);
                return ForeignKeyMatch.Partial;
            default:
                Expect(TokenKind.SimpleKeyword);
                return ForeignKeyMatch.Simple;
        }
    }

    /// <summary>ON UPDATE and ON DELETE, each at most once, in any order (gram.y: key_actions).</summary>
    private void ParseKeyActions(out ForeignKeyAction onUpdate, out ForeignKeyAction onDelete, out ValueList<Identifier> deleteColumns)
    {
        onUpdate = ForeignKeyAction.NoAction;
        onDelete = ForeignKeyAction.NoAction;
        deleteColumns = default;
        var hasUpdate = false;
        var hasDelete = false;
        while (Current == TokenKind.OnKeyword && !(hasUpdate && hasDelete))
        {
            var start = Start;
            Take();
            if (!hasUpdate && Accept(TokenKind.UpdateKeyword))
            {
                hasUpdate = true;
                onUpdate = ParseKeyAction(out var columns);
                if (!columns.IsEmpty)
                {
                    var action = onUpdate == ForeignKeyAction.SetNull ? "SET NULL" : "SET DEFAULT";
                    Error(SpanFrom(start), "a column list with " + action + " is only supported for ON DELETE actions", FeatureNotSupported);
                }
            }
            else if (!hasDelete && Accept(TokenKind.DeleteKeyword))
            {
                hasDelete = true;
                onDelete = ParseKeyAction(out deleteColumns);
            }
            else
            {
                ErrorHere();
                return;
            }
        }
    }

    /// <summary>gram.y: key_action.</summary>
    private ForeignKeyAction ParseKeyAction(out ValueList<Identifier> columns)
    {
        columns = default;
        switch (Current)
        {
            case TokenKind.NoKeyword:
                Take();
                Expect(TokenKind.ActionKeyword);
                return ForeignKeyAction.NoAction;
            case TokenKind.RestrictKeyword:
                Take();
                return ForeignKeyAction.Restrict;
            case TokenKind.CascadeKeyword:
                Take();
                return ForeignKeyAction.Cascade;
            case TokenKind.SetKeyword:
                Take();
                if (Accept(TokenKind.NullKeyword))
                {
                    columns = ParseOptColumnList();
                    return ForeignKeyAction.SetNull;
                }

                if (Expect(TokenKind.DefaultKeyword))
                    columns = ParseOptColumnList();
                return ForeignKeyAction.SetDefault;
            default:
                ErrorHere();
                return ForeignKeyAction.NoAction;
        }
    }

    /// <summary>The attributes behind a table's constraint, of which only some may be given to it (gram.y: processCASbits).</summary>
    private ConstraintAttributes ParseConstraintAttributes(string constraint, ConstraintAttributes allowed)
    {
        var start = Start;
        var written = ParseConstraintAttributeSpec();
        return CheckConstraintAttributes(constraint, allowed, written, SpanFrom(start));
    }

    /// <summary>Refuses the attributes that the server does not take for this kind of constraint; what the others amount to.</summary>
    private ConstraintAttributes CheckConstraintAttributes(string constraint, ConstraintAttributes allowed, WrittenAttributes written, TextSpan span)
    {
        var attributes = ConstraintAttributes.None;
        if ((written & (WrittenAttributes.Deferrable | WrittenAttributes.InitiallyDeferred)) != 0)
            attributes |= ConstraintAttributes.Deferrable;
        if ((written & WrittenAttributes.InitiallyDeferred) != 0)
            attributes |= ConstraintAttributes.InitiallyDeferred;
        if ((written & WrittenAttributes.NotValid) != 0)
            attributes |= ConstraintAttributes.NotValid;
        if ((written & WrittenAttributes.NoInherit) != 0)
            attributes |= ConstraintAttributes.NoInherit;
        if ((written & WrittenAttributes.NotEnforced) != 0)
            attributes |= ConstraintAttributes.NotEnforced;

        var refused = attributes & ~allowed;
        var word = (refused & (ConstraintAttributes.Deferrable | ConstraintAttributes.InitiallyDeferred)) != 0 ? "DEFERRABLE"
            : (refused & ConstraintAttributes.NotValid) != 0 ? "NOT VALID"
            : (refused & ConstraintAttributes.NoInherit) != 0 ? "NO INHERIT"
            : (refused & ConstraintAttributes.NotEnforced) != 0 ? "NOT ENFORCED"
            : (written & WrittenAttributes.Enforced) != 0 && (allowed & ConstraintAttributes.NotEnforced) == 0 ? "ENFORCED"
            : null;
        if (word is not null)
            Error(span, constraint + " constraints cannot be marked " + word, FeatureNotSupported);
        return attributes;
    }

    /// <summary>Attributes in any order; those that contradict earlier ones are an error at their place (gram.y: ConstraintAttributeSpec).</summary>
    private WrittenAttributes ParseConstraintAttributeSpec()
    {
        var written = WrittenAttributes.None;
        while (true)
        {
            var start = Start;
            WrittenAttributes attribute;
            switch (Current)
            {
                case TokenKind.NotKeyword when !IsNotLookahead:
                    Take();
                    attribute = Current switch
                    {
                        TokenKind.DeferrableKeyword => WrittenAttributes.NotDeferrable,
                        TokenKind.ValidKeyword => WrittenAttributes.NotValid,
                        TokenKind.EnforcedKeyword => WrittenAttributes.NotEnforced,
                        _ => WrittenAttributes.None,
                    };
                    break;
                case TokenKind.InitiallyKeyword:
                    Take();
                    attribute = Current switch
                    {
                        TokenKind.ImmediateKeyword => WrittenAttributes.InitiallyImmediate,
                        TokenKind.DeferredKeyword => WrittenAttributes.InitiallyDeferred,
                        _ => WrittenAttributes.None,
                    };
                    break;
                case TokenKind.NoKeyword:
                    Take();
                    attribute = Current == TokenKind.InheritKeyword ? WrittenAttributes.NoInherit : WrittenAttributes.None;
                    break;
                case TokenKind.DeferrableKeyword:
                    attribute = WrittenAttributes.Deferrable;
                    break;
                case TokenKind.EnforcedKeyword:
                    attribute = WrittenAttributes.Enforced;
                    break;
                default:
                    return written;
            }

            if (attribute == WrittenAttributes.None)
            {
                ErrorHere();
                return written;
            }

            Take();
            written |= attribute;
            if (Contains(written, WrittenAttributes.NotDeferrable | WrittenAttributes.InitiallyDeferred))
                Error(SpanFrom(start), "constraint declared INITIALLY DEFERRED must be DEFERRABLE");
            else if (Contains(written, WrittenAttributes.NotDeferrable | WrittenAttributes.Deferrable)
                || Contains(written, WrittenAttributes.InitiallyImmediate | WrittenAttributes.InitiallyDeferred)
                || Contains(written, WrittenAttributes.Enforced | WrittenAttributes.NotEnforced))
                Error(SpanFrom(start), "conflicting constraint properties");
        }
    }

    private static bool Contains(WrittenAttributes written, WrittenAttributes all) => (written & all) == all;

    /// <summary>What is written behind a constraint (gram.y: CAS_*).</summary>
    [System.Flags]
    private enum WrittenAttributes
    {
        None = 0,
        NotDeferrable = 1,
        Deferrable = 2,
        InitiallyImmediate = 4,
        InitiallyDeferred = 8,
        NotValid = 16,
        NoInherit = 32,
        NotEnforced = 64,
        Enforced = 128,
    }
}
