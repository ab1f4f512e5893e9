using System.Collections.Generic;
using LifeOps.PostgreSql.Binding;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// A rollup of raw rows written anew over a continuous aggregate: every part of the query is a column of the aggregate, or is computed from
/// its columns by the same formula that holds for the rows.
/// </summary>
internal sealed class AggregateRewrite
{
    private readonly string _text;
    private readonly TimeRollup _query;
    private readonly AggregateColumns _columns;
    private readonly List<FindingEdit> _edits = [];
    private readonly List<string> _used = [];

    private readonly bool _hasSameWidth;
    private readonly bool _groupsAlike;

    // A row of the aggregate is a row of the result.
    private readonly bool _isRowForRow;

    private AggregateRewrite(string text, TimeRollup query, AggregateColumns columns)
    {
        _text = text;
        _query = query;
        _columns = columns;
        _hasSameWidth = query.Width == columns.Rollup.Width;
        _groupsAlike = GroupsAlike();
        _isRowForRow = _hasSameWidth && _groupsAlike && query.Select.HavingClause is null;
    }

    /// <summary>What the query reads of the aggregate, as SQL: <c>bucket</c>, <c>sum(reading_count)</c>.</summary>
    public IReadOnlyList<string> Used => _used;

    /// <summary>The changes that make the query read the aggregate.</summary>
    public IReadOnlyList<FindingEdit> Edits => _edits;

    /// <summary>Whether the bounds on time are known to be starts of buckets: the result is the same then, and otherwise but for the first and last bucket.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Null when the aggregate does not hold all that the query asks for.</summary>
    public static AggregateRewrite? TryMake(string text, TimeRollup query, AggregateColumns columns)
    {
        if (query.IsTruncated || columns.Rollup.Table.QualifiedName != query.Table.QualifiedName || !IsMultiple(query.Width, columns.Rollup.Width))
            return null;
        foreach (var group in query.Groups)
        {
            if (columns.FindGroup(group) is null)
                return null;
        }

        var rewrite = new AggregateRewrite(text, query, columns);
        return rewrite.RewriteAll() ? rewrite : null;
    }

    /// <summary>
    /// Whether steps of one width are made of whole steps of another. All widths without months start at one origin, and months start at a
    /// midnight of UTC (src/time_bucket.c: DEFAULT_ORIGIN, ts_timestamptz_bucket).
    /// </summary>
    private static bool IsMultiple(IntervalLength whole, IntervalLength part)
    {
        if (whole == part)
            return true;
        if (whole.IsInteger != part.IsInteger || part.Minimum != part.Maximum)
            return false;
        const double day = 24 * 60 * 60;
        return whole.Minimum == whole.Maximum ? whole.Minimum % part.Minimum == 0 : day % part.Minimum == 0;
    }

    /// <summary>Whether both group by the same columns. A column that a condition gives one value groups by itself.</summary>
    private bool GroupsAlike()
    {
        var groups = new HashSet<string>(_query.Groups);
        AddFixedColumns(_query.Select.WhereClause, groups);
        return groups.SetEquals(_columns.Rollup.Groups);
    }

