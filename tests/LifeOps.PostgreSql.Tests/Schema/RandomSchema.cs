using System.Globalization;
using System.Text;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>
/// Writes a random but valid schema as DDL, always the same for a seed and a server version: types, tables with every kind of constraint, indexes, partitions,
/// inheritance, views, what hangs on them, and changes to what was made before. Some statements may still be refused by a server; those are left out by the test.
/// </summary>
public sealed partial class RandomSchema
{
    private static readonly string[] Types =
    [
        "integer", "bigint", "smallint", "text", "varchar(20)", "varchar", "char(3)", "boolean", "uuid", "date", "timestamptz", "timestamp(3)", "time", "timetz(2)", "interval",
        "interval day to second(2)", "numeric", "numeric(10,2)", "numeric(4)", "real", "double precision", "jsonb", "json", "bytea", "inet", "cidr", "text[]", "integer[][]", "int4range",
        "tstzrange", "datemultirange", "bit(8)", "bit varying(5)", "\"char\"", "name", "money", "xml", "point", "tsvector", "macaddr", "oid", "float(3)",
    ];

    private static readonly string[] Names = ["id", "name", "owner_id", "created_at", "value", "Order", "kind", "a_rather_long_column_name_that_makes_generated_names_be_cut", "data", "notes", "ref", "amount", "x y", "größe", "flag"];

    private readonly Random _random;
    private readonly List<string> _statements = [];
    private readonly List<TableSketch> _tables = [];
    private readonly List<string> _schemas = ["public"];
    private readonly List<string> _types = [.. Types];
    private readonly List<string> _views = [];
    private readonly List<string> _collations = ["\"C\"", "\"POSIX\""];
    private readonly int _major;
    private int _number;

    private RandomSchema(int seed, int major)
    {
        _random = new(seed);
        _major = major;
    }

    /// <summary>The statements of the schema with that number.</summary>
    /// <param name="major">The server's version: what it does not know is left out.</param>
    public static IReadOnlyList<string> Statements(int seed, int major)
    {
        var schema = new RandomSchema(seed, major);
        schema.Write();
        return schema._statements;
    }

    private sealed class TableSketch
    {
        public required string Name { get; init; }

        public List<(string Name, string Type)> Columns { get; } = [];

        public (string Name, string Type)? Key { get; set; }

        public string? PartitionColumn { get; init; }

        public List<string> Partitions { get; } = [];
    }

    private static bool IsText(string type) => type.StartsWith("varchar", StringComparison.Ordinal) || type.StartsWith("char(", StringComparison.Ordinal) || type == "text";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string NewName(string prefix) => $"{prefix}{(++_number).ToString(CultureInfo.InvariantCulture)}";

    private static string Quote(string name) => name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') ? name : "\"" + name + "\"";

    private string InSchema(string name) => Pick(_schemas) + "." + Quote(name);

    private void Write()
    {
        if (Chance(40))
        {
            _statements.Add("CREATE SCHEMA app");
            _schemas.Add("app");
        }

        if (Chance(15))
            WriteCollation();
        for (var i = _random.Next(4); i > 0; i--)
            WriteType();
        for (var i = _random.Next(4); i > 0; i--)
            WriteRoutine();
        var tables = 2 + _random.Next(5);
        for (var i = 0; i < tables; i++)
            WriteTable();
        for (var i = _random.Next(8); i > 0; i--)
            WriteIndex();
        for (var i = _random.Next(4); i > 0; i--)
            WriteView();
        for (var i = _random.Next(5); i > 0; i--)
            WriteTableRoutine();
        for (var i = _random.Next(8); i > 0; i--)
            WriteAttachment();
        for (var i = _random.Next(16); i > 0; i--)
            WriteChange();
        for (var i = _random.Next(6); i > 0; i--)
            WriteComment();
        if (Chance(10))
            WritePublication();
    }

