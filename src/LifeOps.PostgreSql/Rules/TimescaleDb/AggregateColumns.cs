using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>What the columns of a continuous aggregate hold of its hypertable.</summary>
internal sealed class AggregateColumns
{
    private readonly Dictionary<string, string> _groups = [];
    private readonly Dictionary<string, string> _aggregates = [];

    private AggregateColumns(View view, TimeRollup rollup, string bucket)
    {
        View = view;
        Rollup = rollup;
        Bucket = bucket;
    }

    public View View { get; }

    /// <summary>The query that fills it.</summary>
    public TimeRollup Rollup { get; }

    /// <summary>The column with the start of the bucket.</summary>
    public string Bucket { get; }

    /// <summary>
    /// Null when the view is no continuous aggregate over a hypertable by time_bucket, or leaves rows out: then its rows are not those of the
    /// hypertable.
    /// </summary>
    public static AggregateColumns? Read(View view, DatabaseSchema schema)
    {
        if (view.ContinuousAggregate is null)
            return null;
        var script = SqlParser.Parse(view.Definition);
        if (script is not { Diagnostics.IsEmpty: true, Statements.Count: 1 } || script.Statements[0].Stmt is not SelectStmt { WhereClause: null, HavingClause: null } query
            || query.TargetList.Count != view.Columns.Count || TimeRollup.Read(query, schema) is not { IsTruncated: false } rollup)
        {
            return null;
        }

        AggregateColumns? columns = null;
        for (var i = 0; i < query.TargetList.Count; i++)
        {
            if (query.TargetList[i].Val is { } shown && rollup.StepOf(shown) is not null)
                columns = new(view, rollup, view.Columns[i].Name);
        }

        for (var i = 0; columns is not null && i < query.TargetList.Count; i++)
        {
            switch (query.TargetList[i].Val)
            {
                case ColumnRef reference when rollup.ColumnOf(reference) is { } column:
                    columns._groups[column] = view.Columns[i].Name;
                    break;
                case FuncCall call when rollup.StepOf(call) is null && rollup.TextOf(call) is { } text:
                    columns._aggregates[text] = view.Columns[i].Name;
                    break;
            }
        }

        return columns;
    }

    /// <summary>The column with a column of the hypertable that it groups by; null when it shows none.</summary>
    public string? FindGroup(string column) => _groups.TryGetValue(column, out var found) ? found : null;

    /// <summary>The column with an aggregate, written as <see cref="TimeRollup.TextOf"/> does; null when it has none.</summary>
    public string? FindAggregate(string text) => _aggregates.TryGetValue(text, out var found) ? found : null;
}
