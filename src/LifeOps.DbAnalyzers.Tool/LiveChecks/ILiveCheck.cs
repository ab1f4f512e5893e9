using LifeOps.PostgreSql.Rules;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>A question to a live server (L in the catalogue). It reads only.</summary>
internal interface ILiveCheck
{
    Rule Rule { get; }

    /// <exception cref="LiveCheckUnavailableException">The server cannot answer: an extension is missing, or it is too young to know.</exception>
    /// <exception cref="Npgsql.PostgresException">The server refuses: a permission is missing, or the question took too long.</exception>
    Task<IReadOnlyList<LiveFinding>> RunAsync(LiveSession session, CancellationToken cancellationToken);
}

/// <summary>What a live check found.</summary>
/// <param name="Table">The table concerned, as people write it; null when it is the server as a whole.</param>
/// <param name="Arguments">What goes into the rule's message, in order.</param>
internal sealed record LiveFinding(string? Table, params string[] Arguments)
{
    /// <summary>The statement concerned, with what the planner makes of it; null when there is none.</summary>
    public SlowStatementPlan? Statement { get; init; }
}

/// <summary>A statement of the server's statistics.</summary>
/// <param name="Sql">As the server normalised it, with $1 for its constants.</param>
/// <param name="Plan">What EXPLAIN says without running it; null when it could not be asked.</param>
/// <param name="WhyNoPlan">Null when there is a plan.</param>
/// <param name="Indexes">Indexes that HypoPG proved to help.</param>
internal sealed record SlowStatementPlan(string Sql, string? Plan, string? WhyNoPlan, IReadOnlyList<ProvenIndex> Indexes);

/// <summary>An index that does not exist, tried on the planner.</summary>
/// <param name="Ddl">CREATE INDEX.</param>
/// <param name="CostBefore">The planner's total cost without it.</param>
/// <param name="CostAfter">With it.</param>
internal sealed record ProvenIndex(string Ddl, double CostBefore, double CostAfter);

/// <summary>A check that this server cannot answer.</summary>
internal sealed class LiveCheckUnavailableException(string message) : Exception(message);
