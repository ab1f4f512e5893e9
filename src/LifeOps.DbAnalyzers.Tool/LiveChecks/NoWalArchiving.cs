using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9002: WAL is not archived, or archiving fails; a server that a provider manages is backed up where no setting shows it.</summary>
internal sealed class NoWalArchiving : ILiveCheck
{
    // A setting that only that provider's servers have.
    private static readonly (string Setting, string Provider)[] Providers =
        [("rds.extensions", "Amazon RDS"), ("azure.extensions", "Azure"), ("cloudsql.logical_decoding", "Cloud SQL"), ("neon.tenant_id", "Neon")];

    public Rule Rule => RuleCatalog.NoWalArchiving;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        foreach (var (setting, provider) in Providers)
        {
            if (await session.SettingAsync(setting, cancellationToken) is not null)
                throw new LiveCheckUnavailableException($"{provider} makes the backups; its settings do not show them");
        }

        var mode = await session.SettingAsync("archive_mode", cancellationToken);
        if (mode == "off")
            return await HasReceiverAsync(session, cancellationToken) ? [] : [new(null, "archive_mode is off, and nobody receives the log")];

        var command = await session.SettingAsync("archive_command", cancellationToken);
        var library = await session.SettingAsync("archive_library", cancellationToken);
        if (command is null or "" or "(disabled)" && string.IsNullOrEmpty(library))
            return [new(null, "archive_mode is on, but archive_command is empty")];

        var archiver = await session.QueryAsync(
            "SELECT failed_count, last_failed_wal FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity')", cancellationToken);
        return archiver.Count == 0 ? [] : [new(null, $"archiving fails ({archiver[0][0]} times so far, last at {archiver[0][1]})")];
    }

    // pg_receivewal and streaming backups are connections of the replication protocol.
    private static async Task<bool> HasReceiverAsync(LiveSession session, CancellationToken cancellationToken) =>
        (await session.QueryAsync("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'walsender' LIMIT 1", cancellationToken)).Count > 0;
}
