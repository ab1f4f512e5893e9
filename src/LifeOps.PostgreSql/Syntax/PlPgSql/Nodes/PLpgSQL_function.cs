namespace LifeOps.PostgreSql.Syntax;

/// <summary>
/// A PL/pgSQL body: of a DO block, a function or a procedure (PostgreSQL: PLpgSQL_function). Spans are those of the text that
/// holds the body's literal. Names are those of src/pl/plpgsql/src/plpgsql.h.
/// </summary>
public sealed class PLpgSQL_function : SqlNode
{
    internal PLpgSQL_function(PLpgSQL_stmt_block action, ValueList<RawStmt> statements, ValueList<SqlDiagnostic> diagnostics, TextSpan span) : base(span)
    {
        Action = action;
        Statements = statements;
        Diagnostics = diagnostics;
    }

    /// <summary>The outermost block.</summary>
    public PLpgSQL_stmt_block Action { get; }

    /// <summary>
    /// The SQL statements of all blocks in the order of the text, also those that EXECUTE runs from a constant; not the expressions of PL/pgSQL's own
    /// statements. They are part of the tree too.
    /// </summary>
    public ValueList<RawStmt> Statements { get; }

    /// <summary>What the server would reject, in the order of the text: it reports the first when a function is made, the block when it runs.</summary>
    public ValueList<SqlDiagnostic> Diagnostics { get; }

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Action);
}

/// <summary>A statement of PL/pgSQL.</summary>
public abstract class PLpgSQL_stmt : SqlNode
{
    private protected PLpgSQL_stmt(TextSpan span) : base(span)
    {
    }
}

/// <summary>Something that DECLARE gives a name.</summary>
public abstract class PLpgSQL_datum : SqlNode
{
    private protected PLpgSQL_datum(TextSpan span) : base(span)
    {
    }
}

/// <summary>An expression or a query inside a statement of PL/pgSQL (PostgreSQL: PLpgSQL_expr).</summary>
/// <param name="tree">
/// For a single value its <see cref="Expression"/>; a <see cref="SelectStmt"/> where more than a value is written (PL/pgSQL puts SELECT before every
/// expression) and for a query; for a query of another kind its statement.
/// </param>
public sealed class PLpgSQL_expr(SqlNode? tree, TextSpan span) : SqlNode(span)
{
    /// <summary>Null only where the text is broken.</summary>
    public SqlNode? Tree { get; } = tree;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Tree);
}

/// <summary>A variable, a field or an element that is written to.</summary>
/// <param name="fields">The variable, and the fields of records behind it.</param>
/// <param name="subscripts">What stands in brackets.</param>
public sealed class PLpgSQL_target(ValueList<Identifier> fields, ValueList<SqlNode> subscripts, TextSpan span) : SqlNode(span)
{
    public ValueList<Identifier> Fields { get; } = fields;

    public ValueList<SqlNode> Subscripts { get; } = subscripts;

    /// <summary>The variable.</summary>
    public Identifier Name => Fields.IsEmpty ? default : Fields[0];

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Subscripts);
}
