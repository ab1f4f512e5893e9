using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>
/// Tables with columns, constraints, indexes, comments and, on TimescaleDB, what makes them hypertables. Foreign keys stand apart:
/// they are the one kind of constraint that needs another table.
/// </summary>
internal sealed class TableStatements
{
    private readonly DatabaseCatalog _catalog;
    private readonly RowsByRelation _columns;
    private readonly RowsByRelation _constraints;
    private readonly RowsByRelation _indexes;
    private readonly ILookup<string, CatalogRow> _hypertables;
    private readonly Dictionary<string, CatalogRow> _identitySequences = [];
    private readonly Dictionary<string, CatalogRow> _relations = [];

    // Constraint names that several tables of a schema have (LIKE copies them): the server would number its own choice of such a name.
    private readonly HashSet<string> _sharedConstraintNames;

    // Named NOT NULL constraints (PostgreSQL 18) by relation and column.
    private readonly ILookup<string, CatalogRow> _notNulls;

    public TableStatements(DatabaseCatalog catalog, RowsByRelation columns, RowsByRelation indexes)
    {
        _catalog = catalog;
        _columns = columns;
        _constraints = new(catalog[CatalogSection.Constraints]);
        _notNulls = catalog[CatalogSection.Constraints].Where(row => row.Text("not_null_column") is not null).ToLookup(row => SqlText.Key(row.Relation, row.Required("not_null_column")));
        _sharedConstraintNames = _notNulls.Count == 0 ? [] : FindSharedNames(catalog[CatalogSection.Constraints]);
        _indexes = indexes;
        _hypertables = catalog[CatalogSection.Hypertables].ToLookup(row => SqlText.Key(row.Required("hypertable_schema"), row.Required("hypertable_name")));
        foreach (var row in catalog[CatalogSection.Relations])
        {
            _relations[SqlText.Name(row.Required("schema_name"), row.Required("relname"))] = row;
            if (row.Text("owner_deptype") == "i" && row.Text("owner_table") is { } table && row.Text("owner_column") is { } column)
                _identitySequences[SqlText.Key(table, column)] = row;
        }
    }

    /// <summary>Tables in the order of the catalog query.</summary>
    public IEnumerable<SnapshotObject> Write()
    {
        foreach (var row in _catalog[CatalogSection.Relations])
        {
            if (row.Required("relkind") is not ("r" or "p" or "f"))
                continue;
            var statements = new List<string>();
            var schema = row.Required("schema_name");
            var name = row.Required("relname");
            var table = SqlText.Name(schema, name);
            statements.AddRange(StatisticsComments.Write(_hypertables[row.Relation].FirstOrDefault() ?? row, _columns[row]));
            statements.Add(row.Flag("relispartition") && row.Texts("parents") is [var parent] ? CreatePartition(row, table, parent, statements) : Create(row, table));
            statements.AddRange(_hypertables[row.Relation].Select(dimension => dimension.Required("ddl")));
            WriteColumnSettings(row, table, statements);
            WriteRepeatedKeys(row, table, statements);
            statements.AddRange(IndexStatements.Write(_indexes[row]));
            WriteSettings(row, table, statements);
            WriteComments(row, table, statements);
            yield return new(SnapshotObject.KeyOf("pg_class", row, schema, name), SnapshotRank.Table, schema, name, statements);
        }
    }

    /// <summary>ALTER TABLE ... ADD CONSTRAINT for every foreign key, by table and name.</summary>
    public IEnumerable<string> WriteForeignKeys()
    {
        foreach (var row in _catalog[CatalogSection.Relations].SelectMany(relation => _constraints[relation]).Where(row => row.Required("contype") == "f"))
        {
            var table = SqlText.Name(row.Required("schema_name"), row.Required("relname"));
            yield return $"ALTER TABLE {table}\n  ADD CONSTRAINT {SqlIdentifier.Quote(row.Required("conname"))} {row.Required("definition")};";
            if (row.Text("comment") is { } comment)
                yield return $"COMMENT ON CONSTRAINT {SqlIdentifier.Quote(row.Required("conname"))} ON {table} IS {SqlText.Literal(comment)};";
        }
    }

    private static string Persistence(CatalogRow row) => row.Text("relpersistence") == "u" ? "UNLOGGED " : "";

    private string Create(CatalogRow row, string table)
    {
        var parts = new List<string>();
        foreach (var column in _columns[row])
        {
            // An inherited column comes with its parent, unless the table declares it too.
            if (column.Number("attinhcount") is null or 0 || column.Flag("attislocal"))
                parts.Add(Column(column, table));
        }

        parts.AddRange(TableConstraints(row));
        var text = $"CREATE {Persistence(row)}{(row.Required("relkind") == "f" ? "FOREIGN " : "")}TABLE {table} (" + (parts.Count == 0 ? ")" : "\n  " + string.Join(",\n  ", parts) + "\n)");
        if (row.Texts("parents") is { Count: > 0 } parents && !row.Flag("relispartition"))
            text += " INHERITS (" + string.Join(", ", parents) + ")";
        return text + Tail(row) + ";";
    }

