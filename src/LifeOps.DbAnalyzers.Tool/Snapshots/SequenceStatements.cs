using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Sequences from the rows of <see cref="CatalogSection.Relations"/>; those behind identity columns come with their column.</summary>
internal static class SequenceStatements
{
    public static IEnumerable<SnapshotObject> Write(DatabaseCatalog catalog)
    {
        foreach (var row in catalog[CatalogSection.Relations])
        {
            if (row.Required("relkind") != "S" || row.Text("owner_deptype") == "i")
                continue;
            var schema = row.Required("schema_name");
            var name = row.Required("relname");
            var type = row.Text("seq_type") ?? "bigint";
            var options = Options(row, type);
            var statements = new List<string>
            {
                $"CREATE {(row.Text("relpersistence") == "u" ? "UNLOGGED " : "")}SEQUENCE {SqlText.Name(schema, name)}{(type == "bigint" ? "" : " AS " + type)}{options};",
            };
            if (row.Text("comment") is { } comment)
                statements.Add($"COMMENT ON SEQUENCE {SqlText.Name(schema, name)} IS {SqlText.Literal(comment)};");
            yield return new(SnapshotObject.KeyOf("pg_class", row, schema, name), SnapshotRank.Sequence, schema, name, statements);
        }
    }

    /// <summary>ALTER SEQUENCE ... OWNED BY of the sequences of serial columns, and the comments of those that came with identity columns; they stand behind the tables.</summary>
    public static IEnumerable<string> WriteOwners(DatabaseCatalog catalog)
    {
        foreach (var row in catalog[CatalogSection.Relations])
        {
            if (row.Required("relkind") == "S" && row.Text("owner_deptype") == "i" && row.Text("comment") is { } comment)
                yield return $"COMMENT ON SEQUENCE {SqlText.Name(row.Required("schema_name"), row.Required("relname"))} IS {SqlText.Literal(comment)};";
            if (row.Required("relkind") == "S" && row.Text("owner_deptype") == "a" && row.Text("owner_table") is { } table)
                yield return $"ALTER SEQUENCE {SqlText.Name(row.Required("schema_name"), row.Required("relname"))} OWNED BY {table}.{SqlIdentifier.Quote(row.Required("owner_column"))};";
        }
    }

    /// <summary>The options that differ from what the server would choose, with a leading blank; empty when none does.</summary>
    public static string Options(CatalogRow row, string type)
    {
        var increment = row.Number("seq_increment") ?? 1;
        var (lowest, highest) = type switch
        {
            "smallint" => (short.MinValue, (long)short.MaxValue),
            "integer" => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        var defaultMinimum = increment > 0 ? 1 : lowest;
        var defaultMaximum = increment > 0 ? highest : -1;
        var minimum = row.Number("seq_min") ?? defaultMinimum;
        var maximum = row.Number("seq_max") ?? defaultMaximum;
        var start = row.Number("seq_start") ?? (increment > 0 ? minimum : maximum);
        var options = "";
        if (increment != 1)
            options += " INCREMENT BY " + Text(increment);
        if (minimum != defaultMinimum)
            options += " MINVALUE " + Text(minimum);
        if (maximum != defaultMaximum)
            options += " MAXVALUE " + Text(maximum);
        if (start != (increment > 0 ? minimum : maximum))
            options += " START WITH " + Text(start);
        if (row.Number("seq_cache") is { } cache and not 1)
            options += " CACHE " + Text(cache);
        return row.Flag("seq_cycle") ? options + " CYCLE" : options;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
