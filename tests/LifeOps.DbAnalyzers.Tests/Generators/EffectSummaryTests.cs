using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Analyzers;
using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>Loops around members of another project: what its assembly tells is known, without a word nothing is.</summary>
public sealed class EffectSummaryTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;\n";

    private const string Contracts = Usings + """
        public interface ICustomers { Task<string> NameAsync(int id); }
        """;

    private const string Library = Usings + """
        public sealed class Customers : ICustomers
        {
            private readonly NpgsqlConnection _conn;
            public Customers(NpgsqlConnection conn) => _conn = conn;
            public Task<string> NameAsync(int id) => Read("SELECT name FROM customers WHERE id = @id", id);
            private Task<string> Read(string sql, int id) => _conn.QuerySingleAsync<string>("SELECT name FROM customers WHERE id = @id", new { id });
            public string Describe(int id) => "customer " + id;
            public int Count(string country) => _conn.ExecuteScalar<int>("SELECT count(*) FROM customers WHERE country = @country", new { country });
            internal string Hidden(int id) => _conn.QuerySingle<string>("SELECT name FROM customers WHERE id = @id", new { id });
        }
        """;

    private const string Service = Usings + """
        public class Service
        {
            public async Task Print(Customers customers, ICustomers contract, List<int> ids, string country)
            {
                foreach (var id in ids)
                {
                    Console.WriteLine(await customers.NameAsync(id));
                    Console.WriteLine(await contract.NameAsync(id));
                    Console.WriteLine(customers.Describe(id));
                    Console.WriteLine(customers.Count(country));
                }

                Console.WriteLine(await customers.NameAsync(1));
            }
        }
        """;

    [Fact]
    public async Task MembersOfAnotherProject_AreFollowed()
    {
        var contracts = Emit(Contracts, "Contracts", withSummaries: true);
        var library = Emit(Library, "Library", withSummaries: true, contracts);

        var findings = await AnalyzeAsync(Service, contracts, library);

        Assert.Equal(
            [
                "(8,47): This query runs once per iteration of the foreach over ids: Print -> Customers.NameAsync -> QuerySingleAsync",
                "(9,46): This query runs once per iteration of the foreach over ids: Print -> ICustomers.NameAsync -> QuerySingleAsync",
            ],
            findings);
    }

    [Fact]
    public async Task WithoutSummaries_NothingIsKnown()
    {
        var contracts = Emit(Contracts, "Contracts", withSummaries: false);
        var library = Emit(Library, "Library", withSummaries: false, contracts);

        Assert.Empty(await AnalyzeAsync(Service, contracts, library));
    }

    [Fact]
    public void Summaries_NameVisibleMembersOnly()
    {
        var contracts = Emit(Contracts, "Contracts", withSummaries: true);
        var compilation = Compile(Library, "Library", contracts);
        var generated = Generate(compilation, disabled: IncrementalGeneratorOutputKind.None).SyntaxTrees.Last().ToString();

        Assert.Contains("M:Customers.NameAsync(System.Int32)|", generated);
        Assert.Contains("M:ICustomers.NameAsync(System.Int32)|", generated);
        Assert.Contains("M:Customers.Count(System.String)|", generated);
        Assert.DoesNotContain("Describe", generated);
        Assert.DoesNotContain("Hidden", generated);
        Assert.DoesNotContain("Read(", generated);
    }

    // seen in smartstore/Smartstore: ModuleImportsFileInfo.cs, btcpayserver/btcpayserver: PaymentRequestHub.cs
    [Fact]
    public void Summaries_TellNothingOfJobsAndOfTheFramework_AndHowFarTheQueryIs()
    {
        var compilation = Compile(Usings + """
            public sealed class Items : IComparer<int>
            {
                private readonly NpgsqlConnection _conn;
                private readonly System.Net.Http.HttpClient _http = new();
                public Items(NpgsqlConnection conn) => _conn = conn;
                public int Compare(int left, int right) => _conn.ExecuteScalar<int>("SELECT rank FROM items WHERE id = @left", new { left });
                public Task<string> Near(int id) => _conn.QuerySingleAsync<string>("SELECT name FROM items WHERE id = @id", new { id });
                public Task<string> Far(int id) => Near(id);
                public async Task<string> Aware(int id) { await _http.GetStringAsync("https://items.example"); return await _conn.QuerySingleAsync<string>("SELECT name FROM items WHERE id = @id", new { id }); }
                public async Task Announce(int id) { var name = await Near(id); await _http.GetStringAsync("https://items.example/" + name); }
                public async Task AnnounceAll(int id) => await Announce(id);
            }
            """, "Library");
        var generated = Generate(compilation, disabled: IncrementalGeneratorOutputKind.None).SyntaxTrees.Last().ToString();

        Assert.DoesNotContain("IComparer", generated);
        Assert.Matches(@"Items\.Near\(System\.Int32\)\|\d{4}001\|", generated);
        Assert.Matches(@"Items\.Far\(System\.Int32\)\|\d{4}101\|", generated);
        Assert.Matches(@"Items\.Aware\(System\.Int32\)\|\d{4}021\|", generated);
        Assert.Matches(@"Items\.Announce\(System\.Int32\)\|\d{4}121\|", generated);
        Assert.DoesNotContain("AnnounceAll", generated);
    }

    [Fact]
    public void WhileTyping_NothingIsGenerated()
    {
        var compilation = Compile(Library, "Library", Emit(Contracts, "Contracts", withSummaries: true));

        Assert.Single(Generate(compilation, disabled: IncrementalGeneratorOutputKind.Implementation).SyntaxTrees);
    }

    [Fact]
    public async Task SpoiledSummaries_AreLeftOut()
    {
        var contracts = Emit(Contracts, "Contracts", withSummaries: false);
        var library = Emit(
            "[assembly: System.Reflection.AssemblyMetadata(\"LifeOps.DbAnalyzers.Effects.3\", \"M:Customers.NameAsync(System.Int32)|999999|zz|0|x\\n|\\n||||\\nM:Customers.Describe(System.Int32)|1020\")]\n" + Library.Replace(Usings, ""),
            "Library", withSummaries: false, contracts);

        Assert.Empty(await AnalyzeAsync(Service, contracts, library));
    }

    private static CSharpCompilation Compile(string source, string name, params MetadataReference[] references)
    {
        var text = source.StartsWith("[assembly", StringComparison.Ordinal) ? Usings + source : source;
        return CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp11))], [.. ReferenceSets.Get(TestReferences.Npgsql | TestReferences.Dapper), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static Compilation Generate(Compilation compilation, IncrementalGeneratorOutputKind disabled)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new EffectSummaryGenerator().AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.CSharp11), driverOptions: new GeneratorDriverOptions(disabled));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var result, out var diagnostics);
        Assert.Empty(diagnostics);
        return result;
    }

    private static MetadataReference Emit(string source, string name, bool withSummaries, params MetadataReference[] references)
    {
        Compilation compilation = Compile(source, name, references);
        if (withSummaries)
            compilation = Generate(compilation, IncrementalGeneratorOutputKind.None);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(ImmutableArray.Create(image.ToArray()));
    }

    private static async Task<IReadOnlyList<string>> AnalyzeAsync(string source, params MetadataReference[] references)
    {
        var compilation = Compile(source, "Service", references);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var diagnostics = await compilation.WithAnalyzers([new EffectsAnalyzer()], (AnalyzerOptions?)null).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => $"({diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1},{diagnostic.Location.GetLineSpan().StartLinePosition.Character + 1}): {diagnostic.GetMessage()}")];
    }
}
