using System.Text.Json;
using System.Text.Json.Nodes;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests;

/// <summary>
/// The answers that a real server with TimescaleDB gave, as a catalog. They were recorded with simpler queries than the tool's own, so
/// rows are brought into the shape that the tool's queries give; what was not recorded reads as NULL.
/// </summary>
internal static class RecordedCatalog
{
    public static DatabaseCatalog ReadOrSkip(string database, string[] extensions)
    {
        Skip.If(SharedFiles.Find("databases", "catalog", database + ".pg_1_relations.json") is null, "The recorded catalog answers are not there.");
        var columns = Rows(database, "pg_2_columns");
        var identitySequences = columns.Where(row => row["attidentity"]?.GetValue<string>() is "a" or "d").Select(row => row["serial_sequence"]?.GetValue<string>()).ToHashSet();
        var sections = new Dictionary<string, IReadOnlyList<CatalogRow>>
        {
            [CatalogSection.Server] = [Row(new JsonObject
            {
                ["version_num"] = 150020,
                ["timescaledb_version"] = "2.28.3",
                ["extensions"] = new JsonArray([.. extensions.Select(name => new JsonObject { ["extname"] = name, ["schema_name"] = "public" })]),
                ["schemas"] = new JsonArray(new JsonObject { ["schema_name"] = "public" }),
            })],
            [CatalogSection.Relations] = Shape(Rows(database, "pg_1_relations").Where(row => !(row["relkind"]!.GetValue<string>() == "S" && identitySequences.Contains(row["schema_name"] + "." + row["relname"])))),
            [CatalogSection.Columns] = Shape(columns),
            [CatalogSection.Indexes] = Shape(Rows(database, "pg_3_indexes").Where(row => row["constraint_name"] is null && !row["is_partition_child"]!.GetValue<bool>())),
            [CatalogSection.Constraints] = Shape(Rows(database, "pg_4_constraints").Where(row => row["conislocal"]!.GetValue<bool>() && row["contype"]!.GetValue<string>() is "p" or "u" or "x" or "f" or "c")),
            [CatalogSection.Types] = Shape(Rows(database, "pg_5_types").Where(row => row["typtype"]!.GetValue<string>() != "m").Select(ShapeType)),
            [CatalogSection.Functions] = Shape(Rows(database, "pg_6_functions")),
            [CatalogSection.Attachments] = Shape(Rows(database, "pg_7_triggers").Select(ShapeTrigger)),
        };
        foreach (var section in CatalogSection.Timescale)
            sections[section] = Shape(Rows(database, section));
        return new(sections);
    }

    private static List<JsonObject> Rows(string database, string query)
    {
        var text = File.ReadAllText(SharedFiles.Find("databases", "catalog", $"{database}.{query}.json")!);
        return [.. JsonNode.Parse(text)!.AsArray().Select(node => node!.AsObject())];
    }

    private static List<CatalogRow> Shape(IEnumerable<JsonObject> rows) => [.. rows.Select(Row)];

    private static CatalogRow Row(JsonObject row) => CatalogRow.Of(JsonSerializer.SerializeToElement(row));

    private static JsonObject ShapeType(JsonObject row)
    {
        if (row["attributes"] is JsonArray attributes)
        {
            row["attributes"] = new JsonArray([.. attributes.Select(attribute => attribute!.GetValue<string>().Split(' ', 2)).Select(parts => new JsonObject { ["attname"] = parts[0], ["data_type"] = parts[1] })]);
        }

        if (row["domain_checks"] is JsonArray checks)
            row["domain_constraints"] = new JsonArray([.. checks.Select((check, i) => new JsonObject { ["conname"] = "check_" + i, ["definition"] = check!.GetValue<string>(), ["contype"] = "c" })]);
        return row;
    }

    private static JsonObject ShapeTrigger(JsonObject row)
    {
        row["kind"] = "t";
        row["name"] = row["tgname"]?.DeepClone();
        row["enabled"] = row["tgenabled"]?.DeepClone();
        return row;
    }
}
