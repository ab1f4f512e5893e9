namespace LifeOps.PostgreSql.Syntax;

/// <summary>A column name in an expression, perhaps with qualifiers, or <c>*</c> (PostgreSQL: ColumnRef).</summary>
/// <param name="fields">Qualifiers first.</param>
/// <param name="hasStar">Whether the name ends in <c>*</c>, which is not among the fields.</param>
public sealed class ColumnRef(ValueList<Identifier> fields, bool hasStar, TextSpan span) : Expression(span)
{
    public ValueList<Identifier> Fields { get; } = fields;

    public bool HasStar { get; } = hasStar;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>A parameter: <c>$1</c>, or a placeholder of a C# library (PostgreSQL: ParamRef).</summary>
/// <param name="number">The number of $1 or {0}; 0 for a named placeholder, -1 for <c>?</c>.</param>
/// <param name="name">The name of a named placeholder, without its sign.</param>
public sealed class ParamRef(int number, Identifier name, TextSpan span) : Expression(span)
{
    public int Number { get; } = number;

    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>A place whose text is not known at compile time, where the grammar wants an expression.</summary>
public sealed class HoleExpr(SqlHole hole, TextSpan span) : Expression(span)
{
    public SqlHole Hole { get; } = hole;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>Stands where the grammar wants an expression and the text has none.</summary>
public sealed class MissingExpr(TextSpan span) : Expression(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>What kind of operator expression (PostgreSQL: A_Expr_Kind).</summary>
public enum A_ExprKind : byte
{
    /// <summary>An operator with one or two operands.</summary>
    Op,

    /// <summary>scalar operator ANY (array).</summary>
    OpAny,

    /// <summary>scalar operator ALL (array).</summary>
    OpAll,
    Distinct,
    NotDistinct,
    NullIf,
    In,
    Like,
    Ilike,
    Similar,
    Between,
    NotBetween,
    BetweenSymmetric,
    NotBetweenSymmetric,
}

/// <summary>An operator with its operands (PostgreSQL: A_Expr).</summary>
/// <param name="name">
/// The operator, as the server names it: <c>=</c>, <c>~~</c> for LIKE, <c>!~~</c> for NOT LIKE, <c>=</c> or <c>&lt;&gt;</c> for IN and NOT IN,
/// <c>BETWEEN</c>. The span is what was written.
/// </param>
/// <param name="schema">The qualifiers of OPERATOR(schema.name).</param>
/// <param name="lexpr">The left operand; null for a prefix operator.</param>
/// <param name="rexpr">The right operand; an <see cref="ExpressionList"/> for IN and BETWEEN.</param>
public sealed class A_Expr(A_ExprKind kind, Identifier name, ValueList<Identifier> schema, Expression? lexpr, Expression rexpr, TextSpan span) : Expression(span)
{
    public A_ExprKind Kind { get; } = kind;

    public Identifier Name { get; } = name;

    public ValueList<Identifier> Schema { get; } = schema;

    public Expression? Lexpr { get; } = lexpr;

    public Expression Rexpr { get; } = rexpr;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Lexpr);
        children.Add(Rexpr);
    }
}

/// <summary>Expressions in a row where the tree needs one (PostgreSQL: List).</summary>
public sealed class ExpressionList(ValueList<Expression> items, TextSpan span) : Expression(span)
{
    public ValueList<Expression> Items { get; } = items;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Items);
}

/// <summary>PostgreSQL: BoolExprType.</summary>
public enum BoolExprType : byte
{
    And,
    Or,
    Not,
}

/// <summary>AND, OR or NOT; <c>a AND b AND c</c> is one node (PostgreSQL: BoolExpr).</summary>
public sealed class BoolExpr(BoolExprType boolOp, ValueList<Expression> args, TextSpan span) : Expression(span)
{
    public BoolExprType BoolOp { get; } = boolOp;

