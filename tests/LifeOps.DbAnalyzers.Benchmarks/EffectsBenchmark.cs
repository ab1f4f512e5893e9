using System.Collections.Immutable;
using System.Diagnostics;
using LifeOps.DbAnalyzers.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// What the summaries cost on <see cref="GeneratedSolution"/>: beside the compiler's own binding, and beside an analyzer that registers for
/// the same operations and does nothing. Cold, and for the file that an editor asks about after one method was changed.
/// </summary>
internal static class EffectsBenchmark
{
    /// <param name="rounds">Measured rounds; one more warms the compiler up.</param>
    public static async Task RunAsync(int rounds)
    {
        var solution = GeneratedSolution.Create();
        Console.WriteLine($"{solution.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count):N0} lines, {solution.SyntaxTrees.Length:N0} files");
        var (binding, floor, own, ownTime, bytes, findings) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0);
        var (editBinding, editFloor, edit, editTime) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            // The first round only warms the compiler up.
            var isWarm = round > 0;
            Add(binding, isWarm, Measure(() => GeneratedSolution.Fresh(solution).GetDiagnostics()));
            Add(floor, isWarm, (await AnalyzeAsync(GeneratedSolution.Fresh(solution), new IdleAnalyzer())).Wall);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var cold = await AnalyzeAsync(GeneratedSolution.Fresh(solution), new EffectsAnalyzer());
            Add(own, isWarm, cold.Wall);
            Add(ownTime, isWarm, cold.Own);
            Add(bytes, isWarm, GC.GetTotalMemory(forceFullCollection: true) - before);
            findings = cold.Findings;

            var (changed, tree) = GeneratedSolution.Edit(solution);
            var fresh = GeneratedSolution.Fresh(changed);
            Add(editBinding, isWarm, Measure(() => fresh.GetSemanticModel(tree).GetDiagnostics()));
            Add(editFloor, isWarm, (await AnalyzeAsync(fresh, new IdleAnalyzer(), tree)).Wall);
            var after = await AnalyzeAsync(fresh, new EffectsAnalyzer(), tree);
            Add(edit, isWarm, after.Wall);
            Add(editTime, isWarm, after.Own);
            Console.WriteLine($"round {round}: effects {cold.Wall:F0} ms, own {cold.Own:F0} ms, edit {after.Own:F1} ms");
        }

        Console.WriteLine($"cold: binding {Best(binding):F0} ms; idle analyzer {Best(floor):F0} ms; effects {Best(own):F0} ms ({Best(own) / Best(floor):F2} of the idle one)");
        Console.WriteLine($"cold: own execution time {Best(ownTime):F0} ms ({Best(ownTime) / Best(binding):P1} of binding), {findings} findings");
        Console.WriteLine($"one method edited: own execution time {Best(editTime):F1} ms ({Best(editTime) / Best(binding):P2} of the program's binding); wall {Best(edit):F1} ms, idle {Best(editFloor):F1} ms, binding of the file {Best(editBinding):F1} ms");
    }

    private static async Task<(double Wall, double Own, int Findings)> AnalyzeAsync(CSharpCompilation compilation, DiagnosticAnalyzer analyzer, SyntaxTree? only = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = compilation.WithAnalyzers([analyzer], options);
        var clock = Stopwatch.StartNew();
        var result = only is null
            ? await analysis.GetAnalysisResultAsync(CancellationToken.None)
            : await analysis.GetAnalysisResultAsync(compilation.GetSemanticModel(only), null, CancellationToken.None);
        return (clock.Elapsed.TotalMilliseconds, result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds, result.GetAllDiagnostics().Length);
    }

    private static double Measure(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Add(List<double> values, bool isWarm, double value)
    {
        if (isWarm)
            values.Add(value);
    }

    // The machine does other things too: the best round is the one that it left alone.
    private static double Best(List<double> values) => values.Min();

    /// <summary>Registers for what <see cref="EffectsAnalyzer"/> registers for, and does nothing: nothing based on operations is cheaper.</summary>
#pragma warning disable RS1001, RS1036 // It never leaves this program.
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        private static readonly ImmutableArray<OperationKind> Kinds = ImmutableArray.Create(
            OperationKind.VariableDeclarator, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment,
            OperationKind.Increment, OperationKind.Decrement, OperationKind.DeconstructionAssignment, OperationKind.DeclarationPattern,
            OperationKind.RecursivePattern, OperationKind.Loop, OperationKind.Conditional, OperationKind.AnonymousFunction, OperationKind.Invocation,
            OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.MethodReference);

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
                start.RegisterOperationBlockStartAction(block =>
                {
                    block.RegisterOperationAction(_ => { }, Kinds);
                    block.RegisterOperationBlockEndAction(_ => { });
                });
                start.RegisterSymbolAction(_ => { }, SymbolKind.NamedType);
                start.RegisterCompilationEndAction(_ => { });
            });
        }
    }
#pragma warning restore RS1001, RS1036
}
