using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.DbAnalyzers.Tool.LiveChecks;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Snapshots;
using LifeOps.PostgreSql.Repairs;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Npgsql;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>One review, from a path, a live server or both to a report.</summary>
internal sealed class ReviewRunner(IProgress<string> progress, RepairOptions? repairs = null)
{
    private readonly Checklist _checklist = new(new RuleReach(ProductAnalyzers.Analyzers.Where(analyzer => analyzer is not Analyzers.SqlFileAnalyzer)));
    private readonly AnalyzerConfigs _configs = new();
    private readonly List<ReviewNote> _notes = [];

    /// <param name="path">What to review; null when there is only a server.</param>
    /// <param name="server">A live server; null when there is none.</param>
    /// <param name="live">What the live checks compare with.</param>
    /// <exception cref="FormatException">There is nothing to review at the path.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public async Task<ReviewReport> RunAsync(string? path, NpgsqlConnectionStringBuilder? server, LiveCheckOptions? live, CancellationToken cancellationToken)
    {
        var inputs = path is null ? new ReviewInputs(Directory.GetCurrentDirectory(), [], null, [], IsSingleSqlFile: false) : ReviewInputs.Find(path);
        using var loader = inputs.Solution is null && inputs.Projects.Count == 0 ? null : new ProjectLoader();
        var projects = loader is null ? [] : await loader.LoadAsync(inputs, progress, cancellationToken);
        _notes.AddRange(loader?.Problems ?? []);

        var places = new ReportPlaces(inputs.Root);
        var grouping = new DatabaseGrouping(inputs, projects);
        var databases = (await grouping.GroupAsync(cancellationToken)).ToList();
        if (grouping.LeftOut.Count > 0)
            _notes.Add(new("Left out, since they are neither a schema (*.schema.sql) nor migrations named in order: " + string.Join(", ", grouping.LeftOut.Select(places.FileOf)), IsProblem: false));
        if (databases.Count == 0 && _notes.Count == 0 && server is null)
            throw new FormatException($"There is nothing to review in {path}: no .sql file that creates tables and no C# project.");

        LiveCheckRun? checks = null;
        DatabaseSource? checkedDatabase = null;
        if (server is not null)
        {
            checkedDatabase = await FindDatabaseOfServerAsync(databases, server, inputs.Root, cancellationToken);
            checks = await AskServerAsync(server, live ?? new(), checkedDatabase, projects, places, cancellationToken);
        }

        var analyses = new List<DatabaseAnalysis>();
        var sqlFiles = databases.SelectMany(database => database.SchemaFiles.Concat(database.Migrations)).Select(file => file.Path).ToHashSet();
        foreach (var database in databases)
            analyses.Add(await AnalyzeAsync(database, sqlFiles, places, database == checkedDatabase ? checks : null, cancellationToken));
        return new(analyses, _notes);
    }

    /// <summary>The database that a server holds: the only one with a schema, the one of its name, or else what the server itself says.</summary>
    private async Task<DatabaseSource> FindDatabaseOfServerAsync(List<DatabaseSource> databases, NpgsqlConnectionStringBuilder server, string root, CancellationToken cancellationToken)
    {
        var withSchema = databases.Where(database => database.SchemaFiles.Count > 0).ToList();
        if (withSchema.Count == 1)
            return withSchema[0];
        if (withSchema.FirstOrDefault(database => database.Topic == server.Database) is { } named)
            return named;

        progress.Report("reading the server's catalog");
        await using var dataSource = LiveCatalogReader.CreateDataSource(server);
        var snapshot = await new LiveCatalogReader(dataSource).ReadAsync(catalog => SnapshotWriter.Write(catalog), null, cancellationToken);
        var topic = server.Database ?? server.Username ?? "server";
        var file = SqlSource.Of(Path.Combine(root, topic + ".schema.sql"), snapshot, cancellationToken);
        _notes.Add(new($"The schema of {topic} was read from the server; lines in {topic}.schema.sql are those that lifeops-db snapshot writes.", IsProblem: false));

        // Code that came without a schema has one now, when there is no other database that it could be for.
        var code = withSchema.Count == 0 ? databases.SelectMany(database => database.Projects).ToList() : [];
        databases.RemoveAll(database => code.Count > 0 && database.SchemaFiles.Count == 0);
        var found = new DatabaseSource(topic, [file], [], code);
        databases.Add(found);
        return found;
    }

    private async Task<LiveCheckRun> AskServerAsync(
        NpgsqlConnectionStringBuilder server, LiveCheckOptions live, DatabaseSource database, IReadOnlyList<LoadedProject> projects, ReportPlaces places, CancellationToken cancellationToken)
    {
        progress.Report("connecting to the server");
        var schema = new SqlReview(database, _configs, places).Fold(cancellationToken);
        var options = live with
        {
            Pools = await new ConnectionPools(places).FindAsync(projects, cancellationToken),
            IndexCandidates = query =>
            [
                .. SqlRules.Check(SqlParser.Parse(query, SqlParseOptions.Embedded, cancellationToken), RuleOptions.Default, schema, cancellationToken: cancellationToken)
                    .SelectMany(IndexRecommendation.Of).Select(index => index.Ddl).Distinct(),
            ],
        };
        await using var dataSource = NpgsqlDataSource.Create(server);
        await using var session = await LiveSession.OpenAsync(dataSource, options, cancellationToken);
        var run = new LiveCheckRun();
        await run.RunAsync(session, progress, cancellationToken);
        return run;
    }

