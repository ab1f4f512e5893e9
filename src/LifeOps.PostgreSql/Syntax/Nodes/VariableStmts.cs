namespace LifeOps.PostgreSql.Syntax;

/// <summary>Which form a SET or RESET has.</summary>
public enum VariableSetKind
{
    /// <summary>SET name = value, ...</summary>
    SetValue,

    /// <summary>SET name TO DEFAULT</summary>
    SetDefault,

    /// <summary>SET name FROM CURRENT</summary>
    SetCurrent,

    /// <summary>SET TRANSACTION and SET SESSION CHARACTERISTICS, which change several settings.</summary>
    SetMulti,

    /// <summary>RESET name</summary>
    Reset,

    /// <summary>RESET ALL</summary>
    ResetAll,
}

/// <summary>SET and RESET (PostgreSQL: VariableSetStmt).</summary>
public sealed class VariableSetStmt(VariableSetKind kind, Identifier name, ValueList<SqlNode> args, bool isLocal, TextSpan span) : Statement(span)
{
    public VariableSetKind Kind { get; } = kind;

    /// <summary>The setting with its dots (<c>myapp.user</c>), for the SQL spellings the setting they stand for (<c>timezone</c> for TIME ZONE); missing for RESET ALL.</summary>
    public Identifier Name { get; } = name;

    /// <summary>Values; for SetMulti the transaction modes (DefElem) or the snapshot.</summary>
    public ValueList<SqlNode> Args { get; } = args;

    /// <summary>SET LOCAL.</summary>
    public bool IsLocal { get; } = isLocal;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Args);
}

/// <summary>SHOW (PostgreSQL: VariableShowStmt).</summary>
public sealed class VariableShowStmt(Identifier name, TextSpan span) : Statement(span)
{
    /// <summary>The setting, <c>all</c> for SHOW ALL.</summary>
    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}

/// <summary>ALTER SYSTEM SET and RESET (PostgreSQL: AlterSystemStmt).</summary>
public sealed class AlterSystemStmt(VariableSetStmt setstmt, TextSpan span) : Statement(span)
{
    public VariableSetStmt Setstmt { get; } = setstmt;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Setstmt);
}

/// <summary>SET CONSTRAINTS (PostgreSQL: ConstraintsSetStmt).</summary>
public sealed class ConstraintsSetStmt(ValueList<RangeVar> constraints, bool deferred, TextSpan span) : Statement(span)
{
    /// <summary>Empty: ALL.</summary>
    public ValueList<RangeVar> Constraints { get; } = constraints;

    public bool Deferred { get; } = deferred;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Constraints);
}

/// <summary>What DISCARD throws away.</summary>
public enum DiscardMode
{
    All,
    Temp,
    Plans,
    Sequences,
}

/// <summary>DISCARD (PostgreSQL: DiscardStmt).</summary>
public sealed class DiscardStmt(DiscardMode target, TextSpan span) : Statement(span)
{
    public DiscardMode Target { get; } = target;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
