using System.Globalization;
using System.Text;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// The definitions of indexes and keys on plain columns, as pg_get_indexdef and pg_get_constraintdef write them: most of a database's,
/// and to write them takes the server longer than to find them.
/// </summary>
internal sealed class PlainDefinitions
{
    private readonly Dictionary<string, CatalogRow> _relations = [];
    private readonly RowsByRelation _columns;

    // The type of each operator class that is its type's own for btree, by oid.
    private readonly Dictionary<string, string> _types = [];

    /// <param name="server">The row about the server.</param>
    /// <param name="relations">The relations, by oid.</param>
    /// <param name="columns">The columns of all relations.</param>
    public PlainDefinitions(CatalogRow server, IReadOnlyList<CatalogRow> relations, IReadOnlyList<CatalogRow> columns)
    {
        foreach (var row in relations)
            _relations[row.Required("oid")] = row;
        _columns = new(columns);
        foreach (var line in (server.Text("operator_classes") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ');
            _types[line[..blank]] = line[(blank + 1)..];
        }
    }

    /// <summary>Gives each index its definition; those that are not plain after all are left to the server.</summary>
    public IReadOnlyList<CatalogRow> FillIndexes(IReadOnlyList<CatalogRow> indexes) => Fill(indexes, Index);

    /// <summary>Gives each constraint its definition; those that are not plain after all are left to the server.</summary>
    public IReadOnlyList<CatalogRow> FillConstraints(IReadOnlyList<CatalogRow> constraints) => Fill(constraints, Constraint);

    private static List<CatalogRow> Fill(IReadOnlyList<CatalogRow> rows, Func<CatalogRow, string, string?> write)
    {
        var left = new List<CatalogRow>();
        foreach (var row in rows)
        {
            if (row.Text("keys") is not { } keys)
                continue;
            if (write(row, keys) is { } definition)
                row.Fill("definition", definition);
            else
                left.Add(row);
        }

        return left;
    }

    private string? Index(CatalogRow row, string keys)
    {
        var columns = _columns[row];
        var text = new StringBuilder("CREATE ").Append(row.Flag("indisunique") ? "UNIQUE " : "").Append("INDEX ").Append(SqlIdentifier.Quote(row.Required("index_name")))
            .Append(" ON ").Append(SqlIdentifier.Quote(row.Required("schema_name"))).Append('.').Append(SqlIdentifier.Quote(row.Required("relname"))).Append(" USING btree (");
        var (numbers, options, classes, collations) = (keys.Split(' '), row.Required("key_options").Split(' '), row.Required("key_classes").Split(' '), row.Required("key_collations").Split(' '));
        for (var i = 0; i < numbers.Length; i++)
        {
            // The database's collation is the only one that stays unsaid, and only where the column has it too.
            if (Column(columns, numbers[i]) is not { } column || column.Text("collation") is not null || collations[i] is not ("0" or "100") || !IsCompared(column.Required("data_type"), classes[i]))
                return null;
            text.Append(i == 0 ? "" : ", ").Append(SqlIdentifier.Quote(column.Required("attname"))).Append(options[i] switch
            {
                "0" => "",
                "1" => " DESC NULLS LAST",
                "2" => " NULLS FIRST",
                "3" => " DESC",
                _ => throw new InvalidDataException($"Index {row.Required("index_name")} has a key of the unknown order {options[i]}."),
            });
        }

        return text.Append(')').ToString();
    }

    /// <summary>Whether the operator class is the type's own.</summary>
    private bool IsCompared(string type, string operatorClass)
    {
        if (!_types.TryGetValue(operatorClass, out var own))
            return false;
        if (type == own)
            return true;
        // numeric(12,2), timestamp(3) with time zone: how long or exact makes no other type. A quoted name is a type of somebody's own.
        var open = type.IndexOf('(');
        if (open >= 0 && !type.Contains('"'))
            type = type[..open] + type[(type.IndexOf(')', open) + 1)..];
        return type == own || type == "character varying" && own == "text";
    }

    private string? Constraint(CatalogRow row, string keys)
    {
        if (Names(row, keys) is not { } names)
            return null;
        if (row.Required("contype") == "p")
            return "PRIMARY KEY (" + names + ")";
        if (!_relations.TryGetValue(row.Required("referenced_oid"), out var referenced) || Names(referenced, row.Required("referenced_keys")) is not { } referencedNames)
            return null;
        return "FOREIGN KEY (" + names + ") REFERENCES " + SqlIdentifier.Quote(referenced.Required("schema_name")) + "." + SqlIdentifier.Quote(referenced.Required("relname")) + "(" + referencedNames + ")"
            + Action(" ON UPDATE ", row.Text("on_update")) + Action(" ON DELETE ", row.Text("on_delete"));
    }

    private static string Action(string clause, string? action) => action switch
    {
        "a" => "",
        "r" => clause + "RESTRICT",
        "c" => clause + "CASCADE",
        "n" => clause + "SET NULL",
        "d" => clause + "SET DEFAULT",
        _ => throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"A foreign key has the unknown action {action}.")),
    };

    /// <param name="keys">Numbers of columns as an array: {1,2}.</param>
    private string? Names(CatalogRow relation, string keys)
    {
        var columns = _columns[relation];
        var names = keys[1..^1].Split(',');
        for (var i = 0; i < names.Length; i++)
        {
            if (Column(columns, names[i]) is not { } column)
                return null;
            names[i] = SqlIdentifier.Quote(column.Required("attname"));
        }

        return string.Join(", ", names);
    }

    private static CatalogRow? Column(IReadOnlyList<CatalogRow> columns, string number)
    {
        foreach (var column in columns)
        {
            if (column.Text("attnum") == number)
                return column;
        }

        return null;
    }
}
