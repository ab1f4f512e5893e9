namespace LifeOps.PostgreSql.Syntax;

/// <summary>COPY (PostgreSQL: CopyStmt).</summary>
public sealed class CopyStmt(
    RangeVar? relation,
    Statement? query,
    ValueList<Identifier> attlist,
    bool isFrom,
    bool isProgram,
    Identifier filename,
    ValueList<DefElem> options,
    Expression? whereClause,
    TextSpan span) : Statement(span)
{
    /// <summary>Null when a query is copied.</summary>
    public RangeVar? Relation { get; } = relation;

    public Statement? Query { get; } = query;

    public ValueList<Identifier> Attlist { get; } = attlist;

    public bool IsFrom { get; } = isFrom;

    public bool IsProgram { get; } = isProgram;

    /// <summary>File or program; missing for STDIN and STDOUT.</summary>
    public Identifier Filename { get; } = filename;

    /// <summary>Those of the old syntax too, under their new names.</summary>
    public ValueList<DefElem> Options { get; } = options;

    public Expression? WhereClause { get; } = whereClause;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Relation);
        children.Add(Query);
        children.Add(Options);
        children.Add(WhereClause);
    }
}
