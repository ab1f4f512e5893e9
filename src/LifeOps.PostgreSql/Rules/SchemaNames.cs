using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules;

/// <summary>How messages name the things of a schema: the schema public is left out.</summary>
internal static class SchemaNames
{
    public static string Of(Table table) => table.Schema == "public" ? table.Name : table.Schema + "." + table.Name;

    public static string Of(Table table, Column column) => Of(table) + "." + column.Name;
}
