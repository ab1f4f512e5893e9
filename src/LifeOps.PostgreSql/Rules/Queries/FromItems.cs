using System;
using System.Collections.Generic;
using System.Linq;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>The FROM items of one query with the conditions that tie their columns to given values.</summary>
internal sealed class FromItems(
    DatabaseSchema? schema,
    long largeTableRows,
    Func<SelectStmt, ResultBound> boundOf,
    Func<string, ResultBound?> commonTable,
    Func<View, IReadOnlyCollection<string>, ResultBound>? boundOfView = null)
{
    private readonly List<Item> _items = [];
    private readonly List<Equality> _equalities = [];
    private bool _isUnknown;
    private bool _hasUnknownItem;
    private bool _isListed;
    private bool _isFiltered;

    /// <summary>A column of an item that equals a value.</summary>
    /// <param name="Other">The item whose column it equals; null for a value from outside the query.</param>
    /// <param name="IsOneOfSeveral">Whether it may have any of several constants: <c>IN ('a', 'b')</c>.</param>
    private readonly record struct Equality(Item Item, string Column, Item? Other, bool IsOneOfSeveral = false);

    private sealed class Item(string name, string tableName, Table? table, ResultBound bound)
    {
        /// <summary>The alias, or the name of the table.</summary>
        public string Name { get; } = name;

        public string TableName { get; } = tableName;

        public Table? Table { get; } = table;

        public ResultBound Bound { get; set; } = bound;

        /// <summary>The view that is read; null for a table.</summary>
        public View? View { get; init; }

        /// <summary>Whether its rows are only those that an outer join finds for the rows of the other side.</summary>
        public bool IsBounded => Bound.Size == ResultSize.Bounded;
    }

    public void Add(TableReference reference)
    {
        switch (reference)
        {
            case RangeVar table:
                _items.Add(TableItem(table));
                break;
            case RangeSubselect subquery:
                _items.Add(new Item(subquery.Alias?.Name.Value ?? "", "", null, boundOf(subquery.Subquery)));
                break;
            case RangeTableSample sample:
                Add(sample.Relation);
                break;
            case RangeFunction function:
                _items.Add(new Item(function.Alias?.Name.Value ?? "", "", null, BoundOf(function)));
                break;
            case JoinExpr join:
                Add(join);
                break;
            default:
                _isUnknown = _hasUnknownItem = true;
                break;
        }
    }

    /// <summary>A condition that rows must meet.</summary>
    public void AddCondition(Expression? condition)
    {
        if (condition is null)
            return;
        _isFiltered = true;
        ReadCondition(condition);
    }

    /// <summary>A column that has a given value, where it is read through a view; null for one that is computed.</summary>
    public void AddGiven(ColumnRef? column)
    {
        _isFiltered = true;
        if (column is null)
            _isUnknown = true;
        else
            AddEquality(column, null);
    }

    /// <inheritdoc cref="AddGiven(ColumnRef)"/>
    public void AddGiven(string column)
    {
        _isFiltered = true;
        var owners = _items.FindAll(item => _items.Count == 1 || item.Table is null || item.Table.FindColumn(column) is not null);
        if (owners.Count == 1 && owners[0].Table is not null)
            _equalities.Add(new(owners[0], column, null));
        else
            _isUnknown = true;
    }

    public ResultBound Bound()
    {
        if (_isUnknown)
            return ResultBound.Unknown;
        if (_isListed)
            return ResultBound.Bounded;
        foreach (var item in _items)
        {
            if (item.View is { } view)
                item.Bound = BoundOf(item, view);
        }

        // A table is bounded when a unique key of it is given, by a value or by a row of a table that is bounded already.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var item in _items)
            {
                if (item.IsBounded || KeyGiven(item) is not { } verdict)
                    continue;
                item.Bound = verdict;
                changed |= verdict.Size == ResultSize.Bounded;
            }
        }

        var worst = ResultBound.Bounded;
        var worstIsLookedUp = false;
        foreach (var item in _items)
        {
            if (item.Bound.Size == ResultSize.Unknown)
                return ResultBound.Unknown;

            // A joined row that a key leads to adds none: the other side is what makes the result large.
            var isWorse = worst.Size == ResultSize.Bounded
                || !IsLookedUp(item) && (item.Bound.Size > worst.Size || (item.Table?.RowEstimate ?? 0) > (worst.Table?.RowEstimate ?? 0) || worstIsLookedUp);
            if (!item.Bound.IsUnbounded || !isWorse)
                continue;
            worst = item.Bound;
            worstIsLookedUp = IsLookedUp(item);
        }

        return worst.IsUnbounded ? worst with { IsFiltered = worst.IsFiltered || _isFiltered } : worst;
    }

    /// <summary>
    /// The columns that have to be given besides these so that no two rows have all of them in common: none when these are enough
    /// already. Null where that cannot be told (something else than tables is read) or a table has no key.
    /// </summary>
    public IReadOnlyList<(string Item, Table Table, string Column)>? MissingKey(IReadOnlyList<ColumnRef> columns)
    {
        if (_hasUnknownItem || _items.Count == 0)
            return null;
        var given = new HashSet<(Item, string)>();
        foreach (var column in columns)
        {
            if (Resolve(column) is ({ } item, { } name))
                given.Add((item, name));
        }

        var missing = new List<(string Item, Table Table, string Column)>();
        var settled = new HashSet<Item>();
        while (true)
        {
            while (SettleOne(given, settled))
            {
            }

            if (_items.Find(item => !settled.Contains(item)) is not { } open)
                return missing;
            if (open.Table is not { PrimaryKey: { } key } table)
                return null;
            foreach (var column in key.Columns)
            {
                if (given.Add((open, column)))
                    missing.Add((open.Name, table, column));
            }
        }
    }

    /// <summary>Whether at most one row can come: a unique key of each table is compared with a value or with another table that is settled.</summary>
    public bool IsOneRow => MissingKey([]) is { Count: 0 };

    /// <summary>The tables among the items, each with the name it has in the query.</summary>
    public IReadOnlyList<(string Name, string TableName, Table? Table)> Tables
    {
        get
        {
            var tables = new List<(string Name, string TableName, Table? Table)>();
            foreach (var item in _items)
            {
                if (item.TableName.Length > 0)
                    tables.Add((item.Name, item.TableName, item.Table));
            }

            return tables;
        }
    }

    /// <summary>How many items there are, tables or not.</summary>
    public int Count => _items.Count;

    /// <summary>Finds an item of which a whole key is given by now.</summary>
    private bool SettleOne(HashSet<(Item Item, string Column)> given, HashSet<Item> settled)
    {
        foreach (var item in _items)
        {
            if (item.Table is not { } table || settled.Contains(item))
                continue;
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (owner, column) in given)
            {
                if (owner == item)
                    known.Add(column);
            }

            foreach (var equality in _equalities)
            {
                if (equality.Item == item && !equality.IsOneOfSeveral && (equality.Other is null || settled.Contains(equality.Other)))
                    known.Add(equality.Column);
            }

            foreach (var (columns, isPartial) in UniqueKeysOf(table))
            {
                if (!isPartial && known.IsSupersetOf(columns) && HasNoNulls(table, columns))
                {
                    settled.Add(item);
                    return true;
                }
            }
        }

        return false;
    }

    // Rows with NULL in a unique key may be many.
    private static bool HasNoNulls(Table table, IEnumerable<string> columns)
    {
        foreach (var column in columns)
        {
            if (table.FindColumn(column) is { IsNotNull: false } && !Contains(table.PrimaryKey?.Columns, column))
                return false;
        }

        return true;
    }

    /// <summary>
    /// How many groups there are: as many as the rows of the table that has no bound, or as its parents, when one of the values is a key
    /// or a point in time; a few, when all are of an enum, a boolean or a small table; else nobody knows.
    /// </summary>
    public ResultBound Groups(ValueList<Expression> values, ResultBound rows)
    {
        var areFew = true;
        foreach (var value in values)
        {
            if (NumberOf(value, rows.Table) is not { } isMany)
                areFew = false;
            else if (isMany)
                return rows;
        }

        return areFew && !values.IsEmpty ? ResultBound.Bounded : ResultBound.Unknown;
    }

    // Whether a column has many values; null when that cannot be told.
    private bool? NumberOf(Expression value, Table? table)
    {
        if (value is ColumnRef { HasStar: true } star)
            return table is not null && _items.Exists(item => item.Table == table && (star.Fields.IsEmpty || star.Fields[star.Fields.Count - 1].Value == item.Name)) ? true : null;
        if (value is not ColumnRef column)
            return value is not A_Const && IsGiven(value) ? false : null;
        if (Resolve(column) is not ({ } item, { } name) || item.Table is not { } owner || owner.FindColumn(name) is not { } known)
            return null;
        if (Contains(owner.PrimaryKey?.Columns, name))
            return owner == table || !IsSmall(owner);
        foreach (var key in owner.ForeignKeys)
        {
            if (key.Columns.Count == 1 && key.Columns[0] == name && ReferencedBy(key) is { } parent)
                return !IsSmall(parent);
        }

        if (known.Type is { IsBuiltIn: true, IsArray: false, Name: "bool" } || schema is not null && SchemaLookup.Of(schema).FindEnum(known.Type) is not null)
            return false;
        var isPoint = known.Type is { IsBuiltIn: true, IsArray: false, Name: "timestamptz" or "timestamp" or "uuid" };
        return isPoint || UniqueKeysOf(owner).Any(key => !key.IsPartial && key.Columns.SequenceEqual([name])) ? true : null;
    }

    // A view of which another item's rows choose some: how many, its definition does not say.
    private ResultBound BoundOf(Item item, View view)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var isChosen = false;
        foreach (var equality in _equalities)
        {
            if (equality.Item != item)
                continue;
            given.Add(equality.Column);
            isChosen |= equality.Other is not null;
        }

        var bound = boundOfView!(view, isChosen ? [] : given);
        if (!bound.IsUnbounded)
            return bound;
        return isChosen ? ResultBound.Unknown : bound with { TableName = bound.TableName.Contains(" through ") ? bound.TableName : bound.TableName + " through " + view.Name };
    }

    private Item TableItem(RangeVar reference)
    {
        var name = reference.Name.Value ?? "";
        var alias = reference.Alias?.Name.Value ?? name;
        if (name.Length == 0 || name.IndexOf(SqlHole.Filler) >= 0)
            return new Item(alias, name, null, ResultBound.Unknown);
        if (reference.Schema.IsMissing && commonTable(name) is { } common)
            return new Item(alias, "", null, common);
        if (reference.Schema.Value is "pg_catalog" or "information_schema" or "timescaledb_information" || name.StartsWith("pg_", StringComparison.Ordinal))
            return new Item(alias, name, null, ResultBound.Bounded);

        if (NamedTables.Find(schema, reference) is { } table)
            return new Item(alias, SchemaNames.Of(table), table, IsSmall(table) ? ResultBound.Bounded : new(ResultSize.TableWide, SchemaNames.Of(table), table));

        if (boundOfView is not null && schema is not null
            && SchemaLookup.Of(schema).FindView(new Schema.QualifiedName(reference.Schema.IsMissing ? "public" : reference.Schema.Value!, name)) is { } view)
        {
            return new Item(alias, "", null, ResultBound.Unknown) { View = view };
        }

        // A name that a given schema does not know may be anything.
        return new Item(alias, name, null, schema is null ? new(ResultSize.TableWide, name) : ResultBound.Unknown);
    }

    private void Add(JoinExpr join)
    {
        if (join.IsNatural || join.JoinType == JoinType.Full)
            _isUnknown = _hasUnknownItem = true;
        var first = _items.Count;
        Add(join.Larg);
        var middle = _items.Count;
        Add(join.Rarg);

        foreach (var column in join.UsingClause)
        {
            for (var left = first; left < middle; left++)
            {
                for (var right = middle; right < _items.Count; right++)
                {
                    _equalities.Add(new(_items[left], column.Value ?? "", _items[right]));
                    _equalities.Add(new(_items[right], column.Value ?? "", _items[left]));
                }
            }
        }

        if (join.Quals is null)
            return;
        if (join.JoinType == JoinType.Inner)
        {
            ReadCondition(join.Quals);
            return;
        }

        // The condition of an outer join chooses rows of the optional side; it leaves none of the other side out.
        var before = _equalities.Count;
        var listed = _isListed;
        ReadCondition(join.Quals);
        _isListed = listed;
        var (optionalStart, optionalEnd) = join.JoinType == JoinType.Left ? (middle, _items.Count) : (first, middle);
        for (var i = _equalities.Count - 1; i >= before; i--)
        {
            var index = _items.IndexOf(_equalities[i].Item);
            if (index < optionalStart || index >= optionalEnd)
                _equalities.RemoveAt(i);
        }
    }

    private ResultBound BoundOf(RangeFunction function)
    {
        foreach (var item in function.Functions)
        {
            // Functions over values: as many rows as the caller gave.
            if (item.Function is not FuncCall { Name.Value: "unnest" or "generate_series" or "json_array_elements" or "jsonb_array_elements"
                or "json_each" or "jsonb_each" or "json_to_recordset" or "jsonb_to_recordset" or "regexp_split_to_table" or "string_to_table"
                or "jsonb_array_elements_text" or "json_array_elements_text" or "jsonb_object_keys" or "json_object_keys" })
            {
                return ResultBound.Unknown;
            }
        }

        return ResultBound.Bounded;
    }

    private void ReadCondition(Expression condition)
    {
        switch (condition)
        {
            case BoolExpr { BoolOp: BoolExprType.And } and:
                foreach (var part in and.Args)
                    ReadCondition(part);
                return;
            case BoolExpr { BoolOp: BoolExprType.Or } or:
                // Bounded only if each alternative is; one without an equality (a parameter that is null) matches everything.
                foreach (var part in or.Args)
                {
                    if (!HasEquality(part))
                        return;
                }

                _isUnknown = true;
                return;
            case HoleExpr or MissingExpr:
                _isUnknown = true;
                return;
            case A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: { } left, Rexpr: var right }:
                ReadEquality(left, right);
                ReadEquality(right, left);
                return;
            case A_Expr { Kind: A_ExprKind.OpAny, Name.Value: "=", Rexpr: var list }:
                // = ANY(@ids): as many rows as the caller asked for, or a few for each.
                _isListed |= IsGiven(list);
                return;
            case A_Expr { Kind: A_ExprKind.In, Name.Value: "=", Lexpr: { } tested, Rexpr: var list }:
                if (IsGiven(list) && !IsOfConstants(list))
                    _isListed = true;
                else if (tested is ColumnRef column && Resolve(column) is ({ } item, { } name) && IsGiven(list))
                    _equalities.Add(new(item, name, null, IsOneOfSeveral: true));
                return;
            case SubLink { SubLinkType: SubLinkType.Any }:
                _isUnknown = true;
                return;
            case FuncCall call when !PostgresCatalog.Instance.BuiltIn.Functions.ContainsKey(call.Name.Value ?? ""):
                _isUnknown = true;
                return;
        }
    }

    private void ReadEquality(Expression left, Expression right)
    {
        switch (StripCast(left))
        {
            case ColumnRef column:
                if (IsGiven(right))
                    AddEquality(column, null);
                else if (StripCast(right) is ColumnRef other && Resolve(other) is ({ } item, _))
                    AddEquality(column, item);
                else if (StripCast(right) is ColumnRef)
                    _isUnknown = true;
                else
                    // Equal to an expression over columns: it may well be unique.
                    _isUnknown |= right is SubLink;
                break;
            case RowExpr when IsGiven(right):
                _isUnknown = true;
                break;
            case FuncCall call when IsGiven(right):
                // lower(email) = @email: an expression index may make it unique.
                foreach (var node in call.DescendantsAndSelf())
                {
                    if (node is ColumnRef argument && (Resolve(argument).Item is not { Table: { } table } || HasUniqueExpression(table)))
                        _isUnknown = true;
                }

                break;
        }
    }

    private void AddEquality(ColumnRef column, Item? other)
    {
        var (item, name) = Resolve(column);
        if (item is null || name is null)
            _isUnknown = true;
        else if (item != other)
            _equalities.Add(new(item, name, other));
    }

    private (Item? Item, string? Column) Resolve(ColumnRef column)
    {
        var fields = column.Fields;
        if (column.HasStar || fields.IsEmpty || fields[fields.Count - 1].Value is not { } name || name.IndexOf(SqlHole.Filler) >= 0)
            return default;
        if (fields.Count > 1)
        {
            var qualifier = fields[fields.Count - 2].Value;
            foreach (var item in _items)
            {
                if (item.Name == qualifier)
                    return (item, name);
            }

            return default;
        }

        if (_items.Count == 1)
            return (_items[0], name);
        var found = default(Item);
        foreach (var item in _items)
        {
            if (item.Table is null)
                return default;
            if (item.Table.FindColumn(name) is null)
                continue;
            if (found is not null)
                return default;
            found = item;
        }

        return (found, name);
    }

    /// <summary>The verdict that the equalities of an item allow; null when it stays as it is.</summary>
    private ResultBound? KeyGiven(Item item)
    {
        if (item.TableName.Length == 0)
            return null;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var equality in _equalities)
        {
            if (equality.Item == item && (equality.Other is null || equality.Other.IsBounded))
                given.Add(equality.Column);
        }

        if (given.Count == 0)
            return null;
        if (item.Table is not { } table)
            return item.Bound.Size == ResultSize.TableWide ? ResultBound.Unknown : null;

        foreach (var key in UniqueKeysOf(table))
        {
            if (given.IsSupersetOf(key.Columns))
                return key.IsPartial ? ResultBound.Unknown : ResultBound.Bounded;
        }

        foreach (var key in table.ForeignKeys)
        {
            if (key.Columns.Count > 0 && given.IsSupersetOf(key.Columns)
                && ReferencedBy(key) is { } parent && !IsSmall(parent))
            {
                return new(ResultSize.PerParent, SchemaNames.Of(table), table, true, key.Columns[0]);
            }
        }

        return null;
    }

    private bool IsLookedUp(Item item)
    {
        if (item.Table is not { } table)
            return false;
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var equality in _equalities)
        {
            if (equality.Item == item)
                given.Add(equality.Column);
        }

        foreach (var key in UniqueKeysOf(table))
        {
            if (given.IsSupersetOf(key.Columns))
                return true;
        }

        return false;
    }

    private static IEnumerable<(IEnumerable<string> Columns, bool IsPartial)> UniqueKeysOf(Table table)
    {
        if (table.PrimaryKey is { } primary)
            yield return (primary.Columns, false);
        foreach (var unique in table.UniqueConstraints)
            yield return (unique.Columns, false);
        foreach (var index in table.Indexes)
        {
            if (!index.IsUnique)
                continue;
            var columns = new List<string>();
            foreach (var key in index.Keys)
            {
                if (key.Column is not null)
                    columns.Add(key.Column);
            }

            if (columns.Count == index.Keys.Count)
                yield return (columns, index.Predicate is not null);
        }
    }

    private static bool HasUniqueExpression(Table table)
    {
        foreach (var index in table.Indexes)
        {
            foreach (var key in index.Keys)
            {
                if (index.IsUnique && key.Expression is not null)
                    return true;
            }
        }

        return false;
    }

    private Table? ReferencedBy(ForeignKey key) => schema is null ? null : SchemaLookup.Of(schema).FindTable(key.ReferencedTable);

    private bool IsSmall(Table table) => table.RowEstimate is { } rows && rows < largeTableRows;

    /// <summary>Whether the value comes from outside the query: parameters, constants, holes, and what is computed from them.</summary>
    private static bool IsGiven(SqlNode value)
    {
        foreach (var node in value.DescendantsAndSelf())
        {
            if (node is ColumnRef or SubLink)
                return false;
        }

        return true;
    }

    private static bool IsOfConstants(SqlNode list)
    {
        foreach (var node in list.DescendantsAndSelf())
        {
            if (node is ParamRef or HoleExpr)
                return false;
        }

        return true;
    }

    private static bool HasEquality(SqlNode condition)
    {
        foreach (var node in condition.DescendantsAndSelf())
        {
            if (node is HoleExpr or SubLink or A_Expr { Kind: A_ExprKind.Op or A_ExprKind.OpAny or A_ExprKind.In, Name.Value: "=" })
                return true;
        }

        return false;
    }

    private static bool Contains(ValueList<string>? names, string name)
    {
        foreach (var candidate in names ?? default)
        {
            if (candidate == name)
                return true;
        }

        return false;
    }

    private static Expression StripCast(Expression value)
    {
        while (value is TypeCast cast)
            value = cast.Arg;
        return value;
    }
}
