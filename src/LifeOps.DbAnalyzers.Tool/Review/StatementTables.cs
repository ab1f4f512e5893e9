using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Which table a statement is about: the first one that it names.</summary>
internal static class StatementTables
{
    /// <summary>The table of the statement at a place of a script; null when it names none.</summary>
    public static string? At(SqlScript script, int position)
    {
        foreach (var statement in script.Statements)
        {
            if (statement.Span.Start <= position && position <= statement.Span.End)
                return Of(statement);
        }

        return null;
    }

    /// <summary>The table of the first statement that names one; null when none does.</summary>
    public static string? Of(SqlScript script) => script.Statements.Select(Of).FirstOrDefault(table => table is not null);

    /// <summary>The table of a node; null when it names none.</summary>
    public static string? Of(SqlNode node)
    {
        foreach (var descendant in node.DescendantsAndSelf())
        {
            if (descendant is RangeVar { Name.IsMissing: false } table)
                return table.Schema.IsMissing || table.Schema.Value == "public" ? table.Name.Value : table.Schema.Value + "." + table.Name.Value;
        }

        return null;
    }
}
