using System;
using System.Collections.Concurrent;
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
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// LDB1012 and LDB1013 for LINQ: the SQL that EF Core makes of a query over one table, read as SQL in code is. Where only ToTable or HasColumnName tell
/// which table or column it is, at the end of the compilation.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LinqAccessPaths : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.For(RuleCatalog.MissingIndex), Descriptors.For(RuleCatalog.HiddenFromIndex), MissingAtEnd, HiddenAtEnd);

    private static readonly DiagnosticDescriptor MissingAtEnd = Descriptors.AtCompilationEnd(RuleCatalog.MissingIndex);
    private static readonly DiagnosticDescriptor HiddenAtEnd = Descriptors.AtCompilationEnd(RuleCatalog.HiddenFromIndex);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { EfCore: not null } dataAccess)
                new Session(dataAccess, EfModel.Create(start.Compilation), start.Options).Register(start);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session(DataAccessSymbols dataAccess, EfModel? model, AnalyzerOptions analyzerOptions)
    {
        private readonly EntityMappings? _mappings = model is null ? null : new(model);
        private readonly ConcurrentQueue<DataAccessCall> _unknown = new();
        private readonly AnalyzerOptionsReader _options = new(analyzerOptions.AnalyzerConfigOptionsProvider);
        private readonly object _gate = new();
        private (DatabaseSchema Schema, EntityTables Tables)? _known;
        private bool _isLoaded;

        public void Register(CompilationStartAnalysisContext context)
        {
            context.RegisterOperationAction(Analyze, DataAccessSymbols.CallKinds);
            if (_mappings is null)
                return;
            context.RegisterOperationAction(
                operation =>
                {
                    if (!model!.IsHistory(operation.ContainingSymbol))
                        _mappings.Read((IInvocationOperation)operation.Operation);
                },
                OperationKind.Invocation);
            context.RegisterCompilationEndAction(AnalyzeUnknown);
        }

        private void Analyze(OperationAnalysisContext context)
        {
            if (dataAccess.Recognize(context.Operation) is not { Library: DataAccessLibrary.EfCore, Kind: DataAccessKind.Query, SqlTexts.IsEmpty: true, Query: not null } call
                || Load(context.CancellationToken) is not { } known)
            {
                return;
            }

            if (QueryableSql.Read(call, dataAccess.Flow, known.Tables) is { } sql)
                Check(call, sql, known.Schema, RuleDescriptor, context.ReportDiagnostic, context.CancellationToken);
            else if (_mappings is not null)
                _unknown.Enqueue(call);
        }

        private void AnalyzeUnknown(CompilationAnalysisContext context)
        {
            if (_unknown.IsEmpty || !_mappings!.NamesAny || Load(context.CancellationToken) is not { } known)
                return;
            var tables = new EntityTables(known.Schema, _mappings);
            foreach (var call in _unknown)
            {
                if (QueryableSql.Read(call, dataAccess.Flow, tables) is { } sql)
                    Check(call, sql, known.Schema, rule => rule == RuleCatalog.MissingIndex ? MissingAtEnd : HiddenAtEnd, context.ReportDiagnostic, context.CancellationToken);
            }
        }

        private static DiagnosticDescriptor RuleDescriptor(Rule rule) => Descriptors.For(rule);

        private void Check(DataAccessCall call, LinqSql sql, DatabaseSchema schema, Func<Rule, DiagnosticDescriptor> descriptorOf, Action<Diagnostic> report, CancellationToken cancellationToken)
        {
            var script = SqlParser.Parse(sql.Text, SqlParseOptions.Embedded, cancellationToken);
            var options = _options.For(call.Operation.Syntax.SyntaxTree);
            foreach (var finding in SqlRules.Check(script, options, schema, SqlPurpose.EntityQuery, cancellationToken))
            {
                if (finding.Rule == RuleCatalog.MissingIndex || finding.Rule == RuleCatalog.HiddenFromIndex)
                {
                    report(FindingDiagnostics.Create(
                        finding,
                        descriptorOf(finding.Rule),
                        sql.PlaceOf(finding.Span) ?? call.NameLocation,
                        edit => edit.File is null ? null : FileEdits.Map(analyzerOptions, edit, cancellationToken)));
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
