using LifeOps.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace LifeOps.Api.Profiles;

/// <summary>EF Core over the generated records: they carry table, column and key names, so there is nothing to configure.</summary>
public sealed class ProfileContext(DbContextOptions<ProfileContext> options) : DbContext(options)
{
    public DbSet<Achievement> Achievements => Set<Achievement>();

    public DbSet<DailyScore> DailyScores => Set<DailyScore>();
}
