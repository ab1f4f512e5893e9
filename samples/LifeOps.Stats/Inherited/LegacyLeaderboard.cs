using Npgsql;

namespace LifeOps.Stats.Inherited;

public sealed record LegacyRank(Guid CharacterId, string Name, long Xp);

public interface ILegacyCharacterNames
{
    string NameOf(Guid characterId);
}

public sealed class LegacyCharacterNames(NpgsqlDataSource dataSource) : ILegacyCharacterNames
{
    public string NameOf(Guid characterId) => Load(characterId) ?? "(unknown)";

    private string? Load(Guid characterId)
    {
        using var command = dataSource.CreateCommand("SELECT name FROM characters WHERE id = $1");
        command.Parameters.AddWithValue(characterId);
        return (string?)command.ExecuteScalar();
    }
}

public sealed class LegacyLeaderboard(NpgsqlDataSource dataSource, ILegacyCharacterNames names)
{
    public List<LegacyRank> Top(int skillId)
    {
        var ranks = new List<(Guid CharacterId, long Xp)>();
        using (var command = dataSource.CreateCommand("SELECT character_id, xp FROM character_skills WHERE skill_id = @skill ORDER BY xp DESC"))
        {
            command.Parameters.AddWithValue("skill", skillId);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                ranks.Add((reader.GetGuid(0), reader.GetInt64(1)));
        }

        return ranks.Select(rank => new LegacyRank(rank.CharacterId, names.NameOf(rank.CharacterId), rank.Xp)).ToList();
    }

    public async Task RetireAsync(IEnumerable<Guid> characterIds)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await Task.WhenAll(characterIds.Select(async id =>
        {
            await using var command = new NpgsqlCommand("UPDATE characters SET is_retired = true WHERE id = @id", connection);
            command.Parameters.AddWithValue("id", id);
            await command.ExecuteNonQueryAsync();
        }));
    }

    public async Task<long> CountOldRunsAsync()
    {
        await using var command = dataSource.CreateCommand("SELECT count(*) FROM reports.report_runs WHERE started_at < LOCALTIMESTAMP - interval '1 year'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
