using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.PostgreSql.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers;

/// <summary>The release files, the catalogue and the analyzers name the same rules.</summary>
public sealed class AnalyzerReleasesTests
{
    [Fact]
    public void ReleaseFiles_NameTheRulesOfTheCatalogue()
    {
        var expected = RuleCatalog.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.Severity} | {rule.Title}");
        var actual = Rows("AnalyzerReleases.Shipped.md").Concat(Rows("AnalyzerReleases.Unshipped.md"));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Analyzers_SupportOnlyRulesOfTheCatalogue()
    {
        var supported = Analyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct();

        Assert.Empty(supported.Except(RuleCatalog.All.Select(rule => rule.Id)));
    }

    [Fact]
    public void Analyzers_AreSealedAndDeclaredForCSharp() =>
        Assert.All(Analyzers(), analyzer =>
        {
            var type = analyzer.GetType();
            Assert.True(type.IsSealed, type.Name);
            var attribute = Assert.IsType<DiagnosticAnalyzerAttribute>(Assert.Single(type.GetCustomAttributes(typeof(DiagnosticAnalyzerAttribute), false)));
            Assert.Equal([LanguageNames.CSharp], attribute.Languages);
        });

    private static IEnumerable<DiagnosticAnalyzer> Analyzers() =>
        typeof(Descriptors).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private static IEnumerable<string> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, file))
            .Where(line => line.StartsWith("LDB", StringComparison.Ordinal));
}
