using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace LifeOps.GeneratedCode.Tests;

/// <summary>EF Core with the records as entities: attributes only, no fluent configuration.</summary>
public class EfCoreTests
{
    [SkippableTheory]
    [ClassData(typeof(EveryEfDatabase))]
    public async Task Set_ReadsEveryMappedColumnOfEveryRelation(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var source = await database.CreateAsync(withRows: true);
        await using var context = new RecordContext(database, source);
        foreach (var record in database.EfRecords)
        {
            var rows = await QueryAsync(context, record);

            RowAssert.Equal(record, await record.ReadAllAsync(source), rows, record.IsMapped);
        }
    }

    [SkippableTheory]
    [ClassData(typeof(EveryEfDatabase))]
    public async Task SaveChanges_StoresEveryMappedColumnOfEveryTable(string name)
    {
        var database = DatabaseUnderTest.All.Single(candidate => candidate.Name == name);
        await using var from = await database.CreateAsync(withRows: true);
        await using var to = await database.CreateAsync(withRows: false);
        foreach (var record in database.EfRecords.Where(record => record.InsertShape is not null && CanBeTracked(database, from, record)))
        {
            var rows = await record.ReadAllAsync(from);
            await using (var context = new RecordContext(database, to))
            {
                await context.Database.OpenConnectionAsync();
                await context.Database.ExecuteSqlRawAsync("SET session_replication_role = replica");
                context.AddRange(rows.Select(record.WithoutIdentity));
                await context.SaveChangesAsync();
            }

            RowAssert.Equal(record, rows, await record.ReadAllAsync(to), property => record.IsMapped(property) && !record.IsIdentity(property));
        }
    }

    /// <summary>EF Core only stores entities with a key, and leaves columns it cannot map to their default: those must have one.</summary>
    private static bool CanBeTracked(DatabaseUnderTest database, NpgsqlDataSource source, RecordUnderTest record)
    {
        using var context = new RecordContext(database, source);
        return context.Model.FindEntityType(record.Type)!.FindPrimaryKey() is not null
            && record.Properties.All(property => record.IsMapped(property) || !record.IsRequiredToInsert(property));
    }

    private static async Task<List<object>> QueryAsync(RecordContext context, RecordUnderTest record)
    {
        var method = typeof(EfCoreTests).GetMethod(nameof(QueryTypedAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        return await (Task<List<object>>)method.MakeGenericMethod(record.Type).Invoke(null, [context, record])!;
    }

    private static async Task<List<object>> QueryTypedAsync<T>(RecordContext context, RecordUnderTest record)
        where T : class =>
        [.. await context.Set<T>().FromSqlRaw(record.Query.Replace("{", "{{").Replace("}", "}}")).AsNoTracking().ToListAsync()];

    private sealed class RecordContext(DatabaseUnderTest database, NpgsqlDataSource source) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder
            .UseNpgsql(source, options => database.ConfigureEf!(options))
            .EnableSensitiveDataLogging()
            .ReplaceService<Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory, CacheKey>();

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => database.ConfigureConventions?.Invoke(configurationBuilder);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            foreach (var record in database.EfRecords)
                modelBuilder.Entity(record.Type);
        }

        public string DatabaseName => database.Name;
    }

    /// <summary>One context type for all databases: each has a model of its own.</summary>
    private sealed class CacheKey : Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((RecordContext)context).DatabaseName, designTime);
    }
}
