using System.Globalization;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.Testing;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// A real build with every analyzer of the SDK on (AnalysisMode=All, code style, trimming and AOT, documentation) of what is generated from the truth tests' schemas that are not part of
/// LifeOps.DbAnalyzers.GeneratedCode, which is such a build itself; a warning is an error.
/// <c>LIFEOPS_STRICT_SCHEMAS</c> says how many random schemas take part (4 by default).
/// </summary>
public sealed class StrictBuildTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lifeops-strict-").FullName;

    [Fact]
    public void TruthSchemas_BuildWithoutAWarningUnderEveryAnalyzer()
    {
        var generating = Path.Combine(_folder, "Generating");
        var schemas = WriteSchemas(Path.Combine(generating, "db")).ToList();
        WriteProject(generating, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>", $"""
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
        output.WriteLine($"{schemas.Count} schemas, {files.Count} files.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Name, string File, string Options)> WriteSchemas(string folder)
    {
        string[] options = ["", "LifeOpsRecordShape=\"Positional\" LifeOpsTypedIds=\"true\"", "LifeOpsTimestampType=\"DateTimeOffset\" LifeOpsVisibility=\"internal\""];
        Directory.CreateDirectory(folder);
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIFEOPS_STRICT_SCHEMAS"), CultureInfo.InvariantCulture, out var value) ? value : 4;
        for (var seed = 1; seed <= count; seed++)
            yield return Write("Random" + seed, string.Join(";\n", RandomSchema.Statements(seed)) + ";", options[seed % options.Length]);
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
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <IsAotCompatible>true</IsAotCompatible>
                <NuGetAudit>false</NuGetAudit>
                <UseSharedCompilation>false</UseSharedCompilation>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Beside("Npgsql.dll")};{Beside("Dapper.dll")};{Beside("Microsoft.EntityFrameworkCore.dll")};{Beside("Microsoft.EntityFrameworkCore.Abstractions.dll")};{Beside("Microsoft.EntityFrameworkCore.Relational.dll")};{Beside("Npgsql.EntityFrameworkCore.PostgreSQL.dll")}" />
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
