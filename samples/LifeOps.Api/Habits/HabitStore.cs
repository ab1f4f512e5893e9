using Dapper;
using LifeOps.Api.Database;
using Npgsql;

namespace LifeOps.Api.Habits;

public sealed record HabitSummary(string HabitKey, long Done, long Total);

/// <summary>Habit check-ins through Dapper.</summary>
public sealed class HabitStore(NpgsqlDataSource dataSource)
{
    /// <summary>A page of check-ins, newest first, from before a point in time.</summary>
    public async Task<IReadOnlyList<HabitLog>> GetLogsAsync(Guid userId, DateTime before, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var logs = await connection.QueryAsync<HabitLog>(
            """
            SELECT id, user_id, habit_key, logged_at, outcome, amount, note, context
            FROM habit_logs
            WHERE user_id = @userId AND logged_at < @before AND logged_at >= @before - interval '90 days'
            ORDER BY logged_at DESC, id DESC
            LIMIT @limit
            """,
            new { userId, before, limit });
        return logs.AsList();
    }

    /// <summary>How often each habit was done in the last days: one row per habit.</summary>
    public async Task<IReadOnlyList<HabitSummary>> GetSummaryAsync(Guid userId, int days)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var summary = await connection.QueryAsync<HabitSummary>(
            """
            SELECT habit_key, count(*) FILTER (WHERE outcome = 'done') AS done, count(*) AS total
            FROM habit_logs
            WHERE user_id = @userId AND logged_at > now() - make_interval(days => @days)
            GROUP BY habit_key
            ORDER BY habit_key
            LIMIT 200
            """,
            new { userId, days });
        return summary.AsList();
    }

    /// <summary>Deletes several check-ins in one command.</summary>
    public async Task<int> DeleteAsync(Guid userId, IReadOnlyCollection<long> ids)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteAsync("DELETE FROM habit_logs WHERE user_id = @userId AND id = ANY(@ids)", new { userId, ids = ids.ToArray() });
    }
}
