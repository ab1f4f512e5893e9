using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>One labelled case: verified by itself, or counted with all others.</summary>
internal sealed class LoopCase : CSharpAnalyzerTest<EffectsAnalyzer>
{
    private static readonly AsyncLocal<LabelledCounts?> Counting = new();

    /// <summary>Counts, instead of verifying, the cases that run inside an action.</summary>
    public static async Task CountAsync(LabelledCounts counts, Func<Task> cases)
    {
        Counting.Value = counts;
        await cases();
        Counting.Value = null;
    }

    /// <summary>Verifies the case; inside <see cref="CountAsync"/>, compares it with what the analyzer says.</summary>
    public Task VerifyAsync() => Counting.Value is { } counts ? CompareAsync(counts) : RunAsync();

    private async Task CompareAsync(LabelledCounts counts)
    {
        var (solution, expected) = CreateSolution(TestCode, Sources, AdditionalFiles);
        var actual = (await AnalyzeAsync(solution.Projects.Single(), CancellationToken.None)).Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error)
            .Select(diagnostic => (diagnostic.Id, Path: diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().Span)).ToHashSet();
        var labels = expected.Where(span => span.Label[0] != '#').Select(span => (Id: span.Label, span.Path, span.Span))
            .Concat(ExpectedDiagnostics.Where(result => result.Location is not null).Select(result => (result.Id, expected.Single(span => span.Label == "#" + result.Location).Path, expected.Single(span => span.Label == "#" + result.Location).Span)))
            .ToHashSet();
        counts.Add(labels.Count, labels.Count(actual.Contains), actual.Count(found => !labels.Contains(found)));
    }
}

/// <summary>What the analyzer found of the labelled findings, and what besides.</summary>
internal sealed class LabelledCounts
{
    private readonly Lock _gate = new();

    public int Cases { get; private set; }

    public int LookAlikes { get; private set; }

    public int Labelled { get; private set; }

    public int Found { get; private set; }

    public int FalseAlarms { get; private set; }

    public void Add(int labelled, int found, int falseAlarms)
    {
        lock (_gate)
        {
            Cases++;
            LookAlikes += labelled == 0 ? 1 : 0;
            Labelled += labelled;
            Found += found;
            FalseAlarms += falseAlarms;
        }
    }
}
