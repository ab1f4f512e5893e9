namespace LifeOps.PostgreSql.Syntax;

/// <summary>A variable (PostgreSQL: PLpgSQL_var).</summary>
public sealed class PLpgSQL_var(
    Identifier refname,
    bool isconst,
    PLpgSQL_type? datatype,
    ValueList<Identifier> collation,
    bool notnull,
    PLpgSQL_expr? defaultVal,
    TextSpan span) : PLpgSQL_datum(span)
{
    public Identifier Refname { get; } = refname;

    public bool Isconst { get; } = isconst;

    /// <summary>Null only where the text is broken.</summary>
    public PLpgSQL_type? Datatype { get; } = datatype;

    public ValueList<Identifier> Collation { get; } = collation;

    public bool Notnull { get; } = notnull;

    public PLpgSQL_expr? DefaultVal { get; } = defaultVal;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Datatype);
        children.Add(DefaultVal);
    }
}

/// <summary>A cursor that is bound to a query (PostgreSQL keeps it as a PLpgSQL_var).</summary>
public sealed class PLpgSQL_cursor(
    Identifier refname,
    CursorOptions cursorOptions,
    ValueList<PLpgSQL_var> cursorArgs,
    PLpgSQL_expr cursorExplicitExpr,
    TextSpan span) : PLpgSQL_datum(span)
{
    public Identifier Refname { get; } = refname;

    public CursorOptions CursorOptions { get; } = cursorOptions;

    public ValueList<PLpgSQL_var> CursorArgs { get; } = cursorArgs;

    /// <summary>The query.</summary>
    public PLpgSQL_expr CursorExplicitExpr { get; } = cursorExplicitExpr;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(CursorArgs);
        children.Add(CursorExplicitExpr);
    }
}

/// <summary>A second name: ALIAS FOR (PostgreSQL keeps it as a name of what it stands for).</summary>
public sealed class PLpgSQL_alias(Identifier refname, Identifier target, TextSpan span) : PLpgSQL_datum(span)
{
    public Identifier Refname { get; } = refname;

    /// <summary>The variable, or <c>$1</c>.</summary>
    public Identifier Target { get; } = target;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>How the type of a variable is written.</summary>
public enum PLpgSQL_type_reference
{
    /// <summary>A type.</summary>
    Named,

    /// <summary>name%TYPE.</summary>
    CopyType,

    /// <summary>name%ROWTYPE.</summary>
    RowType,
}

/// <summary>The type of a variable (PostgreSQL: PLpgSQL_type).</summary>
public sealed class PLpgSQL_type(
    PLpgSQL_type_reference reference,
    TypeName? typeName,
    ValueList<Identifier> referencedName,
    bool isArray,
    TextSpan span) : SqlNode(span)
{
    public PLpgSQL_type_reference Reference { get; } = reference;

    /// <summary>Null for a reference.</summary>
    public TypeName? TypeName { get; } = typeName;

    /// <summary>What the type is copied from.</summary>
    public ValueList<Identifier> ReferencedName { get; } = referencedName;

    /// <summary>Of a reference: with brackets or ARRAY behind it.</summary>
    public bool IsArray { get; } = isArray;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(TypeName);
}
