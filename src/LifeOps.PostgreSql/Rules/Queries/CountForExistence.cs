using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1018 inside SQL: <c>(SELECT count(*) ...) &gt; 0</c> and <c>SELECT count(*) &gt; 0 ...</c>. EXISTS stops at the first row. Counts of groups
/// (HAVING count(*) &gt; 0) are counted anyway.
/// </summary>
public sealed class CountForExistence : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.CountForExistence;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Purpose == SqlPurpose.Migration || context.Root is not RawStmt)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not A_Expr comparison || ExistenceTest.Read(comparison) is not { } test)
                continue;
            switch (test.Counted)
            {
                case SubLink { SubLinkType: SubLinkType.Expr, Subselect: SelectStmt query } when CountQuery.Of(query) is { } counted:
                    Report(context, comparison, test, counted, comparison.Span);
                    break;
                case FuncCall when placed.Parent?.Node is ResTarget && placed.Parent.Parent?.Node is SelectStmt { TargetList.Count: 1 } select && CountQuery.Of(select, comparison) is { } counted:
                    Report(context, comparison, test, counted, TextSpan.FromBounds(comparison.Span.Start, select.Span.End));
                    break;
            }
        }
    }

    private void Report(StatementContext context, A_Expr comparison, ExistenceTest test, CountQuery counted, TextSpan replaced)
    {
        var name = counted.TableName;

        // A cast or an alias between the comparison and FROM would be lost.
        var isWhole = replaced == comparison.Span || counted.FromStart(context.Text) is { } from && IsBlank(context.Text, comparison.Span.End, from);
        var edits = isWhole && context.IsKnown && counted.IsExact && counted.FromStart(context.Text) is { } start
            ? ValueList.Of(new FindingEdit(
                replaced,
                (test.IsPositive ? "EXISTS (SELECT " : "NOT EXISTS (SELECT ") + context.Text.Substring(start, counted.End - start) + ")"))
            : default;
        context.Report(Rule, comparison.Span, ValueList.Of(name, test.IsPositive ? "EXISTS" : "NOT EXISTS"), edits);
    }

    private static bool IsBlank(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }
}
