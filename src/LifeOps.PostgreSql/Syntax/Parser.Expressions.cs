namespace LifeOps.PostgreSql.Syntax;

/// <summary>Expressions: precedence climbing with the table at the head of gram.y.</summary>
internal sealed partial class Parser
{
    /// <summary>Operator precedences, lowest first (gram.y: %left, %right, %nonassoc).</summary>
    private static class Precedence
    {
        public const int Lowest = 0;
        public const int Or = 1;
        public const int And = 2;
        public const int Not = 3;
        public const int Is = 4;
        public const int Comparison = 5;
        public const int Like = 6;
        public const int Operator = 7;
        public const int Add = 8;
        public const int Multiply = 9;
        public const int Power = 10;
        public const int At = 11;
        public const int Collate = 12;
        public const int Unary = 13;
        public const int Typecast = 14;
    }

    /// <summary>Index of the first token of the result column that is being read, or -1: keywords behind it may be its label.</summary>
    private int _targetStart = -1;

    /// <summary>gram.y: a_expr.</summary>
    private Expression ParseExpr() => ParseExpr(Precedence.Lowest, isRestricted: false);

    /// <summary>gram.y: b_expr: no AND, OR, NOT, IS NULL, LIKE, IN, BETWEEN, AT, COLLATE.</summary>
    private Expression ParseBExpr() => ParseExpr(Precedence.Lowest, isRestricted: true);

    private Expression ParseExpr(int minimum, bool isRestricted)
    {
        if (!EnterNesting())
        {
            LeaveNesting();
            return MissingHere();
        }

        var start = Start;
        var left = ParsePrefix(isRestricted);
        var result = IsInfix(Current) ? ParseInfix(left, start, minimum, isRestricted) : left;
        LeaveNesting();
        return result;
    }

    private MissingExpr MissingHere() => new(EmptySpan());

    /// <summary>Whether a token can follow an operand inside an expression: most operands end at one that cannot.</summary>
    private static bool IsInfix(TokenKind kind) =>
        kind is not (TokenKind.Comma or TokenKind.CloseParen or TokenKind.Semicolon or TokenKind.EndOfFile or TokenKind.FromKeyword or TokenKind.AsKeyword);

    /// <summary>An operand with the prefix operators before it.</summary>
    private Expression ParsePrefix(bool isRestricted)
    {
        switch (Current)
        {
            case TokenKind.Minus:
            case TokenKind.Plus:
                return ParseSign(isRestricted);
            case TokenKind.NotKeyword when !isRestricted:
                return ParseNot();
            case TokenKind.Operator:
            case TokenKind.OperatorKeyword when Peek() == TokenKind.OpenParen:
                return ParsePrefixOperator(isRestricted);
            case TokenKind.DefaultKeyword when !isRestricted:
                return new SetToDefault(Take().Span);
            case TokenKind.UniqueKeyword when !isRestricted:
                return ParseUniquePredicate();
            default:
                var first = _position;
                var operand = ParseCExpr();
                return Current == TokenKind.OverlapsKeyword && !isRestricted && operand is RowExpr row && IsWholeRow(first)
                    ? ParseOverlaps(row)
                    : operand;
        }
    }

    private Expression ParseSign(bool isRestricted)
    {
        var sign = Take();
        var operand = ParseExpr(Precedence.Unary, isRestricted);
        if (sign.Kind == TokenKind.Minus && operand is A_Const { Kind: ConstantKind.Integer or ConstantKind.Float } number)
            return number.Negate(SpanFrom(sign.Start));
        var name = new Identifier(sign.Kind == TokenKind.Minus ? "-" : "+", sign.Start, sign.End);
        return new A_Expr(A_ExprKind.Op, name, default, lexpr: null, operand, SpanFrom(sign.Start));
    }

    private BoolExpr ParseNot()
    {
        var start = Take().Start;
        var operand = ParseExpr(Precedence.Not, isRestricted: false);
        return new BoolExpr(BoolExprType.Not, new([operand]), SpanFrom(start));
    }

    private A_Expr ParsePrefixOperator(bool isRestricted)
    {
        var start = Start;
        ParseOperatorName(out var name, out var schema);
        var operand = ParseExpr(Precedence.Operator + 1, isRestricted);
        return new A_Expr(A_ExprKind.Op, name, schema, lexpr: null, operand, SpanFrom(start));
    }

