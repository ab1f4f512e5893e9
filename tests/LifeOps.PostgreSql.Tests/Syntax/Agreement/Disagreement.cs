namespace LifeOps.PostgreSql.Tests.Syntax.Agreement;

/// <summary>What is compared between our parser and PostgreSQL's.</summary>
public enum Aspect
{
    /// <summary>PostgreSQL accepts the statement, we do not.</summary>
    WronglyRejected,

    /// <summary>PostgreSQL rejects the statement, we do not.</summary>
    WronglyAccepted,

    /// <summary>Type of the top-level node.</summary>
    TopNode,

    StatementCount,
    TableNames,
    ParameterNumbers,
    NodeCounts,
    ErrorPosition,
    ErrorMessage,
}

/// <summary>One difference.</summary>
/// <param name="Aspect">What differs.</param>
/// <param name="Cause">A short text that is equal for differences that are likely to have one cause.</param>
/// <param name="Detail">Ours against theirs.</param>
/// <param name="Statement">Where.</param>
public sealed record Disagreement(Aspect Aspect, string Cause, string Detail, CorpusStatement Statement);
