using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Repairs;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>One review, from a path to a report.</summary>
internal sealed class ReviewRunner(IProgress<string> progress, RepairOptions? repairs = null)
{
    private readonly Checklist _checklist = new(new RuleReach(ProductAnalyzers.Analyzers.Where(analyzer => analyzer is not Analyzers.SqlFileAnalyzer)));
    private readonly AnalyzerConfigs _configs = new();
    private readonly RepairOptions _repairs = repairs ?? RepairOptions.Default;

    /// <exception cref="FormatException">There is nothing to review at the path.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<ReviewReport> RunAsync(string path, CancellationToken cancellationToken)
    {
        var inputs = ReviewInputs.Find(path);
        var notes = new List<ReviewNote>();
        using var loader = inputs.Solution is null && inputs.Projects.Count == 0 ? null : new ProjectLoader();
        var projects = loader is null ? [] : await loader.LoadAsync(inputs, progress, cancellationToken);
        notes.AddRange(loader?.Problems ?? []);

        var places = new ReportPlaces(inputs.Root);
        var grouping = new DatabaseGrouping(inputs, projects);
        var databases = await grouping.GroupAsync(cancellationToken);
        if (grouping.LeftOut.Count > 0)
            notes.Add(new("Left out, since they are neither a schema (*.schema.sql) nor migrations named in order: " + string.Join(", ", grouping.LeftOut.Select(places.FileOf)), IsProblem: false));
        if (databases.Count == 0 && notes.Count == 0)
            throw new FormatException($"There is nothing to review in {path}: no .sql file that creates tables and no C# project.");

        var analyses = new List<DatabaseAnalysis>();
        foreach (var database in databases)
            analyses.Add(await AnalyzeAsync(database, places, notes, cancellationToken));
        return new(analyses, notes);
    }

    private async Task<DatabaseAnalysis> AnalyzeAsync(DatabaseSource database, ReportPlaces places, List<ReviewNote> notes, CancellationToken cancellationToken)
    {
        progress.Report($"reviewing {database.Topic}");
        var sql = new SqlReview(database, _configs, places);
        var findings = sql.Run(cancellationToken).ToList();

        var code = new CodeReview(database.SchemaFiles.Concat(database.Migrations).Select(file => file.Path).ToHashSet(), places);
        foreach (var project in database.Projects)
        {
            progress.Report($"reviewing {project.Project.Name}");
            await code.RunAsync(project, database.SchemaFiles, cancellationToken);
        }

        // One project for each target framework, and linked files: the same place once.
        notes.AddRange(code.Problems);
        findings.AddRange(code.Findings.Distinct());
        var ordered = findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place?.File, StringComparer.Ordinal).ThenBy(finding => finding.Place?.Line).ThenBy(finding => finding.Place?.Column).ToList();
        var inputs = new ReviewedInputs(sql.Schema is not null, database.Projects.Count > 0, HasServer: false, database.Migrations.Count > 0 || database.IsFoldedFromMigrations, TimescaleUse.IsIn(sql.Schema));
        return new DatabaseAnalysis
        {
            Topic = database.Topic,
            Inputs = [.. InputLines(database, places)],
            Schema = sql.Schema,
            Findings = ordered,
            Checklist = _checklist.Answer(ordered, inputs, new Dictionary<string, string>()),
            MissingIndexes = MissingIndexes.From(sql.Originals),
            Repairs = sql.Schema is null ? null : RepairPlanner.Plan(sql.Schema, [.. sql.Originals.Where(pair => pair.Finding.File is not null).Select(pair => pair.Finding)], _repairs),
            Queries = [.. code.Queries.DistinctBy(query => query.Finding)],
        };
    }

    private static IEnumerable<string> InputLines(DatabaseSource database, ReportPlaces places)
    {
        foreach (var file in database.SchemaFiles)
            yield return $"{(database.IsFoldedFromMigrations ? "migration" : "schema")} {places.FileOf(file.Path)}";
        foreach (var file in database.Migrations)
            yield return $"migration {places.FileOf(file.Path)}";
        foreach (var project in database.Projects)
            yield return $"code {places.FileOf(project.Project.FilePath ?? project.Project.Name)}";
    }
}
