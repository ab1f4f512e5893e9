using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>LDB9001: neither log_min_duration_statement nor its sampled form nor auto_explain writes slow statements down.</summary>
internal sealed class SlowQueryLogOff : ILiveCheck
{
    private const string Off = "-1";

    public Rule Rule => RuleCatalog.SlowQueryLogOff;

    public async Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken)
    {
        foreach (var setting in new[] { "log_min_duration_statement", "log_min_duration_sample", "auto_explain.log_min_duration" })
        {
            if (await session.SettingAsync(setting, cancellationToken) is { Length: > 0 } value && value != Off)
                return [];
        }

        return [new(null, "log_min_duration_statement is -1")];
    }
}
