namespace LifeOps.PostgreSql.Schema;

/// <summary>Writes types as pg_catalog.format_type does (src/backend/utils/adt/format_type.c).</summary>
internal static class SqlTypeFormatter
{
    public static string Format(SqlType type) => type.Schema + "." + type.Name;
}
