namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE DOMAIN (PostgreSQL: CreateDomainStmt).</summary>
public sealed class CreateDomainStmt(
    ValueList<Identifier> domainName,
    TypeName typeName,
    CollateClause? collClause,
    ValueList<Constraint> constraints,
    TextSpan span) : Statement(span)
{
    public ValueList<Identifier> DomainName { get; } = domainName;

    public TypeName TypeName { get; } = typeName;

    public CollateClause? CollClause { get; } = collClause;

    public ValueList<Constraint> Constraints { get; } = constraints;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(TypeName);
        Constraint.CollectQualifiers(Constraints, CollClause, ref children);
    }
}

/// <summary>What <see cref="AlterDomainStmt"/> does (PostgreSQL: AlterDomainType).</summary>
public enum AlterDomainType
{
    /// <summary>SET DEFAULT with the expression in Def, or DROP DEFAULT with null.</summary>
    AlterDefault,
    DropNotNull,
    SetNotNull,
    AddConstraint,
    DropConstraint,
    ValidateConstraint,
}

/// <summary>ALTER DOMAIN (PostgreSQL: AlterDomainStmt).</summary>
/// <param name="name">The constraint; missing when there is none.</param>
/// <param name="def">An expression or a <see cref="Constraint"/>.</param>
public sealed class AlterDomainStmt(
    AlterDomainType subtype,
    ValueList<Identifier> typeName,
    Identifier name,
    SqlNode? def,
    DropBehavior behavior,
    bool missingOk,
    TextSpan span) : Statement(span)
{
    public AlterDomainType Subtype { get; } = subtype;

    public ValueList<Identifier> TypeName { get; } = typeName;

    public Identifier Name { get; } = name;

    public SqlNode? Def { get; } = def;

    public DropBehavior Behavior { get; } = behavior;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Def);
}
