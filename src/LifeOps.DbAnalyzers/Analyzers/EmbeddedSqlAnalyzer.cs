using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// Runs the rules of LifeOps.PostgreSql on the SQL inside C#: parses every text that is handed to a database library, and reports
/// at the C# characters that hold the offending SQL (LDB0001 and the statement rules).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmbeddedSqlAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        SqlRules.StatementRules.Select(rule => rule.Rule).Append(RuleCatalog.SqlSyntaxError).Append(RuleCatalog.UnusedSuppression).Distinct().Select(Descriptors.For).Append(MergedAdvice.Descriptor).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { } symbols)
                return;
            var session = new Session(symbols, start.Compilation, start.Options);
            start.RegisterOperationAction(session.Analyze, DataAccessSymbols.SqlKinds);
            start.RegisterCompilationEndAction(session.Advice.Report);
        });
    }

    /// <summary>What one compilation needs.</summary>
    private sealed class Session(DataAccessSymbols symbols, Compilation compilation, AnalyzerOptions analyzerOptions)
    {
        private readonly SqlTextReader _reader = new(compilation);
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);

        /// <summary>The indexes that the statements miss.</summary>
        public MergedAdvice Advice { get; } = new();

        // A text in a constant that many calls use is reported once, where it stands.
        private readonly ConcurrentDictionary<(string Id, SyntaxTree? Tree, TextSpan Span), bool> _reported = new();

        public void Analyze(OperationAnalysisContext context)
        {
            if (symbols.RecognizeSql(context.Operation) is not { } use)
                return;

            var texts = _reader.Read(use, context.CancellationToken);
            foreach (var (text, error) in SyntaxErrors.SureErrors(texts, context.CancellationToken))
                Report(context, FindingDiagnostics.Create(RuleCatalog.SqlSyntaxError, text.Map(error.Span), error.Message));

            var options = _options.For(use.Sql.Syntax.SyntaxTree);
            var findings = texts.Select(text =>
            {
                var script = text.Parse(context.CancellationToken);
                var schema = SchemaProvider.GetSchema(analyzerOptions, script, context.CancellationToken);
                return (Text: text, Schema: schema, Findings: SqlRules.Check(script, options, schema, use.Purpose, context.CancellationToken));
            }).ToList();
            foreach (var (text, schema, found) in findings)
            {
                foreach (var finding in found)
                {
                    // What one way through the code adds, the others leave out on purpose.
                    if (IsAboutAbsence(finding.Rule) && !findings.TrueForAll(other => other.Findings.Any(f => f.Rule == finding.Rule)))
                        continue;

                    // A comment may be needed by another of the texts that the code can put together.
                    if (finding.Rule == RuleCatalog.UnusedSuppression && findings.Count > 1)
                        continue;
                    if (finding.Advice is { } advice && schema is not null)
                        Advice.Add(advice, schema, options, text.Map(finding.Span));
                    Report(context, FindingDiagnostics.Create(finding, text.Map(finding.Span), edit => edit.File is null
                        ? text.MapEdit(edit.Span, edit.NewText)
                        : FileEdits.Map(analyzerOptions, edit, context.CancellationToken)));
                }
            }
        }

        private static bool IsAboutAbsence(Rule rule) => rule == RuleCatalog.ChangeOfEveryRow || rule == RuleCatalog.UnstableOrder;

        private void Report(OperationAnalysisContext context, Diagnostic diagnostic)
        {
            if (_reported.TryAdd((diagnostic.Id, diagnostic.Location.SourceTree, diagnostic.Location.SourceSpan), true))
                context.ReportDiagnostic(diagnostic);
        }
    }
}
