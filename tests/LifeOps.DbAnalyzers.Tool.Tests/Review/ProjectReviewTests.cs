using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.DbAnalyzers.Tool.Tests.Review;

public sealed class ProjectReviewTests
{
    // Needs no package: the assembly of these tests' own folder is referred to.
    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup>
            <Reference Include="Npgsql"><HintPath>{Path.Combine(AppContext.BaseDirectory, "Npgsql.dll")}</HintPath></Reference>
            <Reference Include="Microsoft.Extensions.Logging.Abstractions"><HintPath>{Path.Combine(AppContext.BaseDirectory, "Microsoft.Extensions.Logging.Abstractions.dll")}</HintPath></Reference>
          </ItemGroup>
        </Project>
        """;

    private const string Code = """
        using Npgsql;

        public sealed class Orders(NpgsqlDataSource dataSource)
        {
            public async Task<List<string>> NotesAsync(IReadOnlyList<Guid> ids)
            {
                var notes = new List<string>();
                foreach (var id in ids)
                {
                    await using var command = dataSource.CreateCommand("SELECT note FROM orders WHERE id = $1");
                    command.Parameters.AddWithValue(id);
                    notes.Add((string)(await command.ExecuteScalarAsync())!);
                }

                return notes;
            }

            public async Task<object?> LastAsync(Guid customerId)
            {
                await using var command = dataSource.CreateCommand("SELECT note FROM orders WHERE customer_id = $1 ORDER BY id LIMIT 1");
                command.Parameters.AddWithValue(customerId);
                return await command.ExecuteScalarAsync();
            }