    /// <summary>UNIQUE (query): in the grammar only to be refused.</summary>
    private Expression ParseUniquePredicate()
    {
        var at = Take().Span;
        if (Accept(TokenKind.NullsKeyword))
        {
            Accept(TokenKind.NotKeyword);
            Expect(TokenKind.DistinctKeyword);
        }

        var start = Start;
        var query = ParseSelectWithParens();
        Error(at, "UNIQUE predicate is not yet implemented", "0A000");
        return new SubLink(SubLinkType.Exists, null, default, query, SpanFrom(start));
    }

    /// <summary>Whether a row that began at a token is all that was read: nothing was selected from it.</summary>
    private bool IsWholeRow(int first) =>
        _tokens[_position - 1].Kind == TokenKind.CloseParen && _tokens[first].Kind is TokenKind.OpenParen or TokenKind.RowKeyword;

    private FuncCall ParseOverlaps(RowExpr left)
    {
        var overlaps = Take();
        RowExpr? right = null;
        if (Current == TokenKind.OpenParen || (Current == TokenKind.RowKeyword && Peek() == TokenKind.OpenParen))
        {
            right = ParseCExpr() as RowExpr;
            if (right is null && !_failed)
            {
                // One value in parentheses is no row: a comma should stand where they close.
                _position--;
                ErrorHere();
            }
        }
        else
        {
            ErrorHere();
        }

        var args = NewList<Expression>();
        foreach (var arg in left.Args)
            args.Add(arg);
        if (right is not null)
        {
            foreach (var arg in right.Args)
                args.Add(arg);
        }

        if (left.Args.Count != 2)
            Error(overlaps.Span, "wrong number of parameters on left side of OVERLAPS expression");
        else if (right is not null && right.Args.Count != 2)
            Error(overlaps.Span, "wrong number of parameters on right side of OVERLAPS expression");
        return new FuncCall(SystemName("overlaps", overlaps), args.ToValueList(), null, FuncCallFlags.SqlSyntax, SpanFrom(left.Span.Start));
    }

    /// <summary>pg_catalog.name, for a function that stands for the syntax at a token.</summary>
    private static ValueList<Identifier> SystemName(string name, SqlToken token) =>
        new([new Identifier(PgCatalog, token.Start, token.Start), new Identifier(name, token.Start, token.End)]);

