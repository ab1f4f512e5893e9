using System.Collections.Generic;
using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// A query that sums up one hypertable by steps of time: <c>GROUP BY time_bucket(...)</c> or <c>date_trunc(...)</c> of its time column and by
/// columns of its own, nothing else.
/// </summary>
internal sealed class TimeRollup
{
    private readonly string? _qualifier;
    private readonly HashSet<string> _groups = [];

    private TimeRollup(SelectStmt select, RangeVar source, Table table, string timeColumn)
    {
        Select = select;
        Source = source;
        Table = table;
        TimeColumn = timeColumn;
        _qualifier = source.Alias?.Name.Value ?? source.Name.Value;
        Texts = new ExpressionText(table, ColumnOf);
    }

    public SelectStmt Select { get; }

    public RangeVar Source { get; }

    /// <summary>The hypertable that <see cref="Source"/> names.</summary>
    public Table Table { get; }

    /// <summary>The column that the hypertable is split by.</summary>
    public string TimeColumn { get; }

    /// <summary>How long a step is.</summary>
    public IntervalLength Width { get; private set; }

    /// <summary>The same as text: <c>1 hour</c>.</summary>
    public string WidthText { get; private set; } = "";

    /// <summary>Whether it is date_trunc, which cuts in the time zone of the session, and not time_bucket.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The columns it groups by besides time.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    /// <summary>Writes expressions over the hypertable in one way.</summary>
    public ExpressionText Texts { get; }

    /// <summary>Null when the query is anything else, or its steps are not constant.</summary>
    public static TimeRollup? Read(SelectStmt select, DatabaseSchema schema)
    {
        if (select is not { Op: SetOperation.None, WithClause: null, IntoClause: null, IsDistinct: false, GroupDistinct: false, FromClause: { Count: 1 } from }
            || select.GroupClause.IsEmpty || !select.WindowClause.IsEmpty || !select.LockingClause.IsEmpty || !select.ValuesLists.IsEmpty
            || from[0] is not RangeVar { Alias: null or { Columns.IsEmpty: true } } source
            || SchemaLookup.Of(schema).FindTable(source) is not { Hypertable.Dimensions: { IsEmpty: false } dimensions } table)
        {
            return null;
        }

        var rollup = new TimeRollup(select, source, table, dimensions[0].Column);
        foreach (var item in select.GroupClause)
        {
            if (!rollup.AddGroup(rollup.GroupedBy(item)))
                return null;
        }

        return rollup.WidthText.Length > 0 ? rollup : null;
    }

    /// <summary>The column of the hypertable that a reference is; null when it is none.</summary>
    public string? ColumnOf(ColumnRef reference)
    {
        var fields = reference.Fields;
        if (reference.HasStar || fields.IsEmpty || fields.Count > 1 && fields[fields.Count - 2].Value != _qualifier)
            return null;
        return fields[fields.Count - 1].Value is { } name && Table.FindColumn(name) is not null ? name : null;
    }

    /// <summary>The width of the steps when an expression is the time column cut into steps; null when it is anything else.</summary>
    public (IntervalLength Width, string Text, bool IsTruncated)? StepOf(Expression expression)
    {
        if (expression is not FuncCall { Over: null, Args: { Count: 2 } args } call || args[1] is not ColumnRef time || ColumnOf(time) != TimeColumn)
            return null;
        var isTruncated = call.Name.Value == "date_trunc";
        if (!isTruncated && call.Name.Value != "time_bucket" || ConstantOf(args[0]) is not { } written)
            return null;
        var text = isTruncated ? "1 " + written : written;
        return IntervalLength.TryParse(text) is { Minimum: > 0 } width ? (width, text, isTruncated) : null;
    }

    /// <summary>What an item of GROUP BY means: a result column by number, a column of the table, or else a result column by name.</summary>
    public Expression GroupedBy(Expression item) => TargetOf(item)?.Val ?? item;

    /// <summary>The result column that an item of GROUP BY names; null when it stands for itself.</summary>
    public ResTarget? TargetOf(Expression item)
    {
        switch (item)
        {
            case A_Const { Kind: ConstantKind.Integer, IntegerValue: var position } when position >= 1 && position <= Select.TargetList.Count:
                for (var i = 0; i < position; i++)
                {
                    if (Select.TargetList[i].Val is ColumnRef { HasStar: true })
                        return null;
                }

                return Select.TargetList[position - 1];
            case ColumnRef { HasStar: false, Fields: { Count: 1 } fields } reference when ColumnOf(reference) is null:
                foreach (var target in Select.TargetList)
                {
                    if (target.Name.Value is { } name && name == fields[0].Value)
                        return target;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>An aggregate in one way of writing, <c>sum("value")</c>; null for DISTINCT, FILTER and the like.</summary>
    public string? TextOf(FuncCall aggregate)
    {
        if (aggregate is { AggStar: true, Over: null, AggFilter: null, Name.Value: "count" })
            return "count(*)";
        return Texts.Write(aggregate) is { ReadsColumns: true, Text: var text } ? text : null;
    }

    /// <summary>The text of a width that is written out; null when it is a parameter or computed.</summary>
    public static string? ConstantOf(Expression expression) => expression switch
    {
        A_Const { Kind: ConstantKind.String or ConstantKind.Integer or ConstantKind.Float } constant => constant.Value,
        TypeCast { Arg: A_Const { Kind: ConstantKind.String } constant } => constant.Value,
        _ => null,
    };

    private bool AddGroup(Expression expression)
    {
        if (StepOf(expression) is { } step)
        {
            if (WidthText.Length > 0 && (step.Width != Width || step.IsTruncated != IsTruncated))
                return false;
            (Width, WidthText, IsTruncated) = step;
            return true;
        }

        if (expression is not ColumnRef reference || ColumnOf(reference) is not { } column || column == TimeColumn)
            return false;
        _groups.Add(column);
        return true;
    }
}
