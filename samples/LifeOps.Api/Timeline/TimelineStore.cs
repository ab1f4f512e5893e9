using System.Runtime.CompilerServices;
using LifeOps.Api.Database;
using Npgsql;

namespace LifeOps.Api.Timeline;

/// <summary>The timeline through Npgsql and the generated records.</summary>
public sealed class TimelineStore(NpgsqlDataSource dataSource)
{
    /// <summary>A page of open items, newest first, from before an item (keyset pagination: no page is slower than the first).</summary>
    public async Task<List<TimelineItem>> GetPageAsync(Guid userId, DateTime before, Guid beforeId, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            SELECT {TimelineItem.SelectList}
            FROM timeline_items
            WHERE user_id = $1 AND NOT is_archived AND (created_at, id) < ($2, $3)
            ORDER BY created_at DESC, id DESC
            LIMIT $4
            """);
        command.Parameters.AddWithValue(userId);
        command.Parameters.AddWithValue(before);
        command.Parameters.AddWithValue(beforeId);
        command.Parameters.AddWithValue(limit);

        var items = new List<TimelineItem>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            items.Add(TimelineItem.Read(reader));
        return items;
    }

    public async Task<TimelineItem?> FindAsync(Guid userId, Guid itemId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {TimelineItem.SelectList} FROM timeline_items WHERE id = $1 AND user_id = $2");
        command.Parameters.AddWithValue(itemId);
        command.Parameters.AddWithValue(userId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? TimelineItem.Read(reader) : null;
    }

    /// <summary>Stores an item; what is not given takes the column's default.</summary>
    public async Task<TimelineItem> AddAsync(NewTimelineItem item, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand();
        item.AddTo(command, returningRow: true);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return TimelineItem.Read(reader);
    }

    /// <summary>Archives several items in one command.</summary>
    public async Task<int> ArchiveAsync(Guid userId, IReadOnlyCollection<Guid> itemIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("UPDATE timeline_items SET is_archived = true WHERE user_id = $1 AND id = ANY($2)");
        command.Parameters.AddWithValue(userId);
        command.Parameters.AddWithValue(itemIds.ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Every completion of a user, for an export: streamed, never held in memory.</summary>
    public async IAsyncEnumerable<TimelineCompletion> ExportAsync(Guid userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {TimelineCompletion.SelectList} FROM timeline_completions WHERE user_id = $1 ORDER BY completed_at DESC");
        command.Parameters.AddWithValue(userId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return TimelineCompletion.Read(reader);
    }
}
