using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.AccessPaths;

/// <summary>Adds an advised index to the file that the table comes from.</summary>
internal static class AdvisedIndexEdit
{
    /// <summary>The edit; none where the table comes from no file.</summary>
    public static ValueList<FindingEdit> For(DatabaseSchema schema, IndexAdvice advice)
    {
        foreach (var table in schema.Tables)
        {
            if (table.QualifiedName == advice.Table)
                return For(table, advice);
        }

        return default;
    }

    private static ValueList<FindingEdit> For(Table table, IndexAdvice advice)
    {
        if (table.Location.File is not { Length: > 0 } file)
            return default;
        var end = table.Location.Span.End;
        foreach (var index in table.Indexes)
        {
            if (index.Location.File == file && index is { IsImplicit: false, ConstraintName: null } && index.Location.Span.End > end)
                end = index.Location.Span.End;
        }

        // The semicolon that ended the statement before ends the new one. A schema file is what the database is: built without CONCURRENTLY.
        return ValueList.Of(new FindingEdit(new TextSpan(end, 0), ";\n" + advice.SchemaDdl, file));
    }
}
