namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE POLICY (PostgreSQL: CreatePolicyStmt).</summary>
/// <param name="roles">TO; empty for PUBLIC.</param>
/// <param name="qual">USING (...).</param>
/// <param name="withCheck">WITH CHECK (...).</param>
public sealed class CreatePolicyStmt(
    Identifier policyName,
    RangeVar table,
    bool permissive,
    RuleEvent command,
    ValueList<RoleSpec> roles,
    Expression? qual,
    Expression? withCheck,
    TextSpan span) : Statement(span)
{
    public Identifier PolicyName { get; } = policyName;

    public RangeVar Table { get; } = table;

    public bool Permissive { get; } = permissive;

    public RuleEvent Command { get; } = command;

    public ValueList<RoleSpec> Roles { get; } = roles;

    public Expression? Qual { get; } = qual;

    public Expression? WithCheck { get; } = withCheck;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Table);
        children.Add(Roles);
        children.Add(Qual);
        children.Add(WithCheck);
    }
}

/// <summary>ALTER POLICY (PostgreSQL: AlterPolicyStmt).</summary>
public sealed class AlterPolicyStmt(
    Identifier policyName,
    RangeVar table,
    ValueList<RoleSpec> roles,
    Expression? qual,
    Expression? withCheck,
    TextSpan span) : Statement(span)
{
    public Identifier PolicyName { get; } = policyName;

    public RangeVar Table { get; } = table;

    public ValueList<RoleSpec> Roles { get; } = roles;

    public Expression? Qual { get; } = qual;

    public Expression? WithCheck { get; } = withCheck;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Table);
        children.Add(Roles);
        children.Add(Qual);
        children.Add(WithCheck);
    }
}
