namespace LifeOps.PostgreSql.Syntax;

/// <summary>Where a cast is applied by itself.</summary>
public enum CoercionContext
{
    Explicit,
    Assignment,
    Implicit,
}

/// <summary>CREATE CAST (PostgreSQL: CreateCastStmt).</summary>
public sealed class CreateCastStmt(
    TypeName sourcetype,
    TypeName targettype,
    ObjectWithArgs? func,
    CoercionContext context,
    bool inout,
    TextSpan span) : Statement(span)
{
    public TypeName Sourcetype { get; } = sourcetype;

    public TypeName Targettype { get; } = targettype;

    /// <summary>Null: WITHOUT FUNCTION or WITH INOUT.</summary>
    public ObjectWithArgs? Func { get; } = func;

    public CoercionContext Context { get; } = context;

    public bool Inout { get; } = inout;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Sourcetype);
        children.Add(Targettype);
        children.Add(Func);
    }
}

/// <summary>CREATE CONVERSION (PostgreSQL: CreateConversionStmt).</summary>
public sealed class CreateConversionStmt(
    ValueList<Identifier> conversionName,
    Identifier forEncodingName,
    Identifier toEncodingName,
    ValueList<Identifier> funcName,
    bool def,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> ConversionName { get; } = conversionName;

    public Identifier ForEncodingName { get; } = forEncodingName;

    public Identifier ToEncodingName { get; } = toEncodingName;

    public ValueList<Identifier> FuncName { get; } = funcName;

    public bool Def { get; } = def;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CREATE LANGUAGE with a handler (PostgreSQL: CreatePLangStmt).</summary>
public sealed class CreatePLangStmt(
    bool replace,
    Identifier plname,
    ValueList<Identifier> plhandler,
    ValueList<Identifier> plinline,
    ValueList<Identifier> plvalidator,
    bool pltrusted,
    TextSpan span) : Statement(span)
{
    public bool Replace { get; } = replace;

    public Identifier Plname { get; } = plname;

    public ValueList<Identifier> Plhandler { get; } = plhandler;

    public ValueList<Identifier> Plinline { get; } = plinline;

    public ValueList<Identifier> Plvalidator { get; } = plvalidator;

    public bool Pltrusted { get; } = pltrusted;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CREATE TRANSFORM (PostgreSQL: CreateTransformStmt).</summary>
public sealed class CreateTransformStmt(
    bool replace,
    TypeName typeName,
    Identifier lang,
    ObjectWithArgs? fromsql,
    ObjectWithArgs? tosql,
    TextSpan span) : Statement(span)
{
    public bool Replace { get; } = replace;

    public TypeName TypeName { get; } = typeName;

    public Identifier Lang { get; } = lang;

    public ObjectWithArgs? Fromsql { get; } = fromsql;

    public ObjectWithArgs? Tosql { get; } = tosql;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        children.Add(Fromsql);
        children.Add(Tosql);
    }
}

/// <summary>ALTER COLLATION ... REFRESH VERSION (PostgreSQL: AlterCollationStmt).</summary>
public sealed class AlterCollationStmt(ValueList<Identifier> collname, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> Collname { get; } = collname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CREATE ACCESS METHOD (PostgreSQL: CreateAmStmt).</summary>
public sealed class CreateAmStmt(Identifier amname, ValueList<Identifier> handlerName, bool isTable, TextSpan span) : Statement(span)
{
    public Identifier Amname { get; } = amname;

    public ValueList<Identifier> HandlerName { get; } = handlerName;

    /// <summary>TYPE TABLE; otherwise TYPE INDEX.</summary>
    public bool IsTable { get; } = isTable;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
