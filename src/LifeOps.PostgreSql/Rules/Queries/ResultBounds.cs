using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// Tells how many rows a query can return: from LIMIT, unique keys that are compared with given values, aggregates and sizes of tables.
/// Says <see cref="ResultSize.Unknown"/> where it is not sure. Not for several threads at once.
/// </summary>
/// <param name="schema">Keys and row estimates; null when there is no schema: then any equality may be one with a key.</param>
/// <param name="largeTableRows">From how many estimated rows on a table is large.</param>
public sealed class ResultBounds(DatabaseSchema? schema, long largeTableRows)
{
    // Deeper queries are not written by people.
    private const int MaxDepth = 32;

    // The views whose definitions are being read.
    private readonly HashSet<View> _open = [];

    /// <summary>The bound of the only statement of a script.</summary>
    public ResultBound Of(SqlScript script, SqlParseOptions options)
    {
        if (script.Statements.Count != 1 || !script.Diagnostics.IsEmpty || script.Statements[0].HasErrors)
            return ResultBound.Unknown;
        if (script.Statements[0].Stmt is not SelectStmt select)
            return ResultBound.Unknown;

        // A hole that is no expression of the tree may be a clause: a WHERE, a LIMIT, a whole query.
        var holes = 0;
        foreach (var node in select.DescendantsAndSelf())
        {
            if (node is HoleExpr)
                holes++;
        }

        return holes == options.Holes.Count ? Of(select, [], 0) : ResultBound.Unknown;
    }

    /// <summary>What a query says of the columns of a view.</summary>
    private readonly record struct GivenColumns(View View, IReadOnlyCollection<string> Names);

    private ResultBound Of(SelectStmt select, Dictionary<string, ResultBound> outer, int depth, GivenColumns? given = null)
    {
        if (depth > MaxDepth)
            return ResultBound.Unknown;
        if (select.LimitCount is { } limit && limit is not A_Const { Kind: ConstantKind.Null })
            return ResultBound.Bounded;

        var ctes = outer;
        if (select.WithClause is { } with)
        {
            ctes = new(outer, StringComparer.Ordinal);
            foreach (var cte in with.Ctes)
                ctes[cte.Ctename.Value ?? ""] = with.Recursive || cte.Ctequery is not SelectStmt query ? ResultBound.Unknown : Of(query, ctes, depth + 1);
        }

        if (given is not null && select.Op != SetOperation.None)
            return ResultBound.Unknown;
        switch (select.Op)
        {
            case SetOperation.Union when select is { Larg: { } left, Rarg: { } right }:
                return Worse(Of(left, ctes, depth + 1), Of(right, ctes, depth + 1));
            case SetOperation.Intersect or SetOperation.Except when select.Larg is { } first:
                return Of(first, ctes, depth + 1);
        }

        if (!select.ValuesLists.IsEmpty || select.FromClause.IsEmpty)
            return ResultBound.Bounded;
        if (IsOneGroup(select))
            return ResultBound.Bounded;

        var from = ItemsOf(select, query => Of(query, ctes, depth + 1), name => ctes.TryGetValue(name, out var bound) ? bound : null, (view, names) => Of(view, names, depth + 1));
        if (given is { } columns)
            Give(columns, select, from);
        var rows = from.Bound();
        if (!rows.IsUnbounded)
            return rows;

        // DISTINCT and GROUP BY give as many rows as there are values: as many as rows when they hold a key, a few for a status, else nobody knows.
        if (!select.GroupClause.IsEmpty)
            return given is null ? from.Groups(select.GroupClause, rows) : ResultBound.Unknown;
        if (select.IsDistinct)
            return given is null ? from.Groups(select.DistinctOn.IsEmpty ? ValuesOf(select.TargetList) : select.DistinctOn, rows) : ResultBound.Unknown;
        return rows;
    }

    /// <summary>How many rows a view has, or those of them that have given values in some columns.</summary>
    private ResultBound Of(View view, IReadOnlyCollection<string> given, int depth)
    {
        if (view.RowEstimate is { } rows && rows < largeTableRows)
            return ResultBound.Bounded;
        foreach (var index in view.Indexes)
        {
            if (index.IsUnique && index.Predicate is null && index.Keys.All(key => key.Column is { } column && given.Contains(column)))
                return ResultBound.Bounded;
        }

        // CREATE OR REPLACE can make views that read each other.
        if (!_open.Add(view))
            return ResultBound.Unknown;
        var script = SqlParser.Parse(view.Definition);
        var bound = script is { Diagnostics.IsEmpty: true, Statements.Count: 1 } && script.Statements[0] is { HasErrors: false, Stmt: SelectStmt select }
            ? Of(select, [], depth, given.Count == 0 ? null : new(view, given))
            : ResultBound.Unknown;
        _open.Remove(view);
        return bound;
    }

    // A condition on a column of a view is one on what the column comes from.
    private static void Give(GivenColumns given, SelectStmt select, FromItems from)
    {
        var hasStar = select.TargetList.Any(target => target.Val is ColumnRef { HasStar: true });
        foreach (var name in given.Names)
        {
            var place = -1;
            for (var i = 0; i < given.View.Columns.Count; i++)
            {
                if (given.View.Columns[i].Name == name)
                    place = i;
            }

            if (hasStar)
                from.AddGiven(name);
            else
                from.AddGiven(place >= 0 && place < select.TargetList.Count ? select.TargetList[place].Val as ColumnRef : null);
        }
    }

    private static ValueList<Expression> ValuesOf(ValueList<ResTarget> targets) =>
        ValueList.Of(targets.Select(target => target.Val).OfType<Expression>().ToArray());

    /// <summary>What a query reads, and the conditions on it; its own LIMIT and grouping left aside.</summary>
    /// <param name="commonTables">The names that WITH gives to queries where it stands.</param>
    internal FromItems ItemsOf(SelectStmt select, ICollection<string> commonTables) =>
        ItemsOf(select, _ => ResultBound.Unknown, name => commonTables.Contains(name) ? ResultBound.Unknown : null);

    private FromItems ItemsOf(SelectStmt select, Func<SelectStmt, ResultBound> boundOf, Func<string, ResultBound?> commonTable, Func<View, IReadOnlyCollection<string>, ResultBound>? boundOfView = null)
    {
        var from = new FromItems(schema, largeTableRows, boundOf, commonTable, boundOfView);
        foreach (var item in select.FromClause)
            from.Add(item);
        from.AddCondition(select.WhereClause);
        return from;
    }

    /// <summary>Whether a query without GROUP BY makes one row of all: an aggregate among its results, or HAVING.</summary>
    internal static bool IsOneGroup(SelectStmt select) => select.GroupClause.IsEmpty && (select.HavingClause is not null || Aggregates(select.TargetList));

    private static ResultBound Worse(ResultBound left, ResultBound right)
    {
        if (left.Size == ResultSize.Unknown || right.Size == ResultSize.Unknown)
            return ResultBound.Unknown;
        return left.Size >= right.Size ? left : right;
    }

    private static bool Aggregates(ValueList<ResTarget> targets)
    {
        foreach (var target in targets)
        {
            if (target.Val is { } value && AggregateCalls.In(value))
                return true;
        }

        return false;
    }
}
