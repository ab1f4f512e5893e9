using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Runs the rules on the .sql files of one database: on the schema that they make up, and on migrations against it.</summary>
/// <param name="code">What the code of the database uses of a schema; null when there is no code.</param>
internal sealed class SqlReview(DatabaseSource source, AnalyzerConfigs configs, ReportPlaces places, Func<DatabaseSchema, CodeReferences>? code = null)
{
    // Rubbish has an error in every line; the first ones say it.
    private const int MaxSyntaxErrors = 100;

    private readonly List<ReportFinding> _findings = [];

    /// <summary>The findings as the rules made them, with their edits.</summary>
    public List<(SqlFinding Finding, ReportFinding Report)> Originals { get; } = [];

    /// <summary>What the files make up; null when there are none.</summary>
    public DatabaseSchema? Schema { get; private set; }

    /// <summary>What the files make up, without a look at it.</summary>
    public DatabaseSchema Fold(CancellationToken cancellationToken)
    {
        var builder = new SchemaBuilder();
        foreach (var file in source.SchemaFiles)
            builder.Apply(file.Path, file.Script, cancellationToken);
        return builder.ToSchema();
    }

    public IReadOnlyList<ReportFinding> Run(CancellationToken cancellationToken)
    {
        if (source.SchemaFiles.Count == 0)
            return _findings;

        var builder = new SchemaBuilder();
        for (var i = 0; i < source.SchemaFiles.Count; i++)
        {
            var file = source.SchemaFiles[i];
            if (source.IsFoldedFromMigrations)
                ReviewMigration(file, builder.ToSchema(), source.SchemaFiles.Skip(i + 1), cancellationToken);
            builder.Apply(file.Path, file.Script, cancellationToken);
        }

        Schema = builder.ToSchema();
        var tables = new TableOfPlaces(Schema);

        foreach (var file in source.SchemaFiles.Concat(source.Migrations))
            ReportSyntaxErrors(file);
        ReportProblems(Schema);

        var scripts = source.SchemaFiles.Select(file => new SchemaScript(file.Path, file.Script)).ToList();
        foreach (var group in source.SchemaFiles.GroupBy(file => configs.OptionsOf(file.Path)))
        {
            var files = group.ToDictionary(file => file.Path);
            foreach (var finding in SqlRules.CheckSchema(scripts, Schema, group.Key, cancellationToken))
            {
                if (finding.File is { } path && files.TryGetValue(path, out var file))
                    Report(finding, file, tables.Find(path, finding.Span.Start));
            }
        }

        for (var i = 0; i < source.Migrations.Count; i++)
        {
            var migration = source.Migrations[i];
            foreach (var finding in SqlRules.Check(migration.Script, configs.OptionsOf(migration.Path), Schema, SqlPurpose.Migration, cancellationToken))
                Report(finding, migration, StatementTables.At(migration.Script, finding.Span.Start));
            ReviewMigration(migration, Schema, source.Migrations.Skip(i + 1), cancellationToken);
        }

        return _findings;
    }

    /// <summary>What a migration does to a database that is in use.</summary>
    /// <param name="schema">What it runs against.</param>
    /// <param name="later">The migrations that run after it.</param>
    private void ReviewMigration(SqlSource file, DatabaseSchema schema, IEnumerable<SqlSource> later, CancellationToken cancellationToken)
    {
        var options = configs.OptionsOf(file.Path);
        if (MigrationTool.Read(file.Path, file.Script, options.MigrationTransaction, cancellationToken) is not { } migration)
            return;
        var used = migration.TakesAway ? code?.Invoke(schema).Without(later.Select(other => other.Script)) : null;
        foreach (var finding in SqlRules.CheckMigration(migration, options, schema, used, cancellationToken))
            Report(finding, file, StatementTables.At(file.Script, finding.Span.Start));
    }

    private void ReportSyntaxErrors(SqlSource file)
    {
        foreach (var error in file.Script.Diagnostics.Where(error => !IgnoreComments.Covers(file.Script.Text, error.Span.Start, RuleCatalog.SqlSyntaxError.Id)).Take(MaxSyntaxErrors))
            Report(new SqlFinding { Rule = RuleCatalog.SqlSyntaxError, Span = error.Span, Arguments = ValueList.Of(error.Message), Severity = RuleCatalog.SqlSyntaxError.Severity }, file, null);
    }

    private void ReportProblems(DatabaseSchema schema)
    {
        foreach (var problem in schema.Problems.Where(problem => problem.RuleId == RuleCatalog.StatementNotApplied.Id))
        {
            if (source.SchemaFiles.FirstOrDefault(file => file.Path == problem.Location.File) is { } file
                && !IgnoreComments.Covers(file.Script.Text, problem.Location.Span.Start, problem.RuleId))
            {
                Report(
                    new SqlFinding { Rule = RuleCatalog.StatementNotApplied, Span = problem.Location.Span, Arguments = ValueList.Of(problem.Message), Severity = RuleCatalog.StatementNotApplied.Severity },
                    file,
                    StatementTables.At(file.Script, problem.Location.Span.Start));
            }
        }
    }

    private void Report(SqlFinding finding, SqlSource file, string? table)
    {
        if (configs.SeverityOf(file.Path, finding.Rule, finding.Severity) is not { } severity)
            return;
        var report = new ReportFinding
        {
            Rule = finding.Rule,
            Severity = severity,
            Message = finding.Message,
            Recommendation = Recommendation.Of(finding, file.Script.Text),
            Place = places.Of(file.Path, file.LinesOf(finding.Span)),
            Table = table,
        };
        _findings.Add(report);
        Originals.Add((finding, report));
    }
}
