using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Dapper;
using Npgsql;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Analyzers.Loops;

/// <summary>What the analyzer sees while somebody is typing: it must never throw.</summary>
public sealed class IncompleteCodeTests
{
    private const string Source = """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Dapper; using Npgsql;
        public interface IStore { string Get(int id); }
        public class Store : IStore
        {
            private readonly NpgsqlConnection _conn = new("");
            private Dictionary<int, string> _cache = new();
            public string Get(int id) => _cache.TryGetValue(id, out var name) ? name : _conn.QuerySingle<string>($"SELECT name FROM customers WHERE id = {id}", new { id });
            public async Task<List<int>> All(List<int> ids, Func<int, Task> each)
            {
                var result = new List<int>();
                foreach (var (id, other) in ids.Select(i => (i, i + 1)))
                {
                    await each(id);
                    if (Get(other) is { Length: > 0 } found && found != "x") break;
                    switch (id) { case 1 when other > 2: continue; default: goto case 1; }
                }
                for (int i = 0, j = 1; i < ids.Count; i += 2, j--) { await _conn.ExecuteAsync("DELETE FROM lines WHERE id = @i", new { i = ids[i..j][0] }); }
                while (_conn.ExecuteScalar<int>("SELECT 1") > 0) { using var cmd = new NpgsqlCommand { Connection = _conn, CommandText = "x" + ids[^1] }; cmd.Parameters.Add(new("a", ids)); cmd.ExecuteReader(); }
                await Task.WhenAll(from id in ids where id > 1 select _conn.ExecuteAsync("x", new { id }));
                return result; void Local() => Local();
            }
        }
        """;

    [Fact]
    public async Task EveryPrefix_DoesNotThrow()
    {
        for (var length = 1; length < Source.Length; length += 41)
            await AnalyzeAsync(Source.Substring(0, length));
    }

    [Fact]
    public async Task EveryMissingToken_DoesNotThrow()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().ToList();
        for (var i = 0; i < tokens.Count; i += 11)
            await AnalyzeAsync(Source.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
    }

    [Fact]
    public async Task DeepNesting_DoesNotThrow()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("id.ToString()", 3_000));
        await AnalyzeAsync("using Dapper; class C { void M(Npgsql.NpgsqlConnection c, int[] ids) { foreach (var id in ids) c.Execute(" + sum + "); } }");
    }

    private static async Task AnalyzeAsync(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Append(typeof(SqlMapper).Assembly.Location)
            .Append(typeof(NpgsqlConnection).Assembly.Location);
        var compilation = CSharpCompilation.Create("Broken", [CSharpSyntaxTree.ParseText(source)], Metadata(references), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Exception? thrown = null;
        await compilation
            .WithAnalyzers([new EffectsAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, thrown + "\n" + source);
    }

    private static ImmutableArray<MetadataReference> s_metadata;

    private static ImmutableArray<MetadataReference> Metadata(IEnumerable<string> paths)
    {
        if (s_metadata.IsDefault)
            s_metadata = [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
        return s_metadata;
    }
}