    public ValueList<Expression> Args { get; } = args;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary>IS NULL, IS NOT NULL (PostgreSQL: NullTest).</summary>
public sealed class NullTest(Expression arg, bool isNotNull, TextSpan span) : Expression(span)
{
    public Expression Arg { get; } = arg;

    public bool IsNotNull { get; } = isNotNull;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Arg);
}

/// <summary>PostgreSQL: BoolTestType.</summary>
public enum BoolTestType : byte
{
    IsTrue,
    IsNotTrue,
    IsFalse,
    IsNotFalse,
    IsUnknown,
    IsNotUnknown,
}

/// <summary>IS TRUE and its kin (PostgreSQL: BooleanTest).</summary>
public sealed class BooleanTest(Expression arg, BoolTestType testType, TextSpan span) : Expression(span)
{
    public Expression Arg { get; } = arg;

    public BoolTestType TestType { get; } = testType;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Arg);
}

/// <summary><c>CAST(x AS t)</c>, <c>x::t</c>, <c>t 'x'</c> (PostgreSQL: TypeCast).</summary>
public sealed class TypeCast(Expression arg, TypeName typeName, TextSpan span) : Expression(span)
{
    public Expression Arg { get; } = arg;

    public TypeName TypeName { get; } = typeName;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        if (TypeName.Span.Start < Arg.Span.Start)
        {
            children.Add(TypeName);
            children.Add(Arg);
        }
        else
        {
            children.Add(Arg);
            children.Add(TypeName);
        }
    }
}

/// <summary><c>x COLLATE name</c>; without <c>x</c> in column definitions and the like (PostgreSQL: CollateClause).</summary>
public sealed class CollateClause(Expression? arg, ValueList<Identifier> collname, TextSpan span) : Expression(span)
{
    public Expression? Arg { get; } = arg;

    public ValueList<Identifier> Collname { get; } = collname;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Arg);
}

/// <summary>How a function call is written (PostgreSQL: CoercionForm).</summary>
public enum CoercionForm : byte
{
    /// <summary>name(...).</summary>
    ExplicitCall,

    /// <summary>A form of its own: EXTRACT(... FROM ...), x AT TIME ZONE y, ...</summary>
    SqlSyntax,
}

/// <summary>A call of a function, an aggregate or a window function (PostgreSQL: FuncCall).</summary>
/// <param name="funcname">Qualifiers first; <c>pg_catalog.timezone</c> and the like for SQL's own forms, as the server names them.</param>
/// <param name="args">The arguments in the function's order (which differs from the text's for AT TIME ZONE and POSITION).</param>
public sealed class FuncCall(
    ValueList<Identifier> funcname,
    ValueList<Expression> args,
    FuncCallDecoration? decoration,
    FuncCallFlags flags,
    TextSpan span) : Expression(span)
{
    public ValueList<Identifier> Funcname { get; } = funcname;

    public ValueList<Expression> Args { get; } = args;

    /// <summary>ORDER BY inside the parentheses or of WITHIN GROUP.</summary>
    public ValueList<SortBy> AggOrder => decoration is null ? default : decoration.AggOrder;

    /// <summary>FILTER (WHERE ...).</summary>
    public Expression? AggFilter => decoration?.AggFilter;

    /// <summary>OVER ...</summary>
    public WindowDef? Over => decoration?.Over;

    /// <summary>The order is that of WITHIN GROUP.</summary>
    public bool AggWithinGroup => (flags & FuncCallFlags.WithinGroup) != 0;

    /// <summary><c>count(*)</c>.</summary>
    public bool AggStar => (flags & FuncCallFlags.Star) != 0;

    public bool AggDistinct => (flags & FuncCallFlags.Distinct) != 0;

    /// <summary>The last argument is VARIADIC.</summary>
    public bool FuncVariadic => (flags & FuncCallFlags.Variadic) != 0;

    public CoercionForm Funcformat => (flags & FuncCallFlags.SqlSyntax) != 0 ? CoercionForm.SqlSyntax : CoercionForm.ExplicitCall;

    /// <summary>The function's own name, without schema.</summary>
    public Identifier Name => Funcname.IsEmpty ? default : Funcname[Funcname.Count - 1];

    /// <summary>AT LOCAL came with PostgreSQL 17, SYSTEM_USER with 16.</summary>
    public override int MinimumVersion => Funcformat != CoercionForm.SqlSyntax
        ? 0
        : Name.Value switch
        {
            "timezone" when Args.Count == 1 => 17,
            "system_user" => 16,
            _ => 0,
        };

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        if (Args.Count == 2 && Args[1].Span.Start < Args[0].Span.Start)
        {
            children.Add(Args[1]);
            children.Add(Args[0]);
        }
        else
        {
            children.Add(Args);
        }

        if (decoration is null)
            return;
        children.Add(decoration.AggOrder);
        children.Add(decoration.AggFilter);
        children.Add(decoration.Over);
    }
}

