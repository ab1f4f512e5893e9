using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LifeOps.DbAnalyzers.DataAccess;
using LifeOps.DbAnalyzers.Effects;
using LifeOps.DbAnalyzers.EmbeddedSql;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LifeOps.DbAnalyzers.Analyzers;

/// <summary>
/// Reads every body once, as the compiler visits it, and runs the rules about loops on what it finds: what shows inside one
/// body is reported with the body, what only calls show at the end of the compilation.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EffectsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(QueryInLoop.InBody, QueryInLoop.ThroughCalls, RepeatedQuery.InBody, RepeatedQuery.ThroughCalls, SaveChangesInLoop.InBody, SaveChangesInLoop.ThroughCalls,
            LazyNavigationInLoop.InBody, LazyNavigationInLoop.ThroughCalls);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DataAccessSymbols.Create(start.Compilation) is { } dataAccess && !TestProject.IsLeftOut(start.Compilation, start.Options))
                new Session(start.Compilation, dataAccess, start.Options.AnalyzerConfigOptionsProvider).Register(start);
        });
    }

    /// <summary>One compilation.</summary>
    private sealed class Session(Compilation compilation, DataAccessSymbols dataAccess, AnalyzerConfigOptionsProvider config)
    {
        private readonly AnalyzerOptionsReader _options = new(config);
        private readonly RuleOptions _ofProject = AnalyzerOptionsReader.ForProject(compilation, config);
        private readonly IterationSymbols _symbols = new(compilation);
        private readonly MigrationTypes _migrations = new(compilation);
        private readonly SqlTextReader _texts = new(compilation);
        private readonly ConcurrentQueue<FunctionNode> _functions = new();
        private readonly ConcurrentQueue<INamedTypeSymbol> _types = new();
        private readonly ReferencedEffects _referenced = new(compilation);
        private readonly LazyNavigations? _navigations = dataAccess.EfCore is null ? null : new(compilation);

        public void Register(CompilationStartAnalysisContext context)
        {
            var finder = new CandidateFinder(context.Compilation, dataAccess, _symbols, _navigations, _referenced);
            context.RegisterOperationBlockStartAction(block => Start(block, finder));
            context.RegisterSymbolAction(AddType, SymbolKind.NamedType);
            context.RegisterCompilationEndAction(Finish);
        }

        private void AddType(SymbolAnalysisContext context)
        {
            var type = (INamedTypeSymbol)context.Symbol;
            if (type.TypeKind is TypeKind.Class or TypeKind.Struct)
                _types.Enqueue(type);
        }

        private void Start(OperationBlockStartAnalysisContext context, CandidateFinder finder)
        {
            if (_migrations.Contains(context.OwningSymbol))
                return;
            var operations = new List<IOperation>();
            var candidates = new List<Candidate>();
            context.RegisterOperationAction(operation => operations.Add(operation.Operation), BodyOperations.Kinds);
            context.RegisterOperationAction(operation => finder.Add(operation.Operation, candidates), CandidateFinder.Kinds);
            context.RegisterOperationBlockEndAction(end =>
            {
                if (candidates.Count == 0)
                    return;
                foreach (var function in BodyReader.Read(end.OwningSymbol, end.OperationBlocks, operations, candidates, _symbols, new QueryText(_texts, end.CancellationToken), _ofProject.SmallSets, _navigations, dataAccess, _referenced))
                {
                    _functions.Enqueue(function);
                    ReportDirect(function, end);
                }
            });
        }

        private void ReportDirect(FunctionNode function, OperationBlockAnalysisContext context)
        {
            foreach (var read in function.NavigationReads)
            {
                if (NavigationGraph.OfBody(read) is { } finding && _navigations!.LoadsByItself(read.Property))
                    Report(LazyNavigationInLoop.Create(finding, inBody: true), context.ReportDiagnostic);
            }

            foreach (var site in function.Sites)
            {
                if (site.Query is not { } query || query.Kind == DataAccessKind.Copy)
                    continue;
                var effect = new Effect(site, query);
                if (LoopJudge.FindLoop(site, effect) is { } loop)
                    Report(CreateDiagnostic(new LoopFinding(effect, loop, site.Location!), inBody: true), context.ReportDiagnostic);
                else if (site.Repeated is { Callees.Count: 0 } repeated && !LoopJudge.MayFindLoop(site, effect))
                    Report(CreateDiagnostic(new LoopFinding(effect, repeated.Loop, site.Location!, AsksTheSame: true), inBody: true), context.ReportDiagnostic);
            }
        }

        private void Finish(CompilationAnalysisContext context)
        {
            var dispatch = new Dispatch(_types);
            var functions = _functions.Concat(_referenced.FunctionsCalledBy(_functions, context.CancellationToken));
            foreach (var finding in EffectGraph.FindLoops(functions, dispatch, _ofProject.Callees, context.CancellationToken))
                Report(CreateDiagnostic(finding, inBody: false), context.ReportDiagnostic);
            if (_navigations is null)
                return;

            var shown = new HashSet<Location>(_functions.SelectMany(function => function.NavigationReads)
                .Where(read => _navigations.LoadsByItself(read.Property) && NavigationGraph.OfBody(read) is not null)
                .Select(read => read.Location));
            foreach (var finding in NavigationGraph.Find(_functions, dispatch))
            {
                if (_navigations.IsOn(finding.Property) && !shown.Contains(finding.Location))
                    Report(LazyNavigationInLoop.Create(finding, inBody: false), context.ReportDiagnostic);
            }
        }

        private void Report(Diagnostic diagnostic, Action<Diagnostic> report)
        {
            if (diagnostic.Location.SourceTree is { } tree && !OneTimeCode.Contains(tree.GetRoot().FindNode(diagnostic.Location.SourceSpan), _options.For(tree)))
                report(diagnostic);
        }

        private static Diagnostic CreateDiagnostic(LoopFinding finding, bool inBody) =>
            finding.AsksTheSame ? RepeatedQuery.Create(finding, inBody)
            : finding.Effect.Kind == DataAccessKind.Save ? SaveChangesInLoop.Create(finding, inBody) : QueryInLoop.Create(finding, inBody);
    }
}
