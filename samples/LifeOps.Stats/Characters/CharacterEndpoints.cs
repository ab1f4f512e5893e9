using LifeOps.Stats.Database;

namespace LifeOps.Stats.Characters;

public sealed record CharacterResponse(Guid Id, string Name, int Level, long TotalXp, bool IsRetired);

public sealed record ActivityRequest(string Kind, int Minutes, long Xp);

public sealed record ActivityResponse(DateTime OccurredAt, string Kind, double Minutes, long Xp);

internal static class CharacterEndpoints
{
    public static void MapCharacters(this WebApplication app)
    {
        app.MapGet("/characters/{id:guid}", async (Guid id, CharacterStore store, CancellationToken cancellationToken) =>
            await store.FindAsync(id, cancellationToken) is { } character
                ? Results.Ok(new CharacterResponse(character.Id, character.Name, character.Level, character.TotalXp, character.IsRetired))
                : Results.NotFound());

        app.MapGet("/characters/{id:guid}/activities", async (Guid id, DateTimeOffset? before, CharacterStore store, CancellationToken cancellationToken) =>
        {
            var activities = await store.GetActivitiesAsync(id, (before ?? DateTimeOffset.UtcNow.AddMinutes(1)).UtcDateTime, 100, cancellationToken);
            return activities.Select(activity => new ActivityResponse(activity.OccurredAt, activity.Kind.ToString(), activity.Duration.TotalMinutes, activity.XpGained));
        });

        app.MapPost("/characters/{id:guid}/activities", async (Guid id, ActivityRequest[] requests, CharacterStore store, CancellationToken cancellationToken) =>
        {
            var activities = new List<NewActivityLog>(requests.Length);
            foreach (var request in requests)
            {
                if (!Enum.TryParse<ActivityKind>(request.Kind, ignoreCase: true, out var kind))
                    return Results.BadRequest($"There is no activity '{request.Kind}'.");
                activities.Add(new NewActivityLog { CharacterId = id, Kind = kind, Duration = TimeSpan.FromMinutes(request.Minutes), XpGained = request.Xp });
            }

            return Results.Ok(await store.LogAsync(activities, cancellationToken));
        });
    }
}
