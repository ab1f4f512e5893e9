namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// CREATE TYPE of a base or shell type, CREATE AGGREGATE, OPERATOR, COLLATION, TEXT SEARCH ... (PostgreSQL: DefineStmt).
/// </summary>
/// <param name="kind">Aggregate, Operator, Type, TsParser, TsDictionary, TsTemplate, TsConfiguration or Collation.</param>
/// <param name="oldStyle">CREATE AGGREGATE name (basetype = ...).</param>
/// <param name="defNames">The name, part by part; for an operator the last part is its characters.</param>
/// <param name="args">Arguments of an aggregate.</param>
/// <param name="directArgs">How many of <paramref name="args"/> are direct (before ORDER BY); -1 when there is no ORDER BY.</param>
/// <param name="definition">(name = value, ...); CREATE COLLATION ... FROM has one element named from.</param>
/// <param name="replace">OR REPLACE.</param>
public sealed class DefineStmt(
    ObjectType kind,
    bool oldStyle,
    ValueList<Identifier> defNames,
    ValueList<FunctionParameter> args,
    int directArgs,
    ValueList<DefElem> definition,
    bool ifNotExists,
    bool replace,
    TextSpan span) : Statement(span)
{
    public ObjectType Kind { get; } = kind;

    public bool OldStyle { get; } = oldStyle;

    public ValueList<Identifier> DefNames { get; } = defNames;

    public ValueList<FunctionParameter> Args { get; } = args;

    public int DirectArgs { get; } = directArgs;

    public ValueList<DefElem> Definition { get; } = definition;

    public bool IfNotExists { get; } = ifNotExists;

    public bool Replace { get; } = replace;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Args);
        children.Add(Definition);
    }
}

/// <summary>CREATE TYPE ... AS ENUM (PostgreSQL: CreateEnumStmt).</summary>
/// <param name="vals">The labels; Value is the decoded text, the span that of the literal.</param>
public sealed class CreateEnumStmt(ValueList<Identifier> typeName, ValueList<Identifier> vals, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> TypeName { get; } = typeName;

    public ValueList<Identifier> Vals { get; } = vals;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>CREATE TYPE ... AS (...) (PostgreSQL: CompositeTypeStmt).</summary>
public sealed class CompositeTypeStmt(RangeVar typeVar, ValueList<ColumnDef> colDefList, TextSpan span) : Statement(span)
{
    public RangeVar TypeVar { get; } = typeVar;

    public ValueList<ColumnDef> ColDefList { get; } = colDefList;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeVar);
        children.Add(ColDefList);
    }
}

/// <summary>CREATE TYPE ... AS RANGE (PostgreSQL: CreateRangeStmt).</summary>
public sealed class CreateRangeStmt(ValueList<Identifier> typeName, ValueList<DefElem> @params, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> TypeName { get; } = typeName;

    /// <summary>subtype, subtype_opclass, collation, canonical, subtype_diff, multirange_type_name.</summary>
    public ValueList<DefElem> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Params);
}

/// <summary>ALTER TYPE ADD VALUE, RENAME VALUE and DROP VALUE (PostgreSQL: AlterEnumStmt).</summary>
/// <param name="oldVal">The label that is renamed; missing for ADD VALUE.</param>
/// <param name="newVal">The label added, or the new label.</param>
/// <param name="newValNeighbor">The label of BEFORE or AFTER; missing when added at the end.</param>
/// <param name="newValIsAfter">AFTER, or added at the end.</param>
/// <param name="skipIfNewValExists">IF NOT EXISTS.</param>
public sealed class AlterEnumStmt(
    ValueList<Identifier> typeName,
    Identifier oldVal,
    Identifier newVal,
    Identifier newValNeighbor,
    bool newValIsAfter,
    bool skipIfNewValExists,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> TypeName { get; } = typeName;

    public Identifier OldVal { get; } = oldVal;

    public Identifier NewVal { get; } = newVal;

    public Identifier NewValNeighbor { get; } = newValNeighbor;

    public bool NewValIsAfter { get; } = newValIsAfter;

    public bool SkipIfNewValExists { get; } = skipIfNewValExists;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER TYPE ... SET (...) (PostgreSQL: AlterTypeStmt).</summary>
public sealed class AlterTypeStmt(ValueList<Identifier> typeName, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> TypeName { get; } = typeName;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}
