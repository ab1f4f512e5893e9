using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>A table or column that a statement names.</summary>
/// <param name="Schema">Null when not written.</param>
/// <param name="Column">Null when it is the table as a whole.</param>
/// <param name="Span">Where.</param>
public sealed record UsedName(string? Schema, string Table, string? Column, TextSpan Span);

/// <summary>
/// The tables and columns that statements read and write. A column belongs to the table that its qualifier means; without one to the only table in
/// reach that has it, or to the only table in reach. What cannot be told is left out.
/// </summary>
public static class UsedNames
{
    /// <param name="schema">Says which table has a column; null when it is not known.</param>
    public static IReadOnlyList<UsedName> In(SqlScript script, DatabaseSchema? schema)
    {
        var names = new List<UsedName>();
        foreach (var statement in (script ?? throw new ArgumentNullException(nameof(script))).Statements)
        {
            if (!statement.HasErrors && statement.Stmt is SelectStmt or InsertStmt or UpdateStmt or DeleteStmt or MergeStmt)
                new Reader(schema, names).Read(statement);
        }

        return names;
    }

    private sealed class Reader(DatabaseSchema? schema, List<UsedName> names)
    {
        private readonly Dictionary<SqlNode, List<Item>> _scopes = [];

        public void Read(SqlNode root)
        {
            foreach (var placed in PlacedNode.All(root))
            {
                switch (placed.Node)
                {
                    case RangeVar { Name.Value: { } name } relation when !relation.Name.HasHole && !IsCommonTable(relation, placed):
                        names.Add(new(relation.Schema.Value, name, null, relation.Name.Span));
                        break;
                    case ColumnRef { HasStar: false, Fields.IsEmpty: false } reference:
                        Add(Resolve(reference, placed), reference.Fields[reference.Fields.Count - 1]);
                        break;
                    case ResTarget { Name: { IsMissing: false } target } when placed.Parent?.Node is InsertStmt or UpdateStmt or OnConflictClause or MergeWhenClause:
                        Add(TargetOf(placed), target);
                        break;
                    case IndexElem { Name: { IsMissing: false } inferred } when placed.Parent?.Node is InferClause:
                        Add(TargetOf(placed), inferred);
                        break;
                    case JoinExpr { UsingClause.IsEmpty: false } join:
                        foreach (var column in join.UsingClause)
                        {
                            foreach (var item in ItemsOf(join, placed))
                                Add(item.Table is { } table && FindTable(table)?.FindColumn(column.Value ?? "") is not null ? table : null, column);
                        }

                        break;
                }
            }
        }

        private void Add(RangeVar? table, Identifier column)
        {
            if (table?.Name.Value is { } name && !table.Name.HasHole && !column.HasHole && column.Value is { } columnName)
                names.Add(new(table.Schema.Value, name, columnName, column.Span));
        }

        private Table? FindTable(RangeVar reference) => schema is null ? null : SchemaLookup.Of(schema).FindTable(reference);

        /// <summary>The table that a statement changes.</summary>
        private static RangeVar? TargetOf(PlacedNode placed)
        {
            for (var parent = placed.Parent; parent is not null; parent = parent.Parent)
            {
                switch (parent.Node)
                {
                    case InsertStmt insert:
                        return insert.Relation;
                    case UpdateStmt update:
                        return update.Relation;
                    case MergeStmt merge:
                        return merge.Relation;
                    case SelectStmt:
                        return null;
                }
            }

            return null;
        }

