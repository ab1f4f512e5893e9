namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE EXTENSION (PostgreSQL: CreateExtensionStmt).</summary>
/// <param name="options">schema, new_version, cascade.</param>
public sealed class CreateExtensionStmt(Identifier extName, bool ifNotExists, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier ExtName { get; } = extName;

    public bool IfNotExists { get; } = ifNotExists;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>ALTER EXTENSION ... UPDATE (PostgreSQL: AlterExtensionStmt).</summary>
/// <param name="options">new_version.</param>
public sealed class AlterExtensionStmt(Identifier extName, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public Identifier ExtName { get; } = extName;

    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}

/// <summary>ALTER EXTENSION ... ADD and DROP of an object (PostgreSQL: AlterExtensionContentsStmt).</summary>
/// <param name="isAdd">ADD; DROP otherwise.</param>
/// <param name="object">QualifiedName, TypeName or ObjectWithArgs.</param>
/// <param name="secondObject">The second type of a cast, the language of a transform or the access method of an operator class or family; null otherwise.</param>
public sealed class AlterExtensionContentsStmt(Identifier extName, bool isAdd, ObjectType objType, SqlNode @object, SqlNode? secondObject, TextSpan span)
    : Statement(span)
{
    public Identifier ExtName { get; } = extName;

    public bool IsAdd { get; } = isAdd;

    public ObjectType ObjType { get; } = objType;

    public SqlNode Object { get; } = @object;

    public SqlNode? SecondObject { get; } = secondObject;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Object);
        children.Add(SecondObject);
    }
}
