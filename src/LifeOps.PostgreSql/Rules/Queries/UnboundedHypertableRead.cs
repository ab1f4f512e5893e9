using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1015: a hypertable is read without a condition on its time column: every chunk is opened. Not where the newest or oldest rows are read
/// (ORDER BY the time column with LIMIT, or its min or max): chunks are read one after the other then, and only as many as it takes.
/// </summary>
public sealed class UnboundedHypertableRead : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.UnboundedHypertableRead;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema || context.Purpose == SqlPurpose.Migration || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not SelectStmt select || ResultQuery.RoleOf(placed) == QueryRole.Other)
                continue;
            var common = ResultQuery.CommonTablesAround(placed);
            foreach (var item in select.FromClause)
            {
                foreach (var node in item.DescendantsAndSelf())
                {
                    // A query in FROM is looked at by itself.
                    if (node is RangeVar reference && !(reference.Schema.IsMissing && common.Contains(reference.Name.Value ?? "")) && IsOwn(item, reference))
                        Check(context, schema, select, item, reference);
                }
            }
        }
    }

    private void Check(StatementContext context, DatabaseSchema schema, SelectStmt select, TableReference item, RangeVar reference)
    {
        if (NamedTables.Find(schema, reference) is not { Hypertable.Dimensions: { IsEmpty: false } dimensions } table
            || table.RowEstimate is { } rows && rows < context.Options.LargeTableRows)
        {
            return;
        }

        var time = dimensions[0].Column;
        if (Mentions(select.WhereClause, time) || IsJoinedBy(item, time) || ReadsInOrder(select, time))
            return;
        context.Report(Rule, reference.Alias is null ? reference.Span : reference.Name.Span, ValueList.Of(NamedTables.Describe(table), SqlIdentifier.Quote(time)));
    }

    private static bool IsOwn(TableReference item, RangeVar reference) => item switch
    {
        RangeVar => item == reference,
        JoinExpr join => IsOwn(join.Larg, reference) || IsOwn(join.Rarg, reference),
        RangeTableSample => false,
        _ => false,
    };

    // Whatever the condition is: it says that somebody thought of time. One that is not known may do so too.
    private static bool Mentions(Expression? condition, string column)
    {
        foreach (var node in condition?.DescendantsAndSelf() ?? [])
        {
            if (node is HoleExpr || node is ColumnRef { HasStar: false, Fields: var fields } && fields[fields.Count - 1].Value == column)
                return true;
        }

        return false;
    }

    private static bool IsJoinedBy(TableReference item, string column)
    {
        if (item is not JoinExpr join)
            return false;
        foreach (var name in join.UsingClause)
        {
            if (name.Value == column)
                return true;
        }

        return join.IsNatural || Mentions(join.Quals, column) || IsJoinedBy(join.Larg, column) || IsJoinedBy(join.Rarg, column);
    }

    private static bool ReadsInOrder(SelectStmt select, string time)
    {
        if (select.LimitCount is not null and not A_Const { Kind: ConstantKind.Null } && select.SortClause.Count > 0 && select.GroupClause.IsEmpty)
        {
            var sort = SortColumns.Of(select);
            if (sort.Columns.Count > 0 && sort.Columns[0].Fields is var fields && fields[fields.Count - 1].Value == time)
                return true;
        }

        foreach (var target in select.TargetList)
        {
            if (target.Val is not FuncCall { Name.Value: "min" or "max", Args: { Count: 1 } args } || args[0] is not ColumnRef { HasStar: false, Fields: var argument } || argument[argument.Count - 1].Value != time)
                return false;
        }

        return select.TargetList.Count > 0 && select.GroupClause.IsEmpty;
    }
}
