using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// Registers for exactly what another analyzer registers for, and does nothing: no analyzer that is based on operations costs less. The other
/// one is asked once, on a compilation given beforehand; in the run only its list of registrations is left of it.
/// </summary>
#pragma warning disable RS1001, RS1012, RS1036, CS0618 // It never leaves this program, and what it registers the analyzers of analyzers cannot see.
internal sealed class IdleTwin : DiagnosticAnalyzer
{
    private readonly List<Action<CompilationStartAnalysisContext>> _registrations = [];

#pragma warning disable RS2008 // Never reported.
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(new DiagnosticDescriptor("IDLE", "Idle", "Idle", "Benchmark", DiagnosticSeverity.Warning, isEnabledByDefault: true));
#pragma warning restore RS2008

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            foreach (var register in _registrations)
                register(start);
        });
    }

    /// <summary>The twin of an analyzer, as it behaves on programs like the one given.</summary>
    public static async Task<IdleTwin> OfAsync(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        var twin = new IdleTwin();
        await compilation.WithAnalyzers([new Recorder(analyzer, twin)]).GetAnalysisResultAsync(CancellationToken.None);
        return twin;
    }

    /// <summary>Runs the other analyzer's registrations, and notes instead of making them.</summary>
    private sealed class Recorder(DiagnosticAnalyzer analyzer, IdleTwin twin) : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => twin.SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationStartAction(start => analyzer.Initialize(new Registrations(start, twin._registrations)));
        }
    }

    private sealed class Registrations(CompilationStartAnalysisContext start, List<Action<CompilationStartAnalysisContext>> noted) : AnalysisContext
    {
        public override void EnableConcurrentExecution()
        {
        }

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode)
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => action(new StartRegistrations(start, noted));

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => noted.Add(idle => idle.RegisterCompilationEndAction(_ => { }));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) =>
            noted.Add(idle => idle.RegisterOperationAction(_ => { }, operationKinds));

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) =>
            noted.Add(idle => idle.RegisterSymbolAction(_ => { }, symbolKinds));

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();
    }

    private sealed class StartRegistrations(CompilationStartAnalysisContext start, List<Action<CompilationStartAnalysisContext>> noted)
        : CompilationStartAnalysisContext(start.Compilation, start.Options, CancellationToken.None)
    {
        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => noted.Add(idle => idle.RegisterCompilationEndAction(_ => { }));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) =>
            noted.Add(idle => idle.RegisterOperationAction(_ => { }, operationKinds));

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => noted.Add(idle => idle.RegisterOperationBlockAction(_ => { }));

        // What the other one registers for each block is asked at the first.
        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action)
        {
            var inBlock = new List<Action<OperationBlockStartAnalysisContext>>();
            var isKnown = false;
            start.RegisterOperationBlockStartAction(block =>
            {
                lock (inBlock)
                {
                    if (!isKnown)
                        action(new BlockRegistrations(block, inBlock));
                    isKnown = true;
                }
            });
            noted.Add(idle => idle.RegisterOperationBlockStartAction(block =>
            {
                foreach (var register in inBlock)
                    register(block);
            }));
        }

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) =>
            noted.Add(idle => idle.RegisterSymbolAction(_ => { }, symbolKinds));

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => noted.Add(idle => idle.RegisterAdditionalFileAction(_ => { }));

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();
    }

    private sealed class BlockRegistrations(OperationBlockStartAnalysisContext block, List<Action<OperationBlockStartAnalysisContext>> noted)
        : OperationBlockStartAnalysisContext(block.OperationBlocks, block.OwningSymbol, block.Compilation, block.Options, CancellationToken.None)
    {
        public override void RegisterOperationBlockEndAction(Action<OperationBlockAnalysisContext> action) => noted.Add(idle => idle.RegisterOperationBlockEndAction(_ => { }));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) =>
            noted.Add(idle => idle.RegisterOperationAction(_ => { }, operationKinds));
    }
}
#pragma warning restore RS1001, RS1012, RS1036, CS0618
