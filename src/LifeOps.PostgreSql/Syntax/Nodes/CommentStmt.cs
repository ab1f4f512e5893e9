namespace LifeOps.PostgreSql.Syntax;

/// <summary>COMMENT ON (PostgreSQL: CommentStmt).</summary>
/// <param name="object">
/// QualifiedName (also for tables and columns: the parts as written), TypeName (types, domains) or ObjectWithArgs. For a constraint, policy, rule or
/// trigger: its own name as QualifiedName, with the table in <paramref name="secondObject"/>.
/// </param>
/// <param name="secondObject">
/// The table (QualifiedName) or domain (TypeName) of a constraint, policy, rule or trigger; the target type of a cast; the language of a transform;
/// the access method of an operator class or family; null otherwise.
/// </param>
/// <param name="comment">The decoded text with the literal's span; missing for NULL.</param>
/// <param name="isNull">Whether NULL is written: the comment is removed.</param>
public sealed class CommentStmt(ObjectType objType, SqlNode @object, SqlNode? secondObject, Identifier comment, bool isNull, TextSpan span) : Statement(span)
{
    public ObjectType ObjType { get; } = objType;

    public SqlNode Object { get; } = @object;

    public SqlNode? SecondObject { get; } = secondObject;

    public Identifier Comment { get; } = comment;

    public bool IsNull { get; } = isNull;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Object);
        children.Add(SecondObject);
    }
}

/// <summary>SECURITY LABEL (PostgreSQL: SecLabelStmt).</summary>
/// <param name="provider">FOR; missing when not written.</param>
/// <param name="label">The decoded text with the literal's span; missing for NULL.</param>
public sealed class SecLabelStmt(ObjectType objType, SqlNode @object, Identifier provider, Identifier label, TextSpan span) : Statement(span)
{
    public ObjectType ObjType { get; } = objType;

    public SqlNode Object { get; } = @object;

    public Identifier Provider { get; } = provider;

    public Identifier Label { get; } = label;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Object);
}
