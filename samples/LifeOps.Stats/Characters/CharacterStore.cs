using LifeOps.Stats.Database;
using Npgsql;

namespace LifeOps.Stats.Characters;

/// <summary>Characters and what they did, through Npgsql and the generated records.</summary>
public sealed class CharacterStore(NpgsqlDataSource dataSource)
{
    public async Task<Character?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {Character.SelectList} FROM characters WHERE id = $1");
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Character.Read(reader) : null;
    }

    /// <summary>A page of activities, newest first.</summary>
    public async Task<List<ActivityLog>> GetActivitiesAsync(Guid characterId, DateTime before, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            SELECT {ActivityLog.SelectList}
            FROM activity_log
            WHERE character_id = $1 AND occurred_at < $2
            ORDER BY occurred_at DESC, id DESC
            LIMIT $3
            """);
        command.Parameters.AddWithValue(characterId);
        command.Parameters.AddWithValue(before);
        command.Parameters.AddWithValue(limit);

        var activities = new List<ActivityLog>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            activities.Add(ActivityLog.Read(reader));
        return activities;
    }

    /// <summary>Logs several activities in one round trip.</summary>
    public async Task<int> LogAsync(IReadOnlyCollection<NewActivityLog> activities, CancellationToken cancellationToken)
    {
        if (activities.Count == 0)
            return 0;

        await using var batch = dataSource.CreateBatch();
        foreach (var activity in activities)
        {
            var command = new NpgsqlBatchCommand();
            activity.AddTo(command);
            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
