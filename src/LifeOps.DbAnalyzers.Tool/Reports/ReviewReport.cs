using LifeOps.DbAnalyzers.Tool.LiveChecks;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>What a review has to say; every format is written from it. The same input gives the same report: it holds no time and no machine's path.</summary>
/// <param name="Databases">One for each database found, in the order of the report.</param>
/// <param name="Notes">What the reader must know about the review itself: a project that did not load, files left out.</param>
internal sealed record ReviewReport(IReadOnlyList<DatabaseAnalysis> Databases, IReadOnlyList<ReviewNote> Notes)
{
    /// <summary>The findings of all databases.</summary>
    public IEnumerable<ReportFinding> Findings => Databases.SelectMany(database => database.Findings);
}

/// <summary>Something about the review itself.</summary>
/// <param name="IsProblem">Whether something could not be reviewed that should have been.</param>
internal sealed record ReviewNote(string Text, bool IsProblem);

/// <summary>Everything about one database.</summary>
internal sealed record DatabaseAnalysis
{
    public required string Topic { get; init; }

    /// <summary>What was read, in one line each.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Null when no file and no server said what the database is.</summary>
    public required DatabaseSchema? Schema { get; init; }

    /// <summary>The worst first, then by place.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    public required IReadOnlyList<ChecklistLine> Checklist { get; init; }

    public required IReadOnlyList<MissingIndex> MissingIndexes { get; init; }

    public required IReadOnlyList<QueryRewrite> Queries { get; init; }

    /// <summary>The slowest statements of a live server.</summary>
    public IReadOnlyList<StatementReview> Statements { get; init; } = [];

    /// <summary>What repairs what can be repaired; null when there is no schema.</summary>
    public RepairPlan? Repairs { get; init; }
}

/// <summary>A row of the report.</summary>
internal sealed record ReportFinding
{
    public required Rule Rule { get; init; }

    public required RuleSeverity Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Recommendation { get; init; }

    /// <summary>Null for what belongs to no file: a live server's setting.</summary>
    public ReportPlace? Place { get; init; }

    /// <summary>The table (or view) concerned, as people write it; null when there is none or it is not known.</summary>
    public string? Table { get; init; }
}

/// <summary>A place in a file.</summary>
/// <param name="File">Relative to the reviewed folder, with forward slashes.</param>
/// <param name="Line">From 1 on, like the others.</param>
internal sealed record ReportPlace(string File, int Line, int Column, int EndLine, int EndColumn)
{
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}

/// <summary>An index to add.</summary>
/// <param name="Table">As people write it.</param>
/// <param name="Ddl">The statement, with its semicolon.</param>
/// <param name="Serves">The queries and keys that it serves.</param>
/// <param name="Effect">What gets better, in one sentence.</param>
/// <param name="Findings">Why it is recommended.</param>
internal sealed record MissingIndex(string Table, string Ddl, IReadOnlyList<string> Serves, string Effect, IReadOnlyList<ReportFinding> Findings);

/// <summary>A query as it is and as it should be.</summary>
/// <param name="Finding">What is wrong with it.</param>
/// <param name="Change">What the rewrite does; null when no rewrite is known to keep the behaviour.</param>
/// <param name="Code">C#; null when the query stands in a .sql file.</param>
/// <param name="Sql">Null when it is not known to the last character.</param>
internal sealed record QueryRewrite(ReportFinding Finding, string? Change, BeforeAndAfter? Code, BeforeAndAfter? Sql);

/// <summary>A text as it is and as it should be.</summary>
/// <param name="After">Null when it is not known.</param>
internal sealed record BeforeAndAfter(string Before, string? After);

/// <summary>A slow statement of a live server.</summary>
internal sealed record StatementReview(ReportFinding Finding, SlowStatementPlan Statement);
