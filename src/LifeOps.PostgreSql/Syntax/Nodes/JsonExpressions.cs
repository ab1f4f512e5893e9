namespace LifeOps.PostgreSql.Syntax;

/// <summary>FORMAT JSON [ENCODING name] (PostgreSQL: JsonFormat).</summary>
/// <param name="encoding">Missing when not written.</param>
public sealed class JsonFormat(Identifier encoding, TextSpan span) : SqlNode(span)
{
    public Identifier Encoding { get; } = encoding;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>A value with its format (PostgreSQL: JsonValueExpr).</summary>
public sealed class JsonValueExpr(Expression rawExpr, JsonFormat? format, TextSpan span) : Expression(span)
{
    public Expression RawExpr { get; } = rawExpr;

    public JsonFormat? Format { get; } = format;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(RawExpr);
        children.Add(Format);
    }
}

/// <summary>RETURNING type [FORMAT JSON] (PostgreSQL: JsonOutput).</summary>
public sealed class JsonOutput(TypeName typeName, JsonFormat? format, TextSpan span) : SqlNode(span)
{
    public TypeName TypeName { get; } = typeName;

    public JsonFormat? Format { get; } = format;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        children.Add(Format);
    }
}

/// <summary><c>key : value</c> or <c>key VALUE value</c> (PostgreSQL: JsonKeyValue).</summary>
public sealed class JsonKeyValue(Expression key, JsonValueExpr value, TextSpan span) : SqlNode(span)
{
    public Expression Key { get; } = key;

    public JsonValueExpr Value { get; } = value;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Key);
        children.Add(Value);
    }
}

/// <summary>JSON_OBJECT(...) in the standard's form (PostgreSQL: JsonObjectConstructor).</summary>
public sealed class JsonObjectConstructor(ValueList<JsonKeyValue> exprs, bool absentOnNull, bool unique, JsonOutput? output, TextSpan span) : Expression(span)
{
    public ValueList<JsonKeyValue> Exprs { get; } = exprs;

    public bool AbsentOnNull { get; } = absentOnNull;

    public bool Unique { get; } = unique;

    public JsonOutput? Output { get; } = output;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Exprs);
        children.Add(Output);
    }
}

/// <summary>JSON_ARRAY(a, b) (PostgreSQL: JsonArrayConstructor).</summary>
public sealed class JsonArrayConstructor(ValueList<JsonValueExpr> exprs, bool absentOnNull, JsonOutput? output, TextSpan span) : Expression(span)
{
    public ValueList<JsonValueExpr> Exprs { get; } = exprs;

    public bool AbsentOnNull { get; } = absentOnNull;

    public JsonOutput? Output { get; } = output;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Exprs);
        children.Add(Output);
    }
}

/// <summary>JSON_ARRAY(query) (PostgreSQL: JsonArrayQueryConstructor).</summary>
public sealed class JsonArrayQueryConstructor(SelectStmt query, JsonFormat? format, JsonOutput? output, TextSpan span) : Expression(span)
{
    public SelectStmt Query { get; } = query;

    public JsonFormat? Format { get; } = format;

    public JsonOutput? Output { get; } = output;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Query);
        children.Add(Format);
        children.Add(Output);
    }
}

/// <summary>JSON_OBJECTAGG (PostgreSQL: JsonObjectAgg with its JsonAggConstructor).</summary>
public sealed class JsonObjectAgg(
    JsonKeyValue arg,
    bool absentOnNull,
    bool unique,
    JsonOutput? output,
    Expression? aggFilter,
    WindowDef? over,
    TextSpan span) : Expression(span)
{
    public JsonKeyValue Arg { get; } = arg;

    public bool AbsentOnNull { get; } = absentOnNull;

    public bool Unique { get; } = unique;

    public JsonOutput? Output { get; } = output;

    public Expression? AggFilter { get; } = aggFilter;

    public WindowDef? Over { get; } = over;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Arg);
        children.Add(Output);
        children.Add(AggFilter);
        children.Add(Over);
    }
}