    /// <summary>Operators behind an operand, as long as they bind at least as strongly as asked for.</summary>
    private Expression ParseInfix(Expression left, int start, int minimum, bool isRestricted)
    {
        // The level of a non-associative operator whose right operand ends here: another of that level is an error.
        var nonAssociative = -1;
        while (true)
        {
            var kind = Current;
            int level;
            switch (kind)
            {
                case TokenKind.Equals:
                case TokenKind.Less:
                case TokenKind.Greater:
                case TokenKind.LessEquals:
                case TokenKind.GreaterEquals:
                case TokenKind.NotEquals:
                    level = Precedence.Comparison;
                    break;
                case TokenKind.AndKeyword when !isRestricted:
                    level = Precedence.And;
                    break;
                case TokenKind.OrKeyword when !isRestricted:
                    level = Precedence.Or;
                    break;
                case TokenKind.Typecast:
                    level = Precedence.Typecast;
                    break;
                case TokenKind.Plus:
                case TokenKind.Minus:
                    level = Precedence.Add;
                    break;
                case TokenKind.Star:
                case TokenKind.Slash:
                case TokenKind.Percent:
                    level = Precedence.Multiply;
                    break;
                case TokenKind.Caret:
                    level = Precedence.Power;
                    break;
                case TokenKind.Operator:
                case TokenKind.OperatorKeyword when Peek() == TokenKind.OpenParen || minimum > Precedence.Lowest || !IsOutsideParens(_targetStart):
                    level = Precedence.Operator;
                    break;
                case TokenKind.IsKeyword:
                    level = Precedence.Is;
                    break;
                case TokenKind.IsnullKeyword when !isRestricted:
                case TokenKind.NotnullKeyword when !isRestricted:
                    level = Precedence.Is;
                    break;
                case TokenKind.LikeKeyword when !isRestricted:
                case TokenKind.IlikeKeyword when !isRestricted:
                case TokenKind.InKeyword when !isRestricted:
                case TokenKind.BetweenKeyword when !isRestricted:
                case TokenKind.SimilarKeyword when !isRestricted && (Peek() == TokenKind.ToKeyword || !IsOutsideParens(_substringStart)):
                case TokenKind.NotKeyword when !isRestricted && IsNotLookahead:
                    level = Precedence.Like;
                    break;
                case TokenKind.AtKeyword when !isRestricted && (Peek() is TokenKind.TimeKeyword or TokenKind.LocalKeyword || minimum > Precedence.Lowest || !IsOutsideParens(_targetStart)):
                    level = Precedence.At;
                    break;
                case TokenKind.CollateKeyword when !isRestricted:
                    level = Precedence.Collate;
                    break;
                case TokenKind.Hole:
                    if (ParseHoleOperator(ref left, start, minimum, isRestricted))
                        continue;
                    return left;
                default:
                    return left;
            }

            if (level < minimum || (minimum == Precedence.Lowest && kind >= KeywordTable.FirstKeyword && IsBareLabelHere()))
                return left;
            if (level == nonAssociative)
                ErrorHere();

            nonAssociative = -1;
            switch (level)
            {
                case Precedence.Or:
                    left = ParseBoolExpr(left, start, BoolExprType.Or, TokenKind.OrKeyword, Precedence.Or + 1, minimum);
                    break;
                case Precedence.And:
                    left = ParseBoolExpr(left, start, BoolExprType.And, TokenKind.AndKeyword, Precedence.And + 1, minimum);
                    break;
                case Precedence.Is:
                    left = ParseIs(left, start, isRestricted, out var isOpen);
                    if (isOpen)
                        nonAssociative = Precedence.Is;
                    break;
                case Precedence.Like:
                    left = ParseLikeLevel(left, start, out isOpen);
                    if (isOpen)
                        nonAssociative = Precedence.Like;
                    break;
                case Precedence.At:
                    left = ParseAt(left, start);
                    break;
                case Precedence.Collate:
                    _position++;
                    var collation = ParseAnyName();
                    left = new CollateClause(left, collation, SpanFrom(start));
                    break;
                case Precedence.Typecast:
                    _position++;
                    var typeName = ParseTypename();
                    left = new TypeCast(left, typeName, SpanFrom(start));
                    break;
                default:
                    left = ParseBinary(left, start, level, isRestricted, out isOpen);
                    if (isOpen && level == Precedence.Comparison)
                        nonAssociative = Precedence.Comparison;
                    break;
            }
        }
    }

    /// <summary>
    /// Whether a keyword operator stands where it can only be the label of a result column: <c>SELECT a like, b</c>. That is so when
    /// what follows begins no operand, the keyword is not inside parentheses, and no operator that binds less waits for its right operand.
    /// </summary>
    private bool IsBareLabelHere()
    {
        if (_targetStart < 0 || !EndsTarget(Peek()) || Current is TokenKind.IsnullKeyword or TokenKind.NotnullKeyword)
            return false;
        return IsOutsideParens(_targetStart);
    }

    /// <summary>
    /// Whether no parenthesis, bracket or CASE is open between a token and the next one; false when the index is -1. Not asked any more in a broken
    /// statement, where it could be asked at every token.
    /// </summary>
    private bool IsOutsideParens(int first)
    {
        if (first < 0 || _failed)
            return false;

        var open = 0;
        for (var i = first; i < _position; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.CaseKeyword:
                    open++;
                    break;
                case TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.EndKeyword:
                    open--;
                    break;
            }
        }

