using System;
using System.Collections.Generic;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>What ORDER BY sorts by: the columns that are read, behind output names and positions.</summary>
internal sealed class SortColumns
{
    private SortColumns(IReadOnlyList<ColumnRef> columns, bool hasExpressions, bool isRandom)
    {
        Columns = columns;
        HasExpressions = hasExpressions;
        IsRandom = isRandom;
    }

    /// <summary>In the order of the clause; expressions are left out.</summary>
    public IReadOnlyList<ColumnRef> Columns { get; }

    /// <summary>Whether it also sorts by something that is computed.</summary>
    public bool HasExpressions { get; }

    /// <summary>Whether the order is meant to be none.</summary>
    public bool IsRandom { get; }

    public static SortColumns Of(SelectStmt select)
    {
        var columns = new List<ColumnRef>();
        var hasExpressions = false;
        var isRandom = false;
        foreach (var item in select.SortClause)
        {
            var expression = Resolve(select, item.Node);
            if (expression is ColumnRef { HasStar: false } column)
                columns.Add(column);
            else
                hasExpressions = true;
            isRandom |= expression is FuncCall { Name.Value: "random" or "gen_random_uuid" or "uuid_generate_v4" };
        }

        return new(columns, hasExpressions, isRandom);
    }

    /// <summary>Whether a result column hides the table's column of this name from ORDER BY.</summary>
    public static bool IsHidden(SelectStmt select, string column)
    {
        foreach (var target in select.TargetList)
        {
            if (target.Name.Value == column && target.Val is not ColumnRef)
                return true;
        }

        return false;
    }

    // A name in ORDER BY means a result column first (SQL92), a number the result column at that place.
    private static Expression Resolve(SelectStmt select, Expression sorted)
    {
        switch (sorted)
        {
            case A_Const { Kind: ConstantKind.Integer, IntegerValue: var position } when position >= 1 && position <= select.TargetList.Count:
                for (var i = 0; i < position; i++)
                {
                    if (select.TargetList[i].Val is ColumnRef { HasStar: true })
                        return sorted;
                }

                return select.TargetList[position - 1].Val ?? sorted;
            case ColumnRef { HasStar: false, Fields: { Count: 1 } fields }:
                foreach (var target in select.TargetList)
                {
                    if (target.Name.Value is { } name && string.Equals(name, fields[0].Value, StringComparison.Ordinal))
                        return target.Val ?? sorted;
                }

                return sorted;
            default:
                return sorted;
        }
    }
}
