using System.Globalization;
using Dapper;
using Npgsql;

namespace LifeOps.Stats.Import.Inherited;

// Imports "character;kind;xp" lines. The project never got the schema file of the service.
public sealed class NightlyImport(NpgsqlDataSource dataSource)
{
    public async Task<int> RunAsync(IEnumerable<string> lines)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var imported = 0;
        foreach (var line in lines)
        {
            var parts = line.Split(';');
            var characterId = await connection.QuerySingleOrDefaultAsync<Guid?>("SELECT id FROM characters WHERE name = @Name", new { Name = parts[0] });
            if (characterId is null)
                continue;

            await connection.ExecuteAsync(
                "INSERT INTO activity_log (character_id, kind, xp_gained) VALUES (@characterId, @Kind::activity_kind, @Xp)",
                new { characterId, Kind = parts[1], Xp = long.Parse(parts[2], CultureInfo.InvariantCulture) });
            imported++;
        }

        return imported;
    }
}
