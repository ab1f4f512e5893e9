using System.Collections.Generic;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>A query for the one row with a given unique key, and what makes it a query for the rows with any of many keys.</summary>
/// <param name="Column">The key column, as the schema names it.</param>
/// <param name="Parameter">The placeholder it is compared with, without its sign.</param>
/// <param name="Comparison">The place of the whole comparison.</param>
/// <param name="ColumnText">The column as written, with its qualifier.</param>
public sealed record KeyLookup(Column Column, string Parameter, TextSpan Comparison, string ColumnText)
{
    /// <summary>
    /// The lookup that a script is: one SELECT over one table, no clause that counts rows, one comparison of a unique column with a
    /// named placeholder that occurs nowhere else, and the key column itself among the results. Null otherwise.
    /// </summary>
    public static KeyLookup? Find(SqlScript script, DatabaseSchema schema) =>
        Read(script, schema, isUnique: true) is var (select, found) && ResultNameOf(select, found.Column.Name) == found.Column.Name ? found : null;

    /// <summary>
    /// The lookup of one value by a unique key: as <see cref="Find"/>, but the only result is another column. Also where the results stand, for a key
    /// in front of them.
    /// </summary>
    public static (KeyLookup Key, Column Value, int ResultsStart)? FindValue(SqlScript script, DatabaseSchema schema)
    {
        if (Read(script, schema, isUnique: true) is not var (select, found)
            || select.TargetList is not { Count: 1 } targets || targets[0].Val is not ColumnRef { HasStar: false } result
            || FindTable(schema, (RangeVar)select.FromClause[0])?.FindColumn(result.Fields[result.Fields.Count - 1].Value ?? "") is not { } value)
        {
            return null;
        }

        return (found, value, targets[0].Span.Start);
    }

    /// <summary>
    /// The query for the children of one parent, in an order that it says, and the name that the parent's key has among the results: as
    /// <see cref="Find"/>, but the column that is compared with the placeholder need not be unique.
    /// </summary>
    public static (KeyLookup Key, string ResultName)? FindChildren(SqlScript script, DatabaseSchema schema, string parameter) =>
        Read(script, schema, isUnique: false, parameter) is var (select, found) && !select.SortClause.IsEmpty && ResultNameOf(select, found.Column.Name) is { } name ? (found, name) : null;

    private static (SelectStmt Select, KeyLookup Key)? Read(SqlScript script, DatabaseSchema schema, bool isUnique, string? parameter = null)
    {
        if (script.Statements.Count != 1 || script.Statements[0] is not { HasErrors: false, Stmt: SelectStmt select }
            || select is not { Op: SetOperation.None, LimitCount: null, LimitOffset: null, IsDistinct: false, HavingClause: null, WithClause: null, IntoClause: null, WhereClause: { } where }
            || !select.GroupClause.IsEmpty || !select.LockingClause.IsEmpty
            || select.FromClause.Count != 1 || select.FromClause[0] is not RangeVar from
            || FindTable(schema, from) is not { } table)
        {
            return null;
        }

        var bounds = new ResultBounds(schema, largeTableRows: 0);
        if (isUnique && bounds.Of(script, SqlParseOptions.Embedded).Size != ResultSize.Bounded || HasCalls(select))
            return null;

        var found = default(KeyLookup);
        foreach (var condition in Conjuncts(where))
        {
            if (Read(condition, table, script.Text) is not { } lookup || isUnique && !IsUnique(table, lookup.Column.Name)
                || parameter is not null && !string.Equals(lookup.Parameter, parameter, System.StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (found is not null)
                return null;
            found = lookup;
        }

        return found is not null && OccursOnce(select, found.Parameter) ? (select, found) : null;
    }

    private static Table? FindTable(DatabaseSchema schema, RangeVar from)
    {
        foreach (var table in schema.Tables)
        {
            if (table.Name == from.Name.Value && table.Schema == (from.Schema.IsMissing ? "public" : from.Schema.Value))
                return table;
        }

        return null;
    }

    // An aggregate or a set-returning function makes another number of rows than the table has.
    private static bool HasCalls(SelectStmt select)
    {
        foreach (var target in select.TargetList)
        {
            foreach (var node in target.DescendantsAndSelf())
            {
                if (node is FuncCall or SubLink)
                    return true;
            }
        }

        return false;
    }

    private static IEnumerable<Expression> Conjuncts(Expression condition)
    {
        if (condition is not BoolExpr { BoolOp: BoolExprType.And } and)
        {
            yield return condition;
            yield break;
        }

        foreach (var part in and.Args)
        {
            foreach (var inner in Conjuncts(part))
                yield return inner;
        }
    }

    private static KeyLookup? Read(Expression condition, Table table, string text)
    {
        if (condition is not A_Expr { Kind: A_ExprKind.Op, Name.Value: "=", Lexpr: { } left, Rexpr: var right })
            return null;
        var (column, parameter) = (left as ColumnRef ?? right as ColumnRef, right as ParamRef ?? left as ParamRef);
        if (column is not { HasStar: false } || parameter?.Name.Value is not { Length: > 0 } name
            || table.FindColumn(column.Fields[column.Fields.Count - 1].Value ?? "") is not { } key)
        {
            return null;
        }

        return new(key, name, condition.Span, column.Span.Of(text));
    }

    private static bool IsUnique(Table table, string column)
    {
        if (table.PrimaryKey is { Columns: { Count: 1 } primary } && primary[0] == column)
            return true;
        foreach (var key in table.UniqueConstraints)
        {
            if (key.Columns.Count == 1 && key.Columns[0] == column)
                return true;
        }

        return false;
    }

    // The name that a column has among the results; null when it is not there.
    private static string? ResultNameOf(SelectStmt select, string column)
    {
        string? found = null;
        foreach (var target in select.TargetList)
        {
            if (target is { Val: ColumnRef reference } && (reference.HasStar || reference.Fields[reference.Fields.Count - 1].Value == column))
                found ??= target.Name.IsMissing ? column : target.Name.Value;
        }

        return found;
    }

    private static bool OccursOnce(SelectStmt select, string parameter)
    {
        var count = 0;
        foreach (var node in select.DescendantsAndSelf())
        {
            if (node is ParamRef { Name.Value: { } name } && string.Equals(name, parameter, System.StringComparison.OrdinalIgnoreCase))
                count++;
        }

        return count == 1;
    }
}
