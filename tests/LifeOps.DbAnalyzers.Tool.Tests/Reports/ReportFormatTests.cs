using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Reports.Json;
using LifeOps.DbAnalyzers.Tool.Reports.Markdown;
using LifeOps.DbAnalyzers.Tool.Reports.Sarif;
using LifeOps.DbAnalyzers.Tool.Tests.Review;
using LifeOps.Testing;
using NJsonSchema;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Reports;

public sealed class ReportFormatTests
{
    [Fact]
    public async Task Json_FitsItsSchema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(SharedFiles.RepositoryRoot, "docs", "review.schema.json"));

        foreach (var report in new[] { await ShopAsync(), await HostileReportTests.ReportAsync() })
            Assert.Empty(schema.Validate(JsonReport.Write(report)).Select(error => error.ToString()));
    }

    /// <summary>The official schema comes with the npm package @microsoft/sarif-multitool-linux (sarif-2.1.0.json).</summary>
    [SkippableFact]
    public async Task Sarif_FitsTheOfficialSchema()
    {
        var path = Environment.GetEnvironmentVariable("LIFEOPS_SARIF_SCHEMA");
        Skip.If(path is null || !File.Exists(path), "LIFEOPS_SARIF_SCHEMA names no file.");
        var schema = await JsonSchema.FromFileAsync(path!);

        foreach (var report in new[] { await ShopAsync(), await HostileReportTests.ReportAsync() })
            Assert.Empty(schema.Validate(SarifReport.Write(report)).Select(error => error.ToString()));
        Assert.NotEmpty(schema.Validate(SarifReport.Write(await ShopAsync()).Replace("\"message\"", "\"massage\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Markdown_HasTheHeadingsInOrder()
    {
        var headings = MarkdownReport.Write(await ShopAsync()).Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)).ToArray();

        Assert.Equal(
            ["## Database Analysis: shop", "### Checklist", "### Schema Review", "### Missing Indexes", "### Query Optimization", "### Migration Script", "### Data Model Diagram", "## Rules"],
            headings);
    }

    [Fact]
    public async Task Checklist_SaysWhatWasNotLookedAt()
    {
        var lines = (await ShopAsync()).Databases[0].Checklist;

        Assert.Equal(ChecklistAnswer.Findings, lines.Single(line => line.Item == "TIMESTAMPTZ").Answer);
        Assert.Equal(ChecklistAnswer.Passed, lines.Single(line => line.Item == "JSONB over JSON").Answer);
        var loops = lines.Single(line => line.Item == "N+1");
        Assert.Equal((ChecklistAnswer.NotChecked, "needs C# code"), (loops.Answer, loops.Reason));
        var log = lines.Single(line => line.Item == "Slow-query log");
        Assert.Equal((ChecklistAnswer.NotChecked, "needs a live server (--connection)"), (log.Answer, log.Reason));
    }

    [Fact]
    public async Task Checklist_HasEveryRuleOfItsGroupsOnce()
    {
        var ids = (await ShopAsync()).Databases[0].Checklist.SelectMany(line => line.Rules).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Superset(new HashSet<string> { "LDB1001", "LDB2001", "LDB5004", "LDB8001", "LDB9006" }, ids.ToHashSet());
    }

    private static async Task<ReviewReport> ShopAsync()
    {
        using var folder = new ReviewFolder(("shop.schema.sql", """
            CREATE TABLE customers (id uuid PRIMARY KEY, since timestamp);
            CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid REFERENCES customers);
            """));
        return await folder.ReviewAsync();
    }
}
