using System;
using System.Collections.Generic;
using System.Globalization;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>The continuous aggregate that a rollup could read, and its refresh policy.</summary>
internal sealed class AggregateProposal
{
    private const double Day = 24 * 60 * 60;

    // Each group is a row per bucket: with more columns than this there are as many groups as rows.
    private const int MostGroups = 4;

    private readonly TimeRollup _query;
    private readonly List<string> _groups = [];

    // Expression of the aggregate, name of its column; in the order of the query.
    private readonly List<(string Expression, string Name)> _aggregates = [];

    // Whether a condition can leave several groups, so that their averages have to be made anew from sums.
    private bool _mayMergeGroups;

    private AggregateProposal(TimeRollup query)
    {
        _query = query;
        foreach (var group in query.Groups)
            _groups.Add(group);
    }

    /// <summary>Both statements.</summary>
    public string Sql { get; private set; } = "";

    /// <summary>Null when a continuous aggregate could not hold the query: what it computes is not of the row alone, or it chooses rows by values.</summary>
    public static AggregateProposal? TryMake(TimeRollup query, DatabaseSchema schema, RuleOptions options)
    {
        var proposal = new AggregateProposal(query);
        if (query.Select.WhereClause is { } where && !proposal.AddConditions(where) || proposal._groups.Count > MostGroups)
            return null;
        foreach (var target in query.Select.TargetList)
        {
            if (target.Val is not { } value || !proposal.AddAggregates(value, target.Name.Value))
                return null;
        }

        if (query.Select.HavingClause is { } having && !proposal.AddAggregates(having, name: null))
            return null;
        foreach (var sort in query.Select.SortClause)
        {
            if (!proposal.AddAggregates(sort.Node, name: null))
                return null;
        }

        if (proposal._aggregates.Count == 0 || proposal.NameOfView(SchemaLookup.Of(schema)) is not { } view || proposal.RefreshedFor(options) is not { } refreshed)
            return null;
        proposal.Sql = proposal.Write(view, refreshed);
        return proposal;
    }

    /// <summary>Bounds of time stay with the query; a column that is compared for equality becomes one that the aggregate groups by.</summary>
    private bool AddConditions(Expression condition)
    {
        if (condition is BoolExpr { BoolOp: BoolExprType.And, Args: var parts })
        {
            foreach (var part in parts)
            {
                if (!AddConditions(part))
                    return false;
            }

            return true;
        }

        foreach (var node in condition.DescendantsAndSelf())
        {
            if (node is SubLink or HoleExpr)
                return false;
        }

        if (condition is not A_Expr { Lexpr: { } left, Rexpr: var right, Kind: var kind, Name.Value: var name })
            return false;
        var columns = ColumnsOf(condition);
        if (columns.Count == 1 && columns.Contains(_query.TimeColumn))
            return kind is A_ExprKind.Between || kind == A_ExprKind.Op && name is "<" or "<=" or ">" or ">=";
        if (name != "=" || kind is not (A_ExprKind.Op or A_ExprKind.In or A_ExprKind.OpAny) || columns.Count != 1)
            return false;
        var compared = left is ColumnRef onLeft ? _query.ColumnOf(onLeft) : kind == A_ExprKind.Op && right is ColumnRef onRight ? _query.ColumnOf(onRight) : null;
        if (compared is null)
            return false;
        if (!_groups.Contains(compared))
        {
            _groups.Add(compared);
            _mayMergeGroups |= kind != A_ExprKind.Op;
        }

        return true;
    }

    private HashSet<string> ColumnsOf(Expression expression)
    {
        var columns = new HashSet<string>();
        foreach (var node in expression.DescendantsAndSelf())
        {
            if (node is ColumnRef reference)
                columns.Add(_query.ColumnOf(reference) ?? "");
        }

        return columns;
    }

    /// <summary>Takes in the aggregates of an expression; false when one of them, or what is around them, has no place in a continuous aggregate.</summary>
    /// <param name="name">The name that the query gives the expression; null when it gives none.</param>
    private bool AddAggregates(SqlNode node, string? name)
    {
        switch (node)
        {
            case HoleExpr or SubLink or MissingExpr or FuncCall { Over: not null }:
                return false;
            case FuncCall call when _query.StepOf(call) is not null:
                return true;
            case FuncCall call when AggregateCalls.IsOne(call):
                return AddAggregate(call, name);
        }

        foreach (var child in node.Children)
        {
            if (!AddAggregates(child, name: null))
                return false;
        }

        return true;
    }

    private bool AddAggregate(FuncCall call, string? name)
    {
        if (_query.TextOf(call) is not { } text)
            return false;
        foreach (var argument in call.Args)
        {
            if (!IsOfRow(argument))
                return false;
        }

        var function = call.Name.Value ?? "";
        var of = call.Args.IsEmpty ? "rows" : call.Args[0] is ColumnRef column ? _query.ColumnOf(column) ?? "value" : "value";
        if (function == "avg" && _mayMergeGroups)
        {
            var argument = text.Substring("avg".Length);
            Add("sum" + argument, "sum_" + of);
            Add("count" + argument, "count_" + of);
        }
        else
        {
            Add(text, name ?? function + "_" + of);
        }

        return true;
    }