/// <summary>The words around a function call.</summary>
[System.Flags]
public enum FuncCallFlags : byte
{
    None = 0,
    WithinGroup = 1,
    Star = 2,
    Distinct = 4,
    Variadic = 8,
    SqlSyntax = 16,
}

/// <summary>What few calls have: kept apart so that plain calls stay small.</summary>
public sealed class FuncCallDecoration(ValueList<SortBy> aggOrder, Expression? aggFilter, WindowDef? over)
{
    public ValueList<SortBy> AggOrder { get; } = aggOrder;

    public Expression? AggFilter { get; } = aggFilter;

    public WindowDef? Over { get; } = over;
}

/// <summary><c>name =&gt; value</c> in a call (PostgreSQL: NamedArgExpr).</summary>
public sealed class NamedArgExpr(Identifier name, Expression arg, TextSpan span) : Expression(span)
{
    public Identifier Name { get; } = name;

    public Expression Arg { get; } = arg;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Arg);
}

/// <summary>PostgreSQL: SubLinkType.</summary>
public enum SubLinkType : byte
{
    Exists,
    All,
    Any,
    Expr,
    MultiExpr,
    Array,
}

/// <summary>A query inside an expression (PostgreSQL: SubLink).</summary>
/// <param name="testexpr">What stands before IN, ANY or ALL.</param>
/// <param name="operName">The operator of ANY or ALL; empty for IN.</param>
/// <param name="subselect">A <see cref="SelectStmt"/>; an <see cref="UnparsedStmt"/> in broken text.</param>
public sealed class SubLink(SubLinkType subLinkType, Expression? testexpr, ValueList<Identifier> operName, Statement subselect, TextSpan span) : Expression(span)
{
    public SubLinkType SubLinkType { get; } = subLinkType;

    public Expression? Testexpr { get; } = testexpr;

    public ValueList<Identifier> OperName { get; } = operName;

    public Statement Subselect { get; } = subselect;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Testexpr);
        children.Add(Subselect);
    }
}

/// <summary>CASE (PostgreSQL: CaseExpr).</summary>
public sealed class CaseExpr(Expression? arg, ValueList<CaseWhen> args, Expression? defresult, TextSpan span) : Expression(span)
{
    public Expression? Arg { get; } = arg;

    public ValueList<CaseWhen> Args { get; } = args;

    /// <summary>ELSE.</summary>
    public Expression? Defresult { get; } = defresult;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Arg);
        children.Add(Args);
        children.Add(Defresult);
    }
}

/// <summary>WHEN expr THEN result (PostgreSQL: CaseWhen).</summary>
public sealed class CaseWhen(Expression expr, Expression result, TextSpan span) : SqlNode(span)
{
    public Expression Expr { get; } = expr;

    public Expression Result { get; } = result;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Expr);
        children.Add(Result);
    }
}

/// <summary>COALESCE (PostgreSQL: CoalesceExpr).</summary>
public sealed class CoalesceExpr(ValueList<Expression> args, TextSpan span) : Expression(span)
{
    public ValueList<Expression> Args { get; } = args;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary>GREATEST or LEAST (PostgreSQL: MinMaxExpr).</summary>
public sealed class MinMaxExpr(bool isGreatest, ValueList<Expression> args, TextSpan span) : Expression(span)
{
    public bool IsGreatest { get; } = isGreatest;

