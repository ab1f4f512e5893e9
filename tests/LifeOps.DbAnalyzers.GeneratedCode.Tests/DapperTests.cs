using Dapper;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>Dapper as it comes: no type map, no MatchNamesWithUnderscores.</summary>
public class DapperTests
{
    static DapperTests() => Typed.LifeOpsTypes.UseLifeOpsIdsInDapper();

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

    [SkippableFact]
    public async Task Query_TakesTypedIdsAsParameters()
    {
        await using var source = await DatabaseUnderTest.All.Single(candidate => candidate.Name == "typed").CreateAsync(withRows: true);
        await using var connection = await source.OpenConnectionAsync();
        var settings = await connection.QuerySingleAsync<Typed.TeamSetting>("SELECT team_id, quota FROM team_settings WHERE quota = 4");

        var team = await connection.QuerySingleAsync<Typed.Team>("SELECT id, name, created_at FROM teams WHERE id = @TeamId", new { settings.TeamId });

        Assert.Equal("second", team.Name);
    }
}
