using System;
using System.Collections.Generic;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>LDB6006: a table or column whose name says nothing of what is in it: data, col, tmp, value1.</summary>
public sealed class MeaninglessName : ISchemaRule
{
    private static readonly HashSet<string> Tables = new(StringComparer.OrdinalIgnoreCase)
    {
        "data", "table", "tables", "tbl", "test", "tests", "tmp", "temp", "foo", "bar", "stuff", "misc", "thing", "things", "object", "objects", "new_table", "my_table", "untitled",
    };

    private static readonly HashSet<string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        "data", "col", "column", "field", "fld", "tmp", "foo", "bar", "stuff", "misc", "thing", "dummy", "var", "test", "xxx", "new_column", "unknown",
    };

    /// <summary>Words that say nothing with a number behind them (<c>value1</c>, <c>field_2</c>); <c>line1</c> and <c>address2</c> do.</summary>
    private static readonly HashSet<string> Numbered = new(StringComparer.OrdinalIgnoreCase)
    {
        "value", "val", "attr", "attribute", "param", "parameter", "arg", "str", "string", "text", "num", "number", "int", "bool", "item", "object", "table", "tbl",
    };

    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.MeaninglessName;

    /// <summary>Whether the name of a table says nothing.</summary>
    public static bool IsTable(string name) => Tables.Contains(name) || IsNumbered(name, Tables);

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in NamedTables.Of(context))
        {
            if (IsTable(table.Name))
                context.Report(Rule, table.NameLocation, ValueList.Of("table", table.Name));
            foreach (var column in NamedTables.ColumnsOf(context, table))
            {
                if (Columns.Contains(column.Name) || IsNumbered(column.Name, Columns))
                    context.Report(Rule, column.NameLocation, ValueList.Of("column", column.Name));
            }
        }
    }

    private static bool IsNumbered(string name, HashSet<string> words)
    {
        var end = name.Length;
        while (end > 0 && name[end - 1] is >= '0' and <= '9')
            end--;
        if (end == name.Length)
            return false;
        var word = name.Substring(0, end).TrimEnd('_');
        return words.Contains(word) || Numbered.Contains(word);
    }
}
