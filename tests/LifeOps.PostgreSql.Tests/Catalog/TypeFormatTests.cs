using LifeOps.PostgreSql.Catalog;
using LifeOps.PostgreSql.Schema;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Catalog;

/// <summary>The catalog's data and type names against a live server.</summary>
public class TypeFormatTests
{
    [SkippableFact]
    public async Task EveryBuiltInType_IsWrittenAsTheServerDoes()
    {
        await using var database = await PostgresServer.GetOrSkip(18).CreateDatabaseAsync();
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT t.typname, format_type(t.oid, -1), format_type(nullif(t.typarray, 0), -1) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace "
            + "WHERE n.nspname = 'pg_catalog' AND t.typrelid = 0 AND t.typtype IN ('b', 'r', 'm') AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = t.oid)",
            connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var type = SqlType.BuiltIn(reader.GetString(0));
            Assert.Equal(reader.GetString(1), type.ToString());
            if (!reader.IsDBNull(2))
                Assert.Equal(reader.GetString(2), type.MakeArray().ToString());
            Assert.NotNull(PostgresCatalog.Instance.FindType(reader.GetString(0)));
        }
    }

    [Theory]
    [InlineData("public", "mood", "mood")]
    [InlineData("app", "mood", "app.mood")]
    [InlineData("public", "text", "public.text")]
    [InlineData("public", "Mood", "\"Mood\"")]
    [InlineData("public", "order", "\"order\"")]
    public void UserTypes_AreQualifiedOutsidePublic(string schema, string name, string formatted) => Assert.Equal(formatted, new SqlType(schema, name).ToString());

    [Fact]
    public void Catalog_KnowsExtensions()
    {
        var catalog = PostgresCatalog.Instance;

        Assert.True(catalog.FindExtension("citext")!.Types.ContainsKey("citext"));
        Assert.True(catalog.FindExtension("timescaledb")!.Functions.ContainsKey("time_bucket"));
        Assert.True(catalog.BuiltIn.Relations.ContainsKey("pg_catalog.pg_class"));
        Assert.Null(catalog.FindExtension("no_such_extension"));
    }
}
