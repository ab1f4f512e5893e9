namespace LifeOps.PostgreSql.Syntax;

/// <summary>What a transaction statement does.</summary>
public enum TransactionStmtKind
{
    /// <summary>BEGIN</summary>
    Begin,

    /// <summary>START TRANSACTION</summary>
    Start,

    /// <summary>COMMIT or END</summary>
    Commit,

    /// <summary>ROLLBACK or ABORT</summary>
    Rollback,

    /// <summary>SAVEPOINT</summary>
    Savepoint,

    /// <summary>RELEASE SAVEPOINT</summary>
    Release,

    /// <summary>ROLLBACK TO SAVEPOINT</summary>
    RollbackTo,

    /// <summary>PREPARE TRANSACTION</summary>
    Prepare,

    /// <summary>COMMIT PREPARED</summary>
    CommitPrepared,

    /// <summary>ROLLBACK PREPARED</summary>
    RollbackPrepared,
}

/// <summary>BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their relatives (PostgreSQL: TransactionStmt).</summary>
public sealed class TransactionStmt(
    TransactionStmtKind kind,
    ValueList<DefElem> options,
    Identifier savepointName,
    Identifier gid,
    bool chain,
    TextSpan span) : Statement(span)
{
    public TransactionStmtKind Kind { get; } = kind;

    /// <summary>Transaction modes, under the names of the settings that they change: transaction_isolation, transaction_read_only, transaction_deferrable.</summary>
    public ValueList<DefElem> Options { get; } = options;

    /// <summary>Of SAVEPOINT, RELEASE and ROLLBACK TO; missing otherwise.</summary>
    public Identifier SavepointName { get; } = savepointName;

    /// <summary>The global id of a two-phase commit; missing otherwise.</summary>
    public Identifier Gid { get; } = gid;

    /// <summary>AND CHAIN.</summary>
    public bool Chain { get; } = chain;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Options);
}
