using System.Text.Json;
using LifeOps.Testing;
using Npgsql;

namespace LifeOps.PostgreSql.Tests.Schema.Truth;

/// <summary>Facts of a real database: from the rows of the queries beside this file, recorded as JSON or asked of a live server.</summary>
public static class CatalogFacts
{
    private static readonly string[] Queries = ["pg_1_relations", "pg_2_columns", "pg_3_indexes", "pg_4_constraints", "pg_5_types", "pg_6_functions", "pg_7_triggers"];

    /// <summary>The recorded answers for a database of the evidence folder; null when they are not there.</summary>
    public static SchemaFacts? ReadRecorded(string database)
    {
        var answers = new Dictionary<string, JsonElement>();
        foreach (var query in Queries)
        {
            if (SharedFiles.Find("databases", "catalog", $"{database}.{query}.json") is not { } path)
                return null;
            answers.Add(query, JsonDocument.Parse(File.ReadAllText(path)).RootElement);
        }

        return Read(answers);
    }

    /// <summary>The facts of a live database.</summary>
    public static async Task<SchemaFacts> ReadLiveAsync(NpgsqlConnection connection)
    {
        var answers = new Dictionary<string, JsonElement>();
        foreach (var query in Queries)
        {
            // Functions that are not plain have no definition to get: the reader does not need it.
            var sql = ReadQuery(query).Replace("pg_get_functiondef(p.oid)", "NULL", StringComparison.Ordinal);
            await using var command = new NpgsqlCommand($"SELECT coalesce(json_agg(q), '[]')::text FROM ({sql}) q", connection);
            answers.Add(query, JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement);
        }

        return Read(answers);
    }

