using Dapper;
using Npgsql;

namespace LifeOps.Api.Inherited;

public sealed record LegacyItem(Guid Id, string Title);

public sealed record LegacyReportLine(string Title, long Completions, DateTime? LastCompleted);

public interface ILegacyCompletions
{
    Task<long> CountAsync(Guid itemId);
}

public sealed class LegacyCompletions(NpgsqlDataSource dataSource) : ILegacyCompletions
{
    public async Task<long> CountAsync(Guid itemId)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM timeline_completions WHERE item_id = @itemId",
            new { itemId });
    }
}

public sealed class LegacyWeeklyReport(NpgsqlDataSource dataSource, ILegacyCompletions completions)
{
    public async Task<IReadOnlyList<LegacyReportLine>> BuildAsync(Guid userId)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var items = await connection.QueryAsync<LegacyItem>("SELECT id, title FROM timeline_items ORDER BY title");

        var lines = new List<LegacyReportLine>();
        foreach (var item in items)
        {
            var count = await completions.CountAsync(item.Id);
            var last = await connection.QueryFirstOrDefaultAsync<DateTime?>(
                "SELECT completed_at FROM timeline_completions WHERE item_id = @Id AND user_id = @userId ORDER BY completed_at DESC, id DESC LIMIT 1",
                new { item.Id, userId });
            lines.Add(new(item.Title, count, last));
        }

        return lines;
    }

    public async Task ArchiveAsync(IReadOnlyList<LegacyItem> items)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("UPDATE timeline_items SET is_archived = true WHERE id = @Id", items);
    }

    public async Task MarkDoneAsync(Guid itemId, Guid userId)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO timeline_completions (item_id, user_id, occurrence_on, completed_at) VALUES (@itemId, @userId, current_date, @completedAt)",
            new { itemId, userId, completedAt = DateTime.Now });
    }

    // Never called since the dashboard went: nobody noticed that it cannot work.
    public async Task<int> OpenItemsAsync(Guid userId)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(
            """
            SELECT count(*),
            FROM timeline_items
            WHERE user_id = @userId AND NOT is_archived
            """,
            new { userId });
    }
}