    /// <summary>A partition whose columns are those of its parent, in the same order, is written as one; another is attached.</summary>
    private string CreatePartition(CatalogRow row, string table, string parent, List<string> statements)
    {
        var own = _columns[row].Select(column => column.Required("attname"));
        var bound = row.Required("partition_bound");
        if (_relations.TryGetValue(parent, out var parentRow) && own.SequenceEqual(_columns[parentRow].Select(column => column.Required("attname"))))
        {
            var constraints = TableConstraints(row).ToArray();
            return $"CREATE {Persistence(row)}{(row.Required("relkind") == "f" ? "FOREIGN " : "")}TABLE {table} PARTITION OF {parent}"
                + (constraints.Length == 0 ? "" : " (\n  " + string.Join(",\n  ", constraints) + "\n)")
                + $"\n  {bound}{Tail(row)};";
        }

        var parts = _columns[row].Select(column => Column(column, table)).Concat(TableConstraints(row));
        statements.Add($"CREATE {Persistence(row)}TABLE {table} (\n  " + string.Join(",\n  ", parts) + "\n)" + Tail(row) + ";");
        return $"ALTER TABLE {parent} ATTACH PARTITION {table} {bound};";
    }

    private static string Tail(CatalogRow row)
    {
        var text = row.Text("partition_key") is { } key ? "\nPARTITION BY " + key : "";
        if (row.Text("foreign_server") is { } server)
            text += "\nSERVER " + SqlIdentifier.Quote(server) + ForeignOptions(row.Texts("foreign_options"));
        if (row.Text("access_method") is { } method and not "heap")
            text += "\nUSING " + SqlIdentifier.Quote(method);
        if (row.Texts("reloptions") is { Count: > 0 } options)
            text += "\nWITH (" + string.Join(", ", options.Select(StorageParameter)) + ")";
        return text;
    }

    private static string ForeignOptions(IReadOnlyList<string> options) =>
        options.Count == 0 ? "" : " OPTIONS (" + string.Join(", ", options.Select(option => SqlIdentifier.Quote(option[..option.IndexOf('=')]) + " " + SqlText.Literal(option[(option.IndexOf('=') + 1)..]))) + ")";

    /// <summary>name=value of pg_class.reloptions as WITH takes it.</summary>
    public static string StorageParameter(string option)
    {
        var equals = option.IndexOf('=');
        return equals < 0 ? SqlIdentifier.Quote(option) : SqlIdentifier.Quote(option[..equals]) + " = " + SqlText.Literal(option[(equals + 1)..]);
    }

    private string Column(CatalogRow column, string table)
    {
        var name = column.Required("attname");
        var text = SqlIdentifier.Quote(name) + " " + column.Required("data_type");
        if (column.Text("collation") is { } collation)
            text += " COLLATE " + collation;
        var expression = column.Text("default_expr");
        if (column.Text("attgenerated") is { Length: > 0 } generated)
            text += $" GENERATED ALWAYS AS ({expression})" + (generated == "v" ? " VIRTUAL" : " STORED");
        else if (column.Text("attidentity") is { Length: > 0 } identity)
            text += $" GENERATED {(identity == "a" ? "ALWAYS" : "BY DEFAULT")} AS IDENTITY{IdentityOptions(column, table)}";
        else if (expression is not null)
            text += " DEFAULT " + expression;
        return column.Flag("attnotnull") ? text + NotNull(column) : text;
    }

    private string IdentityOptions(CatalogRow column, string table)
    {
        if (!_identitySequences.TryGetValue(SqlText.Key(table, column.Required("attname")), out var sequence))
            return "";
        // The column's type may have changed since, its sequence's not; a replay gives both the column's.
        var options = SequenceStatements.Options(sequence, column.Required("data_type"));
        var expected = column.Required("relname") + "_" + column.Required("attname") + "_seq";
        if (sequence.Required("relname") != expected)
            options = $" SEQUENCE NAME {SqlText.Name(sequence.Required("schema_name"), sequence.Required("relname"))}{options}";
        return options.Length == 0 ? "" : " (" + options.TrimStart() + ")";
    }

    /// <summary>PostgreSQL 18 names NOT NULL constraints; a name that it would give itself is left out.</summary>
    private string NotNull(CatalogRow column)
    {
        var only = column.Required("attname");
        if (_notNulls.Count == 0 || _notNulls[SqlText.Key(column.Relation, only)].FirstOrDefault() is not { } constraint)
            return " NOT NULL";
        var name = constraint.Required("conname");
        if (!constraint.Flag("convalidated"))
            return "";
        return name == column.Required("relname") + "_" + only + "_not_null" && !_sharedConstraintNames.Contains(SqlText.Key(constraint.Required("schema_name"), name))
            ? " NOT NULL"
            : $" CONSTRAINT {SqlIdentifier.Quote(name)} NOT NULL";
    }

    private static HashSet<string> FindSharedNames(IEnumerable<CatalogRow> constraints)
    {
        var (seen, shared) = (new HashSet<string>(), new HashSet<string>());
        foreach (var row in constraints)
        {
            var name = SqlText.Key(row.Required("schema_name"), row.Required("conname"));
            if (!seen.Add(name))
                shared.Add(name);
        }

        return shared;
    }

