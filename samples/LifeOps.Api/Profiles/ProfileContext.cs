using LifeOps.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace LifeOps.Api.Profiles;

/// <summary>EF Core over the generated records: the schema file is the model, so there is nothing to configure but names and keys.</summary>
public sealed class ProfileContext(DbContextOptions<ProfileContext> options) : DbContext(options)
{
    public DbSet<Achievement> Achievements => Set<Achievement>();

    public DbSet<DailyScore> DailyScores => Set<DailyScore>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Achievement>(achievement =>
        {
            achievement.ToTable(Achievement.TableName);
            achievement.HasKey(a => a.Id);
        });
        modelBuilder.Entity<DailyScore>(score =>
        {
            score.ToTable(DailyScore.TableName);
            score.HasKey(s => new { s.UserId, s.ScoreDate });
        });

        // Columns are in snake_case, as PostgreSQL folds names.
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
