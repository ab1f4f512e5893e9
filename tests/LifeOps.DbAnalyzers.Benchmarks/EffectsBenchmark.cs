using System.Collections.Immutable;
using System.Diagnostics;
using LifeOps.DbAnalyzers.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LifeOps.DbAnalyzers.Benchmarks;

/// <summary>
/// What the summaries, and all analyzers of the package together, cost on <see cref="GeneratedSolution"/>: beside the compiler's own binding,
/// and beside analyzers that register for the same operations and do nothing. Cold, and for the file that an editor asks about after one
/// method was changed. And the memory that the summaries keep, by the number of methods.
/// </summary>
internal static class EffectsBenchmark
{
    private const int Shown = 12;

    /// <param name="rounds">Measured rounds; one more warms the compiler up.</param>
    public static async Task RunAsync(int rounds)
    {
        var solution = GeneratedSolution.Create();
        Console.WriteLine($"{solution.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count):N0} lines, {solution.SyntaxTrees.Length:N0} files");
        var package = All();
        var small = GeneratedSolution.Create(repositories: 1);
        ImmutableArray<DiagnosticAnalyzer> effects = [new EffectsAnalyzer()];
        ImmutableArray<DiagnosticAnalyzer> idle = [await IdleTwin.OfAsync(effects[0], small)];
        var idlePackage = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
        foreach (var analyzer in package)
            idlePackage.Add(await IdleTwin.OfAsync(analyzer, small));

        var runs = new Dictionary<string, List<Run>>();
        var (binding, fileBinding) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            // The first round only warms the compiler up.
            var isMeasured = round > 0;
            var bound = GeneratedSolution.Fresh(solution);
            Add(binding, Measure(() => bound.GetDiagnostics()));
            await AddAsync("idle", idle);
            await AddAsync("effects", effects);
            await AddAsync("idle package", idlePackage.ToImmutable());
            await AddAsync("package", package);

            // Each asks about a compilation of its own: what one has made the compiler bind is not there for the next.
            var version = round * 10;
            var (changed, tree) = GeneratedSolution.Edit(bound, ++version);
            Add(fileBinding, Measure(() => changed.GetSemanticModel(tree).GetDiagnostics()));
            await AddEditAsync("idle edit", idle);
            await AddEditAsync("effects edit", effects);
            await AddEditAsync("idle package edit", idlePackage.ToImmutable());
            await AddEditAsync("package edit", package);
            Console.WriteLine($"round {round}: " + string.Join(", ", runs.Select(run => $"{run.Key} {run.Value[^1].Wall:F0} ms, own {run.Value[^1].Own:F1} ms")));
            if (!isMeasured)
                runs.Clear();

            void Add(List<double> values, double value)
            {
                if (isMeasured)
                    values.Add(value);
            }

            async Task AddAsync(string name, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
                Note(name, await AnalyzeAsync(GeneratedSolution.Fresh(solution), analyzers));

            async Task AddEditAsync(string name, ImmutableArray<DiagnosticAnalyzer> analyzers)
            {
                var (compilation, edited) = GeneratedSolution.Edit(bound, ++version);
                Note(name, await AnalyzeAsync(compilation, analyzers, edited));
            }

            void Note(string name, Run run)
            {
                if (!runs.TryGetValue(name, out var list))
                    runs[name] = list = [];
                list.Add(run);
            }
        }

        Console.WriteLine($"binding: the program {binding.Min():F0} ms, the edited file {fileBinding.Min():F1} ms");
        Report("effects", "idle");
        Report("package", "idle package");
        foreach (var (analyzer, own) in Best(runs["package"]).ByAnalyzer.OrderByDescending(pair => pair.Own).Take(Shown))
            Console.WriteLine($"  {analyzer}: {own:F1} ms ({own / binding.Min():P2} of binding)");
        await ReportMemoryAsync(effects, idle);

        void Report(string name, string floor)
        {
            var (run, least) = (Best(runs[name]), Best(runs[floor]));
            Console.WriteLine($"{name}, cold: wall {run.Wall:F0} ms, {floor} {least.Wall:F0} ms ({run.Wall / least.Wall:F2} of it); own execution time {run.Own:F0} ms ({run.Own / binding.Min():P1} of binding), {floor} {least.Own:F0} ms; {run.Findings} findings");
            var (edit, leastEdit) = (Best(runs[name + " edit"]), Best(runs[floor + " edit"]));
            Console.WriteLine($"{name}, one method edited: wall {edit.Wall:F1} ms, {floor} {leastEdit.Wall:F1} ms; own execution time {edit.Own:F1} ms ({edit.Own / binding.Min():P2} of the program's binding, {edit.Own / fileBinding.Min():P1} of the file's)");
        }
    }

    /// <summary>What the analyzer keeps until the end of the compilation, above what its idle twin keeps: it must grow with the methods, no faster.</summary>
    private static async Task ReportMemoryAsync(ImmutableArray<DiagnosticAnalyzer> analyzers, ImmutableArray<DiagnosticAnalyzer> idle)
    {
        foreach (var repositories in new[] { GeneratedSolution.Repositories / 2, GeneratedSolution.Repositories })
        {
            var solution = GeneratedSolution.Create(repositories);
            var bytes = await RetainedAsync(solution, analyzers) - await RetainedAsync(solution, idle);
            var methods = repositories * GeneratedSolution.MethodsEach;
            Console.WriteLine($"memory: {methods:N0} repository methods, {bytes / 1024.0:N0} KiB kept, {(double)bytes / methods:N0} bytes each");
        }
    }

    private static async Task<long> RetainedAsync(CSharpCompilation solution, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var analysis = GeneratedSolution.Fresh(solution).WithAnalyzers(analyzers);
        await analysis.GetAnalysisResultAsync(CancellationToken.None);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(analysis);
        return after - before;
    }

    /// <summary>Every analyzer of the package.</summary>
    private static ImmutableArray<DiagnosticAnalyzer> All() =>
    [
        .. typeof(EffectsAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static async Task<Run> AnalyzeAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, SyntaxTree? only = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = compilation.WithAnalyzers(analyzers, options);
        var clock = Stopwatch.StartNew();
        var result = only is null
            ? await analysis.GetAnalysisResultAsync(CancellationToken.None)
            : await analysis.GetAnalysisResultAsync(compilation.GetSemanticModel(only), null, CancellationToken.None);
        var wall = clock.Elapsed.TotalMilliseconds;
        var byAnalyzer = result.AnalyzerTelemetryInfo.Select(pair => (pair.Key.GetType().Name, pair.Value.ExecutionTime.TotalMilliseconds)).ToList();
        return new(wall, byAnalyzer.Sum(pair => pair.TotalMilliseconds), result.GetAllDiagnostics().Length, byAnalyzer);
    }

    private static double Measure(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    // The machine does other things too: the best round is the one that it left alone.
    private static Run Best(List<Run> runs) =>
        new(runs.Min(run => run.Wall), runs.Min(run => run.Own), runs[0].Findings, runs.MinBy(run => run.Own)!.ByAnalyzer);

    /// <param name="Wall">From the first binding to the last diagnostic, in milliseconds.</param>
    /// <param name="Own">What the analyzers' own code took, all of them together, in milliseconds.</param>
    /// <param name="Findings">The diagnostics.</param>
    /// <param name="ByAnalyzer">The parts of <paramref name="Own"/>.</param>
    private sealed record Run(double Wall, double Own, int Findings, IReadOnlyList<(string Analyzer, double Own)> ByAnalyzer);
}