    private void WriteType()
    {
        var name = NewName("type_");
        switch (_random.Next(4))
        {
            case 0:
                _statements.Add($"CREATE TYPE {name} AS ENUM ('a', 'b', 'it''s')");
                break;
            case 1:
                _statements.Add($"CREATE DOMAIN {name} AS {Pick(new[] { "text", "integer", "numeric(8,3)", "varchar(12)" })}{(Chance(50) ? " NOT NULL" : "")}{(Chance(50) ? " CHECK (VALUE IS NOT NULL)" : "")}{(Chance(30) ? " CHECK (VALUE::text <> '')" : "")}");
                break;
            case 2:
                _statements.Add($"CREATE TYPE {name} AS (a integer, b {Pick(Types)})");
                break;
            default:
                _statements.Add($"CREATE TYPE {name} AS RANGE (SUBTYPE = {Pick(new[] { "time", "float8", "text" })})");
                break;
        }

        _types.Add(name);
        if (Chance(30))
            _types.Add(name + "[]");
    }

    private void WriteTable()
    {
        var isPartitioned = Chance(15);
        var columns = new List<string>();
        var table = new TableSketch { Name = InSchema(NewName(Chance(10) ? "a_table_with_a_name_so_long_that_the_server_has_to_cut_it_off_" : "t")), PartitionColumn = isPartitioned ? "part_key" : null };
        var used = new HashSet<string>();
        if (isPartitioned)
        {
            columns.Add("part_key integer NOT NULL");
            table.Columns.Add(("part_key", "integer"));
        }

        if (!isPartitioned && Chance(75))
        {
            var (type, definition) = Pick(new[]
            {
                ("integer", "serial PRIMARY KEY"), ("bigint", "bigserial PRIMARY KEY"), ("bigint", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
                ("uuid", "uuid DEFAULT gen_random_uuid() PRIMARY KEY"), ("integer", "integer GENERATED BY DEFAULT AS IDENTITY (START WITH 10) UNIQUE"), ("text", "text PRIMARY KEY"),
            });
            columns.Add("key " + definition);
            table.Columns.Add(("key", type));
            table.Key = ("key", type);
        }

        for (var i = 1 + _random.Next(7); i > 0; i--)
        {
            var name = Pick(Names);
            if (!used.Add(name))
                continue;
            var type = Pick(_types);
            columns.Add($"{Quote(name)} {type}{Collate(type)}{ColumnConstraint(name, type)}");
            table.Columns.Add((name, type));
        }

        if (Chance(15))
        {
            var source = Pick(table.Columns);
            var name = NewName("made_");
            columns.Add($"{name} boolean GENERATED ALWAYS AS ({Quote(source.Name)} IS NOT NULL){(_major >= 18 ? Pick(new[] { "", " VIRTUAL", " STORED" }) : " STORED")}");
            table.Columns.Add((name, "made"));
        }

        AddTableConstraints(table, columns);
        var definitionText = new StringBuilder($"CREATE {(Chance(5) ? "UNLOGGED " : "")}TABLE {table.Name} ({string.Join(", ", columns)})");
        if (isPartitioned)
            definitionText.Replace("UNLOGGED ", "").Append(" PARTITION BY RANGE (part_key)");
        else if (_tables.Count > 0 && Chance(12) && Pick(_tables) is { PartitionColumn: null } parent)
            definitionText.Append($" INHERITS ({parent.Name}{(Chance(20) && Pick(_tables) is { PartitionColumn: null } second ? ", " + second.Name : "")})");
        if (Chance(15) && !isPartitioned)
            definitionText.Append(Pick(new[] { " WITH (fillfactor = 70)", " WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false)", " WITH (parallel_workers = 2, autovacuum_vacuum_scale_factor = 0.05)", " WITH (toast_tuple_target = 1024)" }));
        _statements.Add(definitionText.ToString());
        _tables.Add(table);
        if (isPartitioned)
            WritePartitions(table);
        if (Chance(20))
            _statements.Add($"COMMENT ON TABLE {table.Name} IS 'it''s a table'");
        if (Chance(20))
            _statements.Add($"COMMENT ON COLUMN {table.Name}.{Quote(table.Columns[^1].Name)} IS 'a column'");
    }

    private string ColumnConstraint(string name, string type)
    {
        var text = new StringBuilder();
        if (Chance(35))
            text.Append($"{(_major >= 18 && Chance(30) ? $" CONSTRAINT {NewName("nn")}" : "")} NOT NULL{(_major >= 18 && Chance(5) ? " NO INHERIT" : "")}");
        if (Chance(15) && type is "integer" or "bigint" or "numeric")
            text.Append(" DEFAULT 1");
        else if (Chance(20) && type is "text" or "varchar")
            text.Append(" DEFAULT 'x'");
        else if (Chance(20) && type == "timestamptz")
            text.Append(" DEFAULT now()");
        if (Chance(10) && type is not ("json" or "xml" or "point"))
            text.Append(" UNIQUE");
        if (Chance(10))
            text.Append($"{(Chance(50) ? $" CONSTRAINT {NewName("ck")}" : "")} CHECK ({Quote(name)} IS NOT NULL){(Chance(15) ? " NO INHERIT" : "")}{(_major >= 18 && Chance(20) ? " NOT ENFORCED" : "")}");
        if (Chance(10) && _tables.Find(table => table.Key?.Type == type && table.PartitionColumn is null) is { } referenced)
            text.Append($" REFERENCES {referenced.Name}{Pick(new[] { "", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE RESTRICT", " DEFERRABLE INITIALLY DEFERRED", " MATCH FULL", _major >= 18 ? " NOT ENFORCED" : " ON UPDATE CASCADE" })}");
        return text.ToString();
    }

    private void AddTableConstraints(TableSketch table, List<string> columns)
    {
        var plain = table.Columns.Where(column => Types.Contains(column.Type) && column.Type is not ("json" or "xml" or "point")).Select(column => Quote(column.Name)).ToList();
        if (plain.Count == 0)
            return;
        var prefix = table.PartitionColumn is null ? "" : "part_key, ";
        var own = plain.Where(column => column != table.PartitionColumn).ToList();
        if (own.Count == 0)
            return;
        if (Chance(20) && table.Key is null)
            columns.Add($"{(Chance(50) ? $"CONSTRAINT {NewName("pk")} " : "")}PRIMARY KEY ({prefix}{Pick(own)})");
        if (Chance(20))
            columns.Add($"UNIQUE ({prefix}{string.Join(", ", own.Take(1 + _random.Next(3)))}){(Chance(20) ? " DEFERRABLE" : Chance(10) ? " WITH (fillfactor = 60)" : "")}");
        if (Chance(10))
            columns.Add($"UNIQUE NULLS NOT DISTINCT ({prefix}{Pick(own)}){(Chance(40) ? $" INCLUDE ({Pick(own)})" : "")}");
        if (Chance(20))
            columns.Add($"CHECK ({Pick(own)} IS NOT NULL OR {Pick(own)} IS NOT NULL)");
        if (Chance(8) && table.PartitionColumn is null && table.Columns.Find(column => column.Type is "int4range" or "tstzrange") is { Name: not null } range)
            columns.Add($"EXCLUDE USING gist ({Quote(range.Name)} WITH &&){(Chance(30) ? $" WHERE ({Quote(range.Name)} IS NOT NULL)" : "")}");
    }

    private void WriteIndex()
    {
        var table = Pick(_tables);
        var column = Pick(table.Columns);
        var name = Chance(50) ? NewName("idx") : "";
        var quoted = Quote(column.Name);
        var key = _random.Next(6) switch
        {
            0 => $"{quoted} DESC",
            1 => $"{quoted} NULLS FIRST, {Quote(Pick(table.Columns).Name)}",
            2 => $"lower({quoted}::text)",
            3 => $"({quoted} IS NULL), ({quoted} IS NOT NULL)",
            _ => quoted,
        };
        var method = column.Type switch { "jsonb" or "text[]" or "tsvector" => " USING gin", "int4range" or "tstzrange" => " USING gist", _ => Chance(10) ? " USING hash" : Chance(10) ? " USING brin" : "" };
        if (method is " USING gin" or " USING hash" or " USING gist")
            key = quoted;
        var parameters = !Chance(10) ? "" : method switch { "" or " USING gist" or " USING hash" => " WITH (fillfactor = 80)", " USING gin" => " WITH (fastupdate = off)", _ => " WITH (pages_per_range = 16)" };
        if (IsText(column.Type) && method == "" && Chance(30))
            key = quoted + Pick(new[] { " text_pattern_ops", " varchar_pattern_ops DESC", $" COLLATE {Pick(_collations)}", $" COLLATE {Pick(_collations)} text_ops NULLS FIRST", " bpchar_pattern_ops" });
        else if (column.Type == "jsonb" && Chance(30))
            key = quoted + " jsonb_path_ops";
        else if (column.Type is "inet" or "cidr" && method == "" && Chance(40))
            (method, key, parameters) = (" USING gist", quoted + " inet_ops", "");
        else if (method == "" && Chance(5))
            key = $"coalesce({quoted}::text, ''), {quoted}";
        _statements.Add($"CREATE {(Chance(10) && method == "" && table.PartitionColumn is null ? "UNIQUE " : "")}INDEX {name} ON {table.Name}{method} ({key}){(Chance(10) && method == "" ? $" INCLUDE ({Quote(Pick(table.Columns).Name)})" : "")}{parameters}{(Chance(15) ? $" WHERE {quoted} IS NOT NULL" : "")}");
    }

    private void WriteView()
    {
        var table = Pick(_tables);
        var other = Pick(_tables);
        var column = Quote(Pick(table.Columns).Name);
        var query = _random.Next(8) switch
        {
            0 => $"SELECT * FROM {table.Name}",
            1 => $"SELECT count(*), max({column}::text) AS top FROM {table.Name}",
            2 => $"SELECT t.*, 1 AS one, 'x' AS literal FROM {table.Name} t LEFT JOIN {other.Name} o ON true WHERE o.{Quote(other.Columns[0].Name)} IS NOT NULL",
            3 => $"SELECT {column}, row_number() OVER (ORDER BY {column}::text) AS n FROM {table.Name}",
            4 => $"SELECT {column} FROM {table.Name} UNION ALL SELECT {column} FROM {table.Name}",
            5 => $"WITH q AS (SELECT {column} AS c, coalesce({column}::text, 'none') AS d FROM {table.Name}) SELECT c, d || 'x' AS e, length(d) + 1.5 AS f FROM q",
            6 => $"SELECT array_agg({column}) AS all_values, jsonb_build_object('a', 1) AS j, now() - interval '1 day' AS t, CASE WHEN true THEN 1 ELSE 2.5 END AS v FROM {table.Name}",
            _ => $"SELECT CAST({column} AS text) AS a, ARRAY[1, 2] AS b, (SELECT max(g) FROM generate_series(1, 3) g) AS c, current_date + 1 AS d, 2 * 3.0 AS e, '1'::int8 % 2 AS f FROM {table.Name}",
        };
        var isMaterialized = Chance(30);
        var name = InSchema(NewName("v"));
        var options = !Chance(15) ? "" : isMaterialized ? " WITH (fillfactor = 90)" : Pick(new[] { " WITH (security_barrier)", " WITH (security_invoker = true)", " WITH (check_option = local)" });
        _statements.Add($"CREATE {(isMaterialized ? "MATERIALIZED " : "")}VIEW {name}{options} AS {query}");
        if (!isMaterialized)
            _views.Add(name);
        else if (Chance(30))
            _statements.Add($"CREATE INDEX ON {name} ({column})");
        if (Chance(20))
            _statements.Add($"COMMENT ON {(isMaterialized ? "MATERIALIZED " : "")}VIEW {name} IS 'what is seen'");
    }

    private void WriteChange()
    {
        var table = Pick(_tables);
        var column = Pick(table.Columns);
        var quoted = Quote(column.Name);
        switch (_random.Next(30))
        {
            case 0:
                var added = NewName("added_");
                var type = Pick(_types);
                _statements.Add($"ALTER TABLE {table.Name} ADD COLUMN {added} {type}{ColumnConstraint(added, type)}");
                table.Columns.Add((added, type));
                break;
            case 1:
                _statements.Add($"ALTER TABLE {table.Name} DROP COLUMN {quoted}{(Chance(50) ? " CASCADE" : "")}");
                break;
            case 2:
                _statements.Add($"ALTER TABLE {table.Name} RENAME COLUMN {quoted} TO {NewName("renamed_")}");
                break;
            case 3:
                _statements.Add($"ALTER TABLE {table.Name} ALTER COLUMN {quoted} {Pick(new[] { "SET NOT NULL", "DROP NOT NULL", "DROP DEFAULT" })}");
                break;
            case 4:
                _statements.Add($"ALTER TABLE {table.Name} ALTER COLUMN {quoted} TYPE text USING {quoted}::text");
                break;
            case 5:
                _statements.Add($"ALTER TABLE {table.Name} ADD CHECK ({quoted} IS NOT NULL) {(_major >= 18 && Chance(30) ? "NOT ENFORCED" : "NOT VALID")}");
                break;
            case 6:
                _statements.Add($"ALTER TABLE {table.Name} ADD CONSTRAINT {NewName("uq")} UNIQUE ({quoted})");
                break;
            case 7 when _tables.Find(candidate => candidate.Key is not null && candidate.Key.Value.Type == column.Type) is { } referenced:
                _statements.Add($"ALTER TABLE {table.Name} ADD FOREIGN KEY ({quoted}) REFERENCES {referenced.Name} ({referenced.Key!.Value.Name}){(Chance(50) ? " NOT VALID" : "")}");
                break;
            case 8:
                _statements.Add($"DROP TABLE {table.Name}{(Chance(60) ? " CASCADE" : "")}");
                break;
            case 9:
                _statements.Add($"CREATE TABLE {InSchema(NewName("copy"))} (LIKE {table.Name} INCLUDING ALL)");
                break;
            case 10:
                _statements.Add($"CREATE TABLE {InSchema(NewName("filled"))} AS SELECT * FROM {table.Name}");
                break;
            case 11:
                _statements.Add($"ALTER TABLE {table.Name} ALTER COLUMN {quoted} SET DEFAULT NULL");
                break;
            default:
                WriteSettingOrPartition(table, quoted);
                break;
        }
    }

    private void WriteSettingOrPartition(TableSketch table, string quoted)
    {
        switch (_random.Next(13))
        {
            case 0:
                _statements.Add($"ALTER TABLE {table.Name} ALTER COLUMN {quoted} SET STORAGE {Pick(new[] { "EXTERNAL", "MAIN", "PLAIN" })}");
                break;
            case 1:
                _statements.Add($"ALTER TABLE {table.Name} ALTER COLUMN {quoted} {Pick(new[] { "SET STATISTICS 300", "SET (n_distinct = -0.5)", "SET COMPRESSION pglz" })}");
                break;
            case 2:
                _statements.Add($"ALTER TABLE {table.Name} SET (fillfactor = 55)");
                break;
            case 3:
                _statements.Add($"ALTER TABLE {table.Name} {Pick(new[] { "ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY", "REPLICA IDENTITY FULL" })}");
                break;
            case 4 when _major >= 18:
                _statements.Add($"ALTER TABLE {table.Name} ADD CONSTRAINT {NewName("nn")} NOT NULL {quoted}{(Chance(50) ? " NOT VALID" : "")}");
                break;
            case 5:
                _statements.Add($"ALTER TABLE {Pick(_tables).Name} {(Chance(70) ? "" : "NO ")}INHERIT {table.Name}");
                break;
            case 6 when table.Partitions.Count > 0:
                _statements.Add($"ALTER TABLE {Pick(table.Partitions)} ALTER COLUMN {quoted} {Pick(new[] { "SET NOT NULL", "DROP DEFAULT", "SET STATISTICS 50", "SET DEFAULT NULL" })}");
                break;
            case 7 when table.Partitions.Count > 0:
                _statements.Add($"ALTER TABLE {Pick(table.Partitions)} ADD {(Chance(50) ? $"UNIQUE ({quoted})" : $"CHECK ({quoted} IS NOT NULL)")}");
                break;
            case 8 when table.Partitions.Count > 0:
                _statements.Add($"CREATE INDEX ON {Pick(table.Partitions)} ({quoted})");
                break;
            case 9 when table.Partitions.Count > 0:
                _statements.Add($"ALTER TABLE {table.Name} DETACH PARTITION {Pick(table.Partitions)}");
                break;
            case 10:
                _statements.Add($"ALTER TABLE {table.Name} RENAME TO {NewName("renamed")}");
                break;
            case 11 when table.PartitionColumn is not null:
                WriteAttachedPartition(table);
                break;
            default:
                _statements.Add($"ALTER TABLE {table.Name} CLUSTER ON {table.Name[(table.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]}_pkey");
                break;
        }
    }
}
