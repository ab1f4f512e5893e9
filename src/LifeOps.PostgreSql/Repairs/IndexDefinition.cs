using System.Text;

using LifeOps.PostgreSql.Schema;

using QualifiedName = LifeOps.PostgreSql.Schema.QualifiedName;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>Writes CREATE INDEX.</summary>
internal static class IndexDefinition
{
    /// <param name="name">The name it gets.</param>
    /// <param name="from">A column that is written as another one; null when all stay.</param>
    public static string Concurrently(QualifiedName table, Index index, string name, string? from = null, string? to = null)
    {
        var text = new StringBuilder("CREATE ").Append(index.IsUnique ? "UNIQUE " : "").Append("INDEX CONCURRENTLY ")
            .Append(SqlText.Name(name)).Append(" ON ").Append(SqlText.Name(table)).Append(" USING ").Append(SqlText.Name(index.Method)).Append(" (");
        var separator = "";
        foreach (var key in index.Keys)
        {
            text.Append(separator).Append(key.Column is { } column ? Column(column) : "(" + key.Expression + ")");
            if (key.Collation is { } collation)
                text.Append(" COLLATE ").Append(Qualified(collation));
            if (key.OperatorClass is { } operatorClass)
                text.Append(' ').Append(Qualified(operatorClass));
            if (key.IsDescending)
                text.Append(" DESC");
            if (key.NullsFirst != key.IsDescending)
                text.Append(key.NullsFirst ? " NULLS FIRST" : " NULLS LAST");
            separator = ", ";
        }

        text.Append(')');
        if (!index.IncludedColumns.IsEmpty)
        {
            text.Append(" INCLUDE (");
            separator = "";
            foreach (var column in index.IncludedColumns)
            {
                text.Append(separator).Append(Column(column));
                separator = ", ";
            }

            text.Append(')');
        }

        if (index.NullsNotDistinct)
            text.Append(" NULLS NOT DISTINCT");
        if (!index.StorageParameters.IsEmpty)
        {
            text.Append(" WITH (");
            separator = "";
            foreach (var parameter in index.StorageParameters)
            {
                text.Append(separator).Append(SqlText.Name(parameter.Name)).Append(parameter.Value is { } value ? " = " + SqlText.Literal(value) : "");
                separator = ", ";
            }

            text.Append(')');
        }

        if (index.Predicate is { } predicate)
            text.Append(" WHERE (").Append(predicate).Append(')');
        return text.ToString();

        string Column(string column) => SqlText.Name(column == from ? to! : column);
    }

    /// <summary>A name that may have its schema in front, as the model keeps names of operator classes and collations.</summary>
    private static string Qualified(string name)
    {
        var dot = name.IndexOf('.');
        return dot <= 0 ? SqlText.Name(name) : SqlText.Name(name.Substring(0, dot)) + "." + SqlText.Name(name.Substring(dot + 1));
    }
}