    private void AddFixedColumns(Expression? condition, HashSet<string> columns)
    {
        switch (condition)
        {
            case BoolExpr { BoolOp: BoolExprType.And, Args: var parts }:
                foreach (var part in parts)
                    AddFixedColumns(part, columns);
                break;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: { } left, Rexpr: var right }:
                if (left is ColumnRef onLeft && _query.ColumnOf(onLeft) is { } first && IsKnownBefore(right))
                    columns.Add(first);
                else if (right is ColumnRef onRight && _query.ColumnOf(onRight) is { } second && IsKnownBefore(left))
                    columns.Add(second);
                break;
        }
    }

    private bool RewriteAll()
    {
        var select = _query.Select;
        foreach (var target in select.TargetList)
        {
            if (target.Val is not { } value || !RewriteTarget(target, value))
                return false;
        }

        if (select.WhereClause is { } where && !RewriteCondition(where)
            || select.HavingClause is { } having && !Rewrite(having)
            || !(_isRowForRow ? RemoveGroups() : RewriteGroups()))
        {
            return false;
        }

        foreach (var sort in select.SortClause)
        {
            if (!IsResultColumn(sort.Node) && !Rewrite(sort.Node))
                return false;
        }

        var view = SqlIdentifier.Quote(_columns.View.Name);
        var name = _columns.View.Schema == "public" ? view : SqlIdentifier.Quote(_columns.View.Schema) + "." + view;
        _edits.Add(new(
            _query.Source.Alias is null ? _query.Source.Span : TextSpan.FromBounds(_query.Source.Span.Start, _query.Source.Name.Span.End),
            _query.Source.Alias is null && QualifiesColumns() ? name + " AS " + SqlIdentifier.Quote(_query.Source.Name.Value!) : name));
        return true;
    }

    /// <summary>A result column keeps its name.</summary>
    private bool RewriteTarget(ResTarget target, Expression value)
    {
        var before = _edits.Count;
        if (!Rewrite(value, isOperand: false))
            return false;
        if (!target.Name.IsMissing || _edits.Count != before + 1 || _edits[before] is not { Span: var span, NewText: var text } || span != value.Span)
            return true;
        var name = ColumnNaming.Find(value);
        if (name is not null && StoredExpression.Parse(text) is { } changed && ColumnNaming.Find(changed) != name)
            _edits[before] = new(span, text + " AS " + SqlIdentifier.Quote(name));
        return true;
    }

    /// <summary>Whether ORDER BY means a result column: by number, or by a name, which means a result column first.</summary>
    private bool IsResultColumn(Expression sorted)
    {
        if (sorted is A_Const { Kind: ConstantKind.Integer })
            return true;
        if (sorted is not ColumnRef { HasStar: false, Fields: { Count: 1 } fields })
            return false;
        foreach (var target in _query.Select.TargetList)
        {
            if (fields[0].Value is { } name && name == (target.Name.IsMissing ? target.Val is { } value ? ColumnNaming.Find(value) : null : target.Name.Value))
                return true;
        }

        return false;
    }

    private bool RewriteGroups()
    {
        foreach (var item in _query.Select.GroupClause)
        {
            if (_query.TargetOf(item) is not { } target)
            {
                if (!Rewrite(item))
                    return false;
            }
            else if (item is ColumnRef && !(_hasSameWidth && target.Name.Value == _columns.Bucket))
            {
                // The aggregate may have a column of that name, which would come first.
                for (var i = 0; i < _query.Select.TargetList.Count; i++)
                {
                    if (_query.Select.TargetList[i] == target)
                        _edits.Add(new(item.Span, (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
                }
            }
        }

        return true;
    }

    private bool RemoveGroups()
    {
        var groups = _query.Select.GroupClause;
        var by = ResultQuery.KeywordBefore(_text, groups[0].Span.Start, "by");
        var start = by < 0 ? -1 : ResultQuery.KeywordBefore(_text, by, "group");
        if (start < 0)
            return false;
        while (start > 0 && char.IsWhiteSpace(_text[start - 1]))
            start--;
        _edits.Add(new(TextSpan.FromBounds(start, groups[groups.Count - 1].Span.End), ""));
        return true;
    }

    private bool RewriteCondition(Expression condition)
    {
        if (condition is BoolExpr { BoolOp: BoolExprType.And, Args: var parts })
        {
            foreach (var part in parts)
            {
                if (!RewriteCondition(part))
                    return false;
            }

            return true;
        }

        return RewriteBound(condition) ?? Rewrite(condition);
    }

    /// <summary>A bound on time becomes one on buckets; null when the condition is none.</summary>
    private bool? RewriteBound(Expression condition)
    {
        if (condition is not A_Expr { Lexpr: { } left, Rexpr: var right, Kind: var kind, Name: var name } comparison || !comparison.Schema.IsEmpty)
            return null;
        switch (kind)
        {
            case A_ExprKind.Between when IsTime(left) && right is ExpressionList { Items: { Count: 2 } ends } && IsKnownBefore(ends[0]) && IsKnownBefore(ends[1]):
                _edits.Add(new(left.Span, Quoted(_columns.Bucket)));
                if (!IsStart(ends[0]))
                    _edits.Add(new(ends[0].Span, StartOf(ends[0])));
                IsExact = false;
                return true;
            case A_ExprKind.Op when IsTime(left) && IsKnownBefore(right):
                return RewriteBound(left, name, name.Value, right, from: ">=");
            case A_ExprKind.Op when IsTime(right) && IsKnownBefore(left):
                return RewriteBound(right, name, Mirrored(name.Value), left, from: "<=");
            default:
                return null;
        }
    }

    /// <param name="written">The comparison as it stands.</param>
    /// <param name="comparison">The comparison with time on the left.</param>
    /// <param name="from">"Not before", the way round that it is written.</param>
    private bool RewriteBound(Expression time, Identifier written, string? comparison, Expression bound, string from)
    {
        if (comparison is not (">" or ">=" or "<" or "<="))
            return false;
        var isStart = IsStart(bound);
        IsExact &= isStart && comparison is (">=" or "<");
        _edits.Add(new(time.Span, Quoted(_columns.Bucket)));
        if (comparison == ">")
            _edits.Add(new(written.Span, from));
        if (comparison is (">" or ">=") && !isStart)
            _edits.Add(new(bound.Span, StartOf(bound)));
        return true;
    }

    private static string? Mirrored(string? comparison) => comparison switch
    {
        ">" => "<",
        ">=" => "<=",
        "<" => ">",
        "<=" => ">=",
        _ => null,
    };

    private bool IsTime(Expression expression) => expression is ColumnRef reference && _query.ColumnOf(reference) == _query.TimeColumn;

    /// <summary>Whether an expression has its value before any row is read.</summary>
    private static bool IsKnownBefore(Expression expression)
    {
        foreach (var node in expression.DescendantsAndSelf())
        {
            if (node is ColumnRef or SubLink or HoleExpr)
                return false;
        }

        return true;
    }

    /// <summary>Whether a value is the start of a bucket for sure.</summary>
    private bool IsStart(Expression bound)
    {
        var width = _columns.Rollup.Width;
        return bound switch
        {
            FuncCall { Name.Value: "time_bucket", Args: { Count: 2 } args } => TimeRollup.ConstantOf(args[0]) is { } text && IntervalLength.TryParse(text) is { } step && IsMultiple(step, width),
            A_Const { Kind: ConstantKind.Integer, IntegerValue: var number } => width.IsInteger && number % width.Minimum == 0,
            _ => false,
        };
    }

    /// <summary>The start of the bucket that a value is in. A value of no type of its own gets the column's.</summary>
    private string StartOf(Expression bound)
    {
        var written = bound.Span.Of(_text);
        if (bound is ParamRef or A_Const { Kind: ConstantKind.String } && _query.Table.FindColumn(_query.TimeColumn) is { Type: { IsBuiltIn: true, Name: var type } })
            written += "::" + type;
        return $"time_bucket({WidthLiteral()}, {written})";
    }

    private string WidthLiteral() => _columns.Rollup.Width.IsInteger ? _columns.Rollup.WidthText : "INTERVAL '" + _columns.Rollup.WidthText.Replace("'", "''") + "'";

    /// <summary>False when a part of the expression is not in the aggregate.</summary>
    private bool Rewrite(SqlNode node, bool isOperand = true)
    {
        switch (node)
        {
            case HoleExpr or SubLink or MissingExpr or FuncCall { Over: not null }:
                return false;
            case FuncCall call when _query.StepOf(call) is { } step:
                return RewriteStep(call, step.Width, step.IsTruncated);
            case FuncCall call when AggregateCalls.IsOne(call):
                return RewriteAggregate(call, isOperand);
            case ColumnRef reference:
                return RewriteGroup(reference);
        }

        foreach (var child in node.Children)
        {
            if (!Rewrite(child))
                return false;
        }

        return true;
    }

    private bool RewriteStep(FuncCall call, IntervalLength width, bool isTruncated)
    {
        if (isTruncated || !IsMultiple(width, _columns.Rollup.Width))
            return false;
        Use(_columns.Bucket);
        _edits.Add(new(width == _columns.Rollup.Width ? call.Span : call.Args[1].Span, Quoted(_columns.Bucket)));
        return true;
    }

    private bool RewriteGroup(ColumnRef reference)
    {
        if (_query.ColumnOf(reference) is not { } column || _columns.FindGroup(column) is not { } group)
            return false;
        Use(group);
        if (group != column)
            _edits.Add(new(reference.Span, TextSpan.FromBounds(reference.Span.Start, reference.Fields[reference.Fields.Count - 1].Span.Start).Of(_text) + Quoted(group)));
        return true;
    }

    /// <param name="isOperand">Whether an operator or a cast may take a part of what comes in its place.</param>
    private bool RewriteAggregate(FuncCall call, bool isOperand)
    {
        if (_query.TextOf(call) is not { } text || Derive(call, text) is not { } derived)
            return false;
        Use(derived);
        _edits.Add(new(call.Span, isOperand && call.Name.Value == "avg" && StoredExpression.Parse(derived) is A_Expr ? "(" + derived + ")" : derived));
        return true;
    }

    /// <summary>An aggregate of rows from the columns of the continuous aggregate; null when they do not tell it.</summary>
    private string? Derive(FuncCall call, string text)
    {
        var column = _columns.FindAggregate(text) is { } found ? Quoted(found) : null;
        if (column is not null && _isRowForRow)
            return column;
        switch (call.Name.Value)
        {
            case "avg":
                return Average(call, text);
            case "sum" when column is not null:
                // The sum of bigint is numeric, that of int and smallint is bigint.
                return ColumnOf(text) is { Type: { IsBuiltIn: true, Name: "int8" } } ? $"sum({column})::bigint" : $"sum({column})";
            case "count" when column is not null:
                return $"sum({column})::bigint";
            case "min" or "max" or "bool_and" or "bool_or" or "every" or "bit_and" or "bit_or" when column is not null:
                return $"{call.Name.Value}({column})";
            case "first" or "last" when column is not null && call.Args.Count == 2 && IsTime(call.Args[1]) && _groupsAlike:
                return $"{call.Name.Value}({column}, {Quoted(_columns.Bucket)})";
            default:
                return null;
        }
    }

    /// <summary>The average from sum and count. For real numbers of single precision it is another one.</summary>
    private string? Average(FuncCall call, string text)
    {
        if (call.Args is not { Count: 1 } args || args[0] is not ColumnRef reference || _query.ColumnOf(reference) is not { } name
            || _query.Table.FindColumn(name) is not { Type: { IsBuiltIn: true, IsArray: false, Name: "int2" or "int4" or "int8" or "float8" or "numeric" } } averaged)
        {
            return null;
        }

        var argument = text.Substring("avg".Length);
        var counted = _columns.FindAggregate("count" + argument) ?? (averaged.IsNotNull ? _columns.FindAggregate("count(*)") : null);
        if (_columns.FindAggregate("sum" + argument) is not { } summed || counted is null)
            return null;
        if (!_isRowForRow)
            return $"sum({Quoted(summed)}) / NULLIF(sum({Quoted(counted)}), 0)";
        return averaged.Type.Name is "int2" or "int4" ? $"{Quoted(summed)}::numeric / NULLIF({Quoted(counted)}, 0)" : $"{Quoted(summed)} / NULLIF({Quoted(counted)}, 0)";
    }

    private Column? ColumnOf(string aggregate)
    {
        foreach (var column in _columns.View.Columns)
        {
            if (column.Name == _columns.FindAggregate(aggregate))
                return column;
        }

        return null;
    }

    private bool QualifiesColumns()
    {
        foreach (var node in _query.Select.DescendantsAndSelf())
        {
            if (node is ColumnRef { Fields.Count: > 1 })
                return true;
        }

        return false;
    }

    private void Use(string what)
    {
        if (!_used.Contains(what))
            _used.Add(what);
    }

    private static string Quoted(string name) => SqlIdentifier.Quote(name);
}
