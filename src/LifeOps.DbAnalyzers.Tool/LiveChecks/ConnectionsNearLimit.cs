using System.Globalization;
using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9003: most connections are taken now, or the pools that the code opens add up to more than there are.</summary>
internal sealed class ConnectionsNearLimit : ILiveCheck
{
    private const double NearlyFull = 0.8;

    public Rule Rule => RuleCatalog.ConnectionsNearLimit;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        var row = (await session.QueryAsync(
            """
            SELECT current_setting('max_connections')::int
                     - current_setting('superuser_reserved_connections')::int
                     - coalesce(current_setting('reserved_connections', true)::int, 0),
                   (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
            """,
            cancellationToken))[0];
        var limit = int.Parse(row[0]!, CultureInfo.InvariantCulture);
        var used = int.Parse(row[1]!, CultureInfo.InvariantCulture);

        var findings = new List<LiveFinding>();
        if (used >= limit * NearlyFull)
            findings.Add(new(null, string.Create(CultureInfo.InvariantCulture, $"{used} of {limit} connections are taken now")));
        var sum = session.Options.Pools.Sum(pool => pool.MaxSize);
        if (sum > limit)
        {
            var pools = string.Join(", ", session.Options.Pools.Select(pool => string.Create(CultureInfo.InvariantCulture, $"{pool.MaxSize} ({pool.Place})")));
            findings.Add(new(null, string.Create(CultureInfo.InvariantCulture, $"The pools of one instance of the code add up to {sum} connections, the server has {limit}: {pools}")));
        }

        return findings;
    }
}
