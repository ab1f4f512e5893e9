using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Runs the package's analyzers on one project, as a build with the package would.</summary>
internal sealed class CodeReview(IReadOnlySet<string> reviewedSqlFiles, ReportPlaces places)
{
    private static readonly Dictionary<string, Rule> Rules = RuleCatalog.All.ToDictionary(rule => rule.Id);

    /// <summary>What the analyzers found, and how each query finding would be rewritten.</summary>
    public List<QueryRewrite> Queries { get; } = [];

    public List<ReportFinding> Findings { get; } = [];

    /// <summary>The indexes that findings recommend.</summary>
    public List<(IndexRecommendation Index, ReportFinding Finding)> Indexes { get; } = [];

    /// <summary>Names of the projects that do not compile: parts of their code say nothing to an analyzer.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>An analyzer that failed, and code that was not understood, for people.</summary>
    public List<ReviewNote> Problems { get; } = [];

    /// <param name="project">The project.</param>
    /// <param name="schemaFiles">The schema of its database, when it names none itself.</param>
    public async Task RunAsync(LoadedProject project, IReadOnlyList<SqlSource> schemaFiles, CancellationToken cancellationToken)
    {
        var reviewed = project.Databases.Count > 0 ? project.Project : WithSchema(project.Project, schemaFiles);
        if (await reviewed.GetCompilationAsync(cancellationToken) is not { } compilation)
            return;

        ReportBrokenCode(reviewed, compilation, cancellationToken);
        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            reviewed.AnalyzerOptions,
            onAnalyzerException: (problem, analyzer, _) =>
            {
                lock (failures)
                    failures.Add($"{analyzer.GetType().Name} failed in {reviewed.Name}: {ReviewText.OneLine(problem.Message)}");
            },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var diagnostics = await compilation.WithAnalyzers(ProductAnalyzers.Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Problems.AddRange(failures.Select(text => new ReviewNote(text, IsProblem: true)));

        var rewriter = new QueryRewriter(reviewed);
        foreach (var diagnostic in diagnostics.OrderBy(found => found.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(found => found.Location.SourceSpan.Start).ThenBy(found => found.Id, StringComparer.Ordinal))
        {
            if (!Rules.TryGetValue(diagnostic.Id, out var rule) || reviewedSqlFiles.Contains(diagnostic.Location.GetLineSpan().Path))
                continue;
            await AddAsync(diagnostic, rule, reviewed, rewriter, cancellationToken);
        }
    }

    // Code whose names do not resolve runs no SQL that anybody could see.
    private void ReportBrokenCode(Project project, Compilation compilation, CancellationToken cancellationToken)
    {
        var errors = compilation.GetDeclarationDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0)
            return;
        Broken.Add(project.Name);
        Problems.Add(new($"{project.Name} does not compile here ({errors.Count} errors, the first: {ReviewText.OneLine(errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture))}): parts of its code were not understood. Restore and build it first.", IsProblem: true));
    }

    private async Task AddAsync(Diagnostic diagnostic, Rule rule, Project project, QueryRewriter rewriter, CancellationToken cancellationToken)
    {
        var lines = diagnostic.Location.GetLineSpan();
        var rewrite = await rewriter.RewriteAsync(diagnostic, cancellationToken);
        var finding = new ReportFinding
        {
            Rule = rule,
            Severity = diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => RuleSeverity.Error,
                DiagnosticSeverity.Warning => RuleSeverity.Warning,
                _ => RuleSeverity.Info,
            },
            Message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            Recommendation = rewrite?.Change ?? rule.Description,
            Place = lines.Path.Length > 0 ? places.Of(lines.Path, lines.Span) : null,
            Table = rewrite?.Table,
        };
        Findings.Add(finding);
        if (IndexRecommendation.Of(diagnostic) is { } index)
            Indexes.Add((index, finding));
        if (rule.Category == "Queries" && rewrite is not null)
            Queries.Add(new(finding, rewrite.Change, rewrite.Code, rewrite.Sql));
    }

    private static Project WithSchema(Project project, IReadOnlyList<SqlSource> schemaFiles)
    {
        foreach (var file in schemaFiles)
        {
            // The analyzers know a schema by its name; a folder of migrations has none.
            var path = file.Path.EndsWith(".schema.sql", StringComparison.OrdinalIgnoreCase) ? file.Path : Path.ChangeExtension(file.Path, ".schema.sql");
            project = project.AddAdditionalDocument(Path.GetFileName(path), SourceText.From(file.Script.Text), filePath: path).Project;
        }

        return project;
    }
}
