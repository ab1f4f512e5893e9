using System.Collections.Immutable;
using System.Threading;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Reads;
using LifeOps.DbAnalyzers.SqlFiles;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>LDB1012 and LDB1013 for LINQ: the SQL that EF Core makes of a query over one table, read as SQL in code is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LinqAccessPaths : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.For(RuleCatalog.MissingIndex), Descriptors.For(RuleCatalog.HiddenFromIndex));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { EfCore: not null } dataAccess)
                start.RegisterOperationAction(new Session(dataAccess, start.Options).Analyze, DataAccessSymbols.CallKinds);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session(DataAccessSymbols dataAccess, AnalyzerOptions analyzerOptions)
    {
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private readonly object _gate = new();
        private (DatabaseSchema Schema, EntityTables Tables)? _known;
        private bool _isLoaded;

        public void Analyze(OperationAnalysisContext context)
        {
            if (dataAccess.Recognize(context.Operation) is not { Library: DataAccessLibrary.EfCore, Kind: DataAccessKind.Query, SqlTexts.IsEmpty: true, Query: not null } call
                || Load(context.CancellationToken) is not { } known
                || QueryableSql.Read(call, dataAccess.Flow, known.Tables) is not { } sql)
            {
                return;
            }

            var script = SqlParser.Parse(sql.Text, SqlParseOptions.Embedded, context.CancellationToken);
            var options = _options.For(context.Operation.Syntax.SyntaxTree);
            foreach (var finding in SqlRules.Check(script, options, known.Schema, SqlPurpose.EntityQuery, context.CancellationToken))
            {
                if (finding.Rule == RuleCatalog.MissingIndex || finding.Rule == RuleCatalog.HiddenFromIndex)
                {
                    context.ReportDiagnostic(FindingDiagnostics.Create(
                        finding,
                        sql.PlaceOf(finding.Span) ?? call.NameLocation,
                        edit => edit.File is null ? null : FileEdits.Map(analyzerOptions, edit, context.CancellationToken)));
                }
            }
        }

        private (DatabaseSchema Schema, EntityTables Tables)? Load(CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                if (!_isLoaded)
                {
                    _known = SchemaProvider.GetSchema(analyzerOptions, cancellationToken) is { } schema ? (schema, new EntityTables(schema)) : null;
                    _isLoaded = true;
                }

                return _known;
            }
        }
    }
}
