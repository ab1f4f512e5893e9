using System.Collections.Generic;
using System.Threading;

using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules;

/// <summary>The code that a statement carries in a string: the body of CREATE FUNCTION or PROCEDURE, or a DO block.</summary>
internal sealed class RoutineBody
{
    private RoutineBody(string text, IReadOnlyList<SqlNode> roots, ValueList<SqlDiagnostic> diagnostics)
    {
        Text = text;
        Roots = roots;
        Diagnostics = diagnostics;
    }

    /// <summary>The text that the nodes refer to.</summary>
    public string Text { get; }

    /// <summary>What is not already part of the tree of the statement.</summary>
    public IReadOnlyList<SqlNode> Roots { get; }

    /// <summary>What the server rejects when it makes the routine or runs the block.</summary>
    public ValueList<SqlDiagnostic> Diagnostics { get; }

    /// <summary>The body of a statement; null when it has none, or in a language that is not read.</summary>
    public static RoutineBody? Of(string text, Statement statement, CancellationToken cancellationToken)
    {
        switch (statement)
        {
            case DoStmt { Body: { } block }:
                return new(text, [], block.Diagnostics);

            case CreateFunctionStmt function when PlPgSqlParser.Parse(text, function, cancellationToken) is { } body:
                return new(text, [body], body.Diagnostics);

            case CreateFunctionStmt function when SqlRoutineParser.Parse(text, function, cancellationToken) is { } script:
                var roots = new List<SqlNode>();
                foreach (var inner in script.Statements)
                {
                    if (!inner.HasErrors)
                        roots.Add(inner);
                }

                return new(script.Text, roots, script.Diagnostics);

            default:
                return null;
        }
    }
}
