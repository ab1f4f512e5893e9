using LifeOps.Api.Database;

namespace LifeOps.Api.Timeline;

public sealed record AddItemRequest(string Title, string? Notes, short? Priority);

/// <summary>An item as clients see it.</summary>
public sealed record ItemResponse(Guid Id, string Title, string Notes, short Priority, DateTime CreatedAt)
{
    public static ItemResponse From(TimelineItem item) => new(item.Id, item.Title, item.Notes, item.Priority, item.CreatedAt);
}

internal static class TimelineEndpoints
{
    public static void MapTimeline(this WebApplication app)
    {
        app.MapGet("/users/{userId:guid}/timeline", async (Guid userId, DateTimeOffset? before, Guid? beforeId, TimelineStore store, CancellationToken cancellationToken) =>
        {
            var page = await store.GetPageAsync(userId, (before ?? DateTimeOffset.UtcNow).UtcDateTime, beforeId ?? Guid.AllBitsSet, 50, cancellationToken);
            return page.Select(ItemResponse.From);
        });

        app.MapGet("/users/{userId:guid}/timeline/{itemId:guid}", async (Guid userId, Guid itemId, TimelineStore store, CancellationToken cancellationToken) =>
            await store.FindAsync(userId, itemId, cancellationToken) is { } item ? Results.Ok(ItemResponse.From(item)) : Results.NotFound());

        app.MapPost("/users/{userId:guid}/timeline", async (Guid userId, AddItemRequest request, TimelineStore store, CancellationToken cancellationToken) =>
        {
            var item = await store.AddAsync(new NewTimelineItem { UserId = userId, Title = request.Title, Notes = request.Notes, Priority = request.Priority }, cancellationToken);
            return Results.Created($"/users/{userId}/timeline/{item.Id}", ItemResponse.From(item));
        });

        app.MapPost("/users/{userId:guid}/timeline/archive", (Guid userId, Guid[] itemIds, TimelineStore store, CancellationToken cancellationToken) =>
            store.ArchiveAsync(userId, itemIds, cancellationToken));

        app.MapGet("/users/{userId:guid}/timeline/export", (Guid userId, TimelineStore store, CancellationToken cancellationToken) =>
            store.ExportAsync(userId, cancellationToken));
    }
}
