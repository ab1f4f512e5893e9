using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.DbAnalyzers.Tool.Reports.Markdown;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Review;

public sealed class ReviewRunnerTests
{
    private const string Orders = """
        CREATE TABLE customers (id uuid PRIMARY KEY, name text NOT NULL);
        CREATE TABLE orders (
          id uuid PRIMARY KEY,
          customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
          placed_at timestamp NOT NULL
        );
        CREATE INDEX idx_orders_customer_id ON orders (customer_id);
        """;

    [Fact]
    public async Task SchemaFile_IsReviewedByTheRules()
    {
        using var folder = new ReviewFolder(("db/shop.schema.sql", Orders));

        var database = Assert.Single((await folder.ReviewAsync()).Databases);

        Assert.Equal("shop", database.Topic);
        var finding = Assert.Single(database.Findings, finding => finding.Rule.Id == "LDB2001");
        Assert.Equal("orders", finding.Table);
        Assert.Equal(new ReportPlace("db/shop.schema.sql", 5, 13, 5, 22), finding.Place);
        Assert.Equal("Change timestamp to timestamptz", finding.Recommendation);
    }

    [Fact]
    public async Task PlainSqlFileNamedDirectly_IsTheSchema()
    {
        using var folder = new ReviewFolder(("shop.sql", Orders));

        var database = Assert.Single((await folder.ReviewAsync("shop.sql")).Databases);

        Assert.Equal(2, database.Schema!.Tables.Count);
    }

    [Fact]
    public async Task FolderOfNumberedFiles_IsFoldedInTheOrderOfItsNumbers()
    {
        using var folder = new ReviewFolder(
            ("10_add_note.sql", "ALTER TABLE things ADD COLUMN note text;"),
            ("2_things.sql", "CREATE TABLE things (id uuid PRIMARY KEY);"));

        var database = Assert.Single((await folder.ReviewAsync()).Databases);

        Assert.Equal(["id", "note"], Assert.Single(database.Schema!.Tables).Columns.Select(column => column.Name));
        Assert.Empty(database.Schema.Problems);
    }

    [Fact]
    public async Task SchemasOfTwoFolders_AreTwoDatabases()
    {
        using var folder = new ReviewFolder(("a/one.schema.sql", "CREATE TABLE t (id uuid PRIMARY KEY);"), ("b/two.schema.sql", "CREATE TABLE t (id uuid PRIMARY KEY);"));

        var report = await folder.ReviewAsync();

        Assert.Equal(["one", "two"], report.Databases.Select(database => database.Topic));
        Assert.All(report.Databases, database => Assert.Empty(database.Schema!.Problems));
    }

    [Fact]
    public async Task EditorConfig_DecidesAboutSqlFiles()
    {
        using var folder = new ReviewFolder(
            (".editorconfig", "root = true\n[*.sql]\ndotnet_diagnostic.LDB2001.severity = error\n[*.old.schema.sql]\ndotnet_diagnostic.LDB2001.severity = none\n"),
            ("a/shop.schema.sql", Orders),
            ("b/shop.old.schema.sql", Orders));

        var report = await folder.ReviewAsync();

        Assert.Equal(LifeOps.PostgreSql.Rules.RuleSeverity.Error, Assert.Single(report.Databases[0].Findings, finding => finding.Rule.Id == "LDB2001").Severity);
        Assert.DoesNotContain(report.Databases[1].Findings, finding => finding.Rule.Id == "LDB2001");
    }

    [Fact]
    public async Task IgnoredFinding_IsNotReported()
    {
        using var folder = new ReviewFolder(("shop.schema.sql", Orders.Replace("  placed_at", "  -- lifeops:ignore LDB2001 local opening hours\n  placed_at", StringComparison.Ordinal)));

        Assert.DoesNotContain((await folder.ReviewAsync()).Findings, finding => finding.Rule.Id == "LDB2001");
    }

    [Fact]
    public async Task PathWithNothingToReview_IsSaid()
    {
        using var folder = new ReviewFolder(("readme.txt", ""));

        await Assert.ThrowsAsync<FormatException>(() => folder.ReviewAsync());
        await Assert.ThrowsAsync<FormatException>(() => folder.ReviewAsync("missing"));
    }

    [Fact]
    public async Task ForeignKeyWithoutIndex_IsAMissingIndex()
    {
        using var folder = new ReviewFolder(("shop.schema.sql", Orders.Replace("CREATE INDEX idx_orders_customer_id ON orders (customer_id);", "", StringComparison.Ordinal)));

        var index = Assert.Single((await folder.ReviewAsync()).Databases[0].MissingIndexes);

        Assert.Equal("orders", index.Table);
        Assert.Contains("(customer_id)", index.Ddl, StringComparison.Ordinal);
        Assert.Contains("shop.schema.sql:4", Assert.Single(index.Serves), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrationBesideSnapshot_IsCheckedForTheDatabaseInUse()
    {
        using var folder = new ReviewFolder(("shop.schema.sql", Orders), ("migrations/001_index.sql", "CREATE INDEX idx_orders_placed_at ON orders (placed_at);"));

        var database = Assert.Single((await folder.ReviewAsync()).Databases);

        Assert.Equal("migrations/001_index.sql", Assert.Single(database.Findings, finding => finding.Rule.Id == "LDB8001").Place!.File);
        Assert.Equal(ChecklistAnswer.Findings, database.Checklist.Single(line => line.Item == "Safe migrations").Answer);
    }

    [Fact]
    public async Task SameInput_GivesTheSameReport()
    {
        using var folder = new ReviewFolder(("db/shop.schema.sql", Orders));

        var first = MarkdownReport.Write(await folder.ReviewAsync());

        Assert.Equal(first, MarkdownReport.Write(await folder.ReviewAsync()));
    }
}
