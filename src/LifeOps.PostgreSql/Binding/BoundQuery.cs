using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

/// <summary>What is known of a query: its columns, and what it reads.</summary>
internal sealed class BoundQuery
{
    public List<BoundColumn> Columns { get; } = [];

    /// <summary>Sources of the relations that the query reads, anywhere in it.</summary>
    public HashSet<object> Relations { get; init; } = [];

    /// <summary>Sources of the columns that the query reads, anywhere in it.</summary>
    public HashSet<object> ReferencedColumns { get; init; } = [];

    /// <summary>Whether columns may be missing because something the query reads is not known.</summary>
    public bool IsIncomplete { get; set; }
}

/// <summary>A name in a query that does not exist, with the server's words.</summary>
internal readonly record struct BindingProblem(TextSpan Span, string Message);
