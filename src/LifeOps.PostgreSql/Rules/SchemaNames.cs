using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules;

/// <summary>How messages name the things of a schema: the schema public is left out.</summary>
internal static class SchemaNames
{
    public static string Of(QualifiedName name) => name.Schema == "public" ? name.Name : name.Schema + "." + name.Name;

    public static string Of(Table table) => Of(table.QualifiedName);

    public static string Of(View view) => Of(view.QualifiedName);

    public static string Of(Table table, Column column) => Of(table) + "." + column.Name;
}
