using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>DDL applied to a live server and folded: both must say the same.</summary>
public class LiveTruthTests
{
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task StatsDatabase_EqualsCatalog(int major)
    {
        var path = SharedFiles.Find("databases", "stats.sql");
        Skip.If(path is null, "The database files are not here.");
        await AssertSameAsync(major, File.ReadAllText(path!));
    }

    private static async Task AssertSameAsync(int major, string ddl)
    {
        await using var database = await PostgresServer.GetOrSkip(major).CreateDatabaseAsync(ddl);
        await using var connection = await database.OpenAsync();
        var server = await CatalogFacts.ReadLiveAsync(connection);
        var model = SchemaBuilder.Build(ddl, serverMajor: major);

        Assert.Empty(model.Problems);
        SchemaFacts.AssertEqual(server, ModelFacts.Read(model));
    }
}
