namespace LifeOps.PostgreSql.Syntax;

/// <summary>CREATE SEQUENCE (PostgreSQL: CreateSeqStmt).</summary>
/// <param name="options">as, cache, cycle, increment, maxvalue, minvalue, owned_by, start, restart, sequence_name, logged: the server's names.</param>
public sealed class CreateSeqStmt(RangeVar sequence, RelPersistence persistence, ValueList<DefElem> options, bool ifNotExists, TextSpan span) : Statement(span)
{
    public RangeVar Sequence { get; } = sequence;

    public RelPersistence Persistence { get; } = persistence;

    public ValueList<DefElem> Options { get; } = options;

    public bool IfNotExists { get; } = ifNotExists;

    public override int MinimumVersion => Persistence == RelPersistence.Unlogged ? 15 : 0;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Sequence);
        children.Add(Options);
    }
}

/// <summary>ALTER SEQUENCE with sequence options (PostgreSQL: AlterSeqStmt); other actions are AlterTableStmt, RenameStmt, ...</summary>
public sealed class AlterSeqStmt(RangeVar sequence, ValueList<DefElem> options, bool missingOk, TextSpan span) : Statement(span)
{
    public RangeVar Sequence { get; } = sequence;

    public ValueList<DefElem> Options { get; } = options;

    public bool MissingOk { get; } = missingOk;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Sequence);
        children.Add(Options);
    }
}
