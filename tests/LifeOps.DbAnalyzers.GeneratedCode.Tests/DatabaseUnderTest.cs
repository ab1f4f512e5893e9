using LifeOps.Testing;
using Npgsql;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>One of the schemas that records were generated from, and how to make its database.</summary>
/// <param name="Name">File name stem of the schema and its rows.</param>
/// <param name="Namespace">Where its records are.</param>
/// <param name="Configure">The generated registration of its types.</param>
/// <param name="ConfigureEf">The same for EF Core; null when its types are not EF Core's.</param>
public sealed record DatabaseUnderTest(string Name, string Namespace, Action<NpgsqlDataSourceBuilder> Configure, Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder>? ConfigureEf)
{
    public static IReadOnlyList<DatabaseUnderTest> All { get; } =
    [
        new("lifeops", "LifeOps.GeneratedCode.Main", builder => Main.LifeOpsTypes.UseLifeOpsTypes(builder), options => Main.LifeOpsTypes.UseLifeOpsTypes(options)),
        new("stats", "LifeOps.GeneratedCode.Stats", builder => Stats.LifeOpsTypes.UseLifeOpsTypes(builder), options => Stats.LifeOpsTypes.UseLifeOpsTypes(options)),
        new("types", "LifeOps.GeneratedCode.Types", builder => Types.LifeOpsTypes.UseLifeOpsTypes(builder), options => Types.LifeOpsTypes.UseLifeOpsTypes(options)),
        new("offsets", "LifeOps.GeneratedCode.Offsets", builder => Offsets.LifeOpsTypes.UseLifeOpsTypes(builder), options => Offsets.LifeOpsTypes.UseLifeOpsTypes(options)),
        new("typed", "LifeOps.GeneratedCode.Typed", builder => Typed.LifeOpsTypes.UseLifeOpsTypes(builder), options => Typed.LifeOpsTypes.UseLifeOpsTypes(options))
        {
            ConfigureConventions = configuration => Typed.LifeOpsTypes.UseLifeOpsTypes(configuration),
        },
        // EF Core needs a plugin of its own for NodaTime.
        new("instants", "LifeOps.GeneratedCode.Instants", builder => Instants.LifeOpsTypes.UseLifeOpsTypes(builder).UseNodaTime(), ConfigureEf: null),
    ];

    /// <summary>The generated registration of the types of ids; null when the schema has none.</summary>
    public Action<Microsoft.EntityFrameworkCore.ModelConfigurationBuilder>? ConfigureConventions { get; init; }

    /// <summary>The generated row records, tables and views.</summary>
    public IEnumerable<RecordUnderTest> Records => typeof(Main.LifeOpsTypes).Assembly.GetTypes()
        .Where(type => type.Namespace == Namespace && type.GetField("SelectList") is not null)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => new RecordUnderTest(type));

    /// <summary>
    /// Those that EF Core takes: its provider throws for a property that is a multirange of the database's own range, even where it is [NotMapped]
    /// ("Cannot create multirange type mapping").
    /// </summary>
    public IEnumerable<RecordUnderTest> EfRecords => Records.Where(record => record.Type != typeof(Types.OwnMultirange));

    public async Task<NpgsqlDataSource> CreateAsync(bool withRows)
    {
        // btree_gist, citext and their like come with Debian's server packages, not with every newer build: prefer that one.
        var server = PostgresServer.TryGet(15) ?? PostgresServer.GetOrSkip();
        var schema = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", Name + ".schema.sql"));
        var database = await server.CreateDatabaseAsync();
        await using (var connection = await database.OpenAsync())
        {
            // A batch: a command would be split at the semicolons of a BEGIN ATOMIC body.
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in PlainPostgres.Statements(schema))
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            await batch.ExecuteNonQueryAsync();
        }

        if (withRows)
            await database.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Rows", Name + ".sql")));

        var builder = new NpgsqlDataSourceBuilder(database.ConnectionString);
        Configure(builder);
        return builder.Build();
    }

    public override string ToString() => Name;
}