    private void Add(string expression, string name)
    {
        foreach (var known in _aggregates)
        {
            if (known.Expression == expression)
                return;
        }

        var unique = name;
        for (var number = 2; _groups.Contains(unique) || unique == "bucket" || _aggregates.Exists(known => known.Name == unique); number++)
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        _aggregates.Add((expression, unique));
    }

    /// <summary>Whether a value depends on the row and nothing else: no function that a session or the clock could change.</summary>
    private static bool IsOfRow(Expression expression)
    {
        foreach (var node in expression.DescendantsAndSelf())
        {
            if (node is not (ColumnRef or A_Const or A_Expr { Kind: A_ExprKind.Op } or CoalesceExpr))
                return false;
        }

        return true;
    }

    private string? NameOfView(SchemaLookup lookup)
    {
        var name = new Schema.QualifiedName(_query.Table.Schema, SqlIdentifier.Truncate(_query.Table.Name + "_" + SuffixOf(_query.WidthText)));
        return lookup.FindView(name) is null && lookup.FindTable(name) is null ? Quoted(name) : null;
    }

    private string SuffixOf(string width)
    {
        if (_query.Width.IsInteger)
            return "by_" + width;
        return (_query.Width.Minimum, _query.Width.Maximum) switch
        {
            (60, _) => "by_minute",
            (60 * 60, _) => "hourly",
            (Day, _) => "daily",
            (7 * Day, _) => "weekly",
            (28 * Day, 31 * Day) => "monthly",
            (365 * Day, _) => "yearly",
            _ => "by_" + string.Join("_", width.ToLowerInvariant().Split([' ', ':', '.', '-', '+'], StringSplitOptions.RemoveEmptyEntries)),
        };
    }

    private string Write(string view, string refreshed)
    {
        var width = Literal(_query.WidthText);
        var columns = new List<string> { $"time_bucket({width}, {SqlIdentifier.Quote(_query.TimeColumn)}) AS bucket" };

        // A column of that name would come before the result column.
        var groups = new List<string> { _query.Table.FindColumn("bucket") is null ? "bucket" : "1" };
        foreach (var group in _groups)
        {
            columns.Add(SqlIdentifier.Quote(group));
            groups.Add(SqlIdentifier.Quote(group));
        }

        foreach (var (expression, name) in _aggregates)
            columns.Add(expression + " AS " + SqlIdentifier.Quote(name));
        return $"CREATE MATERIALIZED VIEW {view} WITH (timescaledb.continuous) AS SELECT {string.Join(", ", columns)} FROM {Quoted(_query.Table.QualifiedName)} GROUP BY {string.Join(", ", groups)} WITH NO DATA; "
            + $"SELECT add_continuous_aggregate_policy('{view.Replace("'", "''")}', start_offset => {Literal(refreshed)}, end_offset => {width}, schedule_interval => INTERVAL '{Schedule()}');";
    }

    /// <summary>
    /// How far back the policy refreshes: three days for rows that come late, or three buckets, since the server wants a window of two. Null where
    /// the hypertable does not keep that much: a refresh of what is dropped already would empty the aggregate.
    /// </summary>
    private string? RefreshedFor(RuleOptions options)
    {
        var buckets = Math.Ceiling(3 * _query.Width.Maximum);
        var kept = Policies.Find(_query.Table.Hypertable?.Policies ?? default, TimescalePolicyKind.Retention, options)?.After is { } after ? IntervalLength.TryParse(after)?.Minimum ?? 0 : double.PositiveInfinity;
        if (_query.Width.IsInteger)
            return buckets < kept ? buckets.ToString(CultureInfo.InvariantCulture) : null;
        var length = 3 * Day < kept ? Math.Max(3 * Day, buckets) : buckets;
        if (length >= kept)
            return null;
        return length % Day == 0 ? (length / Day).ToString(CultureInfo.InvariantCulture) + " days" : length.ToString(CultureInfo.InvariantCulture) + " seconds";
    }

    private string Schedule() => _query.Width.IsInteger ? "1 hour" : _query.Width.Maximum > Day ? "1 day" : _query.WidthText.Replace("'", "''");

    private string Literal(string length) => _query.Width.IsInteger ? length : "INTERVAL '" + length.Replace("'", "''") + "'";

    private static string Quoted(Schema.QualifiedName name) =>
        name.Schema == "public" ? SqlIdentifier.Quote(name.Name) : SqlIdentifier.Quote(name.Schema) + "." + SqlIdentifier.Quote(name.Name);
}
