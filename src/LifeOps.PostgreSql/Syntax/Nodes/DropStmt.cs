namespace LifeOps.PostgreSql.Syntax;

/// <summary>DROP of one or more objects (PostgreSQL: DropStmt).</summary>
/// <param name="objects">
/// QualifiedName (relations and most others), TypeName (types, domains), ObjectWithArgs (functions, operators), <see cref="DropTarget"/> (what belongs to a table, casts,
/// transforms, operator classes and families).
/// </param>
/// <param name="concurrent">DROP INDEX CONCURRENTLY.</param>
public sealed class DropStmt(ObjectType removeType, ValueList<SqlNode> objects, DropBehavior behavior, bool missingOk, bool concurrent, TextSpan span) : Statement(span)
{
    public ObjectType RemoveType { get; } = removeType;

    public ValueList<SqlNode> Objects { get; } = objects;

    public DropBehavior Behavior { get; } = behavior;

    public bool MissingOk { get; } = missingOk;

    public bool Concurrent { get; } = concurrent;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Objects);
}

/// <summary>
/// A dropped object that two names tell: a policy, rule or trigger ON a table, a cast (type AS type), a transform FOR a type and LANGUAGE, an operator class or
/// family USING an access method. The server keeps both in one list.
/// </summary>
/// <param name="object">The object's own name, or the (first) type.</param>
/// <param name="owner">The table, the second type, the language or the access method.</param>
public sealed class DropTarget(SqlNode @object, SqlNode owner, TextSpan span) : SqlNode(span)
{
    public SqlNode Object { get; } = @object;

    public SqlNode Owner { get; } = owner;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Object);
        children.Add(Owner);
    }
}

/// <summary>TRUNCATE (PostgreSQL: TruncateStmt).</summary>
public sealed class TruncateStmt(ValueList<RangeVar> relations, bool restartSeqs, DropBehavior behavior, TextSpan span) : Statement(span)
{
    public ValueList<RangeVar> Relations { get; } = relations;

    /// <summary>RESTART IDENTITY.</summary>
    public bool RestartSeqs { get; } = restartSeqs;

    public DropBehavior Behavior { get; } = behavior;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Relations);
}
