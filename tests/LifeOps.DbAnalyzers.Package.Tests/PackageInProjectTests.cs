using System.Text.Json;
using Xunit;

namespace LifeOps.DbAnalyzers.Package.Tests;

/// <summary>The packed file in a new project, restored into an empty package folder and built by the real compiler.</summary>
[Collection(PackedPackageCollection.Name)]
public sealed class PackageInProjectTests(PackedPackage package)
{
    private const string Schema = """
        CREATE TABLE customers (
          id         uuid        NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
          name       text        NOT NULL,
          created_at timestamptz NOT NULL DEFAULT now()
        );
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <RootNamespace>Shop</RootNamespace>
            <NuGetAudit>false</NuGetAudit>
            {1}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="LifeOps.DbAnalyzers" Version="{0}" />
            <PackageReference Include="Npgsql" Version="10.0.0" />
            <PackageReference Include="Dapper" Version="2.1.66" />
          </ItemGroup>
        </Project>
        """;

    [Fact]
    public void Findings_AndRecords_AreThere()
    {
        var folder = package.CreateProjectFolder("findings");
        Write(folder, "Shop.csproj", Project.Replace("{0}", package.Version).Replace("{1}", "<ErrorLog>findings.sarif,version=2.1</ErrorLog>"));
        Write(folder, "db/shop.schema.sql", Schema);
        Write(folder, "CustomerStore.cs", """
            using Dapper;
            using Npgsql;
            using Shop.Database;

            namespace Shop;

            public sealed class CustomerStore(NpgsqlConnection connection)
            {
                public List<Customer> Load(IEnumerable<Guid> ids)
                {
                    var customers = new List<Customer>();
                    foreach (var id in ids)
                        customers.Add(connection.QuerySingle<Customer>("SELECT * FROM customers WHERE id = @id", new { id }));
                    return customers;
                }

                public int Touch() => connection.Execute("UPDATE customers SET created_at = now(), WHERE name = ''");
            }
            """);

        var build = package.DotNet(folder, "build", "--nologo", "-v", "quiet");

        Assert.True(build.ExitCode == 0, build.Output);
        var findings = ReadFindings(Path.Combine(folder, "findings.sarif"));
        Assert.Contains(("LDB1001", 13), findings);
        Assert.Contains(("LDB0001", 17), findings);
        Assert.DoesNotContain(findings, finding => finding.RuleId is "AD0001" or "CS8032" or "CS8785");
    }

    [Fact]
    public void LoopAroundARepositoryOfAnotherProject_IsFound()
    {
        var folder = package.CreateProjectFolder("projects");
        Write(folder, "Data/Data.csproj", Project.Replace("{0}", package.Version).Replace("{1}", ""));
        Write(folder, "Data/Customers.cs", """
            using Dapper;
            using Npgsql;

            namespace Shop.Data;

            public sealed class Customers(NpgsqlConnection connection)
            {
                public Task<string> NameAsync(int id) => connection.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
            }
            """);
        Write(folder, "App/App.csproj", Project.Replace("{0}", package.Version).Replace("{1}", "<ErrorLog>findings.sarif,version=2.1</ErrorLog>").Replace("</Project>", """
              <ItemGroup>
                <ProjectReference Include="../Data/Data.csproj" />
              </ItemGroup>
            </Project>
            """));
        Write(folder, "App/Printer.cs", """
            using Shop.Data;

            public static class Printer
            {
                public static async Task Print(Customers customers, List<int> ids)
                {
                    foreach (var id in ids)
                        Console.WriteLine(await customers.NameAsync(id));
                }
            }
            """);

        var build = package.DotNet(Path.Combine(folder, "App"), "build", "--nologo", "-v", "quiet");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains(("LDB1001", 8), ReadFindings(Path.Combine(folder, "App", "findings.sarif")));
    }

    [Fact]
    public void CleanProject_BuildsWithoutAWarning_WithEveryAnalyzerOn()
    {
        var folder = package.CreateProjectFolder("clean");
        Write(folder, "Shop.csproj", Project.Replace("{0}", package.Version).Replace("{1}", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><AnalysisMode>All</AnalysisMode><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><IsAotCompatible>true</IsAotCompatible>"));
        Write(folder, "db/shop.schema.sql", Schema);

        var build = package.DotNet(folder, "build", "--nologo", "-v", "quiet");

        Assert.True(build.ExitCode == 0, build.Output);
    }

    private static void Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static List<(string RuleId, int Line)> ReadFindings(string sarif)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(sarif));
        var findings = new List<(string, int)>();
        foreach (var result in document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            var line = result.TryGetProperty("locations", out var locations) && locations.GetArrayLength() > 0
                ? locations[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()
                : 0;
            findings.Add((result.GetProperty("ruleId").GetString()!, line));
        }

        return findings;
    }
}
