using System.Data;
using System.Text.Json;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>Reads a live database's catalog in one repeatable-read, read-only transaction with at most ten queries.</summary>
internal sealed class LiveCatalogReader(NpgsqlDataSource dataSource)
{
    /// <param name="progress">Told the name of each section before it is read.</param>
    public async Task<DatabaseCatalog> ReadAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // Names in definitions come out schema-qualified whatever the role's search_path is, and dates and intervals in one style.
        await using (var settings = new NpgsqlCommand("SET LOCAL search_path = ''; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET TRANSACTION READ ONLY", connection, transaction))
            await settings.ExecuteNonQueryAsync(cancellationToken);

        var sections = new Dictionary<string, IReadOnlyList<CatalogRow>>();
        var version = connection.PostgreSqlVersion.Major * 10000;
        sections[CatalogSection.Server] = await QueryAsync(connection, CatalogSection.Server, version, progress, cancellationToken);
        foreach (var section in CatalogSection.Plain)
            sections[section] = await QueryAsync(connection, section, version, progress, cancellationToken);

        if (sections[CatalogSection.Server][0].Text("timescaledb_version") is not null)
            await QueryTimescaleAsync(connection, version, sections, progress, cancellationToken);
        return new(sections);
    }

    private static async Task<IReadOnlyList<CatalogRow>> QueryAsync(NpgsqlConnection connection, string section, int version, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(section);
        var rows = new List<CatalogRow>();
        await using var command = new NpgsqlCommand($"SELECT row_to_json(answer)::text FROM ({CatalogQuery.Read(section, version)}) answer", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Parse(reader.GetString(0)));
        return rows;
    }

    /// <summary>One round trip for everything that TimescaleDB adds.</summary>
    private static async Task QueryTimescaleAsync(NpgsqlConnection connection, int version, Dictionary<string, IReadOnlyList<CatalogRow>> sections, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("timescaledb");
        var parts = CatalogSection.Timescale.Select(section => $"SELECT '{section}' AS section, row_number() OVER () AS ordinal, row_to_json(answer)::text AS answer FROM ({CatalogQuery.Read(section, version)}) answer");
        var found = CatalogSection.Timescale.ToDictionary(section => section, _ => new List<CatalogRow>());
        await using var command = new NpgsqlCommand(string.Join("\nUNION ALL\n", parts) + "\nORDER BY 1, 2", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetString(0)].Add(Parse(reader.GetString(2)));
        foreach (var (section, rows) in found)
            sections[section] = rows;
    }

    private static CatalogRow Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(document.RootElement.Clone());
    }
}
