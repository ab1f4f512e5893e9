using System.Text;
using LifeOps.PostgreSql.Rules;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules;

/// <summary>Docs and catalogue say the same. <c>LIFEOPS_UPDATE_DOCS=1</c> writes the README's table anew.</summary>
public sealed class RuleDocumentationTests
{
    private const string Begin = "<!-- rules:begin (written by RuleDocumentationTests from the catalogue) -->";
    private const string End = "<!-- rules:end -->";

    private static string Docs => Path.Combine(SharedFiles.RepositoryRoot, "docs", "rules");

    [Fact]
    public void Ids_AreUniqueAndSorted()
    {
        var ids = RuleCatalog.All.Select(rule => rule.Id).ToArray();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Readme_HasTheTableOfTheCatalogue()
    {
        var path = Path.Combine(SharedFiles.RepositoryRoot, "README.md");
        var readme = File.ReadAllText(path);
        var from = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = readme.IndexOf(End, StringComparison.Ordinal);
        var expected = "\n" + Table();
        if (Environment.GetEnvironmentVariable("LIFEOPS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, readme[..from] + expected + readme[to..]);
        else
            Assert.Equal(expected, readme[from..to].ReplaceLineEndings("\n"));
    }

    [Fact]
    public void EveryRule_HasAPageWithItsTitle()
    {
        foreach (var rule in RuleCatalog.All)
        {
            var path = Path.Combine(Docs, rule.Id + ".md");
            Assert.True(File.Exists(path), $"docs/rules/{rule.Id}.md is missing.");
            var page = File.ReadAllText(path).ReplaceLineEndings("\n");
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", page, StringComparison.Ordinal);
            foreach (var section in new[] { "## Why", "## Example", "## Code fix", "## Options", "## When to ignore it" })
                Assert.Contains($"\n{section}\n", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryPage_HasARule()
    {
        var pages = Directory.GetFiles(Docs, "LDB*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(pages.Except(RuleCatalog.All.Select(rule => rule.Id)));
    }

    [Fact]
    public void HelpLink_NamesThePage()
    {
        Assert.All(RuleCatalog.All, rule => Assert.EndsWith($"/docs/rules/{rule.Id}.md", rule.HelpLink, StringComparison.Ordinal));
    }

    private static string Table()
    {
        var table = new StringBuilder("| rule | severity | what it finds | fix |\n|---|---|---|---|\n");
        foreach (var rule in RuleCatalog.All)
            table.Append($"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} | {(rule.HasFix ? "yes" : "")} |\n");
        return table.ToString();
    }
}