    private static string ReadQuery(string name)
    {
        using var stream = typeof(CatalogFacts).Assembly.GetManifestResourceStream($"Queries.{name}.sql")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static SchemaFacts Read(Dictionary<string, JsonElement> answers)
    {
        var facts = new SchemaFacts();
        var columnNames = new Dictionary<(string, int), string>();
        var partitions = new HashSet<string>();
        foreach (var row in answers["pg_1_relations"].EnumerateArray())
        {
            var table = Table(row);
            var isPartition = Flag(row, "relispartition");
            if (isPartition)
                partitions.Add(table);
            facts.AddRelation(table, Text(row, "relkind")!, Text(row, "relpersistence") == "u" && Text(row, "relkind") != "S", isPartition, Flag(row, "relrowsecurity"), Text(row, "comment"));
        }

        foreach (var row in answers["pg_2_columns"].EnumerateArray())
        {
            var number = row.GetProperty("attnum").GetInt32();
            columnNames[(Table(row), number)] = Text(row, "attname")!;
        }

        foreach (var group in answers["pg_2_columns"].EnumerateArray().GroupBy(Table))
        {
            var position = 0;
            foreach (var row in group.OrderBy(row => row.GetProperty("attnum").GetInt32()))
            {
                // Numbers of dropped columns stay free on the server: count what is there.
                facts.AddColumn(
                    Table(row), ++position, Text(row, "attname")!, Text(row, "data_type")!, Flag(row, "attnotnull"), Text(row, "default_expr") is not null,
                    Text(row, "attidentity") ?? "", Text(row, "attgenerated") ?? "", Text(row, "serial_sequence"), Text(row, "comment"));
            }
        }

        foreach (var row in answers["pg_3_indexes"].EnumerateArray())
            ReadIndex(facts, row, columnNames);
        foreach (var row in answers["pg_4_constraints"].EnumerateArray())
            ReadConstraint(facts, row, partitions);
        foreach (var row in answers["pg_5_types"].EnumerateArray())
            ReadType(facts, row);
        foreach (var row in answers["pg_6_functions"].EnumerateArray())
        {
            facts.AddFunction(
                $"{Text(row, "schema_name")}.{Text(row, "proname")}", Text(row, "prokind")![0], Text(row, "arguments") ?? "", Text(row, "result"),
                Text(row, "lanname"), Text(row, "provolatile")![0], Text(row, "comment"));
        }

        foreach (var row in answers["pg_7_triggers"].EnumerateArray())
            facts.AddTrigger(Table(row), Text(row, "tgname")!);
        return facts;
    }

    private static void ReadIndex(SchemaFacts facts, JsonElement row, Dictionary<(string, int), string> columnNames)
    {
        var table = Table(row);
        var keyCount = row.GetProperty("indnkeyatts").GetInt32();
        var numbers = row.GetProperty("attnums").EnumerateArray().Select(item => item.GetInt32()).ToArray();
        var options = row.GetProperty("options").EnumerateArray().Select(item => item.GetInt32()).ToArray();
        var classes = row.GetProperty("opclasses").EnumerateArray().Select(item => item.GetString()).ToArray();
        var keys = new List<string>();
        for (var i = 0; i < keyCount; i++)
        {
            var column = numbers[i] == 0 ? null : columnNames[(table, numbers[i])];
            keys.Add(SchemaFacts.Key(column, (options[i] & 1) != 0, (options[i] & 2) != 0, column is null ? null : classes[i]));
        }

        facts.AddIndex(
            table, Text(row, "index_name")!, Text(row, "method")!, Flag(row, "indisunique"), Flag(row, "indisprimary"), Flag(row, "indisexclusion"), Flag(row, "indnullsnotdistinct"),
            keys, numbers.Skip(keyCount).Select(number => columnNames[(table, number)]), Text(row, "predicate") is not null, Text(row, "constraint_name"));
    }

    private static void ReadConstraint(SchemaFacts facts, JsonElement row, HashSet<string> partitions)
    {
        var table = Table(row);
        var kind = Text(row, "contype")![0];
        // NOT NULL constraints (18) are facts of columns. A foreign key to a partitioned table has one more row per partition.
        if (kind is 'n' or 't')
            return;
        string? reference = null;
        if (kind == 'f')
        {
            var referenced = Qualify(Text(row, "ref_table")!);
            if (Flag(row, "is_partition_clone") && partitions.Contains(referenced))
                return;
            reference = SchemaFacts.Reference(referenced, Names(row, "ref_columns"), Text(row, "on_delete")![0], Text(row, "on_update")![0]);
        }

        var columns = Names(row, "columns");
        facts.AddConstraint(
            table, Text(row, "conname")!, kind, kind == 'c' ? columns.Order(StringComparer.Ordinal) : columns,
            Flag(row, "condeferrable"), Flag(row, "condeferred"), Flag(row, "convalidated"), reference);
    }

    private static void ReadType(SchemaFacts facts, JsonElement row)
    {
        var kind = Text(row, "typtype")![0];
        var detail = kind switch
        {
            'e' => string.Join(", ", Names(row, "enum_labels")),
            'd' => $"{Text(row, "base_type")}{(Flag(row, "typnotnull") ? " not null" : "")}{(Text(row, "typdefault") is null ? "" : " default")} checks={Names(row, "domain_checks").Count(check => !check.StartsWith("NOT NULL", StringComparison.Ordinal))}",
            'c' => string.Join(", ", Names(row, "attributes")),
            'r' => Text(row, "range_subtype")!,
            _ => "",
        };
        facts.AddType($"{Text(row, "schema_name")}.{Text(row, "typname")}", kind, detail, Text(row, "comment"));
    }

    /// <summary>regclass leaves out the schema public.</summary>
    private static string Qualify(string name) => name.Contains('.', StringComparison.Ordinal) && !name.StartsWith('"') ? Unquote(name) : "public." + Unquote(name);

    private static string Unquote(string name) => name.Replace("\"\"", "\u0001", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("\u0001", "\"", StringComparison.Ordinal);

    private static string Table(JsonElement row) => $"{Text(row, "schema_name")}.{Text(row, "relname")}";

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).ToString();

    private static bool Flag(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.True;

    private static List<string> Names(JsonElement row, string name) =>
        row.GetProperty(name).ValueKind == JsonValueKind.Null ? [] : [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
