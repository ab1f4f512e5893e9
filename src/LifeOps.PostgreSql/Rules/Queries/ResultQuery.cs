using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>Where a query stands in its statement.</summary>
internal enum QueryRole
{
    /// <summary>Its rows are counted, tested, stored or compared: nobody sees their order.</summary>
    Other,

    /// <summary>It is the statement, or one of the queries of its UNION: its rows go to the program.</summary>
    Result,

    /// <summary>A query in FROM or WITH that such a query reads.</summary>
    Feeding,
}

/// <summary>The surroundings of a query in its statement.</summary>
internal static class ResultQuery
{
    /// <summary>Where the query stands. Statements inside others (EXPLAIN, a cursor, a view) are not looked at.</summary>
    public static QueryRole RoleOf(PlacedNode query)
    {
        var role = QueryRole.Result;
        for (var placed = query.Parent; placed is not null; placed = placed.Parent)
        {
            switch (placed.Node)
            {
                case RawStmt:
                    return placed.Parent is null ? role : QueryRole.Other;
                case SelectStmt:
                    break;
                case RangeSubselect or JoinExpr or CommonTableExpr or WithClause:
                    role = QueryRole.Feeding;
                    break;
                default:
                    return QueryRole.Other;
            }
        }

        return QueryRole.Other;
    }

    /// <summary>The names that the WITH clauses around a query give to queries.</summary>
    public static HashSet<string> CommonTablesAround(PlacedNode query)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var placed = query; placed is not null; placed = placed.Parent)
        {
            var with = placed.Node switch
            {
                SelectStmt select => select.WithClause,
                InsertStmt insert => insert.WithClause,
                UpdateStmt update => update.WithClause,
                DeleteStmt delete => delete.WithClause,
                MergeStmt merge => merge.WithClause,
                _ => null,
            };
            foreach (var cte in with?.Ctes ?? default)
                names.Add(cte.Ctename.Value ?? "");
        }

        return names;
    }

    /// <summary>Where a keyword starts that stands right in front of a position, in any case; -1 when something else does.</summary>
    public static int KeywordBefore(string text, int position, string keyword)
    {
        var end = position;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        var start = end - keyword.Length;
        return start >= 0 && end < position
            && string.Compare(text, start, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (start == 0 || !char.IsLetterOrDigit(text[start - 1]) && text[start - 1] != '_')
                ? start
                : -1;
    }

    /// <summary>An expression with the keyword in front of it, for a squiggle.</summary>
    public static TextSpan WithKeyword(string text, TextSpan expression, string keyword) =>
        KeywordBefore(text, expression.Start, keyword) is >= 0 and var start ? TextSpan.FromBounds(start, expression.End) : expression;
}
