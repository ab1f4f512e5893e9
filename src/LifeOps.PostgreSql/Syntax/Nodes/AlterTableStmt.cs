namespace LifeOps.PostgreSql.Syntax;

/// <summary>What an <see cref="AlterTableCmd"/> does (PostgreSQL: AlterTableType; only those that can be written).</summary>
public enum AlterTableType
{
    AddColumn,

    /// <summary>SET DEFAULT with the expression in Def, or DROP DEFAULT with null.</summary>
    ColumnDefault,
    DropNotNull,
    SetNotNull,
    SetExpression,
    DropExpression,
    SetStatistics,

    /// <summary>ALTER COLUMN SET (attribute = value).</summary>
    SetOptions,
    ResetOptions,
    SetStorage,
    SetCompression,
    DropColumn,
    AddConstraint,
    AlterConstraint,
    ValidateConstraint,
    DropConstraint,
    AlterColumnType,

    /// <summary>ALTER COLUMN OPTIONS (...) of a foreign table.</summary>
    AlterColumnGenericOptions,
    ChangeOwner,
    ClusterOn,

    /// <summary>SET WITHOUT CLUSTER.</summary>
    DropCluster,
    SetLogged,
    SetUnlogged,

    /// <summary>SET WITHOUT OIDS: accepted, does nothing.</summary>
    DropOids,
    SetAccessMethod,
    SetTableSpace,

    /// <summary>SET (storage parameters).</summary>
    SetRelOptions,
    ResetRelOptions,
    EnableTrig,
    EnableAlwaysTrig,
    EnableReplicaTrig,
    DisableTrig,
    EnableTrigAll,
    DisableTrigAll,
    EnableTrigUser,
    DisableTrigUser,
    EnableRule,
    EnableAlwaysRule,
    EnableReplicaRule,
    DisableRule,

    /// <summary>INHERIT parent.</summary>
    AddInherit,

    /// <summary>NO INHERIT parent.</summary>
    DropInherit,

    /// <summary>OF type.</summary>
    AddOf,

    /// <summary>NOT OF.</summary>
    DropOf,
    ReplicaIdentity,
    EnableRowSecurity,
    DisableRowSecurity,
    ForceRowSecurity,
    NoForceRowSecurity,

    /// <summary>OPTIONS (...) of a foreign table.</summary>
    GenericOptions,
    AttachPartition,
    DetachPartition,
    DetachPartitionFinalize,
    AddIdentity,
    SetIdentity,
    DropIdentity,
}

/// <summary>
/// ALTER TABLE, INDEX, SEQUENCE, VIEW, MATERIALIZED VIEW, FOREIGN TABLE, and ALTER TYPE with attribute actions (PostgreSQL: AlterTableStmt).
/// </summary>
public sealed class AlterTableStmt(RangeVar relation, ValueList<AlterTableCmd> cmds, ObjectType objType, bool missingOk, TextSpan span) : Statement(span)
{
    public RangeVar Relation { get; } = relation;

    public ValueList<AlterTableCmd> Cmds { get; } = cmds;

    public ObjectType ObjType { get; } = objType;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Cmds);
    }
}

