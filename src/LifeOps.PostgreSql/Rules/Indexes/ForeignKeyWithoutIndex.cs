using System.Collections.Generic;
using System.Globalization;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Indexes;

/// <summary>
/// LDB5001: a foreign key whose columns no index begins with. Any key counts, and a partial index where "the column equals a value" implies
/// its condition. A small table (by its row estimate) is read in no time, but each deleted parent still reads all of it: there it is a suggestion.
/// </summary>
public sealed class ForeignKeyWithoutIndex : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.ForeignKeyWithoutIndex;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            for (var i = 0; i < table.ForeignKeys.Count; i++)
            {
                // A key that is not enforced is never looked up, and of two over the same columns the first says it.
                var foreignKey = table.ForeignKeys[i];
                if (!foreignKey.IsEnforced || HasIndex(table, foreignKey) || IsSaidBefore(table, i))
                    continue;
                var isSmall = table.RowEstimate < context.Options.LargeTableRows;
                context.Report(
                    Rule,
                    foreignKey.Location,
                    ValueList.Of(SchemaNames.Of(table), string.Join(", ", foreignKey.Columns), SchemaNames.Of(foreignKey.ReferencedTable), RowsOf(table)),
                    EditsOf(context, table, foreignKey),
                    isSmall ? RuleSeverity.Info : null);
            }
        }
    }

    private static string RowsOf(Table table) =>
        table.RowEstimate is { } rows ? " (about " + rows.ToString("N0", CultureInfo.InvariantCulture) + " rows)" : "";

    private static bool IsSaidBefore(Table table, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (AreSame(table.ForeignKeys[i].Columns, table.ForeignKeys[index].Columns))
                return true;
        }

        return false;
    }

    private static bool AreSame(ValueList<string> left, ValueList<string> right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var name in left)
        {
            if (!Contains(right, name))
                return false;
        }

        return true;
    }

    private static bool HasIndex(Table table, ForeignKey foreignKey)
    {
        foreach (var index in table.Indexes)
        {
            if (Serves(table, foreignKey, index) && IsImplied(table, foreignKey, index.Predicate))
                return true;
        }

        return false;
    }

    private static bool Serves(Table table, ForeignKey foreignKey, Index index)
    {
        switch (index.Method)
        {
            // A lookup by all of the columns: in any order, but nothing before or between them.
            case "btree" or "gist":
                var served = 0;
                while (served < index.Keys.Count && index.Keys[served].Column is { } name && Contains(foreignKey.Columns, name))
                    served++;
                return served == foreignKey.Columns.Count || (served > 0 && IsOwnColumn(table, foreignKey, index.Keys[0].Column!));

            case "hash":
                return Contains(foreignKey.Columns, index.Keys[0].Column) && IsOwnColumn(table, foreignKey, index.Keys[0].Column!);

            // btree_gin: each key serves by itself.
            case "gin":
                foreach (var key in index.Keys)
                {
                    if (Contains(foreignKey.Columns, key.Column) && IsOwnColumn(table, foreignKey, key.Column!))
                        return true;
                }

                return false;

            default:
                return false;
        }
    }

    /// <summary>
    /// Whether a column of a composite key says by itself which rows are meant: it belongs to no other foreign key. A tenant's column, which
    /// all of them share, leaves most of the table.
    /// </summary>
    private static bool IsOwnColumn(Table table, ForeignKey foreignKey, string column)
    {
        if (foreignKey.Columns.Count == 1)
            return true;
        foreach (var other in table.ForeignKeys)
        {
            if (other != foreignKey && Contains(other.Columns, column))
                return false;
        }

        // With one composite key alone there is nothing to tell its columns apart by.
        return table.ForeignKeys.Count > 1;
    }

    /// <summary>Whether the rows with a value in the columns all meet the condition of the index: it asks for nothing but values that are not NULL.</summary>
    private static bool IsImplied(Table table, ForeignKey foreignKey, string? predicate)
    {
        if (predicate is null)
            return true;
        if (StoredExpression.Parse(predicate) is not { } tree)
            return false;
        var open = new Stack<Expression>();
        open.Push(tree);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case BoolExpr { BoolOp: BoolExprType.And } and:
                    foreach (var part in and.Args)
                        open.Push(part);
                    break;

                case NullTest { IsNotNull: true, Arg: ColumnRef } test when IsValue(table, foreignKey, test):
                case BoolExpr { BoolOp: BoolExprType.Not, Args.Count: 1 } not when not.Args[0] is NullTest { IsNotNull: false, Arg: ColumnRef } negated && IsValue(table, foreignKey, negated):
                    break;

                default:
                    return false;
            }
        }

        return true;
    }

    private static bool IsValue(Table table, ForeignKey foreignKey, NullTest test) =>
        StoredExpression.ColumnOf(test.Arg) is { } name && (Contains(foreignKey.Columns, name) || table.FindColumn(name) is { IsNotNull: true });

    private static bool Contains(ValueList<string> names, string? name)
    {
        foreach (var candidate in names)
        {
            if (candidate == name)
                return true;
        }

        return false;
    }

    private static ValueList<FindingEdit> EditsOf(SchemaContext context, Table table, ForeignKey foreignKey)
    {
        var name = SqlIdentifier.Truncate(context.Options.IndexPrefix + table.Name + "_" + string.Join("_", foreignKey.Columns));
        if (context.Lookup.HasIndex(table.Schema, name))
            return default;
        var columns = new string[foreignKey.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = SqlIdentifier.Quote(foreignKey.Columns[i]);
        var qualified = (table.Schema == "public" ? "" : SqlIdentifier.Quote(table.Schema) + ".") + SqlIdentifier.Quote(table.Name);
        var statement = "CREATE INDEX " + SqlIdentifier.Quote(name) + " ON " + qualified + " (" + string.Join(", ", columns) + ");";
        return context.Texts.InsertStatementBehind(foreignKey.Location, statement) is { } edit ? ValueList.Of(edit) : default;
    }
}
