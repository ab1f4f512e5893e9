using Dapper;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>Dapper as it comes: no type map, no MatchNamesWithUnderscores.</summary>
public class DapperTests
{
    [SkippableTheory]
    [ClassData(typeof(EveryDatabase))]
    public async Task Query_FillsEveryColumnOfEveryRelation(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var source = await database.CreateAsync(withRows: true);
        await using var connection = await source.OpenConnectionAsync();
        foreach (var record in database.Records)
        {
            var rows = (await connection.QueryAsync(record.Type, record.Query)).ToList();

            RowAssert.Equal(record, await record.ReadAllAsync(source), rows, record.HasMemberOfColumnName);
        }
    }
}
