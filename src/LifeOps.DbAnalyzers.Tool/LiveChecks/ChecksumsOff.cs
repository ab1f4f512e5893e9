using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9007: the cluster was made without data checksums.</summary>
internal sealed class ChecksumsOff : ILiveCheck
{
    public Rule Rule => RuleCatalog.ChecksumsOff;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken) =>
        await session.SettingAsync("data_checksums", cancellationToken) == "off" ? [new(null)] : [];
}
