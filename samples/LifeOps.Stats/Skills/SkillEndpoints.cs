namespace LifeOps.Stats.Skills;

internal static class SkillEndpoints
{
    public static void MapSkills(this WebApplication app)
    {
        app.MapGet("/skills", (int? after, SkillStore store) => store.GetSkillsAsync(after ?? 0, 100));

        app.MapGet("/skills/{skillId:int}/leaderboard", (int skillId, SkillStore store) => store.GetLeaderboardAsync(skillId, 50));
    }
}
