namespace LifeOps.Api.Habits;

internal static class HabitEndpoints
{
    public static void MapHabits(this WebApplication app)
    {
        app.MapGet("/users/{userId:guid}/habits/logs", (Guid userId, DateTimeOffset? before, HabitStore store) =>
            store.GetLogsAsync(userId, (before ?? DateTimeOffset.UtcNow).UtcDateTime, 100));

        app.MapGet("/users/{userId:guid}/habits/summary", (Guid userId, int? days, HabitStore store) =>
            store.GetSummaryAsync(userId, days ?? 30));

        app.MapPost("/users/{userId:guid}/habits/logs/delete", (Guid userId, long[] ids, HabitStore store) =>
            store.DeleteAsync(userId, ids));
    }
}
