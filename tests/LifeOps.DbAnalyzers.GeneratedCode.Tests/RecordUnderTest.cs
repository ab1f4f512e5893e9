using System.Collections;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Npgsql;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>The generated members of one record, called by reflection so that every table is tested alike.</summary>
public sealed class RecordUnderTest(Type type)
{
    public Type Type { get; } = type;

    public string TableName { get; } = Constant(type, "TableName");

    public string SelectList { get; } = Constant(type, "SelectList");

    /// <summary>The insert shape; null for a view.</summary>
    public Type? InsertShape { get; } = type.GetMethod("ToNew")?.ReturnType;

    public PropertyInfo[] Properties { get; } = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    /// <summary>Columns that no INSERT gives: another row has other values there.</summary>
    public IEnumerable<PropertyInfo> ServerColumns => InsertShape is null ? [] : Properties.Where(property => InsertShape.GetProperty(property.Name) is null);

    private IEnumerable<PropertyInfo> IdentityColumns => ServerColumns.Where(property => property.GetCustomAttribute<DatabaseGeneratedAttribute>()?.DatabaseGeneratedOption == DatabaseGeneratedOption.Identity);

    public string Query => $"SELECT {SelectList} FROM {TableName} ORDER BY {Order}";

    /// <summary>An order of the rows that is the same in another database.</summary>
    private string Order
    {
        get
        {
            var identity = IdentityColumns.Select(property => Constant(Type.GetNestedType("Columns")!, property.Name)).ToHashSet();
            var columns = SelectList.Split(", ").Where(column => !identity.Contains(column)).Select(column => column + "::text COLLATE \"C\"");
            return string.Join(", ", columns.DefaultIfEmpty("1"));
        }
    }

    public async Task<List<object>> ReadAllAsync(NpgsqlDataSource source)
    {
        var read = Type.GetMethod("Read", [typeof(NpgsqlDataReader)])!.CreateDelegate<Func<NpgsqlDataReader, object>>();
        var rows = new List<object>();
        await using var command = source.CreateCommand(Query);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public async Task<List<object>> ReadAllAsDbDataReaderAsync(NpgsqlDataSource source)
    {
        var read = Type.GetMethod("Read", [typeof(System.Data.Common.DbDataReader)])!.CreateDelegate<Func<System.Data.Common.DbDataReader, object>>();
        var rows = new List<object>();
        await using var command = source.CreateCommand(Query);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>All rows as one connection sees them, in no order.</summary>
    public async Task<List<object>> ReadAllAsync(NpgsqlConnection connection)
    {
        var read = Type.GetMethod("Read", [typeof(NpgsqlDataReader)])!.CreateDelegate<Func<NpgsqlDataReader, object>>();
        var rows = new List<object>();
        await using var command = new NpgsqlCommand($"SELECT {SelectList} FROM {TableName}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The column that a property of the row, or of the insert shape, stands for.</summary>
    public string ColumnOf(PropertyInfo property) => Constant(Type.GetNestedType("Columns")!, property.Name);

    public bool HasKey => Type.GetMethod("ToKey") is not null;

    /// <summary>The row that FindAsync gives for the key of a row.</summary>
    public async Task<object?> FindAsync(NpgsqlConnection connection, object row)
    {
        var key = Type.GetMethod("ToKey")!.Invoke(row, null);
        var task = (Task)Type.GetMethod("FindAsync")!.Invoke(null, [connection, key, CancellationToken.None])!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task);
    }

    public object ToNew(object row) => Type.GetMethod("ToNew")!.Invoke(row, null)!;

    public async Task<object?> InsertAsync(NpgsqlConnection connection, object newRow, bool returningRow)
    {
        await using var command = connection.CreateCommand();
        InsertShape!.GetMethod("AddTo", [typeof(NpgsqlCommand), typeof(bool)])!.Invoke(newRow, [command, returningRow]);
        await using var reader = await command.ExecuteReaderAsync();
        return returningRow && await reader.ReadAsync() ? Type.GetMethod("Read", [typeof(NpgsqlDataReader)])!.Invoke(null, [reader]) : null;
    }

    public async Task<ulong> CopyAsync(NpgsqlConnection connection, IEnumerable<object> newRows)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(InsertShape!))!;
        foreach (var row in newRows)
            list.Add(row);
        return await (Task<ulong>)InsertShape!.GetMethod("CopyAsync")!.Invoke(null, [connection, list, CancellationToken.None])!;
    }

    /// <summary>The row with the C# default in the columns that an identity fills, as code that adds a row leaves it.</summary>
    public object WithoutIdentity(object row)
    {
        var copy = Type.GetMethod("<Clone>$")!.Invoke(row, null)!;
        foreach (var property in IdentityColumns)
            property.SetValue(copy, property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null);
        return copy;
    }

    public bool IsMapped(PropertyInfo property) => property.GetCustomAttribute<NotMappedAttribute>() is null;

    /// <summary>Whether an INSERT must give the column.</summary>
    public bool IsRequiredToInsert(PropertyInfo property) =>
        InsertShape?.GetProperty(property.Name)?.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) == true;

    /// <summary>Whether a property or field carries the column's name: not where the name has blanks or the like, which Dapper cannot find.</summary>
    public bool HasMemberOfColumnName(PropertyInfo property)
    {
        var column = Constant(Type.GetNestedType("Columns")!, property.Name);
        return column.Equals(property.Name, StringComparison.OrdinalIgnoreCase)
            || Type.GetField(column, BindingFlags.Instance | BindingFlags.NonPublic) is not null;
    }

    public bool IsIdentity(PropertyInfo property) => IdentityColumns.Contains(property);

    public override string ToString() => Type.Name;

    private static string Constant(Type type, string name) => (string)type.GetField(name)!.GetRawConstantValue()!;
}
