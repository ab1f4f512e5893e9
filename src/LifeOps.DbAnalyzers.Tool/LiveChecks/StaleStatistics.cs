using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9004: large tables that were never analyzed, changed much since they were, or hold many dead rows.</summary>
internal sealed class StaleStatistics : ILiveCheck
{
    public Rule Rule => RuleCatalog.StaleStatistics;

    // Twice what makes autovacuum come by default (20 % dead, 10 % changed): it does not keep up, or is off.
    private const string Sql = """
        SELECT schemaname, relname, greatest(n_live_tup, 0), n_dead_tup, n_mod_since_analyze,
               coalesce(greatest(last_analyze, last_autoanalyze)::date::text, ''),
               n_dead_tup > 0.4 * n_live_tup + 1000,
               n_mod_since_analyze > 0.2 * n_live_tup + 1000
        FROM pg_stat_user_tables
        WHERE greatest(n_live_tup, n_dead_tup, n_mod_since_analyze) >= $1
          AND schemaname !~ '^_timescaledb_'
          AND (n_dead_tup > 0.4 * n_live_tup + 1000 OR n_mod_since_analyze > 0.2 * n_live_tup + 1000)
        ORDER BY n_dead_tup + n_mod_since_analyze DESC, 1, 2
        LIMIT 50
        """;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        var findings = new List<LiveFinding>();
        foreach (var row in await session.QueryAsync(Sql, cancellationToken, session.Options.LargeTableRows))
        {
            var table = LiveNames.Table(row[0]!, row[1]!);
            if (row[7] == "t")
                findings.Add(new(table, table, $"{Number(row[4])} rows changed since {(row[5]!.Length == 0 ? "it was made; it was never analyzed" : "it was analyzed on " + row[5])}"));
            if (row[6] == "t")
                findings.Add(new(table, table, $"{Number(row[3])} dead rows beside {Number(row[2])} live ones"));
        }

        return findings;
    }

    private static string Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);
}
