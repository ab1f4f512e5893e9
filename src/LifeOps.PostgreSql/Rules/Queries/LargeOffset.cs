using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1007: a page that is found by OFFSET in a large table. Only OFFSETs that vary: a constant one (the second row) is no page. The rows of
/// one parent count when the table is known to be large.
/// </summary>
public sealed class LargeOffset : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.LargeOffset;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema || context.Purpose == SqlPurpose.Migration || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not SelectStmt { LimitOffset: { } offset, Op: SetOperation.None, IsDistinct: false, GroupClause.IsEmpty: true } select
                || IsConstant(offset) || ResultQuery.RoleOf(placed) == QueryRole.Other)
            {
                continue;
            }

            var items = new ResultBounds(schema, context.Options.LargeTableRows).ItemsOf(select, ResultQuery.CommonTablesAround(placed));
            if (items.Bound() is not { IsUnbounded: true, Table: { } table } rows || rows.Size == ResultSize.PerParent && table.RowEstimate is null)
                continue;
            context.Report(Rule, ResultQuery.WithKeyword(context.Text, offset.Span, "OFFSET"), ValueList.Of(NamedTables.Describe(table), Advice(select, items, context.Text)));
        }
    }

    private static bool IsConstant(Expression offset)
    {
        foreach (var node in offset.DescendantsAndSelf())
        {
            if (node is ParamRef or HoleExpr or ColumnRef or SubLink)
                return false;
        }

        return true;
    }

    /// <summary>The condition that starts behind the last row of the page before, where the order is one that a row comparison can say.</summary>
    private static string Advice(SelectStmt select, FromItems items, string text)
    {
        const string General = "continue behind the last row that was read: a condition on the columns of ORDER BY, which end in a unique key";
        var sort = SortColumns.Of(select);
        if (sort.HasExpressions || items.MissingKey(sort.Columns) is not { } missing)
            return General;

        var columns = new List<string>();
        var descending = select.SortClause.Count > 0 && IsDescending(select.SortClause[0]);
        for (var i = 0; i < sort.Columns.Count; i++)
        {
            if (IsDescending(select.SortClause[i]) != descending)
                return General;
            columns.Add(sort.Columns[i].Span.Of(text));
        }

        foreach (var (item, _, column) in missing)
            columns.Add((items.Count > 1 ? SqlIdentifier.Quote(item) + "." : "") + SqlIdentifier.Quote(column));
        if (columns.Count == 0)
            return General;
        var parameters = columns.ConvertAll(column => "@" + column.Substring(column.LastIndexOf('.') + 1).Trim('"'));
        var sign = descending ? "<" : ">";
        return columns.Count == 1
            ? $"continue behind the last row that was read, WHERE {columns[0]} {sign} {parameters[0]} ORDER BY {columns[0]}{(descending ? " DESC" : "")}"
            : $"continue behind the last row that was read, WHERE ({string.Join(", ", columns)}) {sign} ({string.Join(", ", parameters)}) ORDER BY {string.Join(", ", columns.ConvertAll(column => column + (descending ? " DESC" : "")))}";
    }

    private static bool IsDescending(SortBy item) => item.SortByDir == SortByDir.Desc;
}
