namespace LifeOps.PostgreSql.Syntax;

/// <summary>The keyword a role statement was written with.</summary>
public enum RoleStmtType
{
    Role,
    User,
    Group,
}

/// <summary>CREATE ROLE, USER or GROUP (PostgreSQL: CreateRoleStmt).</summary>
public sealed class CreateRoleStmt(RoleStmtType stmtType, RoleSpec role, ValueList<DefElem> options, TextSpan span) : Statement(span)
{
    public RoleStmtType StmtType { get; } = stmtType;

    public RoleSpec Role { get; } = role;

    /// <summary>Under the names that PostgreSQL gives them: superuser, canlogin, connectionlimit, validUntil, addroleto, ...</summary>
    public ValueList<DefElem> Options { get; } = options;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Role);
        children.Add(Options);
    }
}

/// <summary>ALTER ROLE with options, ALTER GROUP ADD or DROP USER (PostgreSQL: AlterRoleStmt).</summary>
public sealed class AlterRoleStmt(RoleSpec role, ValueList<DefElem> options, bool isDrop, TextSpan span) : Statement(span)
{
    public RoleSpec Role { get; } = role;

    /// <summary>For ALTER GROUP one, rolemembers.</summary>
    public ValueList<DefElem> Options { get; } = options;

    /// <summary>ALTER GROUP ... DROP USER.</summary>
    public bool IsDrop { get; } = isDrop;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Role);
        children.Add(Options);
    }
}

/// <summary>ALTER ROLE ... SET or RESET (PostgreSQL: AlterRoleSetStmt).</summary>
public sealed class AlterRoleSetStmt(RoleSpec? role, Identifier database, VariableSetStmt setstmt, TextSpan span) : Statement(span)
{
    /// <summary>Null: ALL.</summary>
    public RoleSpec? Role { get; } = role;

    /// <summary>IN DATABASE; missing when left out.</summary>
    public Identifier Database { get; } = database;

    public VariableSetStmt Setstmt { get; } = setstmt;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Role);
        children.Add(Setstmt);
    }
}

/// <summary>DROP OWNED BY (PostgreSQL: DropOwnedStmt).</summary>
public sealed class DropOwnedStmt(ValueList<RoleSpec> roles, DropBehavior behavior, TextSpan span) : Statement(span)
{
    public ValueList<RoleSpec> Roles { get; } = roles;

    public DropBehavior Behavior { get; } = behavior;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Roles);
}

/// <summary>REASSIGN OWNED BY ... TO (PostgreSQL: ReassignOwnedStmt).</summary>
public sealed class ReassignOwnedStmt(ValueList<RoleSpec> roles, RoleSpec newrole, TextSpan span) : Statement(span)
{
    public ValueList<RoleSpec> Roles { get; } = roles;

    public RoleSpec Newrole { get; } = newrole;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Roles);
        children.Add(Newrole);
    }
}
