using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Rules.Queries;

/// <summary>The tables that queries name: where they are in the schema, and how messages call them.</summary>
internal static class NamedTables
{
    /// <summary>The table; null when there is none of that name, or no schema.</summary>
    public static Table? Find(DatabaseSchema? schema, RangeVar reference) => schema is null ? null : SchemaLookup.Of(schema).FindTable(reference);

    /// <summary>"orders (about 1,200,000 rows)".</summary>
    public static string Describe(Table table) =>
        SchemaNames.Of(table) + (table.RowEstimate is { } rows ? " (about " + rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " rows)" : "");
}