/// <summary>JSON_ARRAYAGG (PostgreSQL: JsonArrayAgg with its JsonAggConstructor).</summary>
public sealed class JsonArrayAgg(
    JsonValueExpr arg,
    ValueList<SortBy> aggOrder,
    bool absentOnNull,
    JsonOutput? output,
    Expression? aggFilter,
    WindowDef? over,
    TextSpan span) : Expression(span)
{
    public JsonValueExpr Arg { get; } = arg;

    public ValueList<SortBy> AggOrder { get; } = aggOrder;

    public bool AbsentOnNull { get; } = absentOnNull;

    public JsonOutput? Output { get; } = output;

    public Expression? AggFilter { get; } = aggFilter;

    public WindowDef? Over { get; } = over;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Arg);
        children.Add(AggOrder);
        children.Add(Output);
        children.Add(AggFilter);
        children.Add(Over);
    }
}

/// <summary>JSON(value) (PostgreSQL: JsonParseExpr).</summary>
public sealed class JsonParseExpr(JsonValueExpr expr, bool uniqueKeys, TextSpan span) : Expression(span)
{
    public JsonValueExpr Expr { get; } = expr;

    public bool UniqueKeys { get; } = uniqueKeys;

    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>JSON_SCALAR (PostgreSQL: JsonScalarExpr).</summary>
public sealed class JsonScalarExpr(Expression expr, TextSpan span) : Expression(span)
{
    public Expression Expr { get; } = expr;

    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>JSON_SERIALIZE (PostgreSQL: JsonSerializeExpr).</summary>
public sealed class JsonSerializeExpr(JsonValueExpr expr, JsonOutput? output, TextSpan span) : Expression(span)
{
    public JsonValueExpr Expr { get; } = expr;

    public JsonOutput? Output { get; } = output;

    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Expr);
        children.Add(Output);
    }
}

/// <summary>PostgreSQL: JsonExprOp.</summary>
public enum JsonExprOp : byte
{
    Exists,
    Query,
    Value,
}

/// <summary>PostgreSQL: JsonWrapper.</summary>
public enum JsonWrapper : byte
{
    Unspecified,
    None,
    Conditional,
    Unconditional,
}

/// <summary>PostgreSQL: JsonQuotes.</summary>
public enum JsonQuotes : byte
{
    Unspecified,
    Keep,
    Omit,
}

/// <summary>PostgreSQL: JsonBehaviorType.</summary>
public enum JsonBehaviorType : byte
{
    Null,
    Error,
    Empty,
    True,
    False,
    Unknown,
    EmptyArray,
    EmptyObject,
    Default,
}

/// <summary>What happens ON EMPTY or ON ERROR (PostgreSQL: JsonBehavior).</summary>
/// <param name="expr">The value of DEFAULT.</param>
public sealed class JsonBehavior(JsonBehaviorType behaviorType, Expression? expr, TextSpan span) : SqlNode(span)
{
    public JsonBehaviorType BehaviorType { get; } = behaviorType;

    public Expression? Expr { get; } = expr;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary><c>value AS name</c> of PASSING (PostgreSQL: JsonArgument).</summary>
public sealed class JsonArgument(JsonValueExpr val, Identifier name, TextSpan span) : SqlNode(span)
{
    public JsonValueExpr Val { get; } = val;

    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Val);
}

/// <summary>JSON_EXISTS, JSON_QUERY, JSON_VALUE (PostgreSQL: JsonFuncExpr).</summary>
public sealed class JsonFuncExpr(
    JsonExprOp op,
    JsonValueExpr contextItem,
    Expression pathspec,
    ValueList<JsonArgument> passing,
    JsonOutput? output,
    JsonWrapper wrapper,
    JsonQuotes quotes,
    JsonBehavior? onEmpty,
    JsonBehavior? onError,
    TextSpan span) : Expression(span)
{
    public JsonExprOp Op { get; } = op;

    public JsonValueExpr ContextItem { get; } = contextItem;

    public Expression Pathspec { get; } = pathspec;

    public ValueList<JsonArgument> Passing { get; } = passing;

    public JsonOutput? Output { get; } = output;

    public JsonWrapper Wrapper { get; } = wrapper;

    public JsonQuotes Quotes { get; } = quotes;

    public JsonBehavior? OnEmpty { get; } = onEmpty;

    public JsonBehavior? OnError { get; } = onError;

    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(ContextItem);
        children.Add(Pathspec);
        children.Add(Passing);
        children.Add(Output);
        children.Add(OnEmpty);
        children.Add(OnError);
    }
}

