using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// Reads a live database's catalog as of one moment with nine queries, one more on TimescaleDB and one more where definitions are asked
/// for: repeatable-read, read-only transactions on two connections that share a snapshot, or on one where the server has none to spare.
/// </summary>
/// <param name="withGrants">Whether to read what roles other than the owner may do.</param>
internal sealed class LiveCatalogReader(NpgsqlDataSource dataSource, bool withGrants = false)
{
    private NpgsqlDataSource DataSource { get; } = dataSource;

    private bool WithGrants { get; } = withGrants;

    // Names in definitions come out schema-qualified whatever the role's search_path is, and dates and intervals in one style.
    // All of a catalog is read: hash joins fit whatever the planner takes the number of tables for.
    private const string Settings = "SET LOCAL search_path = ''; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET TRANSACTION READ ONLY";

    // What the second connection reads: about half of the work, and last what a writer asks for last.
    private static readonly IReadOnlyList<string> OfSecond = [CatalogSection.Columns, CatalogSection.Dependencies];

    // What takes the first connection little time, after relations, constraints and indexes.
    private static readonly IReadOnlyList<string> Last = [CatalogSection.Types, CatalogSection.Functions, CatalogSection.Attachments];

    /// <summary>Connection settings that fit the reader: answers are read as text, so no types need to be asked for.</summary>
    public static NpgsqlDataSource CreateDataSource(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    /// <summary>The whole catalog.</summary>
    /// <param name="progress">Told the name of each section when it is asked for.</param>
    /// <param name="cancellationToken">Ends the wait; connections that are being read end with their process or their server's answer.</param>
    public Task<DatabaseCatalog> ReadAsync(IProgress<string>? progress, CancellationToken cancellationToken) => ReadAsync(catalog => catalog, progress, cancellationToken);

    /// <summary>What a function makes of the catalog. It runs while the catalog is read: a section that it asks for is waited for.</summary>
    /// <param name="use">Makes the result.</param>
    /// <param name="progress">Told the name of each section when it is asked for.</param>
    /// <param name="cancellationToken">Ends the wait; connections that are being read end with their process or their server's answer.</param>
    public async Task<T> ReadAsync<T>(Func<DatabaseCatalog, T> use, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        // Blocking reads on threads of their own: a run is short, and half of what asynchronous ones take is their code's compilation.
        var run = new Run(this, progress);
        var first = Task.Factory.StartNew(run.ReadFirst, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var second = Task.Factory.StartNew(run.ReadSecond, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var used = Task.Run(() => use(new(run.Sections.Wait)), CancellationToken.None);
        await Task.WhenAll(first, second, used).WaitAsync(cancellationToken);
        return await used;
    }

    /// <summary>One reading of the catalog on its two connections.</summary>
    private sealed class Run(LiveCatalogReader reader, IProgress<string>? progress)
    {
        private readonly TaskCompletionSource<Begun?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _isShared = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ArrivingSections Sections { get; } = new();

        public void ReadFirst()
        {
            try
            {
                using var connection = reader.DataSource.OpenConnection();
                var begun = Begin(connection);
                _begun.SetResult(begun);
                var server = Query(connection, CatalogSection.Server, begun, null);
                Sections.Add(CatalogSection.Server, server);
                var prefix = server[0].Text("timescaledb_prefix");
                var relations = Query(connection, CatalogSection.Relations, begun, prefix);
                Sections.Add(CatalogSection.Relations, relations);
                var constraints = Query(connection, CatalogSection.Constraints, begun, prefix);
                var indexes = Query(connection, CatalogSection.Indexes, begun, prefix);
                foreach (var section in Last)
                    Sections.Add(section, Query(connection, section, begun, prefix));
                AddTimescale(prefix is null ? [] : Query(connection, CatalogSection.AllTimescale, begun, prefix));
                if (!_isShared.Task.GetAwaiter().GetResult())
                {
                    foreach (var section in OfSecond)
                        Sections.Add(section, Query(connection, section, begun, prefix));
                }

                Define(connection, new(server[0], relations, Sections.Wait(CatalogSection.Columns)), indexes, constraints);
                Sections.Add(CatalogSection.Constraints, constraints);
                Sections.Add(CatalogSection.Indexes, indexes);
            }
            catch (Exception problem)
            {
                _begun.TrySetResult(null);
                Sections.Fail(problem);
                throw;
            }
        }

        public void ReadSecond()
        {
            try
            {
                using var connection = OpenSecond();
                if (_begun.Task.GetAwaiter().GetResult() is not { } begun || connection is null || !TryShare(connection, begun.Snapshot))
                    return;
                _isShared.SetResult(true);
                foreach (var section in OfSecond)
                    Sections.Add(section, Query(connection, section, begun, null));
            }
            catch (Exception problem)
            {
                Sections.Fail(problem);
                throw;
            }
            finally
            {
                _isShared.TrySetResult(false);
            }
        }

        /// <summary>Gives indexes and constraints that have no definition yet their own; of what is not as plain as it seemed the server is asked.</summary>
        private static void Define(NpgsqlConnection connection, PlainDefinitions definitions, IReadOnlyList<CatalogRow> indexes, IReadOnlyList<CatalogRow> constraints)
        {
            var (leftIndexes, leftConstraints) = (definitions.FillIndexes(indexes), definitions.FillConstraints(constraints));
            if (leftIndexes.Count + leftConstraints.Count == 0)
                return;
            var written = Copy(connection, CatalogQuery.Definitions(leftIndexes, leftConstraints)).ToDictionary(row => row.Required("kind") + row.Required("oid"), row => row.Required("definition"));
            foreach (var row in leftIndexes)
                row.Fill("definition", written["i" + row.Required("oid")]);
            foreach (var row in leftConstraints)
                row.Fill("definition", written["c" + row.Required("oid")]);
        }

        /// <summary>A second connection; null when the server or the role has none to spare.</summary>
        private NpgsqlConnection? OpenSecond()
        {
            try
            {
                return reader.DataSource.OpenConnection();
            }
            catch (NpgsqlException)
            {
                // What is wrong shows on the first connection too.
                return null;
            }
        }

        private IReadOnlyList<CatalogRow> Query(NpgsqlConnection connection, string section, Begun begun, string? timescalePrefix)
        {
            progress?.Report(section);
            return Copy(connection, new CatalogQuery(begun.Version, timescalePrefix, reader.WithGrants, begun.ReadsStatistics).Read(section));
        }

        /// <summary>The answers that <see cref="CatalogSection.AllTimescale"/> holds.</summary>
        private void AddTimescale(IReadOnlyList<CatalogRow> rows)
        {
            foreach (var section in CatalogSection.Timescale)
                Sections.Add(section, [.. rows.Where(row => row.Text("section") == section).Select(row => row.Row("answer")!)]);
        }
    }

    /// <param name="Snapshot">The name of what the first transaction sees.</param>
    /// <param name="Version">The server's, as server_version_num without its minor part.</param>
    /// <param name="ReadsStatistics">Whether the role may read pg_statistic.</param>
    private sealed record Begun(string Snapshot, int Version, bool ReadsStatistics);

    /// <summary>Begins the transaction, which ends with its connection.</summary>
    private static Begun Begin(NpgsqlConnection connection)
    {
        Execute(connection, $"BEGIN ISOLATION LEVEL REPEATABLE READ; {Settings}");
        // An answer of COPY needs nothing of what maps the types of rows, which takes longer to get ready than the question.
        var row = Copy(connection, "SELECT pg_export_snapshot() AS snapshot, has_table_privilege('pg_catalog.pg_statistic', 'SELECT') AS reads_statistics")[0];
        return new(row.Required("snapshot"), connection.PostgreSqlVersion.Major * 10000, row.Flag("reads_statistics"));
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static IReadOnlyList<CatalogRow> Copy(NpgsqlConnection connection, string query)
    {
        using var answer = connection.BeginTextExport($"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)");
        return CatalogAnswer.Read(answer);
    }

    /// <summary>Lets a connection see what the first one sees; false where it reached another server (a pooler, a list of hosts).</summary>
    private static bool TryShare(NpgsqlConnection connection, string snapshot)
    {
        try
        {
            Execute(connection, $"BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '{snapshot}'; {Settings}");
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }
}
