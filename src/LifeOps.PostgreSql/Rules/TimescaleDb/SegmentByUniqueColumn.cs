using System;

using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.TimescaleDb;

/// <summary>
/// LDB7009: compression segmented by a column that hardly any two rows share: the time column, a key of its own, a column that the server
/// numbers or draws at random. A segment of one row compresses nothing.
/// </summary>
public sealed class SegmentByUniqueColumn : IStatementRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.SegmentByUniqueColumn;

    /// <inheritdoc/>
    public void Check(StatementContext context)
    {
        if (context.Lookup is not { HasTimescaleDb: true } lookup || context.Root is not RawStmt { Stmt: var statement })
            return;
        switch (statement)
        {
            case CreateStmt created when lookup.FindTable(created.Relation) is { Hypertable: { } hypertable } table:
                Check(context, table, hypertable, created.Options);
                break;

            case AlterTableStmt alter when lookup.FindTable(alter.Relation) is { Hypertable: { } hypertable } table:
                foreach (var command in alter.Cmds)
                {
                    if (command.Subtype == AlterTableType.SetRelOptions)
                        Check(context, table, hypertable, command.Options);
                }

                break;
        }
    }

    private void Check(StatementContext context, Table table, Hypertable hypertable, ValueList<DefElem> options)
    {
        foreach (var option in options)
        {
            if (option.Namespace.Value is not ("timescaledb" or "tsdb") || option.Name.Value is not ("compress_segmentby" or "segmentby") || option.Arg is not A_Const { Value: { } names })
                continue;
            foreach (var name in names.Split(','))
            {
                if (table.FindColumn(name.Trim().Trim('"')) is { } column && Reason(table, hypertable, column) is { } reason)
                    context.Report(Rule, option.Span, ValueList.Of(SchemaNames.Of(table), column.Name, reason));
            }
        }
    }

    private static string? Reason(Table table, Hypertable hypertable, Column column)
    {
        if (!hypertable.Dimensions.IsEmpty && hypertable.Dimensions[0].Column == column.Name)
            return "it is the time column";
        if (column.Identity != IdentityKind.None || column.Serial != SerialKind.None)
            return "every row has a number of its own";
        if (column.DefaultExpression is { } expression
            && (expression.IndexOf("uuid", StringComparison.OrdinalIgnoreCase) >= 0 || expression.IndexOf("nextval", StringComparison.OrdinalIgnoreCase) >= 0))
        {
            return "every row has a value of its own";
        }

        foreach (var index in table.Indexes)
        {
            if (index is { IsUnique: true, Predicate: null, Keys.Count: 1 } && index.Keys[0].Column == column.Name)
                return "it is unique";
        }

        return null;
    }
}
