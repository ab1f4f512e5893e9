using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>Finds the table that a query names.</summary>
internal static class NamedTables
{
    /// <summary>The table; without a schema the one in public, or the only one of that name wherever search_path finds it. Null when there is none.</summary>
    public static Table? Find(DatabaseSchema? schema, string? schemaName, string name)
    {
        if (schema is null)
            return null;
        var found = default(Table);
        var count = 0;
        foreach (var table in schema.Tables)
        {
            if (table.Name != name)
                continue;
            if (string.IsNullOrEmpty(schemaName) ? table.Schema == "public" : table.Schema == schemaName)
                return table;
            found = table;
            count++;
        }

        return string.IsNullOrEmpty(schemaName) && count == 1 ? found : null;
    }

    /// <inheritdoc cref="Find(DatabaseSchema?, string?, string)"/>
    public static Table? Find(DatabaseSchema? schema, RangeVar reference) => Find(schema, reference.Schema.Value, reference.Name.Value ?? "");

    /// <summary>"orders (about 1,200,000 rows)".</summary>
    public static string Describe(Table table) =>
        SchemaNames.Of(table) + (table.RowEstimate is { } rows ? " (about " + rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " rows)" : "");
}
