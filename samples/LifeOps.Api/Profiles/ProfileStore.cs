using LifeOps.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace LifeOps.Api.Profiles;

public sealed class ProfileStore(ProfileContext context)
{
    /// <summary>The newest achievements, a page at a time.</summary>
    public Task<List<Achievement>> GetAchievementsAsync(Guid userId, int limit, CancellationToken cancellationToken) =>
        context.Achievements.AsNoTracking()
            .Where(achievement => achievement.UserId == userId)
            .OrderByDescending(achievement => achievement.CreatedAt)
            .ThenBy(achievement => achievement.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);

    /// <summary>The scores of the last days; at most one per day.</summary>
    public Task<List<DailyScore>> GetScoresAsync(Guid userId, DateOnly since, CancellationToken cancellationToken) =>
        context.DailyScores.AsNoTracking()
            .Where(score => score.UserId == userId && score.ScoreDate >= since)
            .OrderBy(score => score.ScoreDate)
            .Take(366)
            .ToListAsync(cancellationToken);

    public Task<DailyScore?> FindScoreAsync(Guid userId, DateOnly date, CancellationToken cancellationToken) =>
        context.DailyScores.AsNoTracking().SingleOrDefaultAsync(score => score.UserId == userId && score.ScoreDate == date, cancellationToken);

    /// <summary>Sets one achievement's progress without reading it first.</summary>
    public Task<int> SetProgressAsync(Guid userId, string code, decimal progress, CancellationToken cancellationToken) =>
        context.Achievements
            .Where(achievement => achievement.UserId == userId && achievement.Code == code)
            .ExecuteUpdateAsync(set => set.SetProperty(achievement => achievement.Progress, progress), cancellationToken);
}
