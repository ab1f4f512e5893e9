namespace LifeOps.PostgreSql.Syntax;

/// <summary>An item of a FROM clause, or the target of a statement.</summary>
public abstract class TableReference : SqlNode
{
    private protected TableReference(TextSpan span) : base(span)
    {
    }
}

/// <summary>A table, view, sequence or other relation by name (PostgreSQL: RangeVar).</summary>
/// <param name="catalog">Database; missing when not written.</param>
/// <param name="schema">Schema; missing when not written.</param>
/// <param name="name">PostgreSQL: relname.</param>
/// <param name="inherits">False with ONLY (PostgreSQL: inh).</param>
/// <param name="alias">AS name (columns); null when not written.</param>
public sealed class RangeVar(Identifier catalog, Identifier schema, Identifier name, bool inherits, Alias? alias, TextSpan span) : TableReference(span)
{
    public Identifier Catalog { get; } = catalog;

    public Identifier Schema { get; } = schema;

    public Identifier Name { get; } = name;

    public bool Inherits { get; } = inherits;

    public Alias? Alias { get; } = alias;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Alias);
}

/// <summary>The name that a table gets in a statement, and names for its columns (PostgreSQL: Alias).</summary>
public sealed class Alias(Identifier name, ValueList<Identifier> columns, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public ValueList<Identifier> Columns { get; } = columns;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>How a role is written (PostgreSQL: RoleSpecType).</summary>
public enum RoleSpecType : byte
{
    Name,
    CurrentRole,
    CurrentUser,
    SessionUser,
    Public,
}

/// <summary>A role by name, or one of the words that stand for a role (PostgreSQL: RoleSpec).</summary>
public sealed class RoleSpec(RoleSpecType roleType, Identifier name, TextSpan span) : SqlNode(span)
{
    public RoleSpecType RoleType { get; } = roleType;

    /// <summary>The name; for the other types the word as written.</summary>
    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>A word or name where the tree needs a node (PostgreSQL: String).</summary>
public sealed class StringValue(Identifier name, TextSpan span) : SqlNode(span)
{
    public Identifier Name { get; } = name;

    public string Value => Name.Value ?? "";

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>Nodes in a row where the tree needs one node (PostgreSQL: List).</summary>
public sealed class NodeList(ValueList<SqlNode> items, TextSpan span) : SqlNode(span)
{
    public ValueList<SqlNode> Items { get; } = items;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Items);
}

/// <summary>A qualified name or an operator where the tree needs a node (PostgreSQL: List of String).</summary>
public sealed class QualifiedName(ValueList<Identifier> names, TextSpan span) : SqlNode(span)
{
    /// <summary>Qualifiers first; the last one is the object's own name.</summary>
    public ValueList<Identifier> Names { get; } = names;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>What is done to an option (PostgreSQL: DefElemAction).</summary>
public enum DefElemAction : byte
{
    Unspecified,
    Set,
    Add,
    Drop,
}

/// <summary>An option: <c>name</c>, <c>name = value</c>, <c>namespace.name = value</c> (PostgreSQL: DefElem).</summary>
/// <param name="arg">
/// The value: <see cref="TypeName"/> for a plain name, <see cref="A_Const"/>, <see cref="StringValue"/> for a keyword,
/// <see cref="QualifiedName"/> for an operator, <see cref="NodeList"/>, or another node; null when not written.
/// </param>
public sealed class DefElem(Identifier nameSpace, Identifier name, SqlNode? arg, DefElemAction action, TextSpan span) : SqlNode(span)
{
    public Identifier Namespace { get; } = nameSpace;

    public Identifier Name { get; } = name;

    public SqlNode? Arg { get; } = arg;

    public DefElemAction Action { get; } = action;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Arg);
}
