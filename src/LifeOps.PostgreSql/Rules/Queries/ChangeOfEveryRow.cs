using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1011: UPDATE or DELETE without WHERE in code that runs them. <c>WHERE true</c> says that every row is meant; temporary tables and tables
/// known to have at most one row are fine, and migrations change all rows on purpose.
/// </summary>
public sealed class ChangeOfEveryRow : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ChangeOfEveryRow;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Purpose == SqlPurpose.Migration || context.Root is not RawStmt { Stmt: not (DoStmt or ExplainStmt) } || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            switch (placed.Node)
            {
                case UpdateStmt { WhereClause: null, FromClause.IsEmpty: true } update:
                    Report(context, placed, "UPDATE", update.Relation);
                    break;
                case DeleteStmt { WhereClause: null, UsingClause.IsEmpty: true } delete:
                    Report(context, placed, "DELETE", delete.Relation);
                    break;

                // FROM without a condition joins every row with every row.
                case UpdateStmt { WhereClause: null } update when IsOnlyTables(update.FromClause):
                    Report(context, placed, "UPDATE", update.Relation);
                    break;
                case DeleteStmt { WhereClause: null } delete when IsOnlyTables(delete.UsingClause):
                    Report(context, placed, "DELETE", delete.Relation);
                    break;
            }
        }
    }

    // A query in FROM may give no row at all, and then nothing changes.
    private static bool IsOnlyTables(ValueList<TableReference> items)
    {
        foreach (var item in items)
        {
            if (item is not RangeVar)
                return false;
        }

        return true;
    }

    private void Report(StatementContext context, PlacedNode placed, string command, RangeVar target)
    {
        var table = NamedTables.Find(context.Schema, target);
        if (target.Schema.Value == "pg_temp" || table is { RowEstimate: <= 1 } or { IsTemporary: true } || target.Name.IsMissing
            || table is null && ResultQuery.CommonTablesAround(placed).Contains(target.Name.Value!))
        {
            return;
        }

        var start = placed.Node is UpdateStmt { WithClause: { } updateWith } ? updateWith.Span.End
            : placed.Node is DeleteStmt { WithClause: { } deleteWith } ? deleteWith.Span.End
            : placed.Node.Span.Start;
        var keyword = context.Text.IndexOf(command, start, System.StringComparison.OrdinalIgnoreCase);
        context.Report(
            Rule,
            TextSpan.FromBounds(keyword >= 0 ? keyword : start, target.Alias is null ? target.Span.End : target.Name.End),
            ValueList.Of(command, table is null ? target.Name.Value! : NamedTables.Describe(table)));
    }
}
