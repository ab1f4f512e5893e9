using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9005: large tables that are read from end to end again and again.</summary>
internal sealed class SequentialScans : ILiveCheck
{
    // A nightly report reads the whole table rightly; a hundred scans are a query of the service.
    private const string Sql = """
        SELECT schemaname, relname, n_live_tup, seq_scan, seq_tup_read / seq_scan
        FROM pg_stat_user_tables
        WHERE n_live_tup >= $1 AND seq_scan >= 100 AND seq_tup_read / seq_scan >= $1 / 2
          AND seq_scan >= 0.05 * (seq_scan + coalesce(idx_scan, 0))
          AND schemaname !~ '^_timescaledb_'
        ORDER BY seq_tup_read DESC, 1, 2
        LIMIT 50
        """;

    public Rule Rule => RuleCatalog.SequentialScans;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        var findings = new List<LiveFinding>();
        foreach (var row in await session.QueryAsync(Sql, cancellationToken, session.Options.LargeTableRows))
        {
            var table = LiveNames.Table(row[0]!, row[1]!);
            findings.Add(new(table, table, Number(row[2]), Number(row[3]), Number(row[4])));
        }

        return findings;
    }

    private static string Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
}
