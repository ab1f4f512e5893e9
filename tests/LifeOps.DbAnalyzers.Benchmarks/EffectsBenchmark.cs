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

    // Rounds before those that count: the compiler comes compiled ahead of time, the analyzers do not.
    private const int WarmUps = 3;

    /// <param name="rounds">Measured rounds.</param>
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
        for (var round = 1 - WarmUps; round <= rounds; round++)
        {
            var isMeasured = round > 0;
            var bound = GeneratedSolution.Fresh(solution);
            Add(binding, Measure(() => bound.GetDiagnostics()));
            await AddAsync("idle", idle);
            await AddAsync("effects", effects);
            await AddAsync("idle package", idlePackage.ToImmutable());
            await AddAsync("package", package);

            // Each asks about a compilation of its own: what one has made the compiler bind is not there for the next.
            var version = (round + WarmUps) * 10;
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

        Console.WriteLine($"medians of {rounds} rounds; binding: the program {Median(binding):F0} ms, the edited file {Median(fileBinding):F1} ms");
        Report("effects", "idle");
        Report("package", "idle package");
        var byAnalyzer = runs["package"].SelectMany(run => run.ByAnalyzer).GroupBy(pair => pair.Analyzer, (analyzer, pairs) => (analyzer, Own: Median(pairs.Select(pair => pair.Own))));
        foreach (var (analyzer, own) in byAnalyzer.OrderByDescending(pair => pair.Own).Take(Shown))
            Console.WriteLine($"  {analyzer}: {own:F1} ms ({own / Median(binding):P2} of binding)");

        void Report(string name, string floor)
        {
            var (run, least) = (runs[name], runs[floor]);
            Console.WriteLine($"{name}, cold: wall {Wall(run):F0} ms, {floor} {Wall(least):F0} ms ({Ratio(run, least):F2} of it); own execution time {Own(run):F0} ms ({Own(run) / Median(binding):P1} of binding), {floor} {Own(least):F0} ms; {run[0].Findings} findings");
            var (edit, leastEdit) = (runs[name + " edit"], runs[floor + " edit"]);
            Console.WriteLine($"{name}, one method edited: wall {Wall(edit):F1} ms, {floor} {Wall(leastEdit):F1} ms; own execution time {Own(edit):F1} ms ({Own(edit) / Median(binding):P2} of the program's binding, {Own(edit) / Median(fileBinding):P1} of the file's)");
        }

        static double Wall(List<Run> all) => Median(all.Select(run => run.Wall));

        static double Own(List<Run> all) => Median(all.Select(run => run.Own));

        // Round by round: what else the machine does in a round slows both.
        static double Ratio(List<Run> all, List<Run> least) => Median(all.Zip(least, (one, other) => one.Wall / other.Wall));
    }

    /// <summary>What the analyzer keeps until the end of the compilation, above what its idle twin keeps: it must grow with the methods, no faster.</summary>
    public static async Task ReportMemoryAsync()
    {
        ImmutableArray<DiagnosticAnalyzer> effects = [new EffectsAnalyzer()];
        var small = GeneratedSolution.Create(repositories: 1);
        ImmutableArray<DiagnosticAnalyzer> idle = [await IdleTwin.OfAsync(effects[0], small)];
        var isFirst = true;
        foreach (var repositories in new[] { 2, 1, 2, 4, 8 }.Select(part => part * GeneratedSolution.Repositories / 4))
        {
            var solution = GeneratedSolution.Create(repositories);
            // The compiler's pools hold on to the last compilation: a small one takes its place before each.
            await RetainedAsync(small, idle);
            var bytes = await RetainedAsync(solution, effects);
            await RetainedAsync(small, idle);
            bytes -= await RetainedAsync(solution, idle);
            var methods = repositories * GeneratedSolution.MethodsEach;
            // The first also fills what is kept once for all compilations.
            if (!isFirst)
                Console.WriteLine($"memory: {methods:N0} repository methods, {bytes / 1024.0:N0} KiB kept, {(double)bytes / methods:N0} bytes each");
            isFirst = false;
        }
    }

    private static async Task<long> RetainedAsync(CSharpCompilation solution, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var before = Kept();
        var analysis = GeneratedSolution.Fresh(solution).WithAnalyzers(analyzers);
        await analysis.GetAnalysisResultAsync(CancellationToken.None);
        var after = Kept();
        GC.KeepAlive(analysis);
        return after - before;

        static long Kept()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.GetTotalMemory(forceFullCollection: true);
        }
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
        using var quiet = new NoCollections();
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
        using var quiet = new NoCollections();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <param name="Wall">From the first binding to the last diagnostic, in milliseconds.</param>
    /// <param name="Own">What the analyzers' own code took, all of them together, in milliseconds.</param>
    /// <param name="Findings">The diagnostics.</param>
    /// <param name="ByAnalyzer">The parts of <paramref name="Own"/>.</param>
    private sealed record Run(double Wall, double Own, int Findings, IReadOnlyList<(string Analyzer, double Own)> ByAnalyzer);
}
