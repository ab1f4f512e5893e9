namespace LifeOps.PostgreSql.Syntax;

/// <summary>Modes of LOCK TABLE, from the weakest (src/include/storage/lockdefs.h).</summary>
public enum TableLockMode
{
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

/// <summary>LOCK (PostgreSQL: LockStmt).</summary>
public sealed class LockStmt(ValueList<RangeVar> relations, TableLockMode mode, bool nowait, TextSpan span) : Statement(span)
{
    public ValueList<RangeVar> Relations { get; } = relations;

    public TableLockMode Mode { get; } = mode;

    public bool Nowait { get; } = nowait;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Relations);
}
