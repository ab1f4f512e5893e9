using System.Reflection;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>All labelled cases of this folder as one set: how many of the findings are found, and how many alarms are false.</summary>
public sealed class LabelledSetTests(ITestOutputHelper report)
{
    [Fact]
    public async Task Recall_AndFalseAlarms()
    {
        var counts = new LabelledCounts();
        await LoopCase.CountAsync(counts, () => Parallel.ForEachAsync(Cases(), async (method, _) =>
        {
            var instance = Activator.CreateInstance(method.DeclaringType!);
            await (Task)method.Invoke(instance, null)!;
        }));

        var recall = counts.Found / (double)counts.Labelled;
        report.WriteLine($"{counts.Cases} cases, {counts.LookAlikes} of them look-alikes; {counts.Found} of {counts.Labelled} findings: recall {recall:P1}; {counts.FalseAlarms} false alarms");
        Assert.True(counts.Cases >= 150, "The set has shrunk.");
        Assert.True(recall >= 0.97, $"Recall is {recall:P1}.");
        Assert.Equal(0, counts.FalseAlarms);
    }

    private static IEnumerable<MethodInfo> Cases() =>
        typeof(LabelledSetTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(LabelledSetTests).Namespace && type != typeof(LabelledSetTests) && type.GetConstructor(Type.EmptyTypes) is not null && !type.IsAbstract)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { } fact && fact.GetType() == typeof(FactAttribute) && method.GetParameters().Length == 0);
}
