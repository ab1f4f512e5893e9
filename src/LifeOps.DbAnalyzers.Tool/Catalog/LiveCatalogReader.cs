using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// Reads a live database's catalog as of one moment with at most ten queries: repeatable-read, read-only transactions on two
/// connections that share a snapshot, or on one where the server has none to spare.
/// </summary>
/// <param name="withGrants">Whether to read what roles other than the owner may do.</param>
internal sealed class LiveCatalogReader(NpgsqlDataSource dataSource, bool withGrants = false)
{
    // Names in definitions come out schema-qualified whatever the role's search_path is, and dates and intervals in one style.
    private const string Settings = "SET LOCAL search_path = ''; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '64MB'; SET TRANSACTION READ ONLY";

    // The sections that take as long as all the others together.
    private static readonly IReadOnlyList<string> Heavy = [CatalogSection.Columns, CatalogSection.Constraints, CatalogSection.Dependencies];

    /// <summary>Connection settings that fit the reader: answers are read as text, so no types need to be asked for.</summary>
    public static NpgsqlDataSource CreateDataSource(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <param name="progress">Told the name of each section when its answer comes.</param>
    public async Task<DatabaseCatalog> ReadAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var second = OpenSecondAsync(cancellationToken);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var snapshot = await BeginAsync(connection, cancellationToken);
            var version = connection.PostgreSqlVersion.Major * 10000;
            var server = (await QueryAsync(connection, [CatalogSection.Server], version, null, progress, cancellationToken))[CatalogSection.Server];
            var prefix = server[0].Text("timescaledb_prefix");
            IReadOnlyList<string> rest = prefix is null ? CatalogSection.Plain : [.. CatalogSection.Plain, CatalogSection.AllTimescale];

            var helper = await second;
            var answers = helper is null || !await TryShareAsync(helper, snapshot, cancellationToken)
                ? [await QueryAsync(connection, rest, version, prefix, progress, cancellationToken)]
                : await Task.WhenAll(
                    QueryAsync(helper, Heavy, version, prefix, progress, cancellationToken),
                    QueryAsync(connection, [.. rest.Except(Heavy)], version, prefix, progress, cancellationToken));

            var sections = new Dictionary<string, IReadOnlyList<CatalogRow>> { [CatalogSection.Server] = server };
            foreach (var (section, rows) in answers.SelectMany(answer => answer))
                sections[section] = rows;
            return new(sections);
        }
        finally
        {
            if (await second is { } opened)
                await opened.DisposeAsync();
        }
    }

    /// <summary>A second connection; null when the server or the role has none to spare.</summary>
    private async Task<NpgsqlConnection?> OpenSecondAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await dataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is NpgsqlException or OperationCanceledException)
        {
            // What is wrong shows on the first connection too.
            return null;
        }
    }

    /// <summary>Begins the transaction, which ends with its connection; its snapshot's name.</summary>
    private static async Task<string> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"BEGIN ISOLATION LEVEL REPEATABLE READ; {Settings}; SELECT pg_export_snapshot()", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Lets a connection see what the first one sees; false where it reached another server (a pooler, a list of hosts).</summary>
    private static async Task<bool> TryShareAsync(NpgsqlConnection connection, string snapshot, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand($"BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '{snapshot}'; {Settings}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    private async Task<Dictionary<string, IReadOnlyList<CatalogRow>>> QueryAsync(NpgsqlConnection connection, IEnumerable<string> sections, int version, string? timescalePrefix, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<CatalogRow>>();
        foreach (var section in sections)
        {
            progress?.Report(section);
            using var answer = await connection.BeginTextExportAsync($"COPY ({CatalogQuery.Read(section, version, timescalePrefix, withGrants)}) TO STDOUT (FORMAT csv, HEADER)", cancellationToken);
            var rows = CatalogAnswer.Parse(await answer.ReadToEndAsync(cancellationToken));
            if (section == CatalogSection.AllTimescale)
                Split(rows, found);
            else
                found[section] = rows;
        }

        return found;
    }

    /// <summary>The answers that <see cref="CatalogSection.AllTimescale"/> holds.</summary>
    private static void Split(IReadOnlyList<CatalogRow> rows, Dictionary<string, IReadOnlyList<CatalogRow>> found)
    {
        foreach (var section in CatalogSection.Timescale)
            found[section] = [.. rows.Where(row => row.Text("section") == section).Select(row => row.Row("answer")!)];
    }
}
