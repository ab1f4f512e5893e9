namespace LifeOps.PostgreSql.Syntax;

/// <summary>One privilege, or one role, that is granted (PostgreSQL: AccessPriv).</summary>
public sealed class AccessPriv(Identifier privName, ValueList<Identifier> cols, TextSpan span) : SqlNode(span)
{
    /// <summary>Missing: ALL.</summary>
    public Identifier PrivName { get; } = privName;

    public ValueList<Identifier> Cols { get; } = cols;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>Which objects a GRANT is about.</summary>
public enum GrantTargetType
{
    /// <summary>The ones named.</summary>
    Object,

    /// <summary>All in the schemas named.</summary>
    AllInSchema,

    /// <summary>Those to come: ALTER DEFAULT PRIVILEGES.</summary>
    Defaults,
}

/// <summary>GRANT and REVOKE of privileges on objects (PostgreSQL: GrantStmt).</summary>
public sealed class GrantStmt(
    bool isGrant,
    GrantTargetType targtype,
    ObjectType objtype,
    ValueList<AccessPriv> privileges,
    ValueList<SqlNode> objects,
    ValueList<RoleSpec> grantees,
    bool grantOption,
    RoleSpec? grantor,
    DropBehavior behavior,
    TextSpan span) : Statement(span)
{
    public bool IsGrant { get; } = isGrant;

    public GrantTargetType Targtype { get; } = targtype;

    public ObjectType Objtype { get; } = objtype;

    /// <summary>Empty: ALL PRIVILEGES.</summary>
    public ValueList<AccessPriv> Privileges { get; } = privileges;

    /// <summary>RangeVar for tables and sequences, ObjectWithArgs for routines, QualifiedName or numbers for the others.</summary>
    public ValueList<SqlNode> Objects { get; } = objects;

    public ValueList<RoleSpec> Grantees { get; } = grantees;

    /// <summary>WITH GRANT OPTION; GRANT OPTION FOR.</summary>
    public bool GrantOption { get; } = grantOption;

    public RoleSpec? Grantor { get; } = grantor;

    public DropBehavior Behavior { get; } = behavior;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Privileges);
        children.Add(Objects);
        children.Add(Grantees);
        children.Add(Grantor);
    }
}

/// <summary>GRANT and REVOKE of role membership (PostgreSQL: GrantRoleStmt).</summary>
public sealed class GrantRoleStmt(
    ValueList<AccessPriv> grantedRoles,
    ValueList<RoleSpec> granteeRoles,
    bool isGrant,
    ValueList<DefElem> opt,
    RoleSpec? grantor,
    DropBehavior behavior,
    TextSpan span) : Statement(span)
{
    public ValueList<AccessPriv> GrantedRoles { get; } = grantedRoles;

    public ValueList<RoleSpec> GranteeRoles { get; } = granteeRoles;

    public bool IsGrant { get; } = isGrant;

    /// <summary>admin, inherit, set: with TRUE or FALSE.</summary>
    public ValueList<DefElem> Opt { get; } = opt;

    public RoleSpec? Grantor { get; } = grantor;

    public DropBehavior Behavior { get; } = behavior;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(GrantedRoles);
        children.Add(GranteeRoles);
        children.Add(Opt);
        children.Add(Grantor);
        children.SortFrom(0);
    }
}

/// <summary>ALTER DEFAULT PRIVILEGES (PostgreSQL: AlterDefaultPrivilegesStmt).</summary>
public sealed class AlterDefaultPrivilegesStmt(ValueList<DefElem> options, GrantStmt action, TextSpan span) : Statement(span)
{
    /// <summary>schemas (QualifiedName each) and roles.</summary>
    public ValueList<DefElem> Options { get; } = options;

    public GrantStmt Action { get; } = action;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Options);
        children.Add(Action);
    }
}
