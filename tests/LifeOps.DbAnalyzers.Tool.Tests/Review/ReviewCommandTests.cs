using System.CommandLine;
using LifeOps.DbAnalyzers.Tool.Commands;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Review;

public sealed class ReviewCommandTests
{
    // LDB2001 is a warning, LDB2020 and LDB6001 are infos; nothing in it is an error.
    private const string Warned = "CREATE TABLE orders (id uuid PRIMARY KEY, placed_at timestamp NOT NULL);";
    private const string Informed = "CREATE TABLE orders (id uuid PRIMARY KEY, note varchar);";
    private const string Clean = "CREATE TABLE orders (id uuid PRIMARY KEY, note text);";
    private const string Wrong = "CREATE EXTENSION timescaledb;\nCREATE TABLE r (at timestamptz NOT NULL, id uuid PRIMARY KEY);\nSELECT create_hypertable('r', 'at');";

    [Theory]
    [InlineData(Warned, "none", ExitCode.Success)]
    [InlineData(Warned, "error", ExitCode.Success)]
    [InlineData(Warned, "warning", ExitCode.FindingsFound)]
    [InlineData(Informed, "warning", ExitCode.Success)]
    [InlineData(Informed, "info", ExitCode.FindingsFound)]
    [InlineData(Clean, "info", ExitCode.Success)]
    [InlineData(Wrong, "error", ExitCode.FindingsFound)]
    public async Task FailOn_DecidesTheExitCode(string schema, string failOn, int expected)
    {
        using var folder = new ReviewFolder(("shop.schema.sql", schema));
        var report = Path.Combine(folder.Path, "report.md");

        Assert.Equal(expected, await RunAsync(folder.Path, "-o", report, "--fail-on", failOn));

        // A gate that fails still leaves the report that says why.
        Assert.Contains("## Database Analysis: shop", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("readme.txt")]
    [InlineData("")]
    public async Task NothingToReview_IsBadInputAndWritesNothing(string path)
    {
        using var folder = new ReviewFolder(("readme.txt", "hello"));
        var report = Path.Combine(folder.Path, "report.md");

        Assert.Equal(ExitCode.BadInput, await RunAsync(Path.Combine(folder.Path, path), "-o", report));
        Assert.False(File.Exists(report));
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsSaid() =>
        Assert.Equal(ExitCode.ServerFailed, await RunAsync("-c", "Host=127.0.0.1;Port=1;Username=a;Password=secret;Database=b;Timeout=2"));

    [Theory]
    [InlineData("r.html", "<!DOCTYPE html>")]
    [InlineData("r.json", "{")]
    [InlineData("r.sarif", "{")]
    [InlineData("r.md", "## Database Analysis")]
    public async Task NameOfTheFile_DecidesTheFormat(string name, string start)
    {
        using var folder = new ReviewFolder(("shop.schema.sql", Clean));

        Assert.Equal(ExitCode.Success, await RunAsync(folder.Path, "-o", Path.Combine(folder.Path, name)));
        Assert.StartsWith(start, (await File.ReadAllTextAsync(Path.Combine(folder.Path, name))).TrimStart(), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<int> RunAsync(params string[] arguments) => ReviewCommand.Create().Parse(arguments).InvokeAsync();
}
