namespace LifeOps.PostgreSql.Syntax;

/// <summary>A parsed text. Text, tokens and the gaps between them reproduce every character.</summary>
public sealed class SqlScript
{
    internal SqlScript(string text, ValueList<RawStmt> statements, ValueList<SqlDiagnostic> diagnostics, ValueList<TextSpan> clientText)
    {
        Text = text;
        Statements = statements;
        Diagnostics = diagnostics;
        ClientText = clientText;
    }

    public string Text { get; }

    /// <summary>The statements in order, broken ones included; empty statements (<c>;;</c>) left out.</summary>
    public ValueList<RawStmt> Statements { get; }

    /// <summary>At most one per statement, in the order of the text.</summary>
    public ValueList<SqlDiagnostic> Diagnostics { get; }

    /// <summary>What is not for the server: psql's lines (<c>\connect</c>, <c>\restrict</c>) and the data of COPY ... FROM stdin.</summary>
    public ValueList<TextSpan> ClientText { get; }
}

/// <summary>One statement of a script (PostgreSQL: RawStmt).</summary>
/// <param name="stmt">The statement; <see cref="UnparsedStmt"/> when it could not be told what it is.</param>
/// <param name="hasErrors">Whether the server would reject it.</param>
public sealed class RawStmt(Statement stmt, bool hasErrors, TextSpan span) : SqlNode(span)
{
    public Statement Stmt { get; } = stmt;

    public bool HasErrors { get; } = hasErrors;

    protected internal override void CollectChildren(ref ChildCollector children) => children.Add(Stmt);
}

/// <summary>A statement of which nothing but the place is known.</summary>
public sealed class UnparsedStmt(TextSpan span) : Statement(span)
{
    protected internal override void CollectChildren(ref ChildCollector children)
    {
    }
}
