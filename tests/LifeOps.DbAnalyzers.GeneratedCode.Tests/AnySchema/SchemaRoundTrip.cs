using System.Globalization;
using System.Reflection;
using System.Text;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// The generated code of one schema against its database: of every table two full rows, and one with no more than it needs, go through the insert shape, Read, FindAsync
/// and COPY; every view is read. What differs is collected, not thrown.
/// </summary>
internal sealed class SchemaRoundTrip
{
    /// <summary>
    /// Columns that a CHECK of their table, its partitions or their domain looks at, that only a partition wants, or that choose the partition: a row that leaves them out may be refused.
    /// </summary>
    private const string CheckedColumns = """
        SELECT n.nspname || '.' || root.relname || '.' || a.attname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_class root ON root.oid = coalesce(pg_partition_root(c.oid), c.oid) JOIN pg_namespace n ON n.oid = root.relnamespace
        WHERE (c.relispartition AND a.attnotnull)
           OR EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'c' AND (k.conrelid = c.oid AND a.attnum = ANY (k.conkey) OR k.contypid = a.atttypid))
           OR EXISTS (SELECT FROM pg_partitioned_table p WHERE p.partrelid = c.oid AND a.attnum = ANY (p.partattrs))
        """;

    /// <summary>Room for any row in every partitioned table; and no publications, which refuse to have rows deleted that have no key.</summary>
    private const string MakeRoom = """
        DO $$
        DECLARE found record;
        BEGIN
          FOR found IN SELECT pubname FROM pg_publication LOOP
            EXECUTE format('DROP PUBLICATION %I', found.pubname);
          END LOOP;
          FOR found IN SELECT partrelid::regclass AS name, row_number() OVER () AS number FROM pg_partitioned_table WHERE partdefid = 0 AND partstrat <> 'h' LOOP
            EXECUTE format('CREATE TABLE public.any_other_row_%s PARTITION OF %s DEFAULT', found.number, found.name);
          END LOOP;
        END $$
        """;

    /// <summary>
    /// Indexes that take no two rows, or none: unique ones of expressions and of generated columns ((x IS NULL) and the like leave room for one row), and those of composites, which the
    /// server makes without looking whether their parts can be compared.
    /// </summary>
    private const string DropFullIndexes = """
        DO $$
        DECLARE found record;
        BEGIN
          FOR found IN
            SELECT i.indexrelid::regclass AS index, i.indrelid::regclass AS relation, k.conname
            FROM pg_index i LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u')
            WHERE NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid) AND i.indrelid >= 16384
              AND ((i.indisunique AND (i.indexprs IS NOT NULL OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attgenerated <> '')))
                OR EXISTS (
                  SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
                  WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND coalesce(e.typtype, t.typtype) = 'c'))
          LOOP
            IF found.conname IS NULL THEN
              EXECUTE format('DROP INDEX %s', found.index);
            ELSE
              EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', found.relation, found.conname);
            END IF;
          END LOOP;
        END $$
        """;

    /// <summary>CHECKs that say more than IS NOT NULL, which made-up values do not know of: what is generated does not depend on them.</summary>
    private const string DropChecks = """
        DO $$
        DECLARE found record;
        BEGIN
          FOR found IN SELECT conname, conrelid, contypid FROM pg_constraint WHERE contype = 'c' AND connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) LOOP
            IF found.conrelid <> 0 THEN
              EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', found.conrelid::regclass, found.conname);
            ELSE
              EXECUTE format('ALTER DOMAIN %s DROP CONSTRAINT %I', found.contypid::regtype, found.conname);
            END IF;
          END LOOP;
        END $$
        """;

    private readonly DatabaseSchema _schema;
    private readonly GeneratedAssembly _generated;
    private readonly NpgsqlConnection _connection;
    private readonly SampleValues _values;
    private readonly StringBuilder _differences = new();
    private readonly HashSet<string> _checked = [];

    private SchemaRoundTrip(DatabaseSchema schema, GeneratedAssembly generated, NpgsqlConnection connection)
    {
        _schema = schema;
        _generated = generated;
        _connection = connection;
        _values = new SampleValues(schema);
    }

    /// <summary>How much went through.</summary>
    /// <param name="Views">Views whose rows were read.</param>
    /// <param name="UnreadableViews">Views with an array that no property can hold (docs/generator.md, Limits).</param>
    public sealed record Outcome(int Tables, int Views, int UnreadableViews, string Differences);