            public async Task<object?> BrokenAsync()
            {
                await using var command = dataSource.CreateCommand("SELECT note, FROM orders");
                return await command.ExecuteScalarAsync();
            }
        }
        """;

    [Fact]
    public async Task Project_IsReviewedAndLeftAsItWas()
    {
        using var folder = new ReviewFolder(
            ("db/shop.schema.sql", "-- lifeops:rows 2000000\nCREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL, note text NOT NULL);"),
            ("src/Shop.csproj", Project),
            ("src/Orders.cs", Code),
            ("broken/Broken.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><Oops></Project>"));
        var files = Files(folder);

        var report = await folder.ReviewAsync();

        var database = Assert.Single(report.Databases);
        Assert.Equal("shop", database.Topic);
        var loop = Assert.Single(database.Findings, finding => finding.Rule.Id == "LDB1001");
        Assert.Equal("src/Orders.cs", loop.Place!.File);
        Assert.Equal("orders", Assert.Single(database.Findings, finding => finding.Rule.Id == "LDB0001").Table);
        Assert.Contains(database.Queries, query => query.Finding == loop && query.Code!.Before.Contains("ExecuteScalarAsync", StringComparison.Ordinal));
        var index = Assert.Single(database.MissingIndexes);
        Assert.StartsWith("CREATE INDEX", index.Ddl, StringComparison.Ordinal);
        Assert.Contains("src/Orders.cs", Assert.Single(index.Serves), StringComparison.Ordinal);
        Assert.Contains(report.Notes, note => note.IsProblem && note.Text.Contains("Broken", StringComparison.Ordinal));
        Assert.Equal(ChecklistAnswer.Findings, database.Checklist.Single(line => line.Item == "N+1").Answer);
        Assert.Equal(files, Files(folder));
    }

    private const string Slnx = """<Solution><Project Path="src/Shop.csproj" /></Solution>""";

    private const string Sln = """

        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Shop", "src\\Shop.csproj", "{11111111-2222-3333-4444-555555555555}"
        EndProject
        Global
        	GlobalSection(SolutionConfigurationPlatforms) = preSolution
        		Debug|Any CPU = Debug|Any CPU
        	EndGlobalSection
        	GlobalSection(ProjectConfigurationPlatforms) = postSolution
        		{11111111-2222-3333-4444-555555555555}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
        		{11111111-2222-3333-4444-555555555555}.Debug|Any CPU.Build.0 = Debug|Any CPU
        	EndGlobalSection
        EndGlobal
        """;

    [Theory]
    [InlineData("Shop.slnx")]
    [InlineData("Shop.sln")]
    [InlineData("src/Shop.csproj")]
    [InlineData("")]
    public async Task SolutionProjectAndFolder_GiveTheSameCode(string path)
    {
        using var folder = new ReviewFolder(
            ("src/shop.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL, note text NOT NULL);"),
            (path.EndsWith(".sln", StringComparison.Ordinal) ? "Shop.sln" : "Shop.slnx", path.EndsWith(".sln", StringComparison.Ordinal) ? Sln : Slnx),
            ("src/Shop.csproj", Project),
            ("src/Orders.cs", Code),
            ("elsewhere/Other.csproj", Project),
            ("elsewhere/Orders.cs", Code));
        var files = Files(folder);

        var report = await folder.ReviewAsync(path);

        Assert.DoesNotContain(report.Notes, note => note.IsProblem);
        var loops = report.Findings.Where(finding => finding.Rule.Id == "LDB1001").Select(finding => finding.Place!.File);
        Assert.Equal([path == "src/Shop.csproj" ? "Orders.cs" : "src/Orders.cs"], loops);
        Assert.Equal(files, Files(folder));
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_PassesNoCheck()
    {
        using var folder = new ReviewFolder(
            ("db/shop.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY);"),
            ("src/Shop.csproj", Project),
            ("src/Orders.cs", "using Missing; public sealed class Orders : MissingBase { }"));

        var report = await folder.ReviewAsync();

        var checklist = Assert.Single(report.Databases).Checklist;
        var loops = checklist.Single(line => line.Item == "N+1");
        Assert.Equal((ChecklistAnswer.NotChecked, "Shop does not compile here"), (loops.Answer, loops.Reason));
        Assert.Equal(ChecklistAnswer.Passed, checklist.Single(line => line.Group == "Structure" && line.Item == "Primary keys").Answer);
        Assert.Contains(report.Notes, note => note.IsProblem && note.Text.StartsWith("Shop does not compile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneOfTwoProjectsDoesNotCompile_ChecksArePassedInPart()
    {
        using var folder = new ReviewFolder(
            ("db/shop.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY);"),
            ("whole/Whole.csproj", Project),
            ("whole/Nothing.cs", "public sealed class Nothing { }"),
            ("broken/Broken.csproj", Project),
            ("broken/Orders.cs", "using Missing; public sealed class Orders : MissingBase { }"));

        var loops = Assert.Single((await folder.ReviewAsync()).Databases).Checklist.Single(line => line.Item == "N+1");

        Assert.Equal((ChecklistAnswer.Passed, "Broken does not compile here"), (loops.Answer, loops.Reason));
    }

    [Fact]
    public async Task CodeWithoutSchema_PassesNoCheckOfTables()
    {
        using var folder = new ReviewFolder(("src/Shop.csproj", Project), ("src/Orders.cs", Code));

        var checklist = Assert.Single((await folder.ReviewAsync()).Databases).Checklist;

        Assert.Equal(ChecklistAnswer.Findings, checklist.Single(line => line.Item == "N+1").Answer);
        foreach (var item in new[] { "Foreign keys with ON DELETE", "Missing indexes on WHERE", "Indexes on foreign keys", "Compression", "Snake_case" })
            Assert.Equal((ChecklistAnswer.NotChecked, "needs a schema file"), (checklist.Single(line => line.Item == item).Answer, checklist.Single(line => line.Item == item).Reason));
        // The model and the SQL in the code have types of their own.
        Assert.Equal((ChecklistAnswer.Passed, "needs a schema file"), (checklist.Single(line => line.Item == "JSONB over JSON").Answer, checklist.Single(line => line.Item == "JSONB over JSON").Reason));
    }

    [Fact]
    public async Task DataLayerOfOneOfTwoServices_BelongsToItsDatabase()
    {
        var service = Project.Replace("</Project>", """
              <ItemGroup><AdditionalFiles Include="*.schema.sql" /></ItemGroup>
              <ItemGroup><ProjectReference Include="../data/Data.csproj" /></ItemGroup>
            </Project>
            """, StringComparison.Ordinal);
        using var folder = new ReviewFolder(
            ("shop/shop.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY, note text NOT NULL);"),
            ("shop/Shop.csproj", service),
            ("data/Data.csproj", Project),
            ("data/Orders.cs", Code),
            ("stock/stock.schema.sql", "CREATE TABLE items (id uuid PRIMARY KEY);"),
            ("stock/Stock.csproj", service.Replace("<ItemGroup><ProjectReference Include=\"../data/Data.csproj\" /></ItemGroup>", "", StringComparison.Ordinal)));

        var report = await folder.ReviewAsync();

        Assert.Equal(["shop", "stock"], report.Databases.Select(database => database.Topic).Order(StringComparer.Ordinal));
        Assert.Contains(report.Databases.Single(database => database.Topic == "shop").Findings, finding => finding.Rule.Id == "LDB1001");
    }

    [Fact]
    public async Task MigrationThatDropsWhatTheCodeUses_IsAnError()
    {
        using var folder = new ReviewFolder(
            ("db/shop.schema.sql", "CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL, note text NOT NULL, fax text);"),
            ("db/migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN fax;\nALTER TABLE orders DROP COLUMN note;\n"),
            ("src/Shop.csproj", Project),
            ("src/Orders.cs", Code));

        var drops = Assert.Single((await folder.ReviewAsync()).Databases).Findings.Where(finding => finding.Rule.Id == "LDB8009").ToList();

        Assert.Equal([("db/migrations/0002_drop.sql", 2, RuleSeverity.Error), ("db/migrations/0002_drop.sql", 1, RuleSeverity.Warning)], drops.Select(drop => (drop.Place!.File, drop.Place.Line, drop.Severity)));
        Assert.Equal("The column orders.note is dropped: this code still uses it: Orders.cs(10)", drops[0].Message);
    }

    [Fact]
    public async Task Cancelled_EndsTheReview()
    {
        using var folder = new ReviewFolder(("src/Shop.csproj", Project), ("src/Orders.cs", Code));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.ReviewAsync(cancellationToken: source.Token));
    }

    private static string[] Files(ReviewFolder folder) => [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
