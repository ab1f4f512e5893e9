using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Rules;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>Runs all live checks on a server. A check that the server refuses is explained; the others go on.</summary>
internal sealed class LiveCheckRun
{
    private static readonly ILiveCheck[] Checks =
    [
        new UnusedIndex(),
        new SlowQueryLogOff(),
        new NoWalArchiving(),
        new ConnectionsNearLimit(),
        new StaleStatistics(),
        new SequentialScans(),
        new SlowStatements(),
        new ChecksumsOff(),
    ];

    /// <summary>The rules that are asked of a server.</summary>
    public static IEnumerable<Rule> Rules => Checks.Select(check => check.Rule);

    public List<ReportFinding> Findings { get; } = [];

    /// <summary>The statements that findings are about.</summary>
    public List<StatementReview> Statements { get; } = [];

    /// <summary>Why a check could not be made, by rule id.</summary>
    public Dictionary<string, string> Unavailable { get; } = [];

    /// <exception cref="NpgsqlException">The connection was lost.</exception>
    public async Task RunAsync(LiveSession session, IProgress<string> progress, CancellationToken cancellationToken)
    {
        foreach (var check in Checks)
        {
            progress.Report($"asking the server: {check.Rule.Title}");
            try
            {
                foreach (var finding in await check.RunAsync(session, cancellationToken))
                    Add(check.Rule, finding);
            }
            catch (LiveCheckUnavailableException reason)
            {
                Unavailable[check.Rule.Id] = reason.Message;
            }
            catch (PostgresException problem)
            {
                Unavailable[check.Rule.Id] = problem.SqlState switch
                {
                    PostgresErrorCodes.InsufficientPrivilege => $"the role may not ask this ({problem.MessageText}); grant it pg_monitor",
                    PostgresErrorCodes.QueryCanceled => "the server did not answer in time",
                    PostgresErrorCodes.ObjectNotInPrerequisiteState => $"the server is not set up for it ({problem.MessageText})",
                    _ => problem.MessageText,
                };
            }
        }
    }

    private void Add(Rule rule, LiveFinding found)
    {
        var finding = new ReportFinding
        {
            Rule = rule,
            Severity = rule.Severity,
            Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.MessageFormat, found.Arguments),
            Recommendation = rule.Description,
            Table = found.Table,
        };
        Findings.Add(finding);
        if (found.Statement is { } statement)
            Statements.Add(new(finding, statement));
    }
}
