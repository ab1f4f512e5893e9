using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1008: LIMIT over rows that no ORDER BY puts in one order. Without a schema only a LIMIT without ORDER BY is reported. One row, or two
/// to tell one from several, are no page; nor are queues (SKIP LOCKED), samples, rankings by an expression, and rows that are only tested.
/// </summary>
public sealed class UnstableOrder : IStatementRule
{
    // LIMIT 2 tells one row from several.
    private const int MaxProbe = 2;

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.UnstableOrder;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Purpose == SqlPurpose.Migration || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not SelectStmt select || PageOf(select) is not { } page || IsQueue(select))
                continue;
            var role = ResultQuery.RoleOf(placed);
            if (role == QueryRole.Other)
                continue;

            var items = new ResultBounds(context.Schema, context.Options.LargeTableRows).ItemsOf(select, ResultQuery.CommonTablesAround(placed));
            if (select.SortClause.IsEmpty)
                CheckUnordered(context, select, page, role, items);
            else
                CheckOrder(context, select, items);
        }
    }

    /// <summary>LIMIT or OFFSET, where it cuts pages.</summary>
    private static Expression? PageOf(SelectStmt select)
    {
        if (select.LimitCount is A_Const { Kind: ConstantKind.Null } or null)
            return select.LimitOffset is A_Const { IntegerValue: 0 } ? null : select.LimitOffset;
        return select is { LimitCount: A_Const { Kind: ConstantKind.Integer, IntegerValue: <= MaxProbe }, LimitOffset: null } ? null : select.LimitCount;
    }

    private static bool IsQueue(SelectStmt select)
    {
        foreach (var locking in select.LockingClause)
        {
            if (locking.WaitPolicy == LockWaitPolicy.Skip)
                return true;
        }

        return false;
    }

    private void CheckUnordered(StatementContext context, SelectStmt select, Expression page, QueryRole role, FromItems items)
    {
        // A query in FROM may only cap how many rows are counted.
        if (role == QueryRole.Feeding && select.LimitOffset is null)
            return;
        var keyword = page == select.LimitOffset ? "OFFSET" : "LIMIT";
        var span = ResultQuery.WithKeyword(context.Text, page.Span, keyword);
        if (select.Op != SetOperation.None)
        {
            context.Report(Rule, span, ValueList.Of(keyword + " without ORDER BY takes any rows", "order by a unique key"));
            return;
        }

        if (!select.ValuesLists.IsEmpty || ResultBounds.IsOneGroup(select) || items.IsOneRow || IsSampled(select) || !ReadsTable(items, context.Schema))
            return;
        var table = items.Tables[0];
        var name = table.Table is { } known ? NamedTables.Describe(known) : table.TableName;
        var isPlain = !select.IsDistinct && select.GroupClause.IsEmpty;
        var missing = isPlain ? items.MissingKey([]) : null;
        context.Report(
            Rule, span,
            ValueList.Of($"{keyword} without ORDER BY takes any rows of {name}", "order by " + (missing is null ? "a unique key" : Names(missing, items))),
            missing is null ? default : InsertOrder(context.Text, select, missing, items));
    }

    private void CheckOrder(StatementContext context, SelectStmt select, FromItems items)
    {
        // Groups and sets have other rows than the tables.
        if (context.Schema is null || select.Op != SetOperation.None || select.IsDistinct || !select.GroupClause.IsEmpty || ResultBounds.IsOneGroup(select))
            return;
        var sort = SortColumns.Of(select);

        // The best matches first: distance, rank. Without an OFFSET nobody reads on.
        if (sort.IsRandom || sort.HasExpressions && select.LimitOffset is null || HasHole(select) || items.MissingKey(sort.Columns) is not { Count: > 0 } missing)
            return;

        var clause = select.SortClause;
        var written = new List<string>();
        foreach (var item in clause)
            written.Add(item.Node.Span.Of(context.Text));
        context.Report(
            Rule,
            TextSpan.FromBounds(clause[0].Span.Start, clause[clause.Count - 1].Span.End),
            ValueList.Of($"rows of {NamedTables.Describe(missing[0].Table)} with the same {string.Join(", ", written)} have no order", $"add {Names(missing, items)} to ORDER BY"),
            AppendToOrder(select, missing, items));
    }

    private static bool HasHole(SelectStmt select)
    {
        foreach (var item in select.SortClause)
        {
            foreach (var node in item.DescendantsAndSelf())
            {
                if (node is HoleExpr or ParamRef)
                    return true;
            }
        }

        return false;
    }

    private static bool IsSampled(SelectStmt select)
    {
        foreach (var item in select.FromClause)
        {
            if (item is RangeTableSample)
                return true;
        }

        return false;
    }

    // Rows of functions and of queries in FROM have the order they come in; the server's own tables are small.
    private static bool ReadsTable(FromItems items, DatabaseSchema? schema)
    {
        foreach (var (_, name, table) in items.Tables)
        {
            if (table is not null || schema is null && !name.StartsWith("pg_", System.StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string Names(IReadOnlyList<(string Item, Table Table, string Column)> columns, FromItems items)
    {
        var names = new List<string>();
        foreach (var (item, _, column) in columns)
            names.Add((items.Count > 1 ? SqlIdentifier.Quote(item) + "." : "") + SqlIdentifier.Quote(column));
        return string.Join(", ", names);
    }

    private static ValueList<FindingEdit> AppendToOrder(SelectStmt select, IReadOnlyList<(string Item, Table Table, string Column)> missing, FromItems items)
    {
        if (IsHidden(select, missing))
            return default;
        var last = select.SortClause[select.SortClause.Count - 1];
        if (last.SortByDir == SortByDir.Using)
            return default;

        // In the same direction: then a row comparison can continue behind the last row.
        var direction = last.SortByDir == SortByDir.Desc ? " DESC" : "";
        var text = "";
        foreach (var column in missing)
            text += ", " + Names([column], items) + direction;
        return ValueList.Of(new FindingEdit(new TextSpan(last.Span.End, 0), text));
    }

    private static ValueList<FindingEdit> InsertOrder(string text, SelectStmt select, IReadOnlyList<(string Item, Table Table, string Column)> missing, FromItems items)
    {
        if (missing.Count == 0 || IsHidden(select, missing) || !select.LockingClause.IsEmpty || StartOfPage(text, select) is not { } start)
            return default;
        return ValueList.Of(new FindingEdit(new TextSpan(start, 0), "ORDER BY " + Names(missing, items) + " "));
    }

    private static bool IsHidden(SelectStmt select, IReadOnlyList<(string Item, Table Table, string Column)> missing)
    {
        foreach (var (_, _, column) in missing)
        {
            if (SortColumns.IsHidden(select, column))
                return true;
        }

        return false;
    }

    private static int? StartOfPage(string text, SelectStmt select)
    {
        var first = default(int?);
        foreach (var (expression, keyword) in new[] { (select.LimitCount, "LIMIT"), (select.LimitOffset, "OFFSET") })
        {
            if (expression is null)
                continue;
            var start = ResultQuery.KeywordBefore(text, expression.Span.Start, keyword);
            if (start < 0)
                return null;
            first = first is { } other && other < start ? other : start;
        }

        return first;
    }
}