/// <summary>One action of <see cref="AlterTableStmt"/> (PostgreSQL: AlterTableCmd).</summary>
/// <param name="name">The column, constraint, trigger, rule, index, tablespace or access method acted on; missing when there is none.</param>
/// <param name="num">The column's number in ALTER INDEX ... ALTER COLUMN 1 SET STATISTICS; 0 otherwise.</param>
/// <param name="newOwner">OWNER TO.</param>
/// <param name="def">
/// ColumnDef (add, type), Constraint (add constraint, add identity), an expression (default, expression), <see cref="PartitionCmd"/>,
/// <see cref="ReplicaIdentityStmt"/>, <see cref="AtAlterConstraint"/>, RangeVar (inherit), TypeName (of), a constant (statistics) or QualifiedName (storage); null when there is none.
/// </param>
/// <param name="options">SET (...), RESET (...), OPTIONS (...), and the sequence options of SET GENERATED.</param>
/// <param name="missingOk">IF EXISTS of a drop, IF NOT EXISTS of an add.</param>
public sealed class AlterTableCmd(
    AlterTableType subtype,
    Identifier name,
    int num,
    RoleSpec? newOwner,
    SqlNode? def,
    ValueList<DefElem> options,
    DropBehavior behavior,
    bool missingOk,
    TextSpan span) : SqlNode(span)
{
    public AlterTableType Subtype { get; } = subtype;

    public Identifier Name { get; } = name;

    public int Num { get; } = num;

    public RoleSpec? NewOwner { get; } = newOwner;

    public SqlNode? Def { get; } = def;

    public ValueList<DefElem> Options { get; } = options;

    public DropBehavior Behavior { get; } = behavior;

    public bool MissingOk { get; } = missingOk;

    public override int MinimumVersion => Subtype switch
    {
        AlterTableType.SetExpression => 17,
        AlterTableType.SetStatistics when Def is null => 17,
        AlterTableType.SetAccessMethod => Name.IsMissing ? 17 : 15,
        AlterTableType.SetCompression or AlterTableType.DetachPartitionFinalize => 14,
        _ => 0,
    };

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(NewOwner);
        children.Add(Def);
        children.Add(Options);
    }
}

/// <summary>ATTACH PARTITION and DETACH PARTITION (PostgreSQL: PartitionCmd).</summary>
/// <param name="bound">FOR VALUES or DEFAULT of ATTACH; null for DETACH and for indexes.</param>
/// <param name="concurrent">DETACH ... CONCURRENTLY.</param>
public sealed class PartitionCmd(RangeVar name, PartitionBoundSpec? bound, bool concurrent, TextSpan span) : SqlNode(span)
{
    public RangeVar Name { get; } = name;

    public PartitionBoundSpec? Bound { get; } = bound;

    public bool Concurrent { get; } = concurrent;

    public override int MinimumVersion => Concurrent ? 14 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Name);
        children.Add(Bound);
    }
}

/// <summary>What REPLICA IDENTITY says.</summary>
public enum ReplicaIdentityKind
{
    Nothing,
    Full,
    Default,
    Index,
}

/// <summary>REPLICA IDENTITY (PostgreSQL: ReplicaIdentityStmt).</summary>
/// <param name="name">The index of USING INDEX; missing otherwise.</param>
public sealed class ReplicaIdentityStmt(ReplicaIdentityKind identityType, Identifier name, TextSpan span) : SqlNode(span)
{
    public ReplicaIdentityKind IdentityType { get; } = identityType;

    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER CONSTRAINT (PostgreSQL: ATAlterConstraint).</summary>
/// <param name="attributes">What the constraint has after the statement, of what is altered.</param>
/// <param name="alterEnforceability">[NOT] ENFORCED is written.</param>
/// <param name="alterDeferrability">[NOT] DEFERRABLE or INITIALLY is written.</param>
/// <param name="alterInheritability">[NO] INHERIT is written.</param>
public sealed class AtAlterConstraint(
    Identifier conName,
    ConstraintAttributes attributes,
    bool alterEnforceability,
    bool alterDeferrability,
    bool alterInheritability,
    TextSpan span) : SqlNode(span)
{
    public Identifier ConName { get; } = conName;

    public ConstraintAttributes Attributes { get; } = attributes;

    public bool AlterEnforceability { get; } = alterEnforceability;

    public bool AlterDeferrability { get; } = alterDeferrability;

    public bool AlterInheritability { get; } = alterInheritability;

    public override int MinimumVersion => AlterEnforceability || AlterInheritability ? 18 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER TABLE, INDEX or MATERIALIZED VIEW ALL IN TABLESPACE (PostgreSQL: AlterTableMoveAllStmt).</summary>
public sealed class AlterTableMoveAllStmt(
    Identifier origTablespaceName,
    ObjectType objType,
    ValueList<RoleSpec> roles,
    Identifier newTablespaceName,
    bool nowait,
    TextSpan span) : Statement(span)
{
    public Identifier OrigTablespaceName { get; } = origTablespaceName;

    public ObjectType ObjType { get; } = objType;

    public ValueList<RoleSpec> Roles { get; } = roles;

    public Identifier NewTablespaceName { get; } = newTablespaceName;

    public bool Nowait { get; } = nowait;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Roles);
}
