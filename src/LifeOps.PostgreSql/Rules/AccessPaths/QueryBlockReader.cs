using System;
using System.Collections.Generic;
using System.Globalization;
using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>
/// Reads a statement into the blocks that the planner plans: names resolved through aliases, USING, views, WITH and subqueries; subqueries
/// that the planner pulls up (src/backend/optimizer/prep/prepjointree.c: is_simple_subquery) become part of the block around them.
/// This file reads queries and FROM, QueryBlockReader.Conditions.cs conditions.
/// </summary>
internal sealed partial class QueryBlockReader(DatabaseSchema schema, long largeTableRows)
{
    private const int MaxDepth = 24;

    // Rows that LIMIT @page is taken to mean.
    private const double AssumedLimit = 100;

    // A function in FROM: unnest and its kin give as many rows as the caller gave values.
    private const double AssumedFunctionRows = 20;

    private readonly Dictionary<Table, TableStatistics> _statistics = [];
    private readonly HashSet<QueryBlock> _referenced = [];
    private TextSpan? _placeOfView;
    private int _depth;
    private bool _isUnknown;

    /// <summary>The blocks that a statement runs; null when it reads something that is not known, or is no query.</summary>
    public IReadOnlyList<QueryBlock>? Read(Statement statement)
    {
        while (statement is ExplainStmt explain)
            statement = explain.Query;
        var roots = new List<QueryBlock>();
        ReadStatement(statement, null, new CteScope(null), roots);
        return _isUnknown || roots.Count == 0 ? null : roots;
    }

    /// <summary>A query as the FROM item that it may become.</summary>
    /// <param name="Block">The block; of its own until it is pulled up.</param>
    /// <param name="IsSimple">Whether the planner pulls it up.</param>
    /// <param name="Outputs">Its columns; what stands for no term of a table is null.</param>
    private sealed record ReadQuery(QueryBlock Block, bool IsSimple, List<(string Name, ColumnSource? Source)> Outputs);

    private sealed class CteScope(CteScope? outer)
    {
        private readonly Dictionary<string, Cte> _ctes = [];

        public void Add(string name, Cte cte) => _ctes[name] = cte;

