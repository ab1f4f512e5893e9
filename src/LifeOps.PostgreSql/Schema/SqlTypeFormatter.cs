using System.Text;
using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.PostgreSql.Schema;

/// <summary>
/// Writes types as pg_catalog.format_type does for a column (src/backend/utils/adt/format_type.c), with public alone on the search_path.
/// </summary>
internal static class SqlTypeFormatter
{
    public static string Format(SqlType type)
    {
        var name = type.IsBuiltIn ? BuiltIn(type) : UserType(type);
        return type.IsArray ? name + "[]" : name;
    }

    private static string BuiltIn(SqlType type)
    {
        switch (type.Name)
        {
            case "bool":
                return "boolean";
            case "int2":
                return "smallint";
            case "int4":
                return "integer";
            case "int8":
                return "bigint";
            case "float4":
                return "real";
            case "float8":
                return "double precision";
            case "numeric":
                return type.Modifiers.Count switch
                {
                    0 => "numeric",
                    1 => "numeric(" + Text(type.Modifiers[0]) + ",0)",
                    _ => "numeric(" + Text(type.Modifiers[0]) + "," + Text(type.Modifiers[1]) + ")",
                };
            case "varchar":
                return "character varying" + Length(type);
            case "bpchar" when !type.Modifiers.IsEmpty:
                return "character" + Length(type);
            case "varbit":
                return "bit varying" + Length(type);
            // Without a length both are no SQL type words, so the server quotes the name.
            case "bit":
                return type.Modifiers.IsEmpty ? "\"bit\"" : "bit" + Length(type);
            case "char":
                return "\"char\"";
            case "time":
                return "time" + Precision(type) + " without time zone";
            case "timetz":
                return "time" + Precision(type) + " with time zone";
            case "timestamp":
                return "timestamp" + Precision(type) + " without time zone";
            // A keyword since PostgreSQL 16, and never quoted.
            case "json":
                return "json";
            case "timestamptz":
                return "timestamp" + Precision(type) + " with time zone";
            case "interval":
                return "interval" + (type.IntervalFields is null ? "" : " " + type.IntervalFields) + Precision(type);
            default:
                return Quote(type.Name);
        }
    }

    private static string UserType(SqlType type)
    {
        var name = Quote(type.Name);
        // A type of public that pg_catalog hides can only be reached by its full name.
        if (type.Schema != "public" || PostgresCatalog.Instance.FindType(type.Name) is not null)
            name = Quote(type.Schema) + "." + name;
        if (type.Modifiers.IsEmpty)
            return name;

        var text = new StringBuilder(name).Append('(');
        for (var i = 0; i < type.Modifiers.Count; i++)
            text.Append(i == 0 ? "" : ",").Append(Text(type.Modifiers[i]));
        return text.Append(')').ToString();
    }

    private static string Length(SqlType type) => type.Modifiers.IsEmpty ? "" : "(" + Text(type.Modifiers[0]) + ")";

    // Precisions above 6 are cut to 6 with a warning (AdjustTimestampForTypmod's callers).
    private static string Precision(SqlType type) => type.Modifiers.IsEmpty ? "" : "(" + Text(type.Modifiers[0] > 6 ? 6 : type.Modifiers[0]) + ")";

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Quote(string name) => SqlIdentifier.Quote(name);
}
