namespace LifeOps.PostgreSql.Syntax;

/// <summary>What an item of an operator class or family is.</summary>
public enum OpClassItemType
{
    Operator,
    Function,
    Storage,
}

/// <summary>One item of an operator class or family (PostgreSQL: CreateOpClassItem).</summary>
public sealed class CreateOpClassItem(
    OpClassItemType itemtype,
    ObjectWithArgs? name,
    int number,
    ValueList<TypeName> classArgs,
    ValueList<Identifier> orderFamily,
    TypeName? storedtype,
    TextSpan span) : SqlNode(span)
{
    public OpClassItemType Itemtype { get; } = itemtype;

    /// <summary>The operator or function; null for STORAGE and for DROP.</summary>
    public ObjectWithArgs? Name { get; } = name;

    /// <summary>Strategy or support number.</summary>
    public int Number { get; } = number;

    /// <summary>The types in parentheses behind the number.</summary>
    public ValueList<TypeName> ClassArgs { get; } = classArgs;

    /// <summary>FOR ORDER BY.</summary>
    public ValueList<Identifier> OrderFamily { get; } = orderFamily;

    public TypeName? Storedtype { get; } = storedtype;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Name);
        children.Add(ClassArgs);
        children.Add(Storedtype);
        children.SortFrom(0);
    }
}

/// <summary>CREATE OPERATOR CLASS (PostgreSQL: CreateOpClassStmt).</summary>
public sealed class CreateOpClassStmt(
    ValueList<Identifier> opclassname,
    bool isDefault,
    TypeName datatype,
    Identifier amname,
    ValueList<Identifier> opfamilyname,
    ValueList<CreateOpClassItem> items,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> Opclassname { get; } = opclassname;

    public bool IsDefault { get; } = isDefault;

    public TypeName Datatype { get; } = datatype;

    public Identifier Amname { get; } = amname;

    public ValueList<Identifier> Opfamilyname { get; } = opfamilyname;

    public ValueList<CreateOpClassItem> Items { get; } = items;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Datatype);
        children.Add(Items);
    }
}

/// <summary>CREATE OPERATOR FAMILY (PostgreSQL: CreateOpFamilyStmt).</summary>
public sealed class CreateOpFamilyStmt(ValueList<Identifier> opfamilyname, Identifier amname, TextSpan span) : Statement(span)
{
    public ValueList<Identifier> Opfamilyname { get; } = opfamilyname;

    public Identifier Amname { get; } = amname;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER OPERATOR FAMILY ... ADD or DROP (PostgreSQL: AlterOpFamilyStmt).</summary>
public sealed class AlterOpFamilyStmt(
    ValueList<Identifier> opfamilyname,
    Identifier amname,
    bool isDrop,
    ValueList<CreateOpClassItem> items,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> Opfamilyname { get; } = opfamilyname;

    public Identifier Amname { get; } = amname;

    public bool IsDrop { get; } = isDrop;

    public ValueList<CreateOpClassItem> Items { get; } = items;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Items);
}

/// <summary>ALTER OPERATOR ... SET (PostgreSQL: AlterOperatorStmt).</summary>
public sealed class AlterOperatorStmt(ObjectWithArgs opername, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public ObjectWithArgs Opername { get; } = opername;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Opername);
        children.Add(Options);
    }
}
