using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// What the planner plans as one: the tables of a query, with those of the subqueries that it pulls up into it, and what is asked of
/// each of them. Filled by <see cref="QueryBlockReader"/>, then only read.
/// </summary>
internal sealed class QueryBlock
{
    public List<QueryItem> Items { get; } = [];

    public List<JoinEquality> Joins { get; } = [];

    /// <summary>The keys of ORDER BY that are terms of tables; null when one of them is something else.</summary>
    public List<OrderKey>? Order { get; set; }

    /// <summary>Whether there is an ORDER BY at all.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>Rows that are read at most; null without LIMIT.</summary>
    public double? Limit { get; set; }

    /// <summary>Whether all rows are needed before the first one comes out: aggregates, GROUP BY, DISTINCT, windows.</summary>
    public bool IsBlocking { get; set; }

    /// <summary>Rows that come out of an aggregation without GROUP BY: one.</summary>
    public bool IsOneRow { get; set; }

    /// <summary>The column of a query that is nothing but min or max of it: an index reads its first entry.</summary>
    public OrderKey? Extreme { get; set; }

    /// <summary>Queries that are planned by themselves.</summary>
    public List<InnerBlock> Inner { get; } = [];

    /// <summary>The queries of a UNION; empty otherwise.</summary>
    public List<QueryBlock> Arms { get; } = [];
}

/// <summary>A query that is planned by itself inside another one.</summary>
/// <param name="Block">The query.</param>
/// <param name="Repeats">How it is repeated.</param>
/// <param name="Result">The FROM item that its rows are; null for a query inside an expression.</param>
internal sealed record InnerBlock(QueryBlock Block, Repeats Repeats, QueryItem? Result = null);

/// <summary>How often an inner query runs.</summary>
internal enum Repeats
{
    Once,

    /// <summary>For every row that the query around it looks at.</summary>
    PerRow,

    /// <summary>For every row that the query around it returns.</summary>
    PerResult,

    /// <summary>For every level of a recursion.</summary>
    PerLevel,
}

/// <summary>A FROM item of a block.</summary>
internal sealed class QueryItem(QueryBlock block, Table? table, TableStatistics? statistics, TextSpan span)
{
    /// <summary>The block that plans it; another one once a subquery has been pulled up.</summary>
    public QueryBlock Block { get; set; } = block;

    /// <summary>Null for what has no indexes: functions, VALUES, queries that are planned by themselves.</summary>
    public Table? Table { get; } = table;

    /// <summary>Null together with <see cref="Table"/>.</summary>
    public TableStatistics? Statistics { get; } = statistics;

    public TextSpan Span { get; } = span;

    /// <summary>The query behind an item without a table; null for functions and VALUES.</summary>
    public QueryBlock? Derived { get; init; }

    /// <summary>Rows of an item that has neither table nor query.</summary>
    public double AssumedRows { get; init; } = 100;

    public List<Condition> Conditions { get; } = [];

    /// <summary>Everything that is known to hold for its rows, as <see cref="ExpressionText"/> writes it: what implies the predicate of a partial index.</summary>
    public HashSet<string> Facts { get; } = [];

    /// <summary>The share of rows that conditions leave which no index serves.</summary>
    public double OtherSelectivity { get; set; } = 1;

    /// <summary>How many conditions are checked that no index serves.</summary>
    public int OtherConditions { get; set; }

    /// <summary>The columns that the query reads; null when it reads all or it cannot be told.</summary>
    public HashSet<string>? Columns { get; set; } = [];

    /// <summary>Whether it stands on the optional side of an outer join, or in NOT EXISTS: the other side comes first.</summary>
    public bool IsOptional { get; set; }

    /// <summary>Whether only the existence of its rows counts: EXISTS, IN.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Predicates that hide a column from the indexes on it.</summary>
    public List<HiddenColumn> HiddenColumns { get; } = [];
}

/// <summary>Why a column's index cannot serve a predicate.</summary>
internal enum HiddenBy
{
    Function,
    Cast,
    LeadingWildcard,
    CaseInsensitiveLike,
    OtherType,
}

/// <summary>A column inside something that an index on the column does not know.</summary>
/// <param name="Column">The column.</param>
/// <param name="By">What hides it.</param>
/// <param name="Selectivity">The share of the rows that meet the predicate.</param>
/// <param name="Span">The predicate.</param>
internal sealed record HiddenColumn(string Column, HiddenBy By, double Selectivity, TextSpan Span);

/// <summary>Two terms of different items that are equal.</summary>
internal sealed record JoinEquality(QueryItem Left, IndexTerm LeftTerm, QueryItem Right, IndexTerm RightTerm, TextSpan Span)
{
    public bool Touches(QueryItem item) => Left == item || Right == item;

    public QueryItem Other(QueryItem item) => Left == item ? Right : Left;

    public IndexTerm TermOf(QueryItem item) => Left == item ? LeftTerm : RightTerm;
}

/// <summary>A key of ORDER BY.</summary>
internal sealed record OrderKey(QueryItem Item, IndexTerm Term, bool IsDescending, bool NullsFirst, TextSpan Span);
