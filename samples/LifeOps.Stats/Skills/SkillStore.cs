using Dapper;
using LifeOps.Stats.Database;
using Npgsql;

namespace LifeOps.Stats.Skills;

public sealed record LeaderboardEntry(long PositionInSkill, Guid CharacterId, string Name, long Xp);

/// <summary>Skills and their leaderboards through Dapper.</summary>
public sealed class SkillStore(NpgsqlDataSource dataSource)
{
    public async Task<IReadOnlyList<Skill>> GetSkillsAsync(int afterId, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var skills = await connection.QueryAsync<Skill>(
            "SELECT id, code, name, primary_stat, stat_weights, parent_skill_id, description FROM skills WHERE id > @afterId ORDER BY id LIMIT @limit",
            new { afterId, limit });
        return skills.AsList();
    }

    /// <summary>A page of the leaderboard, names included: one query, whatever the number of characters.</summary>
    public async Task<IReadOnlyList<LeaderboardEntry>> GetLeaderboardAsync(int skillId, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var entries = await connection.QueryAsync<LeaderboardEntry>(
            """
            SELECT l.position_in_skill, l.character_id, c.name, l.xp
            FROM skill_leaderboard l
            JOIN characters c ON c.id = l.character_id
            WHERE l.skill_id = @skillId
            ORDER BY l.position_in_skill, l.character_id
            LIMIT @limit
            """,
            new { skillId, limit });
        return entries.AsList();
    }
}