    private async Task<DatabaseAnalysis> AnalyzeAsync(DatabaseSource database, IReadOnlySet<string> sqlFiles, ReportPlaces places, LiveCheckRun? live, CancellationToken cancellationToken)
    {
        progress.Report($"reviewing {database.Topic}");
        var sql = new SqlReview(database, _configs, places, await ReadCodeUseAsync(database, cancellationToken));
        var findings = sql.Run(cancellationToken).ToList();

        var code = new CodeReview(sqlFiles, places);
        foreach (var project in database.Projects)
        {
            progress.Report($"reviewing {project.Project.Name}");
            await code.RunAsync(project, database.SchemaFiles, cancellationToken);
        }

        // One project for each target framework, and linked files: the same place once.
        _notes.AddRange(code.Problems);
        findings.AddRange(code.Findings.Distinct());
        findings.AddRange(live?.Findings ?? []);
        var ordered = findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place?.File, StringComparer.Ordinal).ThenBy(finding => finding.Place?.Line).ThenBy(finding => finding.Place?.Column).ToList();
        var inputs = new ReviewedInputs(
            sql.Schema is not null,
            database.Projects.Count > code.Broken.Count,
            code.Broken.Count == 0 ? null : $"{string.Join(", ", code.Broken.Order(StringComparer.Ordinal))} {(code.Broken.Count == 1 ? "does" : "do")} not compile here",
            live is not null,
            database.Migrations.Count > 0 || database.IsFoldedFromMigrations,
            TimescaleUse.IsIn(sql.Schema));
        return new DatabaseAnalysis
        {
            Topic = database.Topic,
            Inputs = [.. InputLines(database, places, live is not null)],
            Schema = sql.Schema,
            Findings = ordered,
            Checklist = _checklist.Answer(ordered, inputs, live?.Unavailable ?? []),
            MissingIndexes = MissingIndexes.From(sql.Originals.SelectMany(pair => IndexRecommendation.Of(pair.Finding).Select(index => (index, pair.Report))).Concat(code.Indexes)),
            Repairs = sql.Schema is null
                ? null
                : RepairPlanner.Plan(sql.Schema, [.. sql.Originals.Where(pair => pair.Finding.File is not null).Select(pair => pair.Finding)], RepairsOf(database)),
            Queries = [.. code.Queries.DistinctBy(query => query.Finding)],
            Statements = live?.Statements ?? [],
        };
    }

    /// <summary>Serial keys become uuids only where somebody says so: it takes a release of the code, and identities do not.</summary>
    private RepairOptions RepairsOf(DatabaseSource database)
    {
        var options = repairs ?? RepairOptions.Default;
        var wantsUuid = database.SchemaFiles.Any(file => _configs.OptionsOf(file.Path) is { IdPolicyIsSet: true, IdPolicy: IdPolicy.Uuid });
        return wantsUuid ? options with { SerialBecomes = IdPolicy.Uuid } : options;
    }

    /// <summary>What the code uses of a schema, where a migration takes something away; null otherwise.</summary>
    private async Task<Func<DatabaseSchema, CodeReferences>?> ReadCodeUseAsync(DatabaseSource database, CancellationToken cancellationToken)
    {
        var migrations = database.IsFoldedFromMigrations ? database.SchemaFiles : database.Migrations;
        if (!migrations.Any(file => new MigrationScript(file.Script, ScriptTransaction.None).TakesAway))
            return null;
        var uses = new List<CodeUse>();
        foreach (var project in database.Projects.Where(project => project.Databases.Count < 2))
        {
            // Of code for several databases nobody knows which one a text is for.
            progress.Report($"reading which names {project.Project.Name} uses");
            if (await CodeUseReader.ReadAsync(project.Project, cancellationToken) is { } use)
                uses.Add(use);
        }

        return uses.Count == 0 ? null : schema => new(uses.SelectMany(use => use.ReferencesTo(schema, _ => true)));
    }

    private static IEnumerable<string> InputLines(DatabaseSource database, ReportPlaces places, bool isLive)
    {
        foreach (var file in database.SchemaFiles)
            yield return $"{(database.IsFoldedFromMigrations ? "migration" : "schema")} {places.FileOf(file.Path)}";
        foreach (var file in database.Migrations)
            yield return $"migration {places.FileOf(file.Path)}";
        foreach (var project in database.Projects)
            yield return $"code {places.FileOf(project.Project.FilePath ?? project.Project.Name)}";
        if (isLive)
            yield return "live server";
    }
}