/// <summary>PostgreSQL: JsonValueType.</summary>
public enum JsonValueType : byte
{
    Any,
    Object,
    Array,
    Scalar,
}

/// <summary>IS JSON (PostgreSQL: JsonIsPredicate).</summary>
public sealed class JsonIsPredicate(Expression expr, JsonValueType itemType, bool uniqueKeys, TextSpan span) : Expression(span)
{
    public Expression Expr { get; } = expr;

    public JsonValueType ItemType { get; } = itemType;

    public bool UniqueKeys { get; } = uniqueKeys;

    public override int MinimumVersion => 16;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Expr);
}

/// <summary>A path of JSON_TABLE (PostgreSQL: JsonTablePathSpec).</summary>
public sealed class JsonTablePathSpec(Expression path, Identifier name, TextSpan span) : SqlNode(span)
{
    public Expression Path { get; } = path;

    /// <summary>AS name; missing when not written.</summary>
    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Path);
}

/// <summary>JSON_TABLE (PostgreSQL: JsonTable).</summary>
public sealed class JsonTable(
    bool lateral,
    JsonValueExpr contextItem,
    JsonTablePathSpec pathspec,
    ValueList<JsonArgument> passing,
    ValueList<JsonTableColumn> columns,
    JsonBehavior? onError,
    Alias? alias,
    TextSpan span) : TableReference(span)
{
    public bool Lateral { get; } = lateral;

    public JsonValueExpr ContextItem { get; } = contextItem;

    public JsonTablePathSpec Pathspec { get; } = pathspec;

    public ValueList<JsonArgument> Passing { get; } = passing;

    public ValueList<JsonTableColumn> Columns { get; } = columns;

    public JsonBehavior? OnError { get; } = onError;

    public Alias? Alias { get; } = alias;

    public override int MinimumVersion => 17;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(ContextItem);
        children.Add(Pathspec);
        children.Add(Passing);
        children.Add(Columns);
        children.Add(OnError);
        children.Add(Alias);
    }
}

/// <summary>PostgreSQL: JsonTableColumnType.</summary>
public enum JsonTableColumnType : byte
{
    ForOrdinality,
    Regular,
    Exists,
    Formatted,
    Nested,
}

/// <summary>A column of JSON_TABLE, or NESTED PATH with columns of its own (PostgreSQL: JsonTableColumn).</summary>
public sealed class JsonTableColumn(
    JsonTableColumnType coltype,
    Identifier name,
    TypeName? typeName,
    JsonFormat? format,
    JsonTablePathSpec? pathspec,
    JsonWrapper wrapper,
    JsonQuotes quotes,
    ValueList<JsonTableColumn> columns,
    JsonBehavior? onEmpty,
    JsonBehavior? onError,
    TextSpan span) : SqlNode(span)
{
    public JsonTableColumnType Coltype { get; } = coltype;

    public Identifier Name { get; } = name;

    public TypeName? TypeName { get; } = typeName;

    public JsonFormat? Format { get; } = format;

    public JsonTablePathSpec? Pathspec { get; } = pathspec;

    public JsonWrapper Wrapper { get; } = wrapper;

    public JsonQuotes Quotes { get; } = quotes;

    public ValueList<JsonTableColumn> Columns { get; } = columns;

    public JsonBehavior? OnEmpty { get; } = onEmpty;

    public JsonBehavior? OnError { get; } = onError;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        children.Add(Format);
        children.Add(Pathspec);
        children.Add(Columns);
        children.Add(OnEmpty);
        children.Add(OnError);
    }
}
