using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>What live checks compare with.</summary>
internal sealed record LiveCheckOptions
{
    /// <summary>Rows from which on a table is large.</summary>
    public long LargeTableRows { get; init; } = 10_000;

    /// <summary>How long statistics must have been kept before "never used" means anything.</summary>
    public TimeSpan MinimumStatisticsAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes below which an unused index costs nothing worth a word.</summary>
    public long MinimumIndexBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest time for one statement.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The pools that the code opens, by the place of their connection string.</summary>
    public IReadOnlyList<ConnectionPool> Pools { get; init; } = [];

    /// <summary>The indexes to try for a statement.</summary>
    public Func<string, IReadOnlyList<string>> IndexCandidates { get; init; } = _ => [];
}

/// <summary>A pool of connections that code opens.</summary>
/// <param name="Place">Where its connection string stands, for people.</param>
/// <param name="MaxSize">Connections.</param>
internal sealed record ConnectionPool(string Place, int MaxSize);

/// <summary>One connection to a live server that cannot change anything and waits for nothing.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private LiveSession(NpgsqlConnection connection, LiveCheckOptions options)
    {
        _connection = connection;
        Options = options;
    }

    public LiveCheckOptions Options { get; }

    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    public static async Task<LiveSession> OpenAsync(NpgsqlDataSource dataSource, LiveCheckOptions options, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var session = new LiveSession(connection, options);
            await session.ExecuteAsync(
                FormattableString.Invariant($"SET default_transaction_read_only = on; SET statement_timeout = {(int)options.StatementTimeout.TotalMilliseconds}; SET lock_timeout = 1000; SET idle_in_transaction_session_timeout = 60000"),
                cancellationToken);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a query, each value as its text; null for NULL.</summary>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : reader.GetString(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A setting; null when the server does not know it.</summary>
    public async Task<string?> SettingAsync(string name, CancellationToken cancellationToken) =>
        (await QueryAsync("SELECT current_setting($1, true)", cancellationToken, name))[0][0];

    public async Task<bool> HasExtensionAsync(string name, CancellationToken cancellationToken) =>
        (await QueryAsync("SELECT 1 FROM pg_extension WHERE extname = $1", cancellationToken, name)).Count > 0;

    /// <summary>Runs work in a transaction that is always rolled back.</summary>
    public async Task<T> InRolledBackTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await ExecuteAsync("BEGIN READ ONLY", cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            // A lost connection has rolled back already, and its own exception says why.
            if (_connection.State == System.Data.ConnectionState.Open)
                await ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