    /// <param name="ddl">What the database was made by, and the records are generated from.</param>
    /// <param name="keepsChecks">Whether the CHECKs are such that any value but NULL passes them; else they are dropped.</param>
    public static async Task<Outcome> RunAsync(TestDatabase database, string ddl, IReadOnlyDictionary<string, string> options, bool keepsChecks)
    {
        var generated = new GeneratedAssembly(ddl, options);
        if (generated.Problem is { } problem)
            return new(0, 0, 0, problem);

        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString + ";Pooling=false");
        generated.UseLifeOpsTypes(builder);
        await using var source = builder.Build();
        await using var connection = await source.OpenConnectionAsync();
        var run = new SchemaRoundTrip(SchemaBuilder.Build(ddl, serverMajor: database.Server.Major), generated, connection);
        if (!keepsChecks)
            await run.ExecuteAsync(DropChecks);
        return await run.RunAsync();
    }

    private async Task<Outcome> RunAsync()
    {
        // Foreign keys are triggers: without them the tables can be filled in any order.
        await ExecuteAsync("SET session_replication_role = replica");
        await ExecuteAsync(MakeRoom);
        await ExecuteAsync(DropFullIndexes);
        await using (var command = new NpgsqlCommand(CheckedColumns, _connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                _checked.Add(reader.GetString(0));
        }

        var tables = 0;
        foreach (var table in _schema.Tables)
        {
            if (_generated.Find(table.Schema, table.Name) is not { } record)
                continue;
            tables++;
            await InRolledBackTransactionAsync(record, () => RoundTripFullRowsAsync(table, record));
            await InRolledBackTransactionAsync(record, () => RoundTripSmallRowAsync(table, record));
        }

        var (views, unreadable) = (0, 0);
        await using var transaction = await _connection.BeginTransactionAsync();
        foreach (var table in _schema.Tables)
        {
            if (_generated.Find(table.Schema, table.Name) is not { } record)
                continue;
            await transaction.SaveAsync("rows");
            try
            {
                for (var number = 0; number < 2; number++)
                    await record.InsertAsync(_connection, Fill(table, record, number, isFull: true), returningRow: false);
            }
            catch (PostgresException refused)
            {
                Report(record, refused.Message);
                await transaction.RollbackAsync("rows");
            }
        }

        foreach (var view in _schema.Views)
        {
            var record = _generated.Find(view.Schema, view.Name)!;
            await transaction.SaveAsync("view");
            try
            {
                if (view.Kind == ViewKind.Materialized)
                    await ExecuteAsync("REFRESH MATERIALIZED VIEW " + record.TableName);
                if (await HasUnreadableArrayAsync(view, record))
                {
                    unreadable++;
                }
                else
                {
                    await ReadViewAsync(record);
                    views++;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Report(record, exception.ToString());
            }

            await transaction.RollbackAsync("view");
        }

        return new(tables, views, unreadable, _differences.ToString());
    }

    private async Task InRolledBackTransactionAsync(RecordUnderTest record, Func<Task> action)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Report(record, exception.ToString());
        }
    }

    private async Task RoundTripFullRowsAsync(Table table, RecordUnderTest record)
    {
        object[] given = [Fill(table, record, 0, isFull: true), Fill(table, record, 1, isFull: true)];
        var returned = new List<object>();
        foreach (var row in given)
            returned.Add((await record.InsertAsync(_connection, row, returningRow: true))!);
        for (var i = 0; i < given.Length; i++)
            Compare(table, record, "INSERT ... RETURNING", given[i], returned[i]);

        var stored = await record.ReadAllAsync(_connection);
        CompareSets(record, "read back", returned, stored, record.Properties);
        if (record.HasKey)
        {
            foreach (var row in stored)
                CompareSets(record, "FindAsync", [row], await record.FindAsync(_connection, row) is { } found ? [found] : [], record.Properties);
        }

        await ExecuteAsync("DELETE FROM " + record.TableName);
        // A table without a column to give has no COPY.
        if (record.InsertShape!.GetMethod("CopyAsync") is null)
            return;
        Assert.Equal((ulong)stored.Count, await record.CopyAsync(_connection, stored.Select(record.ToNew)));
        CompareSets(record, "COPY", stored, await record.ReadAllAsync(_connection), record.Properties.Except(record.ServerColumns));
    }

    private async Task RoundTripSmallRowAsync(Table table, RecordUnderTest record)
    {
        var given = Fill(table, record, 0, isFull: false);
        Compare(table, record, "INSERT with defaults", given, (await record.InsertAsync(_connection, given, returningRow: true))!);
        await ExecuteAsync("DELETE FROM " + record.TableName);
        if (record.InsertShape!.GetMethod("CopyAsync") is null || !GivesAnyColumn(given))
            return;
        await record.CopyAsync(_connection, [given]);
        Compare(table, record, "COPY with defaults", given, Assert.Single(await record.ReadAllAsync(_connection)));
    }

    /// <summary>Aggregates of arrays have two dimensions, which is no T[]; arrays of multiranges Npgsql does not even look at.</summary>
    private async Task<bool> HasUnreadableArrayAsync(View view, RecordUnderTest record)
    {
        var arrays = view.Columns.Where(column => column.Type.IsArray).ToList();
        if (arrays.Exists(column => column.Type.Name.EndsWith("multirange", StringComparison.Ordinal)))
            return true;
        if (arrays.Count == 0)
            return false;
        var conditions = string.Join(" OR ", arrays.Select(column => $"array_ndims({SqlIdentifier.Quote(column.Name)}) > 1"));
        await using var command = new NpgsqlCommand($"SELECT coalesce(bool_or({conditions}), false) FROM {record.TableName}", _connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A view's rows must be readable as they are: a NULL in a property that has none would throw, and both readers must see the same.</summary>
    private async Task ReadViewAsync(RecordUnderTest record)
    {
        var read = record.Type.GetMethod("Read", [typeof(NpgsqlDataReader)])!.CreateDelegate<Func<NpgsqlDataReader, object>>();
        var readAny = record.Type.GetMethod("Read", [typeof(System.Data.Common.DbDataReader)])!.CreateDelegate<Func<System.Data.Common.DbDataReader, object>>();
        await using var command = new NpgsqlCommand($"SELECT {record.SelectList} FROM {record.TableName}", _connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = read(reader);
            CompareSets(record, "read as DbDataReader", [row], [readAny(reader)], record.Properties);
            foreach (var property in record.Properties)
            {
                if (reader.IsDBNull(reader.GetOrdinal(record.ColumnOf(property))) != property.GetValue(row) is null)
                    Report(record, $"{property.Name} is {RowAssert.Show(property.GetValue(row))}, and the column is not.");
            }
        }
    }

    /// <summary>A row to insert: every column given, or only those without which it would be refused.</summary>
    private object Fill(Table table, RecordUnderTest record, int number, bool isFull)
    {
        var row = Activator.CreateInstance(record.InsertShape!)!;
        foreach (var property in InsertProperties(record))
        {
            var column = ColumnOf(table, record, property);
            if (!isFull && !record.IsRequiredToInsert(property) && !_checked.Contains(table.QualifiedName + "." + column.Name))
                continue;
            property.SetValue(row, IsOptional(property.PropertyType)
                ? Activator.CreateInstance(property.PropertyType, _values.Create(column.Type, property.PropertyType.GetGenericArguments()[0], number))
                : _values.Create(column.Type, property.PropertyType, number));
        }

        return row;
    }

    private void Compare(Table table, RecordUnderTest record, string what, object given, object stored)
    {
        foreach (var property in InsertProperties(record))
        {
            var (isGiven, value) = ValueOf(property, given);
            // What was not given is the default, or NULL where there is none.
            if (!isGiven && (ColumnOf(table, record, property).HasDefault || IsOfDomainWithDefault(table, record, property)))
                continue;
            var other = record.Type.GetProperty(property.Name)!.GetValue(stored);
            if (!RowAssert.Same(value, other))
                Report(record, $"{what}: {property.Name} is {RowAssert.Show(other)}, given was {RowAssert.Show(value)}.");
        }
    }

    private bool IsOfDomainWithDefault(Table table, RecordUnderTest record, PropertyInfo property) =>
        ColumnOf(table, record, property).Type is { IsArray: false } type
        && _schema.Domains.Any(domain => domain.Schema == type.Schema && domain.Name == type.Name && domain.DefaultExpression is not null);

    private void CompareSets(RecordUnderTest record, string what, IReadOnlyCollection<object> expected, IReadOnlyCollection<object> actual, IEnumerable<PropertyInfo> properties)
    {
        var compared = properties.ToList();
        if (expected.Count != actual.Count || !expected.All(row => actual.Any(other => compared.TrueForAll(property => RowAssert.Same(property.GetValue(row), property.GetValue(other))))))
            Report(record, $"{what}: expected {string.Join(" | ", expected)}, got {string.Join(" | ", actual)}.");
    }

    private static IEnumerable<PropertyInfo> InsertProperties(RecordUnderTest record) =>
        record.InsertShape!.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.SetMethod is not null);

    private static Column ColumnOf(Table table, RecordUnderTest record, PropertyInfo property) =>
        table.Columns.Single(column => column.Name == record.ColumnOf(property));

    private static bool GivesAnyColumn(object row) => row.GetType().GetProperties().Any(property => property.SetMethod is not null && ValueOf(property, row) is { IsGiven: true } or { Value: not null });

    private static (bool IsGiven, object? Value) ValueOf(PropertyInfo property, object row)
    {
        var value = property.GetValue(row);
        return IsOptional(property.PropertyType)
            ? ((bool)property.PropertyType.GetProperty("IsGiven")!.GetValue(value)!, property.PropertyType.GetProperty("Value")!.GetValue(value))
            : (value is not null, value);
    }

    private static bool IsOptional(Type type) => type is { IsGenericType: true, Name: "Optional`1" };

    private void Report(RecordUnderTest record, string text) => _differences.AppendLine(CultureInfo.InvariantCulture, $"{record.TableName}: {text}");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
