using System.Collections.Immutable;
using LifeOps.DbAnalyzers.Generators;
using LifeOps.DbAnalyzers.Generators.Emit;
using LifeOps.DbAnalyzers.Generators.Model;
using LifeOps.DbAnalyzers.Tests.Verifiers;
using LifeOps.PostgreSql.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace LifeOps.DbAnalyzers.Tests.Generators;

/// <summary>Emits every file of a schema and compiles the result with documentation checked and all warnings on.</summary>
internal static class GeneratedSources
{
    public static GeneratorOptions Options { get; } = GeneratorOptions.Default with { Namespace = "App.Data" };

    public static GeneratedSchema BuildModel(DatabaseSchema schema, GeneratorOptions? options = null) =>
        SchemaModelBuilder.Build(schema, options ?? Options, new Dictionary<string, string>(), CancellationToken.None);

    public static ConsumerTraits TraitsOf(TestReferences references, LanguageVersion version = LanguageVersion.Latest) =>
        ConsumerTraits.Of(CreateCompilation(references, version));

    /// <summary>The text of every file by its hint name.</summary>
    public static SortedDictionary<string, string> Emit(GeneratedSchema model, ConsumerTraits traits)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var relation in model.Relations)
            files.Add(RelationEmitter.HintName(relation), RelationEmitter.Emit(relation, traits).ToString());
        foreach (var type in model.Enums)
            files.Add(EnumEmitter.HintName(type), EnumEmitter.Emit(type, traits).ToString());
        foreach (var type in model.Composites)
            files.Add(CompositeEmitter.HintName(type), CompositeEmitter.Emit(type, traits).ToString());
        if (TypeRegistrationEmitter.Emit(model.Registration, traits) is { } registration)
            files.Add(TypeRegistrationEmitter.HintName(model.Registration), registration.ToString());
        if (model.JsonbReading is { } options && JsonbReaderEmitter.Emit(options, traits) is { } jsonb)
            files.Add(JsonbReaderEmitter.HintName(options), jsonb.ToString());
        return files;
    }

    /// <summary>Emits and compiles; any error or warning fails.</summary>
    public static SortedDictionary<string, string> EmitAndCompile(
        DatabaseSchema schema, TestReferences references = TestReferences.All, LanguageVersion version = LanguageVersion.Latest, GeneratorOptions? options = null)
    {
        var files = Emit(BuildModel(schema, options), TraitsOf(references, version));
        Compile(files, references, version);
        return files;
    }

    public static void Compile(
        IReadOnlyDictionary<string, string> files,
        TestReferences references,
        LanguageVersion version = LanguageVersion.Latest,
        NullableContextOptions nullable = NullableContextOptions.Enable)
    {
        var options = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var compilation = CreateCompilation(references, version, nullable)
            .AddSyntaxTrees(files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Value), options, file.Key)));
        var diagnostics = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(diagnostics.Count == 0, string.Join("\n", diagnostics.Select(diagnostic => diagnostic + "\n    " + Line(diagnostic))));
    }

    private static string? Line(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString();

    private static CSharpCompilation CreateCompilation(TestReferences references, LanguageVersion version, NullableContextOptions nullable = NullableContextOptions.Enable) => CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText("", new CSharpParseOptions(version))],
        ReferenceSets.Get(references),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: nullable)
            // As in every project: libraries are built for older frameworks.
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
}
