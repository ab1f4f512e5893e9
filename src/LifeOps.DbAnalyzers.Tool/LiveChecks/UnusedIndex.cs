using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB5004: indexes that no query has used since the statistics began; those that keep something unique do that without a scan.</summary>
internal sealed class UnusedIndex : ILiveCheck
{
    private const string Age = """
        SELECT extract(epoch FROM now() - coalesce(stats_reset, pg_postmaster_start_time()))::bigint
        FROM pg_stat_database WHERE datname = current_database()
        """;

    private const string Sql = """
        SELECT s.schemaname, s.relname, s.indexrelname, pg_relation_size(s.indexrelid)
        FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid
        WHERE s.idx_scan = 0 AND NOT i.indisunique AND NOT i.indisexclusion AND NOT i.indisreplident AND i.indisvalid
          AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
          AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
          AND s.schemaname !~ '^_timescaledb_'
          AND pg_relation_size(s.indexrelid) >= $1
        ORDER BY 4 DESC, 1, 3
        LIMIT 100
        """;

    public Rule Rule => RuleCatalog.UnusedIndex;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        var seconds = long.Parse((await session.QueryAsync(Age, cancellationToken))[0][0]!, CultureInfo.InvariantCulture);
        var age = TimeSpan.FromSeconds(seconds);
        if (age < session.Options.MinimumStatisticsAge)
            throw new LiveCheckUnavailableException($"the server's statistics began {Text(age)} ago; {Text(session.Options.MinimumStatisticsAge)} are needed to call an index unused");

        var findings = new List<LiveFinding>();
        foreach (var row in await session.QueryAsync(Sql, cancellationToken, session.Options.MinimumIndexBytes))
        {
            var table = LiveNames.Table(row[0]!, row[1]!);
            findings.Add(new(table, row[2]!, table, LiveNames.Size(long.Parse(row[3]!, CultureInfo.InvariantCulture)), Text(age)));
        }

        return findings;
    }

    private static string Text(TimeSpan age)
    {
        var (count, unit) = age.TotalDays >= 2 ? ((int)age.TotalDays, "day") : age.TotalHours >= 1 ? ((int)age.TotalHours, "hour") : ((int)age.TotalMinutes, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
    }
}
