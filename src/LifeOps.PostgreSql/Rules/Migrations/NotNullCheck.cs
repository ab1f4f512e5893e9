using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>CHECK (column IS NOT NULL): what lets SET NOT NULL do without reading the table (from PostgreSQL 12 on).</summary>
internal static class NotNullCheck
{
    /// <summary>The column that a condition says is not null; null when it says something else.</summary>
    public static string? ColumnOf(Expression check) =>
        check is NullTest { IsNotNull: true, Arg: ColumnRef { HasStar: false, Fields.Count: > 0 } column } ? column.Fields[column.Fields.Count - 1].Value : null;

    /// <summary>Whether a table has a valid check of that kind.</summary>
    public static bool Exists(Table table, string column)
    {
        foreach (var check in table.Checks)
        {
            if (check is { IsValidated: true, IsEnforced: true, NoInherit: false, Columns.Count: 1 } && check.Columns[0] == column
                && SqlParser.Parse("SELECT " + check.Expression) is { Diagnostics.IsEmpty: true, Statements: { Count: 1 } statements }
                && statements[0].Stmt is SelectStmt { TargetList: { Count: 1 } targets } && targets[0].Val is { } condition && ColumnOf(condition) == column)
            {
                return true;
            }
        }

        return false;
    }
}