        return open == 0;
    }

    private static bool EndsTarget(TokenKind kind) => kind
        is TokenKind.EndOfFile or TokenKind.Semicolon or TokenKind.Comma or TokenKind.CloseParen or TokenKind.FromKeyword or TokenKind.IntoKeyword
        or TokenKind.WhereKeyword or TokenKind.GroupKeyword or TokenKind.HavingKeyword or TokenKind.WindowKeyword or TokenKind.UnionKeyword
        or TokenKind.ExceptKeyword or TokenKind.IntersectKeyword or TokenKind.OrderKeyword or TokenKind.LimitKeyword or TokenKind.OffsetKeyword
        or TokenKind.FetchKeyword or TokenKind.ForKeyword;

    /// <summary>A chain of AND or OR as one node; a left operand of the same kind is taken in, as the server does (makeAndExpr).</summary>
    private BoolExpr ParseBoolExpr(Expression left, int start, BoolExprType type, TokenKind keyword, int operandLevel, int minimum)
    {
        var args = NewList<Expression>();
        if (left is BoolExpr chain && chain.BoolOp == type)
        {
            foreach (var arg in chain.Args)
                args.Add(arg);
        }
        else
        {
            args.Add(left);
        }

        while (Current == keyword && !(minimum == Precedence.Lowest && IsBareLabelHere()))
        {
            _position++;
            args.Add(ParseExpr(operandLevel, isRestricted: false));
        }

        return new BoolExpr(type, args.ToValueList(), SpanFrom(start));
    }

    /// <summary>An operator with its right operand, or with ANY, ALL or SOME (gram.y: subquery_Op).</summary>
    private Expression ParseBinary(Expression left, int start, int level, bool isRestricted, out bool isOpen)
    {
        ParseOperatorName(out var name, out var schema);
        if (Current is TokenKind.AnyKeyword or TokenKind.AllKeyword or TokenKind.SomeKeyword && !isRestricted)
        {
            isOpen = false;
            return ParseQuantified(left, start, name, schema);
        }

        isOpen = true;
        var right = ParseExpr(level + 1, isRestricted);
        return new A_Expr(A_ExprKind.Op, name, schema, left, right, SpanFrom(start));
    }

    /// <summary>operator ANY (query or array), at ANY.</summary>
    private Expression ParseQuantified(Expression left, int start, Identifier name, ValueList<Identifier> schema)
    {
        var isAll = Take().Kind == TokenKind.AllKeyword;
        if (StartsQueryInParens())
        {
            var query = ParseParenthesised(out var select);
            if (select is not null)
            {
                var operName = NewNameList();
                foreach (var part in schema)
                    operName.Add(part);
                operName.Add(name);
                return new SubLink(isAll ? SubLinkType.All : SubLinkType.Any, left, operName.ToValueList(), select, SpanFrom(start));
            }

            return new A_Expr(isAll ? A_ExprKind.OpAll : A_ExprKind.OpAny, name, schema, left, query, SpanFrom(start));
        }

        Expect(TokenKind.OpenParen);
        var array = ParseExpr();
        Expect(TokenKind.CloseParen);
        return new A_Expr(isAll ? A_ExprKind.OpAll : A_ExprKind.OpAny, name, schema, left, array, SpanFrom(start));
    }

    /// <summary>What follows IS, or ISNULL and NOTNULL.</summary>
    /// <param name="isOpen">Whether the form ends in an operand: then another IS cannot follow.</param>
    private Expression ParseIs(Expression left, int start, bool isRestricted, out bool isOpen)
    {
        isOpen = false;
        var keyword = Take();
        if (keyword.Kind == TokenKind.IsnullKeyword)
            return new NullTest(left, isNotNull: false, SpanFrom(start));
        if (keyword.Kind == TokenKind.NotnullKeyword)
            return new NullTest(left, isNotNull: true, SpanFrom(start));

        var not = !IsNotLookahead && Accept(TokenKind.NotKeyword);
        switch (Current)
        {
            case TokenKind.DistinctKeyword:
                _position++;
                Expect(TokenKind.FromKeyword);
                isOpen = true;
                var operand = ParseExpr(Precedence.Is + 1, isRestricted);
                return new A_Expr(not ? A_ExprKind.NotDistinct : A_ExprKind.Distinct, new Identifier("=", keyword.Start, keyword.End), default, left, operand, SpanFrom(start));
            case TokenKind.DocumentKeyword:
                _position++;
                return Negated(not, new XmlExpr(XmlExprOp.IsDocument, default, default, new([left]), isDocument: true, SpanFrom(start)));
            case TokenKind.NullKeyword when !isRestricted:
                _position++;
                return new NullTest(left, not, SpanFrom(start));
            case TokenKind.TrueKeyword when !isRestricted:
                _position++;
                return new BooleanTest(left, not ? BoolTestType.IsNotTrue : BoolTestType.IsTrue, SpanFrom(start));
            case TokenKind.FalseKeyword when !isRestricted:
                _position++;
                return new BooleanTest(left, not ? BoolTestType.IsNotFalse : BoolTestType.IsFalse, SpanFrom(start));
            case TokenKind.UnknownKeyword when !isRestricted:
                _position++;
                return new BooleanTest(left, not ? BoolTestType.IsNotUnknown : BoolTestType.IsUnknown, SpanFrom(start));
            case TokenKind.NormalizedKeyword when !isRestricted:
            case TokenKind.NfcKeyword when !isRestricted:
            case TokenKind.NfdKeyword when !isRestricted:
            case TokenKind.NfkcKeyword when !isRestricted:
            case TokenKind.NfkdKeyword when !isRestricted:
                return Negated(not, ParseIsNormalized(left, start));
            case TokenKind.JsonKeyword when !isRestricted:
                return Negated(not, ParseIsJson(left, start));
            default:
                ErrorHere();
                return new NullTest(left, not, SpanFrom(start));
        }
    }

    private static Expression Negated(bool not, Expression expression) =>
        not ? new BoolExpr(BoolExprType.Not, new([expression]), expression.Span) : expression;

    private FuncCall ParseIsNormalized(Expression left, int start)
    {
        Expression? form = Current == TokenKind.NormalizedKeyword ? null : TakeConst(ConstantKind.String);
        var normalized = _tokens[_position];
        Expect(TokenKind.NormalizedKeyword);
        return new FuncCall(
            SystemName("is_normalized", normalized), form is null ? new([left]) : new([left, form]), null, FuncCallFlags.SqlSyntax, SpanFrom(start));
    }

    private JsonIsPredicate ParseIsJson(Expression left, int start)
    {
        _position++;
        var type = JsonValueType.Any;
        switch (Current)
        {
            case TokenKind.ValueKeyword:
                _position++;
                break;
            case TokenKind.ArrayKeyword:
                _position++;
                type = JsonValueType.Array;
                break;
            case TokenKind.ObjectKeyword:
                _position++;
                type = JsonValueType.Object;
                break;
            case TokenKind.ScalarKeyword:
                _position++;
                type = JsonValueType.Scalar;
                break;
        }

        var unique = ParseJsonKeyUniqueness();
        return new JsonIsPredicate(left, type, unique, SpanFrom(start));
    }

    /// <summary>[NOT] LIKE, ILIKE, SIMILAR TO, IN, BETWEEN.</summary>
    /// <param name="isOpen">Whether the form ends in an operand: then another of this level cannot follow.</param>
    private Expression ParseLikeLevel(Expression left, int start, out bool isOpen)
    {
        var nameStart = Start;
        var not = Accept(TokenKind.NotKeyword);
        switch (Take().Kind)
        {
            case TokenKind.InKeyword:
                isOpen = false;
                return ParseIn(left, start, nameStart, not);
            case TokenKind.BetweenKeyword:
                isOpen = true;
                return ParseBetween(left, start, nameStart, not);
            case TokenKind.SimilarKeyword:
                Expect(TokenKind.ToKeyword);
                isOpen = true;
                return ParseLike(left, start, A_ExprKind.Similar, new Identifier(not ? "!~" : "~", nameStart, PreviousEnd), "similar_to_escape", isSimilar: true);
            case TokenKind.IlikeKeyword:
                return ParseLikeOperator(left, start, A_ExprKind.Ilike, new Identifier(not ? "!~~*" : "~~*", nameStart, PreviousEnd), out isOpen);
            default:
                return ParseLikeOperator(left, start, A_ExprKind.Like, new Identifier(not ? "!~~" : "~~", nameStart, PreviousEnd), out isOpen);
        }
    }

    private Expression ParseLikeOperator(Expression left, int start, A_ExprKind kind, Identifier name, out bool isOpen)
    {
        isOpen = Current is not (TokenKind.AnyKeyword or TokenKind.AllKeyword or TokenKind.SomeKeyword);
        return isOpen ? ParseLike(left, start, kind, name, "like_escape", isSimilar: false) : ParseQuantified(left, start, name, default);
    }

    private A_Expr ParseLike(Expression left, int start, A_ExprKind kind, Identifier name, string escapeFunction, bool isSimilar)
    {
        var patternStart = Start;
        var pattern = ParseExpr(Precedence.Like + 1, isRestricted: false);
        if (Current == TokenKind.EscapeKeyword)
        {
            var escape = Take();
            var character = ParseExpr(Precedence.Like + 1, isRestricted: false);
            pattern = new FuncCall(SystemName(escapeFunction, escape), new([pattern, character]), null, FuncCallFlags.None, SpanFrom(patternStart));
        }
        else if (isSimilar)
        {
            var similar = new SqlToken(TokenKind.SimilarKeyword, name.Start, name.End);
            pattern = new FuncCall(SystemName(escapeFunction, similar), new([pattern]), null, FuncCallFlags.None, SpanFrom(patternStart));
        }

        return new A_Expr(kind, name, default, left, pattern, SpanFrom(start));
    }

    private Expression ParseIn(Expression left, int start, int nameStart, bool not)
    {
        var name = new Identifier(not ? "<>" : "=", nameStart, PreviousEnd);
        if (StartsQueryInParens())
        {
            // What begins with a query may still be a list: IN ((SELECT 1), 2), or an operand: IN ((SELECT 1) + 1).
            var listStart = Start;
            var content = ParseParenthesised(out var select);
            if (select is not null)
                return Negated(not, new SubLink(SubLinkType.Any, left, default, select, SpanFrom(start)));
            var items = content is RowExpr { IsExplicit: false } row ? row.Args : new([content]);
            return new A_Expr(A_ExprKind.In, name, default, left, new ExpressionList(items, SpanFrom(listStart)), SpanFrom(start));
        }

        var open = Start;
        Expect(TokenKind.OpenParen);
        var list = ParseExprList();
        Expect(TokenKind.CloseParen);
        return new A_Expr(A_ExprKind.In, name, default, left, new ExpressionList(list, SpanFrom(open)), SpanFrom(start));
    }

    private A_Expr ParseBetween(Expression left, int start, int nameStart, bool not)
    {
        var symmetric = Accept(TokenKind.SymmetricKeyword);
        if (!symmetric)
            Accept(TokenKind.AsymmetricKeyword);

        var (kind, text) = (not, symmetric) switch
        {
            (false, false) => (A_ExprKind.Between, "BETWEEN"),
            (true, false) => (A_ExprKind.NotBetween, "NOT BETWEEN"),
            (false, true) => (A_ExprKind.BetweenSymmetric, "BETWEEN SYMMETRIC"),
            (true, true) => (A_ExprKind.NotBetweenSymmetric, "NOT BETWEEN SYMMETRIC"),
        };
        var name = new Identifier(text, nameStart, PreviousEnd);
        var boundsStart = Start;
        var lower = ParseBExpr();
        Expect(TokenKind.AndKeyword);
        var upper = ParseExpr(Precedence.Like + 1, isRestricted: false);
        var bounds = new ExpressionList(new([lower, upper]), SpanFrom(boundsStart));
        return new A_Expr(kind, name, default, left, bounds, SpanFrom(start));
    }

    /// <summary>AT TIME ZONE zone, AT LOCAL: calls of timezone().</summary>
    private FuncCall ParseAt(Expression left, int start)
    {
        var at = Take();
        if (Accept(TokenKind.LocalKeyword))
            return new FuncCall(SystemName("timezone", at), new([left]), null, FuncCallFlags.SqlSyntax, SpanFrom(start));

        Expect(TokenKind.TimeKeyword);
        Expect(TokenKind.ZoneKeyword);
        var zone = ParseExpr(Precedence.At + 1, isRestricted: false);
        return new FuncCall(SystemName("timezone", at), new([zone, left]), null, FuncCallFlags.SqlSyntax, SpanFrom(start));
    }

    /// <summary>
    /// A hole behind an operand: an operator when an operand follows that no clause begins with, otherwise any text, which is passed
    /// over. False when the hole binds less than asked for.
    /// </summary>
    private bool ParseHoleOperator(ref Expression left, int start, int minimum, bool isRestricted)
    {
        if (minimum > Precedence.Operator)
            return false;

        var hole = Take();
        _hasFragment = true;
        if (Current is TokenKind.Parameter or TokenKind.Placeholder || (Current >= TokenKind.StringLiteral && Current <= TokenKind.NumericLiteral))
        {
            var right = ParseExpr(Precedence.Operator + 1, isRestricted);
            left = new A_Expr(A_ExprKind.Op, new Identifier(NameOf(hole), hole.Start, hole.End), default, left, right, SpanFrom(start));
        }

        return true;
    }

    /// <summary>gram.y: qual_Op and MathOp: an operator, or OPERATOR(schema.operator).</summary>
    private void ParseOperatorName(out Identifier name, out ValueList<Identifier> schema)
    {
        schema = default;
        if (Current == TokenKind.OperatorKeyword)
        {
            _position++;
            Expect(TokenKind.OpenParen);
            ParseQualifiedOperator(out name, out schema);
            Expect(TokenKind.CloseParen);
            return;
        }

        name = TakeOperator();
    }

    /// <summary>gram.y: any_operator.</summary>
    private void ParseQualifiedOperator(out Identifier name, out ValueList<Identifier> schema)
    {
        schema = default;
        if (IsColId(Current))
        {
            var qualifiers = NewNameList();
            while (IsColId(Current))
            {
                qualifiers.Add(TakeName());
                if (!Expect(TokenKind.Dot))
                    break;
            }

            schema = qualifiers.ToValueList();
        }

        name = TakeOperator();
    }

    /// <summary>gram.y: all_Op.</summary>
    private Identifier TakeOperator()
    {
        var token = _tokens[_position];
        var text = OperatorText(token);
        if (text is null)
            return MissingName();
        _position++;
        return new Identifier(text, token.Start, token.End);
    }

    private string? OperatorText(SqlToken token) => token.Kind switch
    {
        TokenKind.Equals => "=",
        TokenKind.Less => "<",
        TokenKind.Greater => ">",
        TokenKind.LessEquals => "<=",
        TokenKind.GreaterEquals => ">=",
        TokenKind.NotEquals => "<>",
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.Slash => "/",
        TokenKind.Percent => "%",
        TokenKind.Caret => "^",
        TokenKind.Operator => _buffers.Names.Folded(_text, token.Start, token.End),
        _ => null,
    };

    /// <summary>gram.y: any_operator: qualifiers first, the operator last.</summary>
    private ValueList<Identifier> ParseAnyOperator()
    {
        ParseQualifiedOperator(out var name, out var schema);
        return Joined(schema, name);
    }

    /// <summary>gram.y: qual_all_Op: an operator, or OPERATOR(schema.operator).</summary>
    private ValueList<Identifier> ParseQualAllOp()
    {
        ParseOperatorName(out var name, out var schema);
        return Joined(schema, name);
    }

    private ValueList<Identifier> Joined(ValueList<Identifier> schema, Identifier name)
    {
        if (schema.IsEmpty)
            return new([name]);
        var names = NewNameList();
        foreach (var part in schema)
            names.Add(part);
        names.Add(name);
        return names.ToValueList();
    }

    /// <summary>gram.y: expr_list.</summary>
    private ValueList<Expression> ParseExprList()
    {
        var first = ParseExpr();
        if (Current != TokenKind.Comma)
            return new([first]);

        var list = NewList<Expression>();
        list.Add(first);
        while (Accept(TokenKind.Comma))
            list.Add(ParseExpr());
        return list.ToValueList();
    }

    /// <summary>gram.y: where_clause: WHERE and its expression, or nothing.</summary>
    private Expression? ParseOptWhere() => Accept(TokenKind.WhereKeyword) ? ParseExpr() : null;

    /// <summary>COLLATE any_name (gram.y: opt_collate_clause); null when not written.</summary>
    private CollateClause? ParseOptCollateClause()
    {
        if (Current != TokenKind.CollateKeyword)
            return null;
        var start = Take().Start;
        var name = ParseAnyName();
        return new CollateClause(null, name, SpanFrom(start));
    }
}
