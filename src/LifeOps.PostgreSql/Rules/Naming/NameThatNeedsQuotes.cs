using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Naming;

/// <summary>LDB6004: a table, view or column that every statement has to quote: a reserved word, capitals, blanks.</summary>
public sealed class NameThatNeedsQuotes : ISchemaRule
{
    /// <inheritdoc/>
    public Rule Rule => RuleCatalog.NameThatNeedsQuotes;

    /// <inheritdoc/>
    public void Check(SchemaContext context)
    {
        foreach (var table in NamedTables.Of(context))
        {
            Check(context, "table", table.Name, table.NameLocation);
            foreach (var column in NamedTables.ColumnsOf(context, table))
                Check(context, "column", column.Name, column.NameLocation);
        }

        foreach (var view in context.Schema.Views)
            Check(context, "view", view.Name, view.NameLocation);
    }

    private void Check(SchemaContext context, string kind, string name, SchemaLocation location)
    {
        if (SqlIdentifier.IsReservedAsColumn(name))
            context.Report(Rule, location, ValueList.Of(kind, name, "it is a reserved word"));
        else if (!IsPlain(name))
            context.Report(Rule, location, ValueList.Of(kind, name, "the server folds names without quotes to lower case, and takes only letters, digits and underscores"));
    }

    /// <summary>Whether the lexer takes the name as it is (scan.l: identifier): letters of any alphabet, but no capitals, which it folds.</summary>
    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9' or '$')
            return false;
        foreach (var c in name)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '_' or '$' or > '\u007f'))
                return false;
        }

        return true;
    }
}
