using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.Migrations;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

using TextSpan = LifeOps.PostgreSql.Syntax.TextSpan;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// Runs the rules of LifeOps.PostgreSql on the .sql files among the AdditionalFiles. The <c>*.schema.sql</c> files of a namespace together
/// are the schema of a database: what could not be applied (LDB0002) and the schema rules are reported at its files; the others are
/// statements that run against a database, and migrations that change one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlFileAnalyzer : DiagnosticAnalyzer
{
    // Rubbish has an error in every line; the first ones say it.
    private const int MaxSyntaxErrors = 100;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        SqlRules.StatementRules.Select(rule => rule.Rule)
            .Concat(SqlRules.SchemaRules.Select(rule => rule.Rule))
            .Concat(SqlRules.MigrationRules.Select(rule => rule.Rule))
            .Concat([RuleCatalog.SqlSyntaxError, RuleCatalog.StatementNotApplied, RuleCatalog.UnusedSuppression])
            .Distinct().Select(Descriptors.For).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!start.Options.AdditionalFiles.Any(file => SqlFile.IsSqlPath(file.Path)))
                return;
            var session = new Session(start.Options);
            start.RegisterAdditionalFileAction(session.Analyze);
        });
    }

    /// <summary>What one compilation needs.</summary>
    private sealed class Session(AnalyzerOptions analyzerOptions)
    {
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private readonly object _gate = new();
        private readonly Dictionary<(string Database, RuleOptions Options), IReadOnlyList<SqlFinding>> _schemaFindings = [];

        public void Analyze(AdditionalFileAnalysisContext context)
        {
            if (!SqlFile.IsSqlPath(context.AdditionalFile.Path) || SqlFile.From(context.AdditionalFile, context.CancellationToken) is not { } file)
                return;

            if (file.FirstUndecodable(context.CancellationToken) is { } undecodable)
                Report(context, file, RuleCatalog.SqlSyntaxError, undecodable, "the file is not UTF-8: write it as UTF-8 and check the characters from here on");
            ReportSyntaxErrors(context, file);
            if (file.IsSchema)
                AnalyzeSchema(context, file);
            else
                AnalyzeStatements(context, file);
        }

        private static void ReportSyntaxErrors(AdditionalFileAnalysisContext context, SqlFile file)
        {
            var count = 0;
            foreach (var error in file.Parse(context.CancellationToken).Diagnostics)
            {
                if (IgnoreComments.Covers(file.Parse(context.CancellationToken).Text, error.Span.Start, RuleCatalog.SqlSyntaxError.Id))
                    continue;
                if (++count > MaxSyntaxErrors)
                    break;
                Report(context, file, RuleCatalog.SqlSyntaxError, error.Span, error.Message);
            }
        }

        private void AnalyzeStatements(AdditionalFileAnalysisContext context, SqlFile file)
        {
            var script = file.Parse(context.CancellationToken);
            var options = _options.For(context.AdditionalFile);
            var schema = SchemaProvider.GetSchema(analyzerOptions, context.AdditionalFile, script, context.CancellationToken);
            Report(context, file, SqlRules.Check(script, options, schema, cancellationToken: context.CancellationToken));
            if (MigrationTool.Read(file.Path, script, options.MigrationTransaction, context.CancellationToken) is { } migration)
                Report(context, file, SqlRules.CheckMigration(migration, options, schema, code: null, context.CancellationToken));
        }

        private void Report(AdditionalFileAnalysisContext context, SqlFile file, IReadOnlyList<SqlFinding> findings)
        {
            foreach (var finding in findings)
            {
                context.ReportDiagnostic(FindingDiagnostics.Create(
                    finding, file.LocationOf(finding.Span), edit => edit.File is null || edit.File == file.Path
                        ? new SourceEdit(file.LocationOf(edit.Span), edit.NewText)
                        : FileEdits.Map(analyzerOptions, edit, context.CancellationToken)));
            }
        }

        private void AnalyzeSchema(AdditionalFileAnalysisContext context, SqlFile file)
        {
            var script = file.Parse(context.CancellationToken);
            if (script.Statements.IsEmpty && script.Diagnostics.IsEmpty)
                Report(context, file, RuleCatalog.StatementNotApplied, new TextSpan(0, 0), "the file has no statements");

            if (SchemaProvider.GetDatabase(analyzerOptions, file, context.CancellationToken) is not { } database)
                return;
            foreach (var problem in database.Fold(context.CancellationToken).Problems)
            {
                if (problem.RuleId == RuleCatalog.StatementNotApplied.Id && problem.Location.File == file.Path
                    && !IgnoreComments.Covers(script.Text, problem.Location.Span.Start, problem.RuleId))
                {
                    Report(context, file, RuleCatalog.StatementNotApplied, problem.Location.Span, problem.Message);
                }
            }

            foreach (var finding in SchemaFindings(context, database))
            {
                if (finding.File == file.Path)
                    context.ReportDiagnostic(FindingDiagnostics.Create(finding, file.LocationOf(finding.Span), edit => MapEdit(edit, file, database)));
            }
        }

        /// <summary>The findings of all files of a database together, made once for each set of options that a file has.</summary>
        private IReadOnlyList<SqlFinding> SchemaFindings(AdditionalFileAnalysisContext context, DatabaseFiles database)
        {
            var options = _options.For(context.AdditionalFile);
            lock (_gate)
            {
                if (_schemaFindings.TryGetValue((database.Name, options), out var findings))
                    return findings;
                var schema = database.Fold(context.CancellationToken);
                var scripts = database.Files.Select(schemaFile => new SchemaScript(schemaFile.Path, schemaFile.Parse(context.CancellationToken))).ToList();
                return _schemaFindings[(database.Name, options)] = SqlRules.CheckSchema(scripts, schema, options, context.CancellationToken);
            }
        }

        private static SourceEdit? MapEdit(FindingEdit edit, SqlFile file, DatabaseFiles database)
        {
            var target = edit.File is null || edit.File == file.Path ? file : database.Files.FirstOrDefault(candidate => candidate.Path == edit.File);
            return target is null ? null : new SourceEdit(target.LocationOf(edit.Span), edit.NewText);
        }

        private static void Report(AdditionalFileAnalysisContext context, SqlFile file, Rule rule, TextSpan span, string argument) =>
            context.ReportDiagnostic(FindingDiagnostics.Create(rule, file.LocationOf(span), argument));
    }
}
