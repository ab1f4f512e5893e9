using System;
using System.Collections.Generic;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>Which tables and columns have a name that somebody chose, and may choose differently.</summary>
internal static class NamedTables
{
    /// <summary>The tables whose names are judged: those that the options do not allow.</summary>
    public static IEnumerable<Table> Of(SchemaContext context)
    {
        foreach (var table in context.Tables)
        {
            if (!IsAllowed(context.Options, table))
                yield return table;
        }
    }

    /// <summary>The columns whose names are written at the table itself: not what it inherits or takes from a query or another table.</summary>
    public static IEnumerable<Column> ColumnsOf(SchemaContext context, Table table)
    {
        foreach (var column in table.Columns)
        {
            if (context.Texts.DefinitionOf(column) is not null)
                yield return column;
        }
    }

    private static bool IsAllowed(RuleOptions options, Table table)
    {
        foreach (var name in options.AllowedTableNames)
        {
            if (string.Equals(name, table.Name, StringComparison.Ordinal) || string.Equals(name, table.QualifiedName.ToString(), StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