    public ValueList<Expression> Args { get; } = args;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary><c>ROW(a, b)</c> or <c>(a, b)</c> (PostgreSQL: RowExpr).</summary>
/// <param name="isExplicit">Written with ROW.</param>
public sealed class RowExpr(ValueList<Expression> args, bool isExplicit, TextSpan span) : Expression(span)
{
    public ValueList<Expression> Args { get; } = args;

    public bool IsExplicit { get; } = isExplicit;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary><c>ARRAY[...]</c>, and the inner brackets of nested arrays (PostgreSQL: A_ArrayExpr).</summary>
public sealed class A_ArrayExpr(ValueList<Expression> elements, TextSpan span) : Expression(span)
{
    public ValueList<Expression> Elements { get; } = elements;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Elements);
}

/// <summary>Field selection and subscripts: <c>(x).f</c>, <c>x[1]</c>, <c>(x).*</c> (PostgreSQL: A_Indirection).</summary>
/// <param name="indirection"><see cref="StringValue"/> for a field, <see cref="A_Indices"/>, or <see cref="A_Star"/> last.</param>
public sealed class A_Indirection(Expression arg, ValueList<SqlNode> indirection, TextSpan span) : Expression(span)
{
    public Expression Arg { get; } = arg;

    public ValueList<SqlNode> Indirection { get; } = indirection;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Arg);
        children.Add(Indirection);
    }
}

/// <summary><c>[i]</c> or <c>[from:to]</c> (PostgreSQL: A_Indices).</summary>
public sealed class A_Indices(bool isSlice, Expression? lidx, Expression? uidx, TextSpan span) : SqlNode(span)
{
    public bool IsSlice { get; } = isSlice;

    /// <summary>The lower bound of a slice.</summary>
    public Expression? Lidx { get; } = lidx;

    /// <summary>The subscript, or the upper bound of a slice.</summary>
    public Expression? Uidx { get; } = uidx;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Lidx);
        children.Add(Uidx);
    }
}

/// <summary><c>.*</c> behind an expression (PostgreSQL: A_Star).</summary>
public sealed class A_Star(TextSpan span) : SqlNode(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>PostgreSQL: SQLValueFunctionOp.</summary>
public enum SqlValueFunctionOp : byte
{
    CurrentDate,
    CurrentTime,
    CurrentTimestamp,
    Localtime,
    Localtimestamp,
    CurrentRole,
    CurrentUser,
    User,
    SessionUser,
    CurrentCatalog,
    CurrentSchema,
}

/// <summary>A function that is written without parentheses (PostgreSQL: SQLValueFunction).</summary>
/// <param name="typmod">The precision: <c>CURRENT_TIMESTAMP(3)</c>; -1 when not written.</param>
public sealed class SQLValueFunction(SqlValueFunctionOp op, int typmod, TextSpan span) : Expression(span)
{
    public SqlValueFunctionOp Op { get; } = op;

    public int Typmod { get; } = typmod;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>GROUPING(...) (PostgreSQL: GroupingFunc).</summary>
public sealed class GroupingFunc(ValueList<Expression> args, TextSpan span) : Expression(span)
{
    public ValueList<Expression> Args { get; } = args;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary>MERGE_ACTION() (PostgreSQL: MergeSupportFunc).</summary>
public sealed class MergeSupportFunc(TextSpan span) : Expression(span)
{
    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>DEFAULT as a value (PostgreSQL: SetToDefault).</summary>
public sealed class SetToDefault(TextSpan span) : Expression(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>WHERE CURRENT OF cursor (PostgreSQL: CurrentOfExpr).</summary>
public sealed class CurrentOfExpr(Identifier cursorName, TextSpan span) : Expression(span)
{
    public Identifier CursorName { get; } = cursorName;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