    /// <summary>
    /// ALTER TABLE ... ADD CONSTRAINT of what is not validated, for all tables: CREATE TABLE has no such constraints, and a partition or
    /// child that is made later would get a validated copy.
    /// </summary>
    public IEnumerable<string> WriteNotValidated()
    {
        foreach (var row in _catalog[CatalogSection.Relations])
        {
            var table = SqlText.Name(row.Required("schema_name"), row.Required("relname"));
            foreach (var constraint in _constraints[row].Where(constraint => constraint.Required("contype") is "n" or "c" && !constraint.Flag("convalidated")))
            {
                yield return AddConstraint(table, constraint);
                if (constraint.Text("comment") is { } comment)
                    yield return $"COMMENT ON CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} ON {table} IS {SqlText.Literal(comment)};";
            }
        }
    }

    private static string AddConstraint(string table, CatalogRow constraint) => $"ALTER TABLE {table} ADD CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} {constraint.Required("definition")};";

    private IEnumerable<string> TableConstraints(CatalogRow row) =>
        from kind in new[] { "p", "u", "x", "c" }
        from constraint in _constraints[row]
        where constraint.Required("contype") == kind && (kind != "c" || constraint.Flag("convalidated")) && !IsRepeated(row, constraint)
        select $"CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} {constraint.Required("definition")}";

    /// <summary>Whether a constraint says what one before it says: of two keys in one CREATE TABLE the server drops the second.</summary>
    private bool IsRepeated(CatalogRow row, CatalogRow constraint)
    {
        if (constraint.Required("contype") != "u")
            return false;
        var key = KeyOf(constraint);
        return _constraints[row].Any(other => other.Required("contype") == "p" && KeyOf(other) == key)
            || _constraints[row].TakeWhile(other => other.Required("conname") != constraint.Required("conname")).Any(other => other.Required("contype") == "u" && KeyOf(other) == key);
    }

    private static string KeyOf(CatalogRow constraint) => constraint.Required("definition") is var definition && definition.StartsWith("PRIMARY KEY ", StringComparison.Ordinal) ? definition["PRIMARY KEY ".Length..] : definition["UNIQUE ".Length..];

    private void WriteRepeatedKeys(CatalogRow row, string table, List<string> statements)
    {
        foreach (var constraint in _constraints[row].Where(constraint => IsRepeated(row, constraint)))
            statements.Add(AddConstraint(table, constraint));
    }

    private void WriteColumnSettings(CatalogRow row, string table, List<string> statements)
    {
        foreach (var column in _columns[row])
        {
            var name = SqlIdentifier.Quote(column.Required("attname"));
            if (column.Text("storage") is { } storage)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET STORAGE {storage switch { "p" => "PLAIN", "e" => "EXTERNAL", "m" => "MAIN", _ => "EXTENDED" }};");
            if (column.Text("compression") is { } compression)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET COMPRESSION {(compression == "l" ? "lz4" : "pglz")};");
            if (column.Number("statistics_target") is { } target)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS {target.ToString(CultureInfo.InvariantCulture)};");
        }
    }

    private void WriteSettings(CatalogRow row, string table, List<string> statements)
    {
        foreach (var index in _indexes[row].Where(index => index.Flag("indisclustered")))
            statements.Add($"ALTER TABLE {table} CLUSTER ON {SqlIdentifier.Quote(index.Required("index_name"))};");
        if (row.Text("relreplident") is "f" or "n")
            statements.Add($"ALTER TABLE {table} REPLICA IDENTITY {(row.Text("relreplident") == "f" ? "FULL" : "NOTHING")};");
        foreach (var index in _indexes[row].Where(index => row.Text("relreplident") == "i" && index.Flag("indisreplident")))
            statements.Add($"ALTER TABLE {table} REPLICA IDENTITY USING INDEX {SqlIdentifier.Quote(index.Required("index_name"))};");
        if (row.Flag("relrowsecurity"))
            statements.Add($"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;");
        if (row.Flag("relforcerowsecurity"))
            statements.Add($"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;");
    }

    private void WriteComments(CatalogRow row, string table, List<string> statements)
    {
        if (row.Text("comment") is { } comment)
            statements.Add($"COMMENT ON {(row.Required("relkind") == "f" ? "FOREIGN TABLE" : "TABLE")} {table} IS {SqlText.Literal(comment)};");
        foreach (var column in _columns[row])
        {
            if (column.Text("comment") is { } columnComment)
                statements.Add($"COMMENT ON COLUMN {table}.{SqlIdentifier.Quote(column.Required("attname"))} IS {SqlText.Literal(columnComment)};");
        }

        foreach (var constraint in _constraints[row].Where(constraint => constraint.Required("contype") is not ("f" or "n") && (constraint.Required("contype") != "c" || constraint.Flag("convalidated"))))
        {
            if (constraint.Text("comment") is { } constraintComment)
                statements.Add($"COMMENT ON CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} ON {table} IS {SqlText.Literal(constraintComment)};");
        }
    }
}
