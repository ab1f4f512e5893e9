using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Tests.Schema;
using LifeOps.Testing;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>The schemas that the model is compared with a server by: what is generated from them compiles without a warning.</summary>
public class TruthSchemaTests
{
    private const int RandomSchemas = 30;

    public static TheoryData<string, bool> Shapes { get; } = new()
    {
        { nameof(RecordShape.Init), false },
        { nameof(RecordShape.Positional), true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RandomSchemas_GiveCodeWithoutWarning(string shape, bool typedIds)
    {
        var traits = GeneratedSources.TraitsOf(TestReferences.All);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var relations = 0;
        for (var seed = 1; seed <= RandomSchemas; seed++)
        {
            // A namespace for each: they are databases of their own.
            var options = Options(shape, typedIds) with { Namespace = "Random._" + seed };
            var model = GeneratedSources.BuildModel(SchemaBuilder.Build(string.Join(";\n", RandomSchema.Statements(seed, SchemaBuilder.NewestServer)) + ";"), options);
            relations += model.Relations.Count;
            foreach (var (hint, source) in GeneratedSources.Emit(model, traits))
                files.Add(hint, source);
        }

        Assert.True(relations > 2 * RandomSchemas, $"Only {relations} relations: the schemas were not folded.");
        GeneratedSources.Compile(files, TestReferences.All);
    }

    [SkippableTheory]
    [InlineData("lifeops.sql", 15)]
    [InlineData("stats.sql", 15)]
    [InlineData("modern.sql", 5)]
    public void SharedSchema_GivesCodeWithoutWarning(string file, int relations)
    {
        var path = SharedFiles.Find("databases", file);
        Skip.If(path is null, "The database's schema is not here.");

        var schema = SchemaBuilder.Build(File.ReadAllText(path));
        foreach (var (shape, typedIds) in ((string, bool)[])[(nameof(RecordShape.Init), false), (nameof(RecordShape.Positional), true)])
        {
            var files = GeneratedSources.EmitAndCompile(schema, options: Options(shape, typedIds));
            Assert.True(files.Count >= relations, $"Only {files.Count} files.");
        }
    }

    private static GeneratorOptions Options(string shape, bool typedIds) =>
        GeneratedSources.Options with { Shape = Enum.Parse<RecordShape>(shape), TypedIds = typedIds };
}
