using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql.Schema;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>The schemas that PostgreSQL's own regression files make, all their oddities included, give code that compiles.</summary>
public class RegressionSchemaTests
{
    [SkippableFact]
    public void EveryRegressionFile_GivesCodeWithoutWarning()
    {
        var corpus = SharedFiles.Find("corpus", "pg18-regress.jsonl.gz");
        Skip.If(corpus is null, "The regression statements are not here.");

        // A namespace for each file: they are databases of their own.
        var traits = GeneratedSources.TraitsOf(TestReferences.All);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var relations = 0;
        foreach (var (name, text) in ReadFiles(corpus))
        {
            var schema = SchemaBuilder.Build(text, CancellationToken.None);
            var model = GeneratedSources.BuildModel(schema, GeneratedSources.Options with { Namespace = "Regress._" + name });
            relations += model.Relations.Count;
            foreach (var (hint, source) in GeneratedSources.Emit(model, traits))
                files.Add(hint, source);
        }

        Assert.True(relations > 500, $"Only {relations} relations: the schemas were not folded.");
        GeneratedSources.Compile(files, TestReferences.All);
    }

    private static IEnumerable<(string Name, string Text)> ReadFiles(string path)
    {
        var texts = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var sql = entry.RootElement.GetProperty("sql").GetString()!;
            // What is dropped leaves nothing to generate from.
            if (!entry.RootElement.GetProperty("accepted").GetBoolean() || sql.StartsWith("DROP", StringComparison.OrdinalIgnoreCase))
                continue;
            var name = entry.RootElement.GetProperty("origin").GetString()!.Split('.')[0].Replace('-', '_').Replace('/', '_');
            if (!texts.TryGetValue(name, out var text))
                texts.Add(name, text = new StringBuilder());
            text.Append(sql).Append(";\n");
        }

        return texts.Select(pair => (pair.Key, pair.Value.ToString()));
    }
}
