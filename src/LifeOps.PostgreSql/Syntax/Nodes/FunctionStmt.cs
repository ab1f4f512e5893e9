namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE FUNCTION and CREATE PROCEDURE (PostgreSQL: CreateFunctionStmt).</summary>
/// <param name="parameters">Arguments, and the columns of RETURNS TABLE with mode <see cref="FunctionParameterMode.Table"/>.</param>
/// <param name="returnType">RETURNS; null when not written. For RETURNS TABLE the type is null and <see cref="ReturnsTable"/> is true.</param>
/// <param name="options">language, as, volatility, strict, security, leakproof, cost, rows, support, set, parallel, window, transform.</param>
/// <param name="sqlBody">RETURN expr (<see cref="ReturnStmt"/>) or BEGIN ATOMIC ... END (<see cref="AtomicBody"/>); null when the body is a string.</param>
public sealed class CreateFunctionStmt(
    bool isProcedure,
    bool replace,
    ValueList<Identifier> funcName,
    ValueList<FunctionParameter> parameters,
    TypeName? returnType,
    bool returnsTable,
    ValueList<DefElem> options,
    Statement? sqlBody,
    TextSpan span) : Statement(span)
{
    public bool IsProcedure { get; } = isProcedure;

    public bool Replace { get; } = replace;

    public ValueList<Identifier> FuncName { get; } = funcName;

    public ValueList<FunctionParameter> Parameters { get; } = parameters;

    public TypeName? ReturnType { get; } = returnType;

    public bool ReturnsTable { get; } = returnsTable;

    public ValueList<DefElem> Options { get; } = options;

    public Statement? SqlBody { get; } = sqlBody;

    public override int MinimumVersion => SqlBody is null ? 0 : 14;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Parameters);
        children.Add(ReturnType);
        children.Add(Options);
        children.Add(SqlBody);
    }
}

/// <summary>Direction of a parameter (PostgreSQL: FunctionParameterMode).</summary>
public enum FunctionParameterMode
{
    /// <summary>No mode written: IN.</summary>
    Default,
    In,
    Out,
    InOut,
    Variadic,

    /// <summary>A column of RETURNS TABLE.</summary>
    Table,
}

/// <summary>A parameter of a function, procedure or aggregate (PostgreSQL: FunctionParameter).</summary>
/// <param name="name">Missing when only the type is written.</param>
/// <param name="defExpr">DEFAULT.</param>
public sealed class FunctionParameter(Identifier name, TypeName argType, FunctionParameterMode mode, Expression? defExpr, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public TypeName ArgType { get; } = argType;

    public FunctionParameterMode Mode { get; } = mode;

    public Expression? DefExpr { get; } = defExpr;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(ArgType);
        children.Add(DefExpr);
    }
}

/// <summary>A body given as strings: AS 'text', or AS 'object file', 'symbol' (gram.y: func_as).</summary>
/// <param name="strings">The decoded texts with the spans of their literals.</param>
public sealed class FunctionBody(ValueList<Identifier> strings, TextSpan span) : SqlNode(span)
{
    public ValueList<Identifier> Strings { get; } = strings;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>FOR TYPE of a TRANSFORM clause.</summary>
public sealed class TransformTypeList(ValueList<TypeName> types, TextSpan span) : SqlNode(span)
{
    public ValueList<TypeName> Types { get; } = types;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Types);
}

/// <summary>RETURN of an SQL body (PostgreSQL: ReturnStmt).</summary>
public sealed class ReturnStmt(Expression returnVal, TextSpan span) : Statement(span)
{
    public Expression ReturnVal { get; } = returnVal;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(ReturnVal);
}

/// <summary>BEGIN ATOMIC ... END with the statements between (gram.y: opt_routine_body).</summary>
public sealed class AtomicBody(ValueList<Statement> statements, TextSpan span) : Statement(span)
{
    public ValueList<Statement> Statements { get; } = statements;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Statements);
}

/// <summary>ALTER FUNCTION, PROCEDURE or ROUTINE with options (PostgreSQL: AlterFunctionStmt).</summary>
public sealed class AlterFunctionStmt(ObjectType objType, ObjectWithArgs func, ValueList<DefElem> actions, TextSpan span) : Statement(span)
{
    public ObjectType ObjType { get; } = objType;

    public ObjectWithArgs Func { get; } = func;

    public ValueList<DefElem> Actions { get; } = actions;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Func);
        children.Add(Actions);
    }
}
