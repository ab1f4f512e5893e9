using System.Globalization;
using System.Text;
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

    // Used again for each of tens of thousands of columns.
    private readonly StringBuilder _column = new();

    // Constraint names that several tables of a schema have (LIKE copies them): the server would number its own choice of such a name.
    private readonly HashSet<string> _sharedConstraintNames;

    // Named NOT NULL constraints (PostgreSQL 18) by relation and column.
    private readonly ILookup<string, CatalogRow> _notNulls;

    public TableStatements(DatabaseCatalog catalog, RowsByRelation columns, RowsByRelation indexes)
    {
        _catalog = catalog;
        _columns = columns;
        var constraints = catalog[CatalogSection.Constraints].Where(row => !row.Flag("is_copy")).ToList();
        _constraints = new(constraints);
        _notNulls = constraints.Where(row => row.Text("not_null_column") is not null).ToLookup(row => SqlText.Key(row.Relation, row.Required("not_null_column")));
        _sharedConstraintNames = _notNulls.Count == 0 ? [] : FindSharedNames(constraints);
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
            statements.AddRange(row.Flag("relispartition") && row.Texts("parents") is [var parent] ? CreatePartition(row, table, parent) : Create(row, table));
            var creation = statements.Count;
            statements.AddRange(_hypertables[row.Relation].Select(dimension => dimension.Required("ddl")));
            WriteColumnSettings(row, table, statements);
            WriteLaterKeys(row, table, statements);
            statements.AddRange(IndexStatements.Write(_indexes[row]));
            WriteSettings(row, table, statements);
            WriteComments(row, table, statements);
            yield return new(SnapshotObject.KeyOf("pg_class", row, schema, name), SnapshotRank.Table, schema, name, statements) { Creation = creation };
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

    private IEnumerable<string> Create(CatalogRow row, string table)
    {
        var foreign = row.Required("relkind") == "f" ? "FOREIGN " : "";
        var create = $"CREATE {Persistence(row)}{foreign}TABLE {table} (";
        var parents = row.Texts("parents");
        if (!TakesColumnsInOrder(row))
        {
            yield return create + List(_columns[row].Select(column => Column(column, table)).Concat(TableConstraints(row, InheritedChecks(row)))) + ")" + Tail(row) + ";";
            foreach (var parent in parents)
                yield return $"ALTER {foreign}TABLE {table} INHERIT {parent};";
            yield break;
        }

        // An inherited column comes with its parent, unless the table declares it too.
        var own = _columns[row].Where(IsDeclared).Select(column => Column(column, table));
        yield return create + List(own.Concat(TableConstraints(row, []))) + ")" + (parents.Count > 0 ? " INHERITS (" + string.Join(", ", parents) + ")" : "") + Tail(row) + ";";
        foreach (var change in InheritedColumnChanges(row, table, IsDeclared))
            yield return change;
    }

    private static bool IsDeclared(CatalogRow column) => column.Number("attinhcount") is null or 0 || column.Flag("attislocal");

    /// <summary>A partition whose columns are those of its parent, in the same order, is written as one; another is attached.</summary>
    private IEnumerable<string> CreatePartition(CatalogRow row, string table, string parent)
    {
        var foreign = row.Required("relkind") == "f" ? "FOREIGN " : "";
        var own = _columns[row].Select(column => column.Required("attname"));
        var bound = row.Required("partition_bound");
        if (_relations.TryGetValue(parent, out var parentRow) && own.SequenceEqual(_columns[parentRow].Select(column => column.Required("attname"))))
        {
            var constraints = TableConstraints(row, []).ToArray();
            yield return $"CREATE {Persistence(row)}{foreign}TABLE {table} PARTITION OF {parent}" + (constraints.Length == 0 ? "" : " (" + List(constraints) + ")") + $"\n  {bound}{Tail(row)};";
            foreach (var change in InheritedColumnChanges(row, table, _ => false))
                yield return change;
            yield break;
        }

        var parts = _columns[row].Select(column => Column(column, table)).Concat(TableConstraints(row, InheritedChecks(row)));
        yield return $"CREATE {Persistence(row)}{foreign}TABLE {table} (" + List(parts) + ")" + Tail(row) + ";";
        yield return $"ALTER TABLE {parent} ATTACH PARTITION {table} {bound};";
    }

    private static string List(IEnumerable<string> parts) => string.Join(",", parts.Select(part => "\n  " + part)) is { Length: > 0 } list ? list + "\n" : "";

    private IEnumerable<CatalogRow> Parents(CatalogRow row)
    {
        foreach (var parent in row.Texts("parents"))
        {
            if (_relations.TryGetValue(parent, out var found))
                yield return found;
        }
    }

    /// <summary>
    /// Whether INHERITS gives the table its columns as they are: those of the parents first, with one default each. Columns that a parent got later stand behind the
    /// table's own.
    /// </summary>
    private bool TakesColumnsInOrder(CatalogRow row)
    {
        if (row.Texts("parents").Count == 0)
            return true;
        var defaults = new Dictionary<string, string?>();
        var order = new List<string>();
        foreach (var column in Parents(row).SelectMany(parent => _columns[parent]))
        {
            if (defaults.TryAdd(column.Required("attname"), column.Text("default_expr")))
                order.Add(column.Required("attname"));
            else if (defaults[column.Required("attname")] != column.Text("default_expr"))
                return false;
        }

        order.AddRange(_columns[row].Where(column => IsDeclared(column) && !defaults.ContainsKey(column.Required("attname"))).Select(column => column.Required("attname")));
        return order.SequenceEqual(_columns[row].Select(column => column.Required("attname"))) || Parents(row).Count() < row.Texts("parents").Count;
    }

    /// <summary>Checks that a table has from those above it, which it must have before it becomes their child.</summary>
    private IEnumerable<CatalogRow> InheritedChecks(CatalogRow row) =>
        Parents(row).SelectMany(parent => _constraints[parent].Concat(InheritedChecks(parent)))
            .Where(constraint => constraint.Required("contype") == "c" && constraint.Flag("convalidated") && !constraint.Flag("connoinherit"));

    /// <summary>What was changed of a column that came from a parent.</summary>
    /// <param name="isDeclared">Whether the statement that makes the table says what the column is.</param>
    private IEnumerable<string> InheritedColumnChanges(CatalogRow row, string table, Func<CatalogRow, bool> isDeclared)
    {
        if (row.Texts("parents").Count == 0)
            yield break;
        var inherited = Parents(row).SelectMany(parent => _columns[parent]).ToLookup(column => column.Required("attname"));
        foreach (var column in _columns[row])
        {
            var name = column.Required("attname");
            if (inherited[name].FirstOrDefault() is not { } parent)
                continue;
            var (value, given) = (column.Text("default_expr"), isDeclared(column) ? column.Text("default_expr") ?? parent.Text("default_expr") : parent.Text("default_expr"));
            if (column.Text("attgenerated") is null or "" && value != given)
                yield return $"ALTER TABLE {table} ALTER COLUMN {SqlIdentifier.Quote(name)} {(value is null ? "DROP DEFAULT" : "SET DEFAULT " + value)};";
            if (parent.Text("storage") is not null && column.Text("storage") is null)
                yield return $"ALTER TABLE {table} ALTER COLUMN {SqlIdentifier.Quote(name)} SET STORAGE {Storage(column.Required("type_storage"))};";
            if (parent.Text("compression") is not null && column.Text("compression") is null)
                yield return $"ALTER TABLE {table} ALTER COLUMN {SqlIdentifier.Quote(name)} SET COMPRESSION default;";
            var isNotNull = inherited[name].Any(other => other.Flag("attnotnull") && !NotNulls(other).FirstOrDefault().IsOnlyHere);
            if (column.Flag("attnotnull") && !isDeclared(column) && (!isNotNull || NotNulls(column).Any()))
            {
                var constraint = NotNull(column);
                if (constraint.EndsWith(" NO INHERIT", StringComparison.Ordinal))
                    yield return $"ALTER TABLE {table} ADD{constraint[..^" NO INHERIT".Length]} {SqlIdentifier.Quote(name)} NO INHERIT;";
                else if (constraint.Length > 0)
                    yield return constraint == " NOT NULL" ? $"ALTER TABLE {table} ALTER COLUMN {SqlIdentifier.Quote(name)} SET NOT NULL;" : $"ALTER TABLE {table} ADD{constraint} {SqlIdentifier.Quote(name)};";
            }
            else if (!column.Flag("attnotnull") && isNotNull)
            {
                yield return $"ALTER TABLE {table} ALTER COLUMN {SqlIdentifier.Quote(name)} DROP NOT NULL;";
            }
        }
    }

    private string Tail(CatalogRow row)
    {
        var text = row.Text("partition_key") is { } key ? "\nPARTITION BY " + key : "";
        if (row.Text("foreign_server") is { } server)
            text += "\nSERVER " + SqlIdentifier.Quote(server) + ForeignOptions(row.Texts("foreign_options"));
        if (row.Text("access_method") is { } method and not "heap")
            text += "\nUSING " + SqlIdentifier.Quote(method);
        var options = row.Texts("reloptions").Select(StorageParameter).Concat(HasToast(row) ? row.Texts("toast_options").Select(option => "toast." + StorageParameter(option)) : []).ToArray();
        if (options.Length > 0)
            text += "\nWITH (" + string.Join(", ", options) + ")";
        return text;
    }

    /// <summary>
    /// Whether the columns are such that a new table of them gets a TOAST table: rows may be longer than 2 kB (needs_toast_table). One that is left from columns that are
    /// gone is not made again, and what is set for it has no meaning.
    /// </summary>
    private bool HasToast(CatalogRow row)
    {
        var bytes = 0L;
        foreach (var column in _columns[row].Where(column => column.Text("type_storage") is not "p"))
        {
            var type = column.Required("data_type");
            var length = type.EndsWith("[]", StringComparison.Ordinal) ? [] : type.SkipWhile(c => c != '(').Skip(1).TakeWhile(char.IsAsciiDigit).ToArray();
            if (length.Length == 0)
                return true;
            bytes += 4 * long.Parse(length, CultureInfo.InvariantCulture);
        }

        return bytes > 2000;
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
        var text = _column.Clear().Append(SqlIdentifier.Quote(column.Required("attname"))).Append(' ').Append(column.Required("data_type"));
        if (column.Text("collation") is { } collation)
            text.Append(" COLLATE ").Append(collation);
        var expression = column.Text("default_expr");
        if (column.Text("attgenerated") is { Length: > 0 } generated)
            text.Append(" GENERATED ALWAYS AS (").Append(expression).Append(')').Append(generated == "v" ? " VIRTUAL" : " STORED");
        else if (column.Text("attidentity") is { Length: > 0 } identity)
            text.Append(" GENERATED ").Append(identity == "a" ? "ALWAYS" : "BY DEFAULT").Append(" AS IDENTITY").Append(IdentityOptions(column, table));
        else if (expression is not null)
            text.Append(" DEFAULT ").Append(expression);
        if (column.Flag("attnotnull"))
            text.Append(NotNull(column));
        return text.ToString();
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
        if (_notNulls.Count == 0)
            return " NOT NULL";
        var constraint = NotNulls(column).FirstOrDefault();
        if (constraint.Name is not null && !constraint.IsValid)
            return "";
        return (constraint.Name is null || constraint.IsDefaultName ? "" : $" CONSTRAINT {SqlIdentifier.Quote(constraint.Name)}") + " NOT NULL" + (constraint.IsOnlyHere ? " NO INHERIT" : "");
    }

    private IEnumerable<(string? Name, bool IsDefaultName, bool IsValid, bool IsOnlyHere)> NotNulls(CatalogRow column)
    {
        var only = column.Required("attname");
        foreach (var constraint in _notNulls[SqlText.Key(column.Relation, only)])
        {
            var name = constraint.Required("conname");
            var isDefault = name == column.Required("relname") + "_" + only + "_not_null" && !_sharedConstraintNames.Contains(SqlText.Key(constraint.Required("schema_name"), name));
            yield return (name, isDefault, constraint.Flag("convalidated"), constraint.Flag("connoinherit"));
        }
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

        foreach (var copy in _catalog[CatalogSection.Constraints].Where(row => row.Flag("is_copy")))
            yield return $"ALTER TABLE {SqlText.Name(copy.Required("schema_name"), copy.Required("relname"))} VALIDATE CONSTRAINT {SqlIdentifier.Quote(copy.Required("conname"))};";
    }

    /// <summary>As the server writes it, with the storage parameters of a key's index, which it leaves out.</summary>
    private static string Definition(CatalogRow constraint)
    {
        var definition = constraint.Required("definition");
        if (constraint.Required("contype") is not ("p" or "u") || constraint.Texts("index_options") is not { Count: > 0 } options)
            return definition;
        var end = Array.Find([" DEFERRABLE INITIALLY DEFERRED", " DEFERRABLE"], text => definition.EndsWith(text, StringComparison.Ordinal)) ?? "";
        return definition[..^end.Length] + " WITH (" + string.Join(", ", options.Select(StorageParameter)) + ")" + end;
    }

    private static string AddConstraint(string table, CatalogRow constraint) => $"ALTER TABLE {table} ADD CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} {Definition(constraint)};";

    /// <param name="inheritedChecks">Checks that the table has as well.</param>
    private IEnumerable<string> TableConstraints(CatalogRow row, IEnumerable<CatalogRow> inheritedChecks)
    {
        var constraints = _constraints[row];
        var keys =
            from kind in new[] { "p", "u", "x" }
            from constraint in constraints
            where constraint.Required("contype") == kind && !IsAddedLater(row, constraint)
            select constraint;
        var checks = constraints.Where(constraint => constraint.Required("contype") == "c" && constraint.Flag("convalidated")).Concat(inheritedChecks)
            .DistinctBy(constraint => constraint.Required("conname"))
            .OrderBy(constraint => constraint.Required("conname"), StringComparer.Ordinal);
        return keys.Concat(checks).Select(constraint => $"CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} {Definition(constraint)}");
    }

    /// <summary>Whether a key is added to the finished table: a partition gets those of its parent first, whose names may be put right then.</summary>
    private bool IsAddedLater(CatalogRow row, CatalogRow constraint) =>
        IsRepeated(row, constraint) || (row.Flag("relispartition") && constraint.Required("contype") is "p" or "u" or "x");

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

    private void WriteLaterKeys(CatalogRow row, string table, List<string> statements) =>
        statements.AddRange(
            from kind in new[] { "p", "u", "x" }
            from constraint in _constraints[row]
            where constraint.Required("contype") == kind && IsAddedLater(row, constraint)
            select AddConstraint(table, constraint));

    private static string Storage(string letter) => letter switch { "p" => "PLAIN", "e" => "EXTERNAL", "m" => "MAIN", _ => "EXTENDED" };

    private void WriteColumnSettings(CatalogRow row, string table, List<string> statements)
    {
        foreach (var column in _columns[row])
        {
            var name = SqlIdentifier.Quote(column.Required("attname"));
            if (column.Text("storage") is { } storage)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET STORAGE {Storage(storage)};");
            if (column.Text("compression") is { } compression)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET COMPRESSION {(compression == "l" ? "lz4" : "pglz")};");
            if (column.Texts("options") is { Count: > 0 } options)
                statements.Add($"ALTER TABLE {table} ALTER COLUMN {name} SET ({string.Join(", ", options.Select(StorageParameter))});");
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

        foreach (var constraint in _constraints[row].Where(constraint => constraint.Required("contype") != "f" && (constraint.Required("contype") is not ("c" or "n") || constraint.Flag("convalidated"))))
        {
            if (constraint.Text("comment") is { } constraintComment)
                statements.Add($"COMMENT ON CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} ON {table} IS {SqlText.Literal(constraintComment)};");
        }
    }
}
