using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Testing;

public sealed class PostgresServerTests
{
    [SkippableFact]
    public async Task Database_IsMadeAndDropped()
    {
        var server = PostgresServer.GetOrSkip();
        await using var database = await server.CreateDatabaseAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (2)");
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM t", connection);

        Assert.Equal(2L, await command.ExecuteScalarAsync());
    }
}
