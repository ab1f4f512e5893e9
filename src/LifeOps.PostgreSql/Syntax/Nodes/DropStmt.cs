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

/// <summary>DROP ROLE, USER or GROUP (PostgreSQL: DropRoleStmt).</summary>
public sealed class DropRoleStmt(ValueList<RoleSpec> roles, bool missingOk, TextSpan span) : Statement(span)
{
    public ValueList<RoleSpec> Roles { get; } = roles;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Roles);
}

/// <summary>DROP USER MAPPING (PostgreSQL: DropUserMappingStmt).</summary>
public sealed class DropUserMappingStmt(RoleSpec user, Identifier serverName, bool missingOk, TextSpan span) : Statement(span)
{
    public RoleSpec User { get; } = user;

    public Identifier ServerName { get; } = serverName;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(User);
}

/// <summary>DROP DATABASE (PostgreSQL: DropdbStmt).</summary>
/// <param name="force">WITH (FORCE).</param>
public sealed class DropdbStmt(Identifier dbName, bool missingOk, bool force, TextSpan span) : Statement(span)
{
    public Identifier DbName { get; } = dbName;

    public bool MissingOk { get; } = missingOk;

    public bool Force { get; } = force;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>DROP TABLESPACE (PostgreSQL: DropTableSpaceStmt).</summary>
public sealed class DropTableSpaceStmt(Identifier tablespaceName, bool missingOk, TextSpan span) : Statement(span)
{
    public Identifier TablespaceName { get; } = tablespaceName;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>DROP SUBSCRIPTION (PostgreSQL: DropSubscriptionStmt).</summary>
public sealed class DropSubscriptionStmt(Identifier subName, bool missingOk, DropBehavior behavior, TextSpan span) : Statement(span)
{
    public Identifier SubName { get; } = subName;

    public bool MissingOk { get; } = missingOk;

    public DropBehavior Behavior { get; } = behavior;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