        public Cte? Find(string name)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope._ctes.TryGetValue(name, out var cte))
                    return cte;
            }

            return null;
        }

        private CteScope? Outer { get; } = outer;
    }

    /// <summary>A query of WITH.</summary>
    private sealed class Cte
    {
        /// <summary>Null for one that changes data.</summary>
        public SelectStmt? Query { get; init; }

        public ValueList<Identifier> Names { get; init; }

        /// <summary>The names it can use itself.</summary>
        public CteScope? Scope { get; init; }

        public NameScope? Outer { get; init; }

        /// <summary>Whether the planner reads it where it is used instead of keeping its result (since PostgreSQL 12).</summary>
        public bool IsInlined { get; init; }

        /// <summary>What a kept result looks like; set when it has been read.</summary>
        public ReadQuery? Result { get; set; }
    }

    private void ReadStatement(Statement statement, NameScope? outer, CteScope ctes, List<QueryBlock> roots)
    {
        switch (statement)
        {
            case SelectStmt select:
                roots.Add(ReadSelect(select, outer, ctes, roots).Block);
                break;
            case InsertStmt { SelectStmt: { } source } insert:
                roots.Add(ReadSelect(source, outer, ReadWith(insert.WithClause, outer, ctes, source, roots), roots).Block);
                break;
            case UpdateStmt update:
                ReadChange(update.Relation, update.FromClause, update.WhereClause, ReadWith(update.WithClause, outer, ctes, update, roots), outer, roots, block => ReadTargets(update.TargetList, block));
                break;
            case DeleteStmt delete:
                ReadChange(delete.Relation, delete.UsingClause, delete.WhereClause, ReadWith(delete.WithClause, outer, ctes, delete, roots), outer, roots, _ => { });
                break;
            case InsertStmt:
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private void ReadTargets(ValueList<ResTarget> targets, QueryReading reading)
    {
        foreach (var target in targets)
        {
            if (target.Val is { } value)
                ReadInnerQueries(value, reading, Repeats.PerResult);
        }
    }

    private void ReadChange(
        RangeVar relation, ValueList<TableReference> from, Expression? where, CteScope ctes, NameScope? outer, List<QueryBlock> roots, Action<QueryReading> readTargets)
    {
        var reading = new QueryReading(new QueryBlock(), new NameScope(outer), ctes, roots);
        AddFrom(relation, reading);
        foreach (var item in from)
            AddFrom(item, reading);
        ReadCondition(where, reading, minItem: 0, isJoin: false);
        readTargets(reading);

        // The row itself is needed to change it.
        foreach (var item in reading.Block.Items)
            item.Columns = null;
        roots.Add(reading.Block);
    }

    /// <summary>A query while it is being read.</summary>
    private sealed record QueryReading(QueryBlock Block, NameScope Scope, CteScope Ctes, List<QueryBlock> Roots);

    private CteScope ReadWith(WithClause? with, NameScope? outer, CteScope ctes, SqlNode user, List<QueryBlock> roots)
    {
        if (with is null)
            return ctes;
        var scope = new CteScope(ctes);
        foreach (var cte in with.Ctes)
        {
            if (cte.Ctequery is not SelectStmt query)
            {
                ReadStatement(cte.Ctequery, outer, scope, roots);
                scope.Add(cte.Ctename.Value ?? "", new Cte());
                continue;
            }

            var isRecursive = with.Recursive && query is { Op: SetOperation.Union, Larg: not null, Rarg: not null };
            scope.Add(cte.Ctename.Value ?? "", new Cte
            {
                Query = query,
                Names = cte.AliasColnames,
                Scope = scope,
                Outer = outer,
                IsInlined = !isRecursive && cte.Materialized != CteMaterialize.Always && (cte.Materialized == CteMaterialize.Never || CountUses(user, with, cte) == 1),
                Result = isRecursive ? ReadRecursive(cte, query, outer, scope, roots) : null,
            });
        }

        return scope;
    }

    private static int CountUses(SqlNode user, WithClause with, CommonTableExpr cte)
    {
        var count = 0;
        foreach (var node in user.DescendantsAndSelf())
        {
            if (node is RangeVar { Schema.IsMissing: true } table && table.Name.Value == cte.Ctename.Value)
                count++;
        }

        // Those of its own query are another relation of the same name.
        foreach (var node in with.Recursive ? [] : cte.DescendantsAndSelf())
        {
            if (node is RangeVar { Schema.IsMissing: true } table && table.Name.Value == cte.Ctename.Value)
                count--;
        }

        return count;
    }

    /// <summary>The first query once, the second once per level over the rows of the level before.</summary>
    private ReadQuery ReadRecursive(CommonTableExpr cte, SelectStmt query, NameScope? outer, CteScope ctes, List<QueryBlock> roots)
    {
        var block = new QueryBlock();
        var first = ReadSelect(query.Larg!, outer, ctes, roots);
        block.Arms.Add(first.Block);
        var outputs = Renamed(first.Outputs, cte.AliasColnames);

        var level = new CteScope(ctes);
        level.Add(cte.Ctename.Value ?? "", new Cte { Query = query, Result = first with { IsSimple = false, Outputs = outputs } });
        var second = ReadSelect(query.Rarg!, outer, level, roots);
        block.Inner.Add(new(second.Block, Repeats.PerLevel));
        return new(block, IsSimple: false, outputs);
    }

    private static List<(string Name, ColumnSource? Source)> Renamed(List<(string Name, ColumnSource? Source)> outputs, ValueList<Identifier> names)
    {
        for (var i = 0; i < names.Count && i < outputs.Count; i++)
            outputs[i] = (names[i].Value ?? "", outputs[i].Source);
        return outputs;
    }

    private ReadQuery ReadSelect(SelectStmt select, NameScope? outer, CteScope ctes, List<QueryBlock> roots)
    {
        var reading = new QueryReading(new QueryBlock(), new NameScope(outer), ReadWith(select.WithClause, outer, ctes, select, roots), roots);
        if (++_depth > MaxDepth)
        {
            _isUnknown = true;
            _depth--;
            return new(reading.Block, false, []);
        }

        var result = select is { Op: not SetOperation.None, Larg: not null, Rarg: not null }
            ? ReadSetOperation(select, outer, reading)
            : select.ValuesLists.IsEmpty ? ReadPlainSelect(select, reading) : ReadValues(select, reading);
        _depth--;
        return result;
    }

    private static ReadQuery ReadValues(SelectStmt select, QueryReading reading)
    {
        var outputs = new List<(string, ColumnSource?)>();
        for (var i = 0; i < select.ValuesLists[0].Items.Count; i++)
            outputs.Add(("column" + (i + 1).ToString(CultureInfo.InvariantCulture), null));
        return new(reading.Block, false, outputs);
    }

    private ReadQuery ReadSetOperation(SelectStmt select, NameScope? outer, QueryReading reading)
    {
        // A long UNION leans left and is walked in a loop.
        var arms = new Stack<SelectStmt>();
        var left = select;
        while (left is { Op: not SetOperation.None, Larg: { } next, Rarg: { } right } && (left == select || left.WithClause is null))
        {
            arms.Push(right);
            left = next;
        }

        var first = ReadSelect(left, outer, reading.Ctes, reading.Roots);
        reading.Block.Arms.Add(first.Block);
        foreach (var arm in arms)
            reading.Block.Arms.Add(ReadSelect(arm, outer, reading.Ctes, reading.Roots).Block);
        reading.Block.IsOrdered = !select.SortClause.IsEmpty;
        reading.Block.Limit = LimitOf(select);
        reading.Block.IsBlocking = !select.All;
        return new(reading.Block, false, first.Outputs);
    }

    private ReadQuery ReadPlainSelect(SelectStmt select, QueryReading reading)
    {
        var block = reading.Block;
        foreach (var item in select.FromClause)
            AddFrom(item, reading);
        ReadCondition(select.WhereClause, reading, minItem: 0, isJoin: false);

        var outputs = ReadOutputs(select, reading);
        var aggregates = select.HavingClause is not null;
        var windows = !select.WindowClause.IsEmpty;
        foreach (var target in select.TargetList)
        {
            aggregates |= target.Val is { } value && AggregateCalls.In(value);
            windows |= target.Val is { } windowed && AggregateCalls.WindowsIn(windowed);
        }

        block.Limit = LimitOf(select);
        block.IsBlocking = aggregates || windows || select.IsDistinct || !select.GroupClause.IsEmpty;
        block.IsOneRow = aggregates && select.GroupClause.IsEmpty;
        foreach (var group in select.GroupClause)
            Use(group, reading);
        if (select.HavingClause is { } having)
            Use(having, reading);
        foreach (var target in select.DistinctOn)
            Use(target, reading);
        ReadOrder(select, outputs, reading);
        if (block is { IsOneRow: true, Items.Count: 1 } && select is { TargetList.Count: 1, HavingClause: null })
            block.Extreme = ExtremeOf(select.TargetList[0].Val, reading);

        var isSimple = !block.IsBlocking && block.Limit is null && select.SortClause.IsEmpty && select.LockingClause.IsEmpty && select.LimitOffset is null
            && select.WithClause is null && block.Items.Count > 0;
        return new(block, isSimple, outputs);
    }

    private static double? LimitOf(SelectStmt select)
    {
        if (select.LimitCount is null or A_Const { Kind: ConstantKind.Null })
            return null;
        var limit = select.LimitCount is A_Const { Kind: ConstantKind.Integer } constant ? constant.IntegerValue : AssumedLimit;
        return Math.Max(1, limit + (select.LimitOffset is A_Const { Kind: ConstantKind.Integer } offset ? offset.IntegerValue : select.LimitOffset is null ? 0 : AssumedLimit));
    }

    private static OrderKey? ExtremeOf(Expression? target, QueryReading reading)
    {
        if (target is not FuncCall { Name.Value: "min" or "max", Args.Count: 1, Over: null, AggFilter: null } call || call.Args[0] is not ColumnRef column)
            return null;
        return reading.Scope.Resolve(column) is { Item.Table: not null } source && source.Item.Block == reading.Block
            ? new OrderKey(source.Item, source.Term, call.Name.Value == "max", call.Name.Value == "max", call.Span)
            : null;
    }

    private List<(string Name, ColumnSource? Source)> ReadOutputs(SelectStmt select, QueryReading reading)
    {
        var outputs = new List<(string, ColumnSource?)>();
        if (select.IsTableCommand && select.TargetList.IsEmpty)
            AddStar(null, reading, outputs);
        foreach (var target in select.TargetList)
        {
            switch (target.Val)
            {
                case null:
                    break;
                case ColumnRef { HasStar: true } star:
                    AddStar(star.Fields.IsEmpty ? null : star.Fields[star.Fields.Count - 1].Value, reading, outputs);
                    break;
                case { } value:
                    Use(value, reading);
                    ReadInnerQueries(value, reading, Repeats.PerResult);
                    var name = target.Name.IsMissing ? Binding.ColumnNaming.Find(value) : target.Name.Value;
                    outputs.Add((name ?? "?column?", value is ColumnRef column ? reading.Scope.Resolve(column) : null));
                    break;
            }
        }

        return outputs;
    }

    private static void AddStar(string? qualifier, QueryReading reading, List<(string, ColumnSource?)> outputs)
    {
        foreach (var relation in reading.Scope.Relations)
        {
            if (qualifier is not null && relation.Name != qualifier)
                continue;
            foreach (var name in relation.Names)
            {
                relation.TryFind(name, out var source);
                outputs.Add((name, source));
                if (source is { Item: var item } && item.Block == reading.Block)
                    item.Columns = null;
            }
        }
    }

    private void ReadOrder(SelectStmt select, List<(string Name, ColumnSource? Source)> outputs, QueryReading reading)
    {
        var block = reading.Block;
        block.IsOrdered = !select.SortClause.IsEmpty;
        block.Order = block.IsOrdered ? [] : null;
        foreach (var sort in select.SortClause)
        {
            Use(sort.Node, reading);
            var source = SortedTerm(sort.Node, outputs, reading);
            if (source is null || source.Item.Block != block || sort.SortByDir == SortByDir.Using)
            {
                block.Order = null;
                return;
            }

            var descending = sort.SortByDir == SortByDir.Desc;
            var nullsFirst = sort.SortByNulls == SortByNulls.Default ? descending : sort.SortByNulls == SortByNulls.First;
            block.Order?.Add(new OrderKey(source.Item, source.Term, descending, nullsFirst, sort.Span));
        }
    }

    /// <summary>ORDER BY takes the name or the number of a result column first.</summary>
    private ColumnSource? SortedTerm(Expression node, List<(string Name, ColumnSource? Source)> outputs, QueryReading reading)
    {
        if (node is A_Const { Kind: ConstantKind.Integer } number)
            return number.IntegerValue >= 1 && number.IntegerValue <= outputs.Count ? outputs[number.IntegerValue - 1].Source : null;
        if (node is ColumnRef { Fields.Count: 1 } name)
        {
            foreach (var (outputName, source) in outputs)
            {
                if (outputName == name.Fields[0].Value)
                    return source;
            }
        }

        return TermOf(node, reading);
    }

    private void AddFrom(TableReference reference, QueryReading reading)
    {
        if (++_depth > MaxDepth * 4)
            _isUnknown = true;
        switch (reference)
        {
            case RangeVar table when !_isUnknown:
                AddTable(table, reading);
                break;
            case RangeSubselect subquery when !_isUnknown:
                AddQuery(ReadSelect(subquery.Subquery, subquery.Lateral ? reading.Scope : null, reading.Ctes, reading.Roots), subquery.Alias?.Name.Value ?? "", subquery.Alias?.Columns ?? default, subquery.Span, reading);
                break;
            case JoinExpr join when !_isUnknown:
                AddJoin(join, reading);
                break;
            case RangeFunction function:
                AddOpaque(function.Alias?.Name.Value ?? FunctionName(function), function.Alias?.Columns ?? default, function.Span, reading);
                break;
            default:
                _isUnknown = true;
                break;
        }

        _depth--;
    }

    private static string FunctionName(RangeFunction function) =>
        function.Functions.IsEmpty ? "" : Binding.ColumnNaming.Find(function.Functions[0].Function) ?? "";

    private static void AddOpaque(string name, ValueList<Identifier> columns, TextSpan span, QueryReading reading)
    {
        var item = new QueryItem(reading.Block, null, null, span) { AssumedRows = AssumedFunctionRows };
        reading.Block.Items.Add(item);
        var relation = new ScopeRelation(name, null) { Open = item };
        foreach (var column in columns)
            relation.Add(column.Value ?? "", new(item, IndexTerm.OfColumn(column.Value ?? "")));
        if (columns.IsEmpty)
            relation.Add(name, new(item, IndexTerm.OfColumn(name)));
        reading.Scope.Add(relation);
    }

    private void AddTable(RangeVar reference, QueryReading reading)
    {
        var name = reference.Name.Value ?? "";
        var alias = reference.Alias?.Name.Value ?? name;
        var names = reference.Alias?.Columns ?? default;
        if (reference.Schema.IsMissing && reading.Ctes.Find(name) is { } cte)
        {
            AddCte(cte, alias, names, reference, reading);
            return;
        }

        if (FindTable(reference.Schema.Value, name) is { } table)
        {
            if (!_statistics.TryGetValue(table, out var statistics))
                _statistics[table] = statistics = new TableStatistics(schema, table, largeTableRows);
            var item = new QueryItem(reading.Block, table, statistics, _placeOfView ?? reference.Span);
            reading.Block.Items.Add(item);
            var relation = new ScopeRelation(alias, reference.Alias is null ? table.Schema : null);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var visible = i < names.Count ? names[i].Value ?? "" : table.Columns[i].Name;
                relation.Add(visible, new(item, IndexTerm.OfColumn(table.Columns[i].Name)));
            }

            reading.Scope.Add(relation);
            return;
        }

        if (FindView(reference.Schema.Value, name) is { Kind: ViewKind.View } view)
            AddView(view, alias, names, reference, reading);
        else if (reference.Schema.Value is "pg_catalog" or "information_schema" || name.StartsWith("pg_", StringComparison.Ordinal))
            AddOpaque(alias, names, reference.Span, reading);
        else
            _isUnknown = true;
    }

    private void AddView(View view, string alias, ValueList<Identifier> names, RangeVar reference, QueryReading reading)
    {
        var script = SqlParser.Parse(view.Definition);
        if (script.Statements.Count != 1 || script.Statements[0] is not { HasErrors: false, Stmt: SelectStmt query })
        {
            _isUnknown = true;
            return;
        }

        // What a view reads stands in another text: it is shown where the view is named.
        var before = _placeOfView;
        _placeOfView ??= reference.Span;
        var read = ReadSelect(query, null, new CteScope(null), reading.Roots);
        for (var i = 0; i < read.Outputs.Count && i < view.Columns.Count; i++)
            read.Outputs[i] = (view.Columns[i].Name, read.Outputs[i].Source);
        _placeOfView = before;
        AddQuery(read, alias, names, reference.Span, reading);
    }

    private void AddCte(Cte cte, string alias, ValueList<Identifier> names, RangeVar reference, QueryReading reading)
    {
        if (cte.Query is null)
        {
            AddOpaque(alias, names, reference.Span, reading);
            return;
        }

        if (cte.IsInlined)
        {
            var read = ReadSelect(cte.Query, cte.Outer, cte.Scope!, reading.Roots);
            AddQuery(read with { Outputs = Renamed(read.Outputs, cte.Names) }, alias, names, reference.Span, reading);
            return;
        }

        // The result is made once, by whoever uses it first; the others read it.
        var isFirst = cte.Result is null || !reading.Roots.Contains(cte.Result.Block);
        if (cte.Result is null)
        {
            var read = ReadSelect(cte.Query, cte.Outer, cte.Scope!, reading.Roots);
            cte.Result = read with { IsSimple = false, Outputs = Renamed(read.Outputs, cte.Names) };
        }

        if (isFirst && cte.Scope is not null)
            reading.Roots.Add(cte.Result.Block);
        AddDerived(cte.Result, alias, names, reference.Span, reading);
    }

    /// <summary>A subquery in FROM: pulled up into the block where the planner does so.</summary>
    private void AddQuery(ReadQuery query, string alias, ValueList<Identifier> names, TextSpan span, QueryReading reading)
    {
        if (query.IsSimple)
        {
            PullUp(query.Block, reading.Block);
            var relation = new ScopeRelation(alias, null);
            for (var i = 0; i < query.Outputs.Count; i++)
                relation.Add(i < names.Count ? names[i].Value ?? "" : query.Outputs[i].Name, query.Outputs[i].Source);
            reading.Scope.Add(relation);
            return;
        }

        var result = AddDerived(query, alias, names, span, reading);
        reading.Block.Inner.Add(new(query.Block, _referenced.Remove(reading.Block) ? Repeats.PerRow : Repeats.Once, result));
    }

    private static QueryItem AddDerived(ReadQuery query, string alias, ValueList<Identifier> names, TextSpan span, QueryReading reading)
    {
        var item = new QueryItem(reading.Block, null, null, span) { Derived = query.Block };
        reading.Block.Items.Add(item);
        var relation = new ScopeRelation(alias, null) { Open = item };
        for (var i = 0; i < query.Outputs.Count; i++)
        {
            var name = i < names.Count ? names[i].Value ?? "" : query.Outputs[i].Name;
            relation.Add(name, new(item, IndexTerm.OfColumn(name)));
        }

        reading.Scope.Add(relation);
        return item;
    }

    /// <summary>Makes the tables of a subquery tables of the block around it; what tied its columns to that block becomes a join.</summary>
    private static void PullUp(QueryBlock inner, QueryBlock block)
    {
        foreach (var item in inner.Items)
        {
            item.Block = block;
            block.Items.Add(item);
            for (var i = item.Conditions.Count - 1; i >= 0; i--)
            {
                var condition = item.Conditions[i];
                if (condition.Outer is not { } source || source.Item.Block != block || condition.Kind != ConditionKind.Equality)
                    continue;
                item.Conditions.RemoveAt(i);
                block.Joins.Add(new(source.Item, source.Term, item, condition.Term, condition.Span));
            }
        }

        block.Joins.AddRange(inner.Joins);
        block.Inner.AddRange(inner.Inner);
    }

    private void AddJoin(JoinExpr join, QueryReading reading)
    {
        // A long list of joins leans left and is walked in a loop.
        var chain = new Stack<JoinExpr>();
        TableReference leftmost = join;
        while (leftmost is JoinExpr next)
        {
            chain.Push(next);
            leftmost = next.Larg;
        }

        var first = reading.Block.Items.Count;
        var firstRelation = reading.Scope.Relations.Count;
        AddFrom(leftmost, reading);
        while (chain.Count > 0 && !_isUnknown)
        {
            var step = chain.Pop();
            var middle = reading.Block.Items.Count;
            var middleRelation = reading.Scope.Relations.Count;
            AddFrom(step.Rarg, reading);
            MergeColumns(step, firstRelation, middleRelation, reading);

            var (optionalStart, optionalEnd) = step.JoinType switch
            {
                JoinType.Left => (middle, reading.Block.Items.Count),
                JoinType.Right => (first, middle),
                JoinType.Full => (first, reading.Block.Items.Count),
                _ => (0, 0),
            };
            for (var i = optionalStart; i < optionalEnd; i++)
                reading.Block.Items[i].IsOptional = true;

            // The condition of an outer join leaves out none of the rows of the other side.
            switch (step.JoinType)
            {
                case JoinType.Inner:
                    ReadCondition(step.Quals, reading, minItem: 0, isJoin: true);
                    break;
                case JoinType.Left:
                    ReadCondition(step.Quals, reading, middle, isJoin: true);
                    break;
                default:
                    ReadCondition(step.Quals, reading, int.MaxValue, isJoin: true);
                    break;
            }

            // A join in parentheses with an alias hides the names inside it.
            _isUnknown |= step.Alias is not null;
        }
    }

    private static void MergeColumns(JoinExpr join, int firstRelation, int middle, QueryReading reading)
    {
        if (join.UsingClause.IsEmpty && !join.IsNatural)
            return;
        var relations = reading.Scope.Relations;
        var names = new List<string>();
        foreach (var column in join.UsingClause)
            names.Add(column.Value ?? "");
        for (var right = middle; right < relations.Count && join.IsNatural; right++)
        {
            foreach (var name in relations[right].Names)
            {
                for (var left = firstRelation; left < middle; left++)
                {
                    if (relations[left].TryFind(name, out _) && !names.Contains(name))
                        names.Add(name);
                }
            }
        }

        foreach (var name in names)
        {
            reading.Scope.Merge(name);
            if (Find(name, firstRelation, middle) is { } leftSource && Find(name, middle, relations.Count) is { } rightSource
                && leftSource.Item != rightSource.Item && leftSource.Item.Block == reading.Block && rightSource.Item.Block == reading.Block)
            {
                leftSource.Item.Columns?.Add(leftSource.Term.Shown);
                rightSource.Item.Columns?.Add(rightSource.Term.Shown);
                reading.Block.Joins.Add(new(leftSource.Item, leftSource.Term, rightSource.Item, rightSource.Term, join.UsingClause.IsEmpty ? join.Rarg.Span : join.UsingClause[0].Span));
            }
        }

        ColumnSource? Find(string name, int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (relations[i].TryFind(name, out var source))
                    return source;
            }

            return null;
        }
    }

    private Table? FindTable(string? schemaName, string name)
    {
        Table? found = null;
        foreach (var table in schema.Tables)
        {
            if (table.Name != name)
                continue;
            if (string.IsNullOrEmpty(schemaName) ? table.Schema == "public" : table.Schema == schemaName)
                return table;
            found = found is null && string.IsNullOrEmpty(schemaName) ? table : null;
        }

        return found;
    }

    private View? FindView(string? schemaName, string name)
    {
        foreach (var view in schema.Views)
        {
            if (view.Name == name && (string.IsNullOrEmpty(schemaName) || view.Schema == schemaName))
                return view;
        }

        return null;
    }
}
