using System.Globalization;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.Testing;
using Xunit;
using Xunit.Abstractions;

namespace LifeOps.GeneratedCode.Tests.AnySchema;

/// <summary>
/// Real builds with every analyzer of the SDK on (AnalysisMode=All, trimming and AOT, documentation) of what is generated from the truth tests' schemas; a warning is an error.
/// <c>LIFEOPS_STRICT_SCHEMAS</c> says how many random schemas take part (4 by default) where they are built as source.
/// </summary>
public sealed class StrictBuildTests(ITestOutputHelper output) : IDisposable
{
    private const int SchemasPerBuild = 100;

    private static readonly Dictionary<string, string>[] Options =
    [
        [],
        new() { ["LifeOpsRecordShape"] = "Positional", ["LifeOpsTypedIds"] = "true" },
        new() { ["LifeOpsTimestampType"] = "DateTimeOffset", ["LifeOpsVisibility"] = "internal" },
    ];

    /// <summary>Names that analyzers have rules about: suffixes of .NET, words of other languages, type names, namespaces, addresses.</summary>
    private const string Names = """
        CREATE TYPE status_enum AS ENUM ('none', 'status_enum_open', 'reserved', 'object', '1st');
        CREATE TYPE flags AS ENUM ('a', 'b');
        CREATE TYPE point_struct AS (object text, url text, "int" integer[]);
        CREATE TABLE event (id int PRIMARY KEY, url text NOT NULL, callback_uri text, object jsonb, "string" text, guid uuid, "_1st" int, "1st" int, date date, "Get" int);
        CREATE TABLE system (id bigint PRIMARY KEY, status status_enum NOT NULL DEFAULT 'none', list_of_flags flags[], place point_struct);
        CREATE TABLE item_collection (item text, stack text PRIMARY KEY, "error" text, "end" timestamptz);
        CREATE TABLE my_attribute (id int PRIMARY KEY, value bytea NOT NULL);
        CREATE TABLE app_exception (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE dictionary (id int);
        CREATE TABLE class (id int UNIQUE, namespace text, new text);
        CREATE VIEW event_args AS SELECT * FROM event;
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lifeops-strict-").FullName;

    /// <summary>As a consumer has it, with the analyzers of code style too.</summary>
    [Fact]
    public void TruthSchemas_BuildWithoutAWarningUnderEveryAnalyzer()
    {
        var generating = Path.Combine(_folder, "Generating");
        var schemas = Schemas(4).ToList();
        Directory.CreateDirectory(Path.Combine(generating, "db"));
        foreach (var schema in schemas)
            File.WriteAllText(Path.Combine(generating, "db", schema.Name + ".schema.sql"), schema.Text);
        var items = schemas.Select(schema => $"""<AdditionalFiles Update="db/{schema.Name}.schema.sql" LifeOpsNamespace="Strict.{schema.Name}" {string.Join(" ", schema.Options.Select(option => $"{option.Key}=\"{option.Value}\""))} />""");
        WriteProject(generating, "<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>", $"""
              <Import Project="{Repository("src/LifeOps.DbAnalyzers.Package/buildTransitive/LifeOps.DbAnalyzers.props")}" />
              <ItemGroup>
                <Analyzer Include="{Beside("LifeOps.PostgreSql.dll")};{Beside("LifeOps.DbAnalyzers.dll")}" />
                <GlobalAnalyzerConfigFiles Include="quiet.globalconfig" />
                {string.Concat(items)}
              </ItemGroup>
            """);

        // What the rules say about the schemas is no matter here.
        File.WriteAllLines(
            Path.Combine(generating, "quiet.globalconfig"),
            ["is_global = true", .. LifeOps.PostgreSql.Rules.RuleCatalog.All.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = none")]);

        var build = Build(generating);

        Assert.True(build.ExitCode == 0, build.Output);
        var files = Directory.GetFiles(Path.Combine(generating, "obj"), "*.g.cs", SearchOption.AllDirectories).Count(file => Path.GetFileName(file).StartsWith("Strict.", StringComparison.Ordinal));
        Assert.True(files > 4 * schemas.Count, $"Only {files} files of {schemas.Count} schemas.");
        output.WriteLine($"{schemas.Count} schemas, {files} files.");
    }

    /// <summary>As source that somebody wrote: most analyzers leave generated code alone.</summary>
    [Fact]
    public void TruthSchemas_BuildAsSourceWithoutAWarning()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIFEOPS_STRICT_SCHEMAS"), CultureInfo.InvariantCulture, out var value) ? value : 4;
        var (schemas, files, problems) = (0, 0, "");
        foreach (var part in Schemas(count).Chunk(SchemasPerBuild))
        {
            var folder = Path.Combine(_folder, "Source" + schemas.ToString(CultureInfo.InvariantCulture));
            WriteProject(folder, "", "");
            foreach (var schema in part)
            {
                foreach (var (name, text) in GeneratedAssembly.Generate(schema.Text, schema.Options, "Strict." + schema.Name))
                {
                    const string HeaderEnd = "// </auto-generated>\n";
                    var end = text.IndexOf(HeaderEnd, StringComparison.Ordinal);
                    Assert.True(end > 0, text);
                    File.WriteAllText(Path.Combine(folder, name.Replace(".g.cs", ".cs", StringComparison.Ordinal)), text[(end + HeaderEnd.Length)..]);
                    files++;
                }
            }

            schemas += part.Length;
            var build = Build(folder);
            output.WriteLine($"{schemas} schemas, {files} files: exit code {build.ExitCode}.");
            if (build.ExitCode != 0)
                problems += build.Output;
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(problems.Length == 0, problems);
        Assert.True(files > 4 * schemas, $"Only {files} files of {schemas} schemas.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Name, string Text, Dictionary<string, string> Options)> Schemas(int random)
    {
        yield return ("Main", File.ReadAllText(Repository("samples/LifeOps.Api/db/lifeops.schema.sql")), Options[0]);
        yield return ("Stats", File.ReadAllText(Repository("samples/LifeOps.Stats/db/stats.schema.sql")), Options[0]);
        yield return ("OwnTypes", OwnSchema("types"), Options[0]);
        yield return ("OwnOffsets", OwnSchema("offsets"), Options[2]);
        yield return ("OwnInstants", OwnSchema("instants"), new() { ["LifeOpsTimestampType"] = "Instant" });
        yield return ("OwnTyped", OwnSchema("typed"), Options[1]);
        for (var i = 0; i < Options.Length; i++)
            yield return ("Named" + i, Names, Options[i]);
        if (SharedFiles.Find("databases", "modern.sql") is { } modern)
            yield return ("Modern", File.ReadAllText(modern), Options[0]);
        for (var seed = 1; seed <= random; seed++)
            yield return ("Random" + seed, string.Join(";\n", RandomSchema.Statements(seed, SchemaBuilder.NewestServer)) + ";", Options[seed % Options.Length]);
    }

    private static string OwnSchema(string name) => File.ReadAllText(Repository($"tests/LifeOps.DbAnalyzers.GeneratedCode/{name}.schema.sql"));

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
