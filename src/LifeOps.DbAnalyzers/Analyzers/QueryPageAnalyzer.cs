using System.Collections.Immutable;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>A rule about the pages that EF Core queries cut out: finds them, the rule judges.</summary>
public abstract class QueryPageAnalyzer : DiagnosticAnalyzer
{
    private protected QueryPageAnalyzer(Rule rule)
    {
        Descriptor = Descriptors.For(rule);
        SupportedDiagnostics = ImmutableArray.Create(Descriptor);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected DiagnosticDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is not { EfCore: not null } symbols)
                return;
            var session = new Session(this, symbols, start.Options);
            start.RegisterOperationAction(session.Analyze, DataAccessSymbols.CallKinds);
        });
    }

    /// <summary>Judges one page.</summary>
    /// <param name="table">The table of the entity; null when no schema has it.</param>
    /// <returns>The diagnostic; null when there is nothing to say.</returns>
    private protected abstract Diagnostic? Judge(QueryPage page, Table? table, RuleOptions options);

    /// <summary>The entity in a message: its table with the estimate, or its set.</summary>
    private protected static string Describe(QueryPage page, Table? table) =>
        table is null ? page.SetName ?? page.Entity.Name
        : table.RowEstimate is { } rows ? $"{table.Name} (about {rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} rows)"
        : table.Name;

    /// <summary>One compilation.</summary>
    private sealed class Session(QueryPageAnalyzer rule, DataAccessSymbols symbols, AnalyzerOptions analyzerOptions)
    {
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private EntityTables? _tables;

        public void Analyze(OperationAnalysisContext context)
        {
            if (symbols.Recognize(context.Operation) is not { Library: DataAccessLibrary.EfCore, Kind: DataAccessKind.Query, Query: { } query, SqlTexts.IsEmpty: true, Shape: ResultShape.BufferedRows or ResultShape.StreamedRows }
                || QueryPage.Read(query) is not { Cut: not null } page)
            {
                return;
            }

            var table = Tables(context.CancellationToken).Find(page.Entity, page.SetName);
            if (rule.Judge(page, table, _options.For(context.Operation.Syntax.SyntaxTree)) is { } diagnostic)
                context.ReportDiagnostic(diagnostic);
        }

        // Two threads that come here together make equal tables.
        private EntityTables Tables(CancellationToken cancellationToken) =>
            _tables ??= new EntityTables(SchemaProvider.GetSchema(analyzerOptions, cancellationToken));
    }
}
