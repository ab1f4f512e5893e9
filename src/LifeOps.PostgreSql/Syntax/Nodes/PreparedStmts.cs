namespace LifeOps.PostgreSql.Syntax;

/// <summary>PREPARE (PostgreSQL: PrepareStmt).</summary>
public sealed class PrepareStmt(Identifier name, ValueList<TypeName> argtypes, Statement query, TextSpan span) : Statement(span)
{
    public Identifier Name { get; } = name;

    public ValueList<TypeName> Argtypes { get; } = argtypes;

    public Statement Query { get; } = query;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
        children.Add(Argtypes);
        children.Add(Query);
    }
}

/// <summary>EXECUTE (PostgreSQL: ExecuteStmt).</summary>
public sealed class ExecuteStmt(Identifier name, ValueList<Expression> @params, TextSpan span) : Statement(span)
{
    public Identifier Name { get; } = name;

    public ValueList<Expression> Params { get; } = @params;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Params);
}

/// <summary>DEALLOCATE (PostgreSQL: DeallocateStmt).</summary>
public sealed class DeallocateStmt(Identifier name, TextSpan span) : Statement(span)
{
    /// <summary>Missing: ALL.</summary>
    public Identifier Name { get; } = name;

    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
