using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>
/// LDB1017: <c>x NOT IN (SELECT column ...)</c> where the column may be NULL: with one NULL among its rows the condition is true for none. Not
/// where the subquery leaves NULLs out itself.
/// </summary>
public sealed class NotInNullable : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.NotInNullable;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Schema is not { } schema)
            return;
        foreach (var placed in context.Nodes)
        {
            if (placed.Node is not BoolExpr { BoolOp: BoolExprType.Not, Args: { Count: 1 } args } not
                || args[0] is not SubLink { SubLinkType: SubLinkType.Any, OperName.IsEmpty: true, Testexpr: { } tested, Subselect: SelectStmt query }
                || Find(query, schema) is not ({ } reference, { } table, { } column, { } written))
            {
                continue;
            }

            var edits = context.IsKnown && Rewrite(context.Text, placed, tested, query, reference, written, schema) is { } text
                ? ValueList.Of(new FindingEdit(not.Span, text))
                : default;
            context.Report(Rule, not.Span, ValueList.Of(SchemaNames.Of(table, column)), edits);
        }
    }

    /// <summary>The column that a subquery gives, when it is one that may be NULL; nulls where that cannot be told.</summary>
    private static (RangeVar? Reference, Table? Table, Column? Column, ColumnRef? Written) Find(SelectStmt query, DatabaseSchema schema)
    {
        if (query is not { Op: SetOperation.None, WithClause: null, GroupClause.IsEmpty: true, TargetList: { Count: 1 } targets, FromClause: { Count: 1 } from }
            || targets[0].Val is not ColumnRef { HasStar: false, Fields: var fields } written
            || from[0] is not RangeVar reference
            || NamedTables.Find(schema, reference) is not { } table
            || fields.Count > 1 && fields[fields.Count - 2].Value != NameOf(reference)
            || table.FindColumn(fields[fields.Count - 1].Value ?? "") is not { IsNotNull: false } column
            || IsInKey(table, column) || !column.Type.IsBuiltIn && IsDomain(schema, column)
            || query.WhereClause is { } where && LeavesNullsOut(where, column.Name))
        {
            return default;
        }

        return (reference, table, column, written);
    }

    private static string? NameOf(RangeVar reference) => reference.Alias?.Name.Value ?? reference.Name.Value;

    private static bool IsInKey(Table table, Column column)
    {
        foreach (var name in table.PrimaryKey?.Columns ?? default)
        {
            if (name == column.Name)
                return true;
        }

        return false;
    }

    // A domain may be NOT NULL itself.
    private static bool IsDomain(DatabaseSchema schema, Column column)
    {
        foreach (var domain in schema.Domains)
        {
            if (domain.Name == column.Type.Name)
                return true;
        }

        return false;
    }

    /// <summary>Whether one of the conditions that must hold is never true for a NULL: IS NOT NULL, or a comparison of the column.</summary>
    private static bool LeavesNullsOut(Expression condition, string column)
    {
        switch (condition)
        {
            case BoolExpr { BoolOp: BoolExprType.And } and:
                foreach (var part in and.Args)
                {
                    if (LeavesNullsOut(part, column))
                        return true;
                }

                return false;
            case NullTest { IsNotNull: true, Arg: var tested }:
                return IsColumn(tested, column);
            case A_Expr { Kind: not (A_ExprKind.Distinct or A_ExprKind.NotDistinct or A_ExprKind.NullIf), Lexpr: { } left, Rexpr: var right }:
                return IsColumn(left, column) || IsColumn(right, column);
            case HoleExpr:
                return true;
            default:
                return false;
        }
    }

    private static bool IsColumn(Expression expression, string column)
    {
        while (expression is TypeCast cast)
            expression = cast.Arg;
        return expression is ColumnRef { HasStar: false, Fields: var fields } && fields[fields.Count - 1].Value == column;
    }

    /// <summary>
    /// NOT EXISTS with the comparison as a condition of the subquery: the same wherever there is no NULL, as long as the tested column has none.
    /// Null where the column's table is not the only one outside, or its name would mean another table inside.
    /// </summary>
    private static string? Rewrite(string text, PlacedNode not, Expression tested, SelectStmt query, RangeVar inner, ColumnRef written, DatabaseSchema schema)
    {
        if (tested is not ColumnRef { HasStar: false, Fields: var fields } || OuterTable(not) is not { } outer || NamedTables.Find(schema, outer) is not { } table
            || table.FindColumn(fields[fields.Count - 1].Value ?? "") is not { } column || !column.IsNotNull && !IsInKey(table, column)
            || fields.Count > 1 && fields[fields.Count - 2].Value != NameOf(outer)
            || NameOf(outer) == NameOf(inner) || query.LimitCount is not null || query.LimitOffset is not null || !query.LockingClause.IsEmpty
            || ResultQuery.KeywordBefore(text, inner.Span.Start, "FROM") is not (>= 0 and var from))
        {
            return null;
        }

        var comparison = SqlIdentifier.Quote(NameOf(inner)!) + "." + SqlIdentifier.Quote(written.Fields[written.Fields.Count - 1].Value!)
            + " = " + SqlIdentifier.Quote(NameOf(outer)!) + "." + SqlIdentifier.Quote(column.Name);
        if (query.WhereClause is not { } where)
            return $"NOT EXISTS (SELECT {TextSpan.FromBounds(from, inner.Span.End).Of(text)} WHERE {comparison})";

        // The condition keeps its text; parentheses make any of it one operand.
        return ResultQuery.KeywordBefore(text, where.Span.Start, "WHERE") is >= 0
            ? $"NOT EXISTS (SELECT {TextSpan.FromBounds(from, where.Span.Start).Of(text)}({where.Span.Of(text)}) AND {comparison})"
            : null;
    }

    /// <summary>The only table that the statement around a condition reads; null when it reads more, or something else.</summary>
    private static RangeVar? OuterTable(PlacedNode condition)
    {
        for (var placed = condition.Parent; placed is not null; placed = placed.Parent)
        {
            switch (placed.Node)
            {
                case SelectStmt select:
                    return select.FromClause is { Count: 1 } from ? from[0] as RangeVar : null;
                case UpdateStmt update:
                    return update.FromClause.IsEmpty ? update.Relation : null;
                case DeleteStmt delete:
                    return delete.UsingClause.IsEmpty ? delete.Relation : null;
                case SubLink or InsertStmt or MergeStmt:
                    return null;
            }
        }

        return null;
    }
}
