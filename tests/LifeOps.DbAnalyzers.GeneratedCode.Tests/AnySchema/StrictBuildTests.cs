using System.Globalization;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.Testing;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// Real builds with every analyzer of the SDK on (AnalysisMode=All, trimming and AOT, documentation) of what is generated from the truth tests' schemas; a warning is an error.
/// <c>LIFEOPS_STRICT_SCHEMAS</c> says how many random schemas take part (4 by default).
/// </summary>
public sealed class StrictBuildTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lifeops-strict-").FullName;

    /// <summary>As a consumer has it, with the analyzers of code style too; and again as source that somebody wrote: most analyzers leave generated code alone.</summary>
    [Fact]
    public void TruthSchemas_BuildWithoutAWarningUnderEveryAnalyzer()
    {
        var generating = Path.Combine(_folder, "Generating");
        var schemas = WriteSchemas(Path.Combine(generating, "db")).ToList();
        WriteProject(generating, "<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>", $"""
              <Import Project="{Repository("src/LifeOps.DbAnalyzers.Package/buildTransitive/LifeOps.DbAnalyzers.props")}" />
              <ItemGroup>
                <Analyzer Include="{Beside("LifeOps.PostgreSql.dll")};{Beside("LifeOps.DbAnalyzers.dll")}" />
                <GlobalAnalyzerConfigFiles Include="quiet.globalconfig" />
                {string.Concat(schemas.Select(schema => $"""<AdditionalFiles Update="db/{schema.File}" LifeOpsNamespace="Strict.{schema.Name}" {schema.Options} />"""))}
              </ItemGroup>
            """);

        // What the rules say about the schemas is no matter here.
        File.WriteAllLines(
            Path.Combine(generating, "quiet.globalconfig"),
            ["is_global = true", .. LifeOps.PostgreSql.Rules.RuleCatalog.All.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = none")]);

        var build = Build(generating);

        Assert.True(build.ExitCode == 0, build.Output);
        var files = Directory.GetFiles(Path.Combine(generating, "obj"), "*.g.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).StartsWith("Strict.", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 4 * schemas.Count, $"Only {files.Count} files of {schemas.Count} schemas.");

        var ordinary = Path.Combine(_folder, "Ordinary");
        WriteProject(ordinary, "", "");
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            const string HeaderEnd = "// </auto-generated>\n";
            var end = text.IndexOf(HeaderEnd, StringComparison.Ordinal);
            Assert.True(end > 0, text);
            File.WriteAllText(Path.Combine(ordinary, Path.GetFileName(file).Replace(".g.cs", ".cs", StringComparison.Ordinal)), text[(end + HeaderEnd.Length)..]);
        }

        build = Build(ordinary);

        Assert.True(build.ExitCode == 0, build.Output);
        output.WriteLine($"{schemas.Count} schemas, {files.Count} files.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Name, string File, string Options)> WriteSchemas(string folder)
    {
        string[] options = ["", "LifeOpsRecordShape=\"Positional\" LifeOpsTypedIds=\"true\"", "LifeOpsTimestampType=\"DateTimeOffset\" LifeOpsVisibility=\"internal\""];
        Directory.CreateDirectory(folder);
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIFEOPS_STRICT_SCHEMAS"), CultureInfo.InvariantCulture, out var value) ? value : 4;
        for (var seed = 1; seed <= count; seed++)
            yield return Write("Random" + seed, string.Join(";\n", RandomSchema.Statements(seed, SchemaBuilder.NewestServer)) + ";", options[seed % options.Length]);
        yield return Write("Main", File.ReadAllText(Repository("samples/LifeOps.Api/db/lifeops.schema.sql")), "");
        yield return Write("Stats", File.ReadAllText(Repository("samples/LifeOps.Stats/db/stats.schema.sql")), "");
        foreach (var (name, option) in new[] { ("types", ""), ("offsets", options[2]), ("instants", "LifeOpsTimestampType=\"Instant\""), ("typed", options[1]) })
            yield return Write("Own" + name, File.ReadAllText(Repository($"tests/LifeOps.DbAnalyzers.GeneratedCode/{name}.schema.sql")), option);
        if (SharedFiles.Find("databases", "modern.sql") is { } modern)
            yield return Write("Modern", File.ReadAllText(modern), "");

        (string, string, string) Write(string name, string text, string option)
        {
            File.WriteAllText(Path.Combine(folder, name + ".schema.sql"), text);
            return (name, name + ".schema.sql", option);
        }
    }

    private static void WriteProject(string folder, string properties, string items)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Repository("nuget.config"), Path.Combine(folder, "nuget.config"));
        File.WriteAllText(Path.Combine(folder, "AssemblyInfo.cs"), "[assembly: System.CLSCompliant(false)]\n");
        File.WriteAllText(Path.Combine(folder, "Strict.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <RootNamespace>Strict</RootNamespace>
                <AnalysisMode>All</AnalysisMode>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <IsAotCompatible>true</IsAotCompatible>
                <NuGetAudit>false</NuGetAudit>
                <UseSharedCompilation>false</UseSharedCompilation>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Beside("Npgsql.dll")};{Beside("NodaTime.dll")};{Beside("Npgsql.NodaTime.dll")};{Beside("Dapper.dll")};{Beside("Microsoft.EntityFrameworkCore.dll")};{Beside("Microsoft.EntityFrameworkCore.Abstractions.dll")};{Beside("Microsoft.EntityFrameworkCore.Relational.dll")};{Beside("Npgsql.EntityFrameworkCore.PostgreSQL.dll")}" />
              </ItemGroup>
              {items}
            </Project>
            """);
    }

    private static ProcessResult Build(string folder) =>
        ProcessRunner.Run("dotnet", ["build", "--nologo", "-v", "quiet", "-clp:NoSummary"], folder, new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" }, TimeSpan.FromMinutes(20));

    private static string Repository(string path) => Path.Combine(SharedFiles.RepositoryRoot, path);

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
