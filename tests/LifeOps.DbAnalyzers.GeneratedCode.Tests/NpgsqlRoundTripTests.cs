using Npgsql;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>Every table of every database: rows read from one, inserted into another, and read again.</summary>
public class NpgsqlRoundTripTests
{
    [SkippableTheory]
    [ClassData(typeof(EveryDatabase))]
    public async Task Read_GivesARowOfEveryRelation(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var source = await database.CreateAsync(withRows: true);
        var records = database.Records.ToList();

        Assert.NotEmpty(records);
        foreach (var record in records)
        {
            var rows = await record.ReadAllAsync(source);
            Assert.True(rows.Count > 0, $"{record.TableName} has no rows to read.");
            RowAssert.Equal(record, rows, await record.ReadAllAsDbDataReaderAsync(source), _ => true);
        }
    }

    [SkippableTheory]
    [ClassData(typeof(EveryDatabase))]
    public async Task Find_GivesTheRowOfAKeyAndNothingForAnother(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var source = await database.CreateAsync(withRows: true);
        await using var connection = await source.OpenConnectionAsync();
        var withKey = database.Records.Where(record => record.HasKey).ToList();

        Assert.NotEmpty(withKey);
        foreach (var record in withKey)
        {
            var rows = await record.ReadAllAsync(source);
            var found = new List<object>();
            foreach (var row in rows)
                found.Add((await record.FindAsync(connection, row))!);
            RowAssert.Equal(record, rows, found, _ => true);

            await using (var delete = new Npgsql.NpgsqlCommand($"SET session_replication_role = replica; DELETE FROM {record.TableName}", connection))
                await delete.ExecuteNonQueryAsync();
            Assert.Null(await record.FindAsync(connection, rows[0]));
        }
    }

    [SkippableTheory]
    [ClassData(typeof(EveryDatabase))]
    public async Task InsertShape_StoresWhatItWasGiven(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var from = await database.CreateAsync(withRows: true);
        await using var to = await database.CreateAsync(withRows: false);
        await using var connection = await OpenWithoutTriggersAsync(to);
        foreach (var record in database.Records.Where(record => record.InsertShape is not null))
        {
            var rows = await record.ReadAllAsync(from);
            var returned = new List<object>();
            foreach (var row in rows)
                returned.Add((await record.InsertAsync(connection, record.ToNew(row), returningRow: true))!);

            RowAssert.Equal(record, rows, returned, property => !record.IsIdentity(property) || record.InsertShape!.GetProperty(property.Name) is not null);
            RowAssert.Equal(record, rows, await record.ReadAllAsync(to), property => !record.ServerColumns.Contains(property) || !record.IsIdentity(property));
        }
    }

    [SkippableTheory]
    [ClassData(typeof(EveryDatabase))]
    public async Task Copy_StoresWhatItWasGiven(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var from = await database.CreateAsync(withRows: true);
        await using var to = await database.CreateAsync(withRows: false);
        await using var connection = await OpenWithoutTriggersAsync(to);
        foreach (var record in database.Records.Where(record => record.InsertShape is not null))
        {
            var rows = await record.ReadAllAsync(from);
            var stored = await record.CopyAsync(connection, rows.Select(record.ToNew));

            Assert.Equal((ulong)rows.Count, stored);
            RowAssert.Equal(record, rows, await record.ReadAllAsync(to), property => !record.ServerColumns.Contains(property) || !record.IsIdentity(property));
        }
    }

    /// <summary>Foreign keys are triggers: without them the tables can be filled in any order, and updated_at stays.</summary>
    private static async Task<NpgsqlConnection> OpenWithoutTriggersAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
