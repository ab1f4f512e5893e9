namespace LifeOps.Api.Profiles;

internal static class ProfileEndpoints
{
    public static void MapProfiles(this WebApplication app)
    {
        app.MapGet("/users/{userId:guid}/achievements", (Guid userId, ProfileStore store, CancellationToken cancellationToken) =>
            store.GetAchievementsAsync(userId, 50, cancellationToken));

        app.MapGet("/users/{userId:guid}/scores", (Guid userId, ProfileStore store, CancellationToken cancellationToken) =>
            store.GetScoresAsync(userId, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-30), cancellationToken));

        app.MapPut("/users/{userId:guid}/achievements/{code}/progress", async (Guid userId, string code, decimal progress, ProfileStore store, CancellationToken cancellationToken) =>
            await store.SetProgressAsync(userId, code, progress, cancellationToken) == 0 ? Results.NotFound() : Results.NoContent());
    }
}
