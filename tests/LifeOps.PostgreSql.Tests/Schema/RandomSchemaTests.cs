using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema.Truth;
using LifeOps.Testing;
using Npgsql;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Schema;

/// <summary>
/// Random schemas, applied to a live server and folded. <c>LIFEOPS_RANDOM_SCHEMAS</c> says how many (60 by default) and
/// <c>LIFEOPS_RANDOM_SEED</c> where they start; a failure names the seed of its schema.
/// </summary>
public class RandomSchemaTests
{
    [SkippableTheory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task RandomSchema_EqualsCatalog(int major)
    {
        var server = PostgresServer.GetOrSkip(major);
        var count = Setting("LIFEOPS_RANDOM_SCHEMAS", 60);
        var first = (ulong)Setting("LIFEOPS_RANDOM_SEED", 20261122);
        var seeds = Gen.Choose(0, int.MaxValue - 1).Sample(count, new Rnd(first, 1), 100);
        Assert.Equal(count, seeds.Length);
        await using var database = await server.CreateDatabaseAsync();
        var failures = new StringBuilder();
        foreach (var seed in seeds)
        {
            var differences = await CompareAsync(database, RandomSchema.Statements(seed, server.Major));
            if (differences.Length > 0 && failures.Length < 20_000)
                failures.AppendLine(CultureInfo.InvariantCulture, $"Seed {seed}:").Append(differences);
        }

        Assert.True(failures.Length == 0, $"PostgreSQL {major}: the model (-) differs from the server (+):{Environment.NewLine}{failures}");
    }

    private static int Setting(string name, int defaultValue) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : defaultValue;

    private static async Task<string> CompareAsync(TestDatabase database, IReadOnlyList<string> statements)
    {
        await using var connection = await database.OpenAsync();
        // Everything happens in one transaction that is rolled back: the next schema finds the database empty.
        await using var transaction = await connection.BeginTransactionAsync();
        var builder = new SchemaBuilder(database.Server.Major);
        var script = new StringBuilder();
        foreach (var statement in statements)
        {
            await transaction.SaveAsync("s");
            try
            {
                await using var command = new NpgsqlCommand(statement, connection) { AllResultTypesAreUnknown = true };
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException)
            {
                await transaction.RollbackAsync("s");
                continue;
            }

            await transaction.ReleaseAsync("s");
            script.Append(statement).AppendLine(";");
            builder.Apply("", statement);
        }

        var schema = builder.ToSchema();
        var problems = string.Concat(schema.Problems.Select(problem => "! " + problem.Message + Environment.NewLine));
        var differences = problems + SchemaFacts.Compare(await CatalogFacts.ReadLiveAsync(connection), ModelFacts.Read(schema));
        return differences.Length == 0 ? "" : differences + script;
    }
}
