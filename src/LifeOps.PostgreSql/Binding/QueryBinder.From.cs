using System.Collections.Generic;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Binding;

internal sealed partial class QueryBinder
{
    /// <summary>Adds a FROM item to the names that the query can use (src/backend/parser/parse_clause.c: transformFromClauseItem).</summary>
    private void AddFromItem(TableReference item, Scope scope, CteScope? ctes)
    {
        var added = BindFromItem(item, scope, ctes);
        scope.Tables.AddRange(added.Tables);
        scope.Columns.AddRange(added.Columns);
        scope.IsIncomplete |= added.IsIncomplete;
    }

    /// <param name="left">What stands to the left in FROM, which functions and LATERAL queries can use.</param>
    private Scope BindFromItem(TableReference item, Scope left, CteScope? ctes)
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            return Incomplete();
        }

        var bound = item switch
        {
            RangeVar relation => BindRangeVar(relation, ctes),
            RangeTableSample sample => BindRangeVar(sample.Relation, ctes),
            RangeSubselect subselect => BindSubselect(subselect, left, ctes),
            RangeFunction function => BindRangeFunction(function, left, ctes),
            JoinExpr join => BindJoin(join, left, ctes),
            JsonTable table => BindJsonTable(table, left, ctes),
            RangeTableFunc table => BindXmlTable(table, left, ctes),
            _ => Incomplete(),
        };
        _depth--;
        return bound;
    }

    private Scope Incomplete()
    {
        _isIncomplete = true;
        return new(null) { IsIncomplete = true };
    }

    private static Scope Single(string? schema, string name, BoundRelation relation)
    {
        var scope = new Scope(null);
        scope.Tables.Add(new(schema, name, relation));
        scope.Columns.AddRange(relation.Columns);
        return scope;
    }

    private static IReadOnlyList<BoundColumn> WithAliases(IReadOnlyList<BoundColumn> columns, Alias? alias)
    {
        if (alias is null || alias.Columns.IsEmpty)
            return columns;
        var renamed = new List<BoundColumn>(columns);
        for (var i = 0; i < alias.Columns.Count && i < renamed.Count; i++)
            renamed[i] = renamed[i] with { Name = Name(alias.Columns[i]) };
        return renamed;
    }

    private Scope BindRangeVar(RangeVar relation, CteScope? ctes)
    {
        var name = Name(relation.Name);
        var schema = relation.Schema.IsMissing ? null : Name(relation.Schema);
        var visibleName = relation.Alias is null ? name : Name(relation.Alias.Name);
        if (schema is null && ctes?.Find(name) is { } query)
            return Single(null, visibleName, new(null, TypeSystem.Record, WithAliases(query, relation.Alias)));

        if (objects.FindRelation(schema, name) is not { } found)
        {
            if (!objects.IsOpaque(schema))
                Problem(relation.Span, $"relation \"{(schema is null ? name : schema + "." + name)}\" does not exist");
            var unknown = Incomplete();
            unknown.Tables.Add(new(schema, visibleName, new(null, SqlType.Unknown, [])));
            return unknown;
        }

        if (found.Source is not null)
            _relations.Add(found.Source);
        return Single(relation.Alias is null ? found.RowType.Schema : null, visibleName, found with { Columns = WithAliases(found.Columns, relation.Alias) });
    }

    private Scope BindSubselect(RangeSubselect subselect, Scope left, CteScope? ctes)
    {
        var columns = BindSelect(subselect.Subquery, subselect.Lateral ? left : left.Outer, ctes);
        ResolveUnknowns(columns);
        for (var i = 0; i < columns.Count; i++)
            columns[i] = columns[i] with { Source = columns[i].Source is Unresolved ? columns[i].Source : null };
        return Single(null, subselect.Alias is null ? "" : Name(subselect.Alias.Name), new(null, TypeSystem.Record, WithAliases(columns, subselect.Alias)));
    }

    private Scope BindRangeFunction(RangeFunction function, Scope left, CteScope? ctes)
    {
        var columns = new List<BoundColumn>();
        var alias = function.Alias is null ? null : Name(function.Alias.Name);
        foreach (var item in function.Functions)
        {
            var definitions = item.Coldeflist.IsEmpty ? function.Coldeflist : item.Coldeflist;
            if (!definitions.IsEmpty)
            {
                Read(item.Function, left, ctes);
                AddDefinedColumns(definitions, columns);
            }
            else if (item.Function is FuncCall call && call.Name.Value == "unnest" && call.Args.Count > 1)
            {
                // unnest(a, b) in FROM is ROWS FROM (unnest(a), unnest(b)).
                foreach (var argument in call.Args)
                    columns.Add(new("unnest", _types.ElementOf(_types.BaseOf(TypeOf(argument, left, ctes))) ?? SqlType.Unknown));
            }
            else
            {
                AddFunctionColumns(item.Function, function.Functions.Count == 1 ? alias : null, left, ctes, columns);
            }
        }

        if (function.Ordinality)
            columns.Add(new("ordinality", SqlType.BuiltIn("int8")));
        var name = alias ?? (function.Functions.Count == 1 ? ColumnNaming.Find(function.Functions[0].Function) ?? "" : "");
        return Single(null, name, new(null, TypeSystem.Record, WithAliases(columns, function.Alias)));
    }

    private void AddDefinedColumns(ValueList<ColumnDef> definitions, List<BoundColumn> columns)
    {
        foreach (var definition in definitions)
            columns.Add(new(Name(definition.ColName), definition.TypeName is null ? SqlType.Unknown : objects.FindType(definition.TypeName) ?? SqlType.Unknown));
    }

    private void AddFunctionColumns(Expression expression, string? alias, Scope left, CteScope? ctes, List<BoundColumn> columns)
    {
        SqlType type;
        if (expression is FuncCall call && ResolveCall(call, left, ctes) is { } resolved)
        {
            type = resolved.Type;
            if (resolved.Function is { OutColumns.Count: > 1 } function)
            {
                foreach (var column in function.OutColumns)
                    columns.Add(new(column.Name, _types.ResolvePolymorphic(column.Type, resolved.Declared, resolved.Arguments) ?? SqlType.Unknown));
                return;
            }

            if (resolved.Function is { OutColumns.Count: 1 } single)
            {
                columns.Add(new(alias ?? single.OutColumns[0].Name, type));
                return;
            }
        }
        else
        {
            type = TypeOf(expression, left, ctes);
        }

        var attributes = CompositeAttributes(type);
        if (attributes.Count > 0)
        {
            columns.AddRange(attributes);
            return;
        }

        if (type.IsUnknown || type.Is("record"))
            _isIncomplete = true;
        columns.Add(new(alias ?? ColumnNaming.Find(expression) ?? "?column?", type, type.IsUnknown ? Unresolved.Instance : null));
    }

    private Scope BindJoin(JoinExpr join, Scope outer, CteScope? ctes)
    {
        // A long list of joins leans left: walk it in a loop.
        var chain = new List<JoinExpr>();
        TableReference leftmost = join;
        while (leftmost is JoinExpr inner && (inner == join || inner.Alias is null))
        {
            chain.Add(inner);
            leftmost = inner.Larg;
        }

        var left = BindFromItem(leftmost, outer, ctes);
        for (var i = chain.Count - 1; i >= 0; i--)
            left = Join(chain[i], left, outer, ctes);
        return left;
    }

    private Scope Join(JoinExpr join, Scope left, Scope outer, CteScope? ctes)
    {
        var visible = new Scope(outer.Outer);
        visible.Tables.AddRange(outer.Tables);
        visible.Tables.AddRange(left.Tables);
        visible.Columns.AddRange(outer.Columns);
        visible.Columns.AddRange(left.Columns);
        visible.IsIncomplete = outer.IsIncomplete || left.IsIncomplete;
        var right = BindFromItem(join.Rarg, visible, ctes);

        var names = new List<string>();
        if (join.IsNatural)
        {
            foreach (var column in left.Columns)
            {
                if (Contains(right.Columns, column.Name))
                    names.Add(column.Name);
            }
        }
        else
        {
            foreach (var name in join.UsingClause)
                names.Add(Name(name));
        }

        var joined = new Scope(outer.Outer) { IsIncomplete = left.IsIncomplete || right.IsIncomplete };
        joined.Tables.AddRange(left.Tables);
        joined.Tables.AddRange(right.Tables);
        foreach (var name in names)
        {
            var leftColumn = Find(left.Columns, name);
            var rightColumn = Find(right.Columns, name);
            if (leftColumn is null || rightColumn is null)
            {
                if (!joined.IsIncomplete)
                    Problem(join.UsingClause.IsEmpty ? join.Span : join.UsingClause[0].Span, $"column \"{name}\" specified in USING clause does not exist in {(leftColumn is null ? "left" : "right")} table");
                continue;
            }

            AddReference(leftColumn);
            AddReference(rightColumn);
            // The server keeps the column of one side unless the types differ or both sides can be NULL.
            var type = TypeSystem.Same(leftColumn.Type, rightColumn.Type) && leftColumn.Type.Modifiers == rightColumn.Type.Modifiers
                ? leftColumn.Type
                : _types.CommonType([leftColumn.Type, rightColumn.Type]) ?? leftColumn.Type;
            joined.Columns.Add(new(name, type, join.JoinType == JoinType.Right ? rightColumn.Source : leftColumn.Source));
        }

        AddOthers(left.Columns, names, joined.Columns);
        AddOthers(right.Columns, names, joined.Columns);
        if (join.JoinUsingAlias is { } usingAlias)
            joined.Tables.Add(new(null, Name(usingAlias.Name), new(null, TypeSystem.Record, joined.Columns.GetRange(0, names.Count <= joined.Columns.Count ? names.Count : joined.Columns.Count))));

        if (join.Quals is not null)
        {
            var condition = new Scope(outer.Outer) { IsIncomplete = joined.IsIncomplete };
            condition.Tables.AddRange(outer.Tables);
            condition.Tables.AddRange(joined.Tables);
            condition.Columns.AddRange(joined.Columns);
            Read(join.Quals, condition, ctes);
        }

        return join.Alias is null ? joined : Single(null, Name(join.Alias.Name), new(null, TypeSystem.Record, WithAliases(joined.Columns, join.Alias)));
    }

    private static void AddOthers(List<BoundColumn> columns, List<string> merged, List<BoundColumn> target)
    {
        foreach (var column in columns)
        {
            if (!merged.Contains(column.Name))
                target.Add(column);
        }
    }

    private static bool Contains(IReadOnlyList<BoundColumn> columns, string name) => Find(columns, name) is not null;

    private static BoundColumn? Find(IReadOnlyList<BoundColumn> columns, string name)
    {
        foreach (var column in columns)
        {
            if (column.Name == name)
                return column;
        }

        return null;
    }

    private Scope BindXmlTable(RangeTableFunc table, Scope left, CteScope? ctes)
    {
        Read(table.Docexpr, left, ctes);
        Read(table.Rowexpr, left, ctes);
        var columns = new List<BoundColumn>();
        foreach (var column in table.Columns)
            columns.Add(new(Name(column.Colname), column.ForOrdinality ? SqlType.BuiltIn("int4") : column.TypeName is null ? SqlType.Unknown : objects.FindType(column.TypeName) ?? SqlType.Unknown));
        return Single(null, table.Alias is null ? "xmltable" : Name(table.Alias.Name), new(null, TypeSystem.Record, WithAliases(columns, table.Alias)));
    }

    private static ScopeTable? FindTable(string? schema, string name, Scope? scope)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            foreach (var table in scope.Tables)
            {
                if (table.Name == name && (schema is null || table.Schema == schema))
                    return table;
            }
        }

        return null;
    }

    private void AddReference(BoundColumn column)
    {
        if (column.Source is not null and not Unresolved)
            _columns.Add(column.Source);
    }
}
