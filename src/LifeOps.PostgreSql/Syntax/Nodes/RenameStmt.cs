namespace LifeOps.PostgreSql.Syntax;

/// <summary>ALTER ... RENAME (PostgreSQL: RenameStmt).</summary>
/// <param name="renameType">What is renamed; <see cref="ObjectType.Column"/>, <see cref="ObjectType.Attribute"/>, <see cref="ObjectType.TableConstraint"/>, ... for parts.</param>
/// <param name="relationType">For a column: what it is a column of; otherwise the same as <paramref name="renameType"/>.</param>
/// <param name="relation">The relation that is renamed, or whose part is; null for objects that are no relation.</param>
/// <param name="object">The object that is no relation: QualifiedName or ObjectWithArgs; for a domain's constraint the domain.</param>
/// <param name="subName">The column, attribute, constraint, policy, rule or trigger; missing when the whole object is renamed.</param>
/// <param name="accessMethod">USING of an operator class or family; missing otherwise.</param>
public sealed class RenameStmt(
    ObjectType renameType,
    ObjectType relationType,
    RangeVar? relation,
    SqlNode? @object,
    Identifier subName,
    Identifier accessMethod,
    Identifier newName,
    DropBehavior behavior,
    bool missingOk,
    TextSpan span) : Statement(span)
{
    public ObjectType RenameType { get; } = renameType;

    public ObjectType RelationType { get; } = relationType;

    public RangeVar? Relation { get; } = relation;

    public SqlNode? Object { get; } = @object;

    public Identifier SubName { get; } = subName;

    public Identifier AccessMethod { get; } = accessMethod;

    public Identifier NewName { get; } = newName;

    public DropBehavior Behavior { get; } = behavior;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Object);
    }
}

/// <summary>ALTER ... OWNER TO of objects that are no relation (PostgreSQL: AlterOwnerStmt); relations have an AlterTableCmd.</summary>
/// <param name="accessMethod">USING of an operator class or family; missing otherwise.</param>
public sealed class AlterOwnerStmt(ObjectType objectType, SqlNode @object, Identifier accessMethod, RoleSpec newOwner, TextSpan span) : Statement(span)
{
    public ObjectType ObjectType { get; } = objectType;

    public SqlNode Object { get; } = @object;

    public Identifier AccessMethod { get; } = accessMethod;

    public RoleSpec NewOwner { get; } = newOwner;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Object);
        children.Add(NewOwner);
    }
}

/// <summary>ALTER ... SET SCHEMA (PostgreSQL: AlterObjectSchemaStmt).</summary>
/// <param name="relation">The relation that moves; null for objects that are no relation.</param>
/// <param name="object">The object that is no relation: QualifiedName or ObjectWithArgs.</param>
/// <param name="accessMethod">USING of an operator class or family; missing otherwise.</param>
public sealed class AlterObjectSchemaStmt(
    ObjectType objectType,
    RangeVar? relation,
    SqlNode? @object,
    Identifier accessMethod,
    Identifier newSchema,
    bool missingOk,
    TextSpan span) : Statement(span)
{
    public ObjectType ObjectType { get; } = objectType;

    public RangeVar? Relation { get; } = relation;

    public SqlNode? Object { get; } = @object;

    public Identifier AccessMethod { get; } = accessMethod;

    public Identifier NewSchema { get; } = newSchema;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Object);
    }
}

/// <summary>ALTER ... [NO] DEPENDS ON EXTENSION (PostgreSQL: AlterObjectDependsStmt).</summary>
/// <param name="relation">The relation, or the table of a trigger.</param>
/// <param name="object">The trigger's name (QualifiedName) or the function (ObjectWithArgs); null for a relation itself.</param>
/// <param name="remove">NO DEPENDS.</param>
public sealed class AlterObjectDependsStmt(ObjectType objectType, RangeVar? relation, SqlNode? @object, Identifier extName, bool remove, TextSpan span)
    : Statement(span)
{
    public ObjectType ObjectType { get; } = objectType;

    public RangeVar? Relation { get; } = relation;

    public SqlNode? Object { get; } = @object;

    public Identifier ExtName { get; } = extName;

    public bool Remove { get; } = remove;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Object);
        children.Add(Relation);
    }
}