        private RangeVar? Resolve(ColumnRef reference, PlacedNode placed)
        {
            var fields = reference.Fields;
            var column = fields[fields.Count - 1].Value ?? "";
            var qualifier = fields.Count > 1 ? fields[fields.Count - 2].Value : null;
            RangeVar? only = null;
            var count = 0;
            var isHidden = false;
            var from = placed;
            SqlNode? own = null;
            for (var parent = placed.Parent; parent is not null; from = parent, parent = parent.Parent)
            {
                // The queries of WITH and, without LATERAL, of FROM do not see the tables beside them.
                isHidden = from.Node is WithClause or RangeSubselect { Lateral: false }
                    || isHidden && from.Node is JoinExpr
                    || parent.Node is InsertStmt && from.Node is not (OnConflictClause or ReturningClause);
                own = from.Node as RangeSubselect ?? own;
                if (isHidden)
                    continue;
                RangeVar? found = null;
                var matches = 0;
                foreach (var item in ItemsOf(parent.Node, parent))
                {
                    // A query does not see its own result.
                    if (item.Node is not null && item.Node == own)
                        continue;
                    if (qualifier is not null)
                    {
                        if (item.Name == qualifier)
                            return item.Table;
                        continue;
                    }

                    count++;
                    only = item.Table;
                    if (item.Table is { } table && FindTable(table)?.FindColumn(column) is not null)
                    {
                        found = table;
                        matches++;
                    }
                    else if (item.Table is null)
                    {
                        // A query or function may have a column of that name as well.
                        matches++;
                    }
                }

                if (qualifier is null && (matches > 0 || parent.Node is SelectStmt select && HasResult(select, column)))
                    return matches == 1 ? found : null;
            }

            return qualifier is null && count == 1 ? only : null;
        }

        // ORDER BY and GROUP BY may mean a result column.
        private static bool HasResult(SelectStmt select, string column)
        {
            foreach (var target in select.TargetList)
            {
                if (target.Name.Value == column)
                    return true;
            }

            return false;
        }

        private IReadOnlyList<Item> ItemsOf(SqlNode node, PlacedNode placed)
        {
            if (_scopes.TryGetValue(node, out var known))
                return known;
            var items = new List<Item>();
            switch (node)
            {
                case SelectStmt select:
                    AddItems(select.FromClause, items, placed);
                    break;
                case UpdateStmt update:
                    AddItem(update.Relation, items, placed);
                    AddItems(update.FromClause, items, placed);
                    break;
                case DeleteStmt delete:
                    AddItem(delete.Relation, items, placed);
                    AddItems(delete.UsingClause, items, placed);
                    break;
                case InsertStmt insert:
                    AddItem(insert.Relation, items, placed);
                    if (insert.OnConflictClause is not null)
                        items.Add(new("excluded", insert.Relation));
                    break;
                case MergeStmt merge:
                    AddItem(merge.Relation, items, placed);
                    AddItem(merge.SourceRelation, items, placed);
                    break;
                case JoinExpr join:
                    AddItem(join, items, placed);
                    break;
            }

            _scopes[node] = items;
            return items;
        }

        private static void AddItems(ValueList<TableReference> references, List<Item> items, PlacedNode placed)
        {
            foreach (var reference in references)
                AddItem(reference, items, placed);
        }

        private static void AddItem(TableReference reference, List<Item> items, PlacedNode placed)
        {
            switch (reference)
            {
                case JoinExpr join:
                    AddItem(join.Larg, items, placed);
                    AddItem(join.Rarg, items, placed);
                    break;
                case RangeVar table:
                    items.Add(new(table.Alias?.Name.Value ?? table.Name.Value, IsCommonTable(table, placed) || table.Alias is { Columns.IsEmpty: false } ? null : table));
                    break;
                case RangeSubselect query:
                    items.Add(new(query.Alias?.Name.Value, null, query));
                    break;
                case RangeFunction function:
                    items.Add(new(function.Alias?.Name.Value, null));
                    break;
                default:
                    items.Add(new(null, null));
                    break;
            }
        }

        private static bool IsCommonTable(RangeVar relation, PlacedNode placed) =>
            relation.Schema.IsMissing && Queries.ResultQuery.CommonTablesAround(placed).Contains(relation.Name.Value ?? "");
    }

    /// <summary>A FROM item: the name that qualifies its columns, and its table; null for anything but a table.</summary>
    private readonly record struct Item(string? Name, RangeVar? Table, SqlNode? Node = null);
}
