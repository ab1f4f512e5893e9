using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>How a condition restricts a term.</summary>
internal enum ConditionKind
{
    /// <summary><c>= value</c>, a boolean column by itself.</summary>
    Equality,

    /// <summary><c>IN (...)</c>, <c>= ANY (...)</c>.</summary>
    AnyOf,

    /// <summary><c>&lt;</c>, <c>&gt;=</c>, BETWEEN, and comparisons of rows by their first column.</summary>
    Range,

    /// <summary>LIKE with a fixed beginning.</summary>
    Prefix,
    IsNull,
    IsNotNull,

    /// <summary>An operator of GIN: <c>@&gt;</c>, <c>?</c>, <c>&amp;&amp;</c>, <c>@@</c>.</summary>
    Contains,
}

/// <summary>A condition that an index over its term could serve.</summary>
/// <param name="Kind">How it restricts the term.</param>
/// <param name="Term">What is compared.</param>
/// <param name="Selectivity">The share of the rows that meet it, from 0 to 1.</param>
/// <param name="Span">Where it stands in the text.</param>
/// <param name="Values">How many values <see cref="ConditionKind.AnyOf"/> looks up; 1 otherwise.</param>
/// <param name="Operator">The operator of <see cref="ConditionKind.Contains"/>, the direction of an open <see cref="ConditionKind.Range"/>; empty otherwise.</param>
/// <param name="Outer">The column of a query around this one that gives the value; null for values from outside.</param>
internal sealed record Condition(
    ConditionKind Kind, IndexTerm Term, double Selectivity, TextSpan Span, double Values = 1, string Operator = "", ColumnSource? Outer = null);
