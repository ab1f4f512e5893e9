using System.Text.Json;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Reports.Html;
using LifeOps.DbAnalyzers.Tool.Reports.Json;
using LifeOps.DbAnalyzers.Tool.Reports.Markdown;
using LifeOps.DbAnalyzers.Tool.Reports.Sarif;
using LifeOps.DbAnalyzers.Tool.Tests.Review;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Reports;

public sealed class HostileReportTests
{
    [Fact]
    public async Task Html_HasNoMarkupOfTheSchema()
    {
        var html = HtmlReport.Write(await ReportAsync());

        Assert.Equal(1, Count(html, "<script"));
        Assert.Equal(1, Count(html, "<style"));
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>type", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onmouseover", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;window.hacked=1&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&amp;lt;b&amp;gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_KeepsItsTablesAndBlocks()
    {
        var markdown = MarkdownReport.Write(await ReportAsync());

        Assert.DoesNotContain("<script", OutsideCode(markdown), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://example", OutsideCode(markdown), StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", OutsideCode(markdown), StringComparison.Ordinal);
        Assert.DoesNotContain("\n## Injected", OutsideCode(markdown), StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", markdown, StringComparison.Ordinal);

        // Every row has as many cells as its table's head.
        var cells = 0;
        foreach (var line in OutsideCode(markdown).Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith('|'))
                Assert.Equal(cells = cells == 0 ? Count(line, "|") : cells, Count(line, "|"));
            else
                cells = 0;
        }
    }

    [Fact]
    public async Task Mermaid_HasNamesThatItsGrammarTakes()
    {
        var markdown = MarkdownReport.Write(await ReportAsync());
        var diagram = markdown[markdown.IndexOf("```mermaid\n", StringComparison.Ordinal)..].Split("\n```")[0].Split('\n')[1..];

        Assert.Equal("erDiagram", diagram[0]);
        const string Word = "[A-Za-z][A-Za-z0-9_]*";
        Assert.All(diagram[1..], line => Assert.Matches($"^    (\"{Word}\" \\{{|\\}}|    {Word} {Word}( (PK|FK|UK)(, FK)?)?( \"nullable\")?|\"{Word}\" [|o]{{2}}--o[|{{] \"{Word}\" : \"{Word}\")$", line));
    }

    [Fact]
    public async Task Json_CarriesTheNamesAsTheyAre()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(await ReportAsync()));

        var names = json.RootElement.GetProperty("databases")[0].GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("name").GetString());

        Assert.Contains(HostileSchema.Script, names);
    }

    [Fact]
    public async Task Sarif_IsOneRunWithAllFindings()
    {
        var report = await ReportAsync();
        using var sarif = JsonDocument.Parse(SarifReport.Write(report));

        Assert.Equal(report.Findings.Count(), sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    /// <summary>A review of the hostile schema, with findings about it.</summary>
    internal static async Task<ReviewReport> ReportAsync()
    {
        using var folder = new ReviewFolder(("hostile.schema.sql", HostileSchema.Sql));
        var report = await folder.ReviewAsync();
        Assert.Empty(report.Databases[0].Schema!.Problems);
        Assert.True(report.Findings.Count() > 8);
        return report;
    }

    // A renderer shows what stands in code as it is.
    private static string OutsideCode(string markdown)
    {
        var result = new System.Text.StringBuilder();
        string? fence = null;
        foreach (var line in markdown.Split('\n'))
        {
            var run = line.TakeWhile(c => c == '`').Count();
            if (fence is null && run >= 3)
                fence = new string('`', run);
            else if (fence is not null && line.Trim() == fence)
                fence = null;
            else if (fence is null)
                result.AppendLine(WithoutSpans(line));
        }

        Assert.Null(fence);
        return result.ToString();
    }

    private static string WithoutSpans(string line)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < line.Length;)
        {
            if (line[i] != '`')
            {
                result.Append(line[i++]);
                continue;
            }

            var run = line.Skip(i).TakeWhile(c => c == '`').Count();
            var end = line.IndexOf(new string('`', run), i + run, StringComparison.Ordinal);
            Assert.True(end > 0, line);
            i = end + run;
        }

        return result.ToString();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
