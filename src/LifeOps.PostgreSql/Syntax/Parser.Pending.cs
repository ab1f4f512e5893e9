namespace LifeOps.PostgreSql.Syntax;

internal sealed partial class Parser
{
    /// <summary>gram.y: Typename.</summary>
    private TypeName ParseTypename() => ParseSimpleTypename();

    /// <summary>gram.y: SimpleTypename.</summary>
    private TypeName ParseSimpleTypename()
    {
        var start = Start;
        var names = ParseAnyName();
        return new TypeName(names, false, false, default, IntervalFields.None, default, SpanFrom(start));
    }

    /// <summary>gram.y: a_expr.</summary>
    private Expression ParseExpr() => new MissingExpr(new TextSpan(PreviousEnd, 0));

    /// <summary>gram.y: b_expr.</summary>
    private Expression ParseBExpr() => ParseExpr();

    /// <summary>gram.y: c_expr.</summary>
    private Expression ParseCExpr() => ParseExpr();

    /// <summary>gram.y: func_expr.</summary>
    private Expression ParseFuncExpr() => ParseExpr();

    /// <summary>gram.y: func_expr_windowless.</summary>
    private Expression ParseFuncExprWindowless() => ParseExpr();

    /// <summary>gram.y: func_application: name(args).</summary>
    private FuncCall ParseFuncApplication() => new(default, default, null, FuncCallFlags.None, new TextSpan(PreviousEnd, 0));

    /// <summary>gram.y: expr_list.</summary>
    private ValueList<Expression> ParseExprList() => new([ParseExpr()]);

    /// <summary>gram.y: sortby_list, behind ORDER BY.</summary>
    private ValueList<SortBy> ParseSortbyList() => default;

    /// <summary>gram.y: opt_sort_clause: ORDER BY and its list, or nothing.</summary>
    private ValueList<SortBy> ParseSortClause() => default;

    /// <summary>gram.y: where_clause: WHERE and its expression, or nothing.</summary>
    private Expression? ParseOptWhere() => Accept(TokenKind.WhereKeyword) ? ParseExpr() : null;

    /// <summary>gram.y: SelectStmt.</summary>
    private SelectStmt ParseSelectStmt() => new(new TextSpan(PreviousEnd, 0));

    /// <summary>gram.y: PreparableStmt.</summary>
    private Statement ParsePreparableStmt() => ParseUnparsed();

    /// <summary>gram.y: opt_with_clause is read before by the caller of these.</summary>
    private ValueList<ResTarget> ParseTargetList() => default;

    /// <summary>gram.y: NumericOnly: a number with an optional sign.</summary>
    private A_Const ParseNumericOnly() => new(ConstantKind.Integer, _text, TokenKind.IntegerLiteral, 0, default);

    /// <summary>gram.y: SignedIconst.</summary>
    private A_Const ParseSignedIconst() => ParseNumericOnly();

    /// <summary>gram.y: AexprConst.</summary>
    private Expression ParseAexprConst() => ParseExpr();

    /// <summary>gram.y: any_operator: an operator with optional qualifiers.</summary>
    private ValueList<Identifier> ParseAnyOperator() => default;

    /// <summary>gram.y: qual_all_Op: an operator, or OPERATOR(schema.operator).</summary>
    private ValueList<Identifier> ParseQualAllOp() => default;

    /// <summary>gram.y: definition: <c>(a = b, c)</c>.</summary>
    private ValueList<DefElem> ParseDefinition() => default;

    /// <summary>gram.y: reloptions: <c>(ns.a = b, c)</c>.</summary>
    private ValueList<DefElem> ParseReloptions() => default;

    /// <summary>gram.y: def_arg.</summary>
    private SqlNode ParseDefArg() => new MissingExpr(new TextSpan(PreviousEnd, 0));

    /// <summary>gram.y: opt_boolean_or_string.</summary>
    private Identifier ParseOptBooleanOrString() => default;

    /// <summary>gram.y: func_type: a type, SETOF, name%TYPE.</summary>
    private TypeName ParseFuncType() => ParseTypename();

    /// <summary>gram.y: TableFuncElementList: column definitions of a function in FROM.</summary>
    private ValueList<ColumnDef> ParseTableFuncElementList() => default;

    /// <summary>gram.y: indirection on a name that is set or inserted into.</summary>
    private ValueList<SqlNode> ParseOptIndirection() => default;

    /// <summary>COLLATE any_name (gram.y: opt_collate_clause); null when not written.</summary>
    private CollateClause? ParseOptCollateClause() => null;

    /// <summary>gram.y: from_list, behind FROM.</summary>
    private ValueList<TableReference> ParseFromList() => default;
}
