using LifeOps.PostgreSql.Rules.Queries;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7011: a DELETE that chooses rows of a hypertable by nothing but their age. Where other columns choose too (one user's data, one status)
/// whole chunks cannot be dropped.
/// </summary>
public sealed class OldRowsDeleted : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.OldRowsDeleted;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema || !context.IsKnown)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not DeleteStmt { UsingClause.IsEmpty: true, WhereClause: { } where } delete
                || NamedTables.Find(schema, delete.Relation) is not { Hypertable.Dimensions: { IsEmpty: false } dimensions } table)
            {
                continue;
            }

            var bounds = new AgeBounds(dimensions[0].Column);
            if (!bounds.Read(where) || bounds.OlderThan is not { } olderThan)
                continue;
            var arguments = "'" + SchemaNames.Of(table) + "', older_than => " + olderThan.Span.Of(context.Text)
                + (bounds.NewerThan is { } newerThan ? ", newer_than => " + newerThan.Span.Of(context.Text) : "");
            context.Report(Rule, TextSpan.FromBounds(delete.Span.Start, delete.Relation.Span.End), ValueList.Of(NamedTables.Describe(table), $"drop_chunks({arguments})"));
        }
    }

    /// <summary>The ends of a range of time that a condition is, and nothing else.</summary>
    private sealed class AgeBounds(string time)
    {
        public Expression? OlderThan { get; private set; }

        public Expression? NewerThan { get; private set; }

        /// <summary>False as soon as a part of the condition is about something else.</summary>
        public bool Read(Expression condition)
        {
            switch (condition)
            {
                case BoolExpr { BoolOp: BoolExprType.And } and:
                    foreach (var part in and.Args)
                    {
                        if (!Read(part))
                            return false;
                    }

                    return true;
                case A_Expr { Kind: A_ExprKind.Op, Lexpr: { } left, Rexpr: var right, Name.Value: { } comparison }:
                    return IsTime(left) ? Add(comparison is "<" or "<=", comparison is ">" or ">=", right)
                        : IsTime(right) && Add(comparison is ">" or ">=", comparison is "<" or "<=", left);
                default:
                    return false;
            }
        }

        private bool Add(bool isUpper, bool isLower, Expression bound)
        {
            foreach (var node in bound.DescendantsAndSelf())
            {
                if (node is ColumnRef or SubLink)
                    return false;
            }

            if (isUpper)
                OlderThan = bound;
            else if (isLower)
                NewerThan = bound;
            return isUpper || isLower;
        }

        private bool IsTime(Expression expression) =>
            expression is ColumnRef { HasStar: false, Fields: var fields } && fields[fields.Count - 1].Value == time;
    }
}
